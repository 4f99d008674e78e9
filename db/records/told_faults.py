"""What is wrong with what a type says of itself elsewhere: in the help, on other pages, among the centre's own fields."""

from collections.abc import Iterator, Sequence

from db.fields import Day, Link, Moment
from db.records.base import columns_of, shown_of
from db.records.centre.centre import READERS, Centre
from db.records.kind import Kind
from db.records.participant import acting


def told_faults(kind: Kind, kinds: Sequence[Kind]) -> Iterator[str]:
    """What is wrong with it, as sentences."""
    if kind.tab and not kind.help:
        yield "has a tab and no help for F1"
    pages = {other.table for other in kinds if other.tab}
    yield from (f"tells names {table}, which has no page" for table, _ in kind.tells if table not in pages)
    yield from (f"rules names {key}, which nobody reads" for key in kind.rules if key not in READERS)
    fields = shown_of(Centre)
    yield from (f"centre names {name}, which is no field of the centre" for name in kind.centre if name not in fields)
    yield from _deed(kind)


def _deed(kind: Kind) -> Iterator[str]:
    if (deed := kind.deed) is None:
        return
    columns = columns_of(kind.record)
    by = columns.get(deed.by)
    if deed.by not in acting(kind.record) and not (isinstance(by, Link) and by.to == "person"):
        yield f"deed.by is {deed.by}, which tells no person"
    if not isinstance(columns.get(deed.when), Day | Moment):
        yield f"deed.when is {deed.when}, which is no day"
    for template in deed.line:
        name = template.partition("{")[2].partition("}")[0]
        if name not in shown_of(kind.record):
            yield f"deed.line names {name}, which is no field"
