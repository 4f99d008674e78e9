"""晨会单: what wants to be looked at today. No Qt: it is made in a worker's thread."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

import attrs

from db.services.due import DueItem
from db.services.morning import morning
from db.store import Store
from gui.papers.asked import NONE, Answers, Asked
from gui.papers.list_papers import NothingToPrint
from gui.papers.paperwork import Job
from gui.tasks import Tick


def morning_list(today: date, items: Sequence[DueItem] | None = None, answers: Answers = NONE) -> Job:
    """晨会单 of these things to do; None for what wants to be looked at today."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.visits import morning_list as paper

        found = morning(store, datetime.now(), items)
        if not found:
            raise NothingToPrint("今天没有要去看的", "红的、黄的、等着核查和回访的，到时候都印在上面")
        lines = tuple(paper.MorningLine(**attrs.asdict(one)) for one in found)
        given = paper.MorningList(centre=store.centre(), day=today, lines=lines)
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    asked = Asked("morning_list", ("apart",), partial(morning_list, today, items), first=False)
    return Job("晨会单", make, asked=asked)
