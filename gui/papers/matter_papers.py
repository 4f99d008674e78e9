"""Papers of a matter, from the store to paper. No Qt: they are made in a worker's thread.

Both are masked unless the clerk asks otherwise and says why, which is entered in the log.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import attrs

from db.records.matters.matter import Matter
from db.services.clocks import printed
from db.services.duties.giving_out import personal_labels
from db.services.letters.number_record import void_words
from db.services.note_output import Holds
from db.store import Store
from gui.papers.asked import MASKED, NONE, Answers, Asked
from gui.papers.paperwork import Job
from gui.tasks import Tick


def matter_intake(matter_id: int, answers: Answers = NONE) -> Job:
    """诉求登记表 with its 回执."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.matters import matter_intake as paper

        given = paper.MatterIntake(**_given(store, matter_id))
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    return _job("matter_intake", "诉求登记表", make, partial(matter_intake, matter_id), matter_id)


def matter_referral(matter_id: int, day: date, answers: Answers = NONE) -> Job:
    """交办（转办）单 for the body that deals with it."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.matters import matter_referral as paper

        given = paper.MatterReferral(**_given(store, matter_id), day=day)
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    return _job("matter_referral", "交办（转办）单", make, partial(matter_referral, matter_id, day), matter_id)


def _given(store: Store, matter_id: int) -> dict[str, Any]:
    matter = store.get(Matter, matter_id)
    return {
        "centre": store.centre(),
        "matter": matter,
        "titles": store.all_titles([matter]),
        "limit": printed(store, matter),
        "void": void_words(store, matter),
    }


def _job(
    paper: str, title: str, make: Callable[[Store, Tick], bytes], again: Callable[[Answers], Job], matter_id: int
) -> Job:
    asked = Asked(paper, (MASKED,), again, first=False)
    return Job(title, make, asked=asked, of=(Matter.TABLE, matter_id), holds=Holds(1, personal_labels(Matter)))
