"""What is due of mediation cases: those that nobody has ended."""

from datetime import datetime

from db.records.base import columns_of
from db.records.mediation.case import CLOSED_STAGES, SETTLED, MediationCase
from db.services.due import DueItem
from db.store import Store, none_of


def cases_due(store: Store, _now: datetime) -> list[DueItem]:
    """The open cases, each with the day by which it should be settled."""
    return [_item(case) for case in store.select(MediationCase, none_of("stage", CLOSED_STAGES))]


def _item(case: MediationCase) -> DueItem:
    stage = columns_of(MediationCase)["stage"].show(case.stage)
    # The term is one for settling: a case with an agreement waits for the call afterwards, and is not late.
    due = None if case.stage in SETTLED else case.due
    return DueItem("mediation_case", case.id, case.number, case.title_text, case.party_names, stage, due)
