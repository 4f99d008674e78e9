"""Papers of a matter, from the store to paper. No Qt: they are made in a worker's thread.

Both are masked unless the clerk asks otherwise and says why, which is entered in the log.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import attrs

from db.records.matters.matter import Matter
from db.records.moving import live
from db.services.clocks import printed
from db.services.duties.giving_out import personal_labels
from db.services.letters.number_record import void_words
from db.services.note_output import Holds
from db.store import Store
from gui.papers.asked import MASKED, NONE, Answers, Asked
from gui.papers.paperwork import Job
from gui.tasks import Tick

STAGE_PAPERS = {
    "matter_accept": "受理单",
    "matter_reply": "回复单",
    "matter_extension": "延期申请单",
    "matter_check": "核查反馈单",
    "matter_callback": "回访单",
    "matter_archive": "评议归档表",
    "matter_elsewhere": "告知单",
}
"""The papers of the stages of a matter, by their names in the registry, with what the menu says."""


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


def stage_paper(paper: str, matter_id: int, day: date, answers: Answers = NONE) -> Job:
    """A paper of one of its stages: 受理单, 回复单, 延期申请单, 核查反馈单, 回访单, 评议归档表, 告知单."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import PAPERS
        from printing.papers.matters.stage_sheet import StageSheet

        known = _given(store, matter_id)
        steps = tuple(live(store.steps(known["matter"])))
        titles = store.all_titles([known["matter"], *steps])
        given = StageSheet(**{**known, "titles": titles}, steps=steps, day=day)
        return PAPERS[paper].make(attrs.evolve(given, **answers), tick)

    return _job(paper, STAGE_PAPERS[paper], make, partial(stage_paper, paper, matter_id, day), matter_id)


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
