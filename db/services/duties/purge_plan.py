"""What deleting for good takes along, and where else somebody is told of: the same for whoever looks before and for the deed itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from attrs import field, frozen

from db.errors import AppError
from db.fields import Link, Ref
from db.records.base import Record, changed, columns_of, parts_of
from db.records.kind import Kind
from db.records.registry.resident import Resident
from db.services.ticks import Tick, go_on, never_stop
from db.services.undo_import.steps import deleted
from db.store.audit import Entry
from db.store.reading import Reader
from db.store.references import led_to
from db.values import masks

FEW = 3
OF_ITSELF = frozenset({"exhibit", "step"})
"""What belongs to one record and goes with it."""
_NUMBERS, _NAMES = ("id_number", "permit_number"), ("name", "script_name", "phone")
_NUMBERS_OF, _NAMES_OF = (("documents", "number"),), (("telephones", "number"), ("former_names", "name"))
"""Parts, and what of them is a number of a document, or a name or telephone."""
_SHORTEST = 2
Target = tuple[str, int]
"""Table and id."""


class StillKept(AppError):
    """Something that stays leads to it, or it is kept itself."""

    code = "still_kept"


@frozen
class Signs:
    """By what somebody is known in texts.

    Attributes:
        numbers: of documents: they are nobody else's.
        names: names and telephones, which others may have, too.
    """

    numbers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@frozen
class Going:
    """What goes for good.

    Attributes:
        there: the records that are there, each before what leads to it.
        gone: those that were deleted in the ordinary way, as they were.
        attached: photos, scans and steps of all these that were deleted in the ordinary way.
        signs: by what those of them who are persons are known.
    """

    there: tuple[Record, ...]
    gone: tuple[Record, ...] = ()
    attached: tuple[Record, ...] = ()
    signs: Signs = field(factory=Signs)

    def targets(self) -> dict[str, list[int]]:
        """Ids by table, of all but what is attached."""
        return _by_table((*self.there, *self.gone))

    def of_itself(self) -> dict[str, list[int]]:
        """Ids by table of what is attached."""
        return _by_table(self.attached)


def going(read: Reader, records: Sequence[Record], tick: Tick = never_stop) -> Going:
    """The records and what is about them alone, those that the log alone still knows among them.

    Args:
        read: reads everything.
        records: that are there, or as `deleted_records` tells them.
        tick: hears how far it is.

    Raises:
        StillKept: one is kept by law, or something that stays leads to one.
        RecordGone: of one neither the store nor the log knows anything.
        Cancelled: the tick said so.
    """
    there: dict[Target, Record] = {}
    gone: dict[Target, Record] = {}
    attached: dict[Target, Record] = {}
    led = _gone_by_target(read)
    waiting = list(records)
    for count, asked in enumerate(waiting):
        go_on(tick, count, len(waiting))
        at = (asked.TABLE, asked.id)
        if not read.kinds[asked.TABLE].purged:
            raise StillKept(f"{asked.LABEL}要照档案的规定保存，不能彻底删除", "期满的，在“销毁”里照规定办")
        if at in there or at in gone:
            continue
        if (record := read.find(type(asked), asked.id)) is not None:
            there[at] = record
            waiting += _leading(read, record)
        else:
            gone[at] = _as_it_was(read, asked)
        for one in led.get(at, ()):
            if one.TABLE in OF_ITSELF:
                attached[one.TABLE, one.id] = one
            else:
                waiting.append(one)
    persons = [i for table, i in (*there, *gone) if table == Resident.TABLE]
    return Going(tuple(there.values()), tuple(gone.values()), tuple(attached.values()), signs_of(read, persons))


def _leading(read: Reader, record: Record) -> list[Record]:
    """What leads to a record and goes with it.

    Raises:
        StillKept: something leads to it that stays.
    """
    found: list[Record] = []
    staying: list[str] = []
    for table, i in sorted(read.pointing_at(record)):
        kind = read.kinds[table]
        one = read.get(kind.record, i)
        if kind.purged and table != record.TABLE:  # whose carer somebody is goes not with them
            found.append(one)
        elif table not in OF_ITSELF and _leads_for_good(read, one, record):
            staying.append(f"{kind.label}“{masks.in_text(read.title(one))}”")
    if staying:
        more = f"等 {len(staying)} 条" if len(staying) > FEW else ""
        raise StillKept(
            f"{masks.in_text(read.title(record))}：{'、'.join(staying[:FEW])}{more}还用到它，没有删除",
            "户里、人员里的请先去掉；调解案件、诉求等是档案，照规定保存，它的登记也留着",
        )
    return found


def _leads_for_good(read: Reader, one: Record, to: Record) -> bool:
    """Whether a record leads to another by more than that they were told apart, which is taken back with either."""
    bare = changed(one, apart=()) if isinstance(one, Resident) else one
    return (to.TABLE, to.id) in led_to(read.kinds, bare)


def _as_it_was(read: Reader, asked: Record) -> Record:
    """A record that was deleted in the ordinary way.

    Raises:
        RecordGone: the log knows nothing of it, or nothing any more.
    """
    entries = read.deletions([asked.TABLE], [asked.id])
    return deleted(type(asked), entries[0]) if entries else read.get(type(asked), asked.id)


def _gone_by_target(read: Reader) -> Mapping[Target, list[Record]]:
    """What was deleted in the ordinary way and led to something that may go for good, by that."""
    found: dict[Target, list[Record]] = defaultdict(list)
    purged = {kind.table for kind in read.kinds if kind.purged}
    for kind in read.kinds:
        if (kind.purged or kind.table in OF_ITSELF) and _may_lead(kind, purged):
            for entry in read.deletions([kind.table]):
                record = deleted(kind.record, entry)
                for target in led_to(read.kinds, record):
                    if target[0] in purged and target[0] != kind.table:
                        found[target].append(record)
    return found


def _may_lead(kind: Kind, tables: Collection[str]) -> bool:
    rows = [kind.record, *(part.part for part in parts_of(kind.record).values())]
    fields = (one for row in rows for one in columns_of(row).values())
    return any(isinstance(one, Ref) or (isinstance(one, Link) and one.to in tables) for one in fields)


def signs_of(read: Reader, residents: Collection[int]) -> Signs:
    """By what residents are known in texts: all that the log has of them, and their rows."""
    if not residents:
        return Signs()
    numbers: set[str] = set()
    names: set[str] = set()
    for entry in read.entries_about(Resident.TABLE, residents):
        for name in _NUMBERS:
            numbers |= _values(entry, name)
        for name in _NAMES:
            names |= _values(entry, name)
        numbers |= _told_in(entry, _NUMBERS_OF)
        names |= _told_in(entry, _NAMES_OF)
    for one in read.get_many(Resident, residents).values():
        numbers |= {one.id_number, one.permit_number, *(part.number for part in one.documents)}
        names |= {one.name, one.script_name, one.phone}
        names |= {part.number for part in one.telephones} | {part.name for part in one.former_names}
    return Signs(_long(numbers), _long(names))


def _told_in(entry: Entry, which: Sequence[tuple[str, str]]) -> set[str]:
    """What an entry tells in the parts of some fields."""
    return {
        str(part.get(name, ""))
        for field_name, name in which
        for parts in entry.change.get(field_name, ())
        for part in cast("list[Mapping[str, Any]]", parts or ())
    }


def _values(entry: Entry, name: str) -> set[str]:
    return {str(value) for value in entry.change.get(name, ()) if isinstance(value, str)}


def _long(found: Iterable[str]) -> frozenset[str]:
    return frozenset(one for one in found if len(one) >= _SHORTEST)


def deleted_records(read: Reader, kind: type[Record], ids: Collection[int] = ()) -> list[tuple[Record, Entry]]:
    """The records of a type that were deleted in the ordinary way, as they were, each with the entry of that, the newest first.

    Raises:
        NotAllowed: the clerk may not delete for good.
    """
    return [(deleted(kind, entry), entry) for entry in read.deletions([kind.TABLE], ids)]


def _by_table(records: Iterable[Record]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in records:
        found.setdefault(one.TABLE, []).append(one.id)
    return found
