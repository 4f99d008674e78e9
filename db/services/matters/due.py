"""What is due of 诉求: all that are open, by their day."""

from datetime import datetime

from db.records.base import columns_of
from db.records.matters.matter import CLOSED_STAGES, Matter
from db.services.due import DueItem
from db.store import Store, none_of


def matters_due(store: Store, _now: datetime) -> list[DueItem]:
    """The open matters."""
    stage = columns_of(Matter)["stage"]
    return [
        DueItem("matter", m.id, m.number, m.subject, m.claimant_names, stage.show(m.stage), m.due)
        for m in store.select(Matter, none_of("stage", CLOSED_STAGES))
    ]
