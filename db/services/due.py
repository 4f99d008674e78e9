"""What is due of a type: one line each, made by the service that its kind names, or of whatever is open."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from attrs import frozen

from db.fields import Leading, StageCode
from db.records.base import Record, columns_of, shown_of
from db.records.flow import Meaning
from db.records.kind import Kind, WhileOpen
from db.store import Store, none_of
from db.values.day import day_of


@frozen
class DueItem:
    """One thing to do: number, matter, who it concerns, where it stands, and its last day."""

    table: str
    id: int
    number: str
    matter: str
    who: str
    stage: str
    due: date | None

    def days_left(self, today: date) -> int | None:
        """Days to the last day; negative when it is past; None without a last day."""
        return (self.due - today).days if self.due else None


Due = Callable[[Store, datetime], list[DueItem]]
"""What of one type is due at a time."""


def open_due(store: Store, kind: Kind, how: WhileOpen) -> list[DueItem]:
    """What is open of a type with stages, each with its last day while that matters."""
    over = [code for flow in kind.flows for code in flow.codes(Meaning.DONE, Meaning.VOID)]
    found = store.select(kind.record, none_of(kind.flows[0].field, over))
    leads = not kind.number or isinstance(shown_of(kind.record).get(how.who), Leading)
    linked = store.linked_titles(found if leads else [])
    return [_item(kind, how, record, linked.get(record.id, {})) for record in found]


def _item(kind: Kind, how: WhileOpen, record: Record, linked: Mapping[str, str]) -> DueItem:
    number, field = kind.number, kind.flows[0].field
    stage = str(getattr(record, field))
    shown = columns_of(kind.record)[field]
    stands = shown.standing(stage) if isinstance(shown, StageCode) else stage
    due: date | None = getattr(record, how.day) if how.day and stands not in how.rests else None
    return DueItem(
        table=kind.table,
        id=record.id,
        number=str(getattr(record, number.number)) if number else "",
        matter=str(getattr(record, number.subject)) if number else record.title(linked),
        who=_shown(record, how.who, linked) if how.who else "",
        stage=shown.show(stage),
        due=day_of(due),
    )


def _shown(record: Record, name: str, linked: Mapping[str, str]) -> str:
    field = shown_of(type(record))[name]
    return linked.get(name, "") if isinstance(field, Leading) else field.show(getattr(record, name))
