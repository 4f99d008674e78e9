"""A workbook with residents and other tables in it: what of it is a roster, what is not, and which comes first.

Whoever lives in a grid needs the grid first, and whoever brings a matter needs to be registered first: what residents lead to
comes before them, everything else behind them.
"""

from attrs import frozen

from db.fields import Link, Ref
from db.records.base import fields_of
from db.records.kinds import Kinds
from db.records.registry.resident import Resident
from db.services.import_file import ReadFile, look_at, tells_otherwise
from db.services.importing.recognise import is_sure
from db.services.registry.import_roster.kind_of_table import without_kind
from db.services.registry.import_roster.recognise import recognise
from db.services.sheets.raw import RawSheet


@frozen
class Part:
    """Some sheets of a file.

    Attributes:
        is_roster: whether they name residents.
        labels: what the others tell of, in the clerk's words.
    """

    file: ReadFile
    is_roster: bool
    labels: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What it is, in the clerk's words."""
        return "居民花名册" if self.is_roster else "、".join(self.labels)


def parts_of(file: ReadFile, kinds: Kinds) -> tuple[Part, ...]:
    """The parts in the order in which they are taken; one alone where there are no residents, or nothing else, in it."""
    seen, before = look_at(file, kinds), needed_by_residents(kinds)
    roster: list[RawSheet] = []
    first: list[RawSheet] = []
    last: list[RawSheet] = []
    labels: dict[str, str] = {}
    for sheet in file.sheets:
        found = seen.guesses[sheet.name]
        is_told = bool(found) and tells_otherwise(sheet, found[0], kinds)
        if not is_told and not sheet.hidden and not recognise(sheet, kinds=kinds).skipped:
            roster.append(sheet)
            continue
        is_known = is_told or (bool(found) and is_sure(found) and not without_kind(sheet.rows))
        if is_known:
            labels[sheet.name] = found[0].form.label
        (first if is_known and found[0].form.table in before else last).append(sheet)
    if not roster or not labels:
        return (Part(file, seen.is_roster),)
    told = [
        (sheets, tuple(dict.fromkeys(labels[s.name] for s in sheets if s.name in labels))) for sheets in (first, last)
    ]
    (ahead, behind) = (
        [Part(ReadFile(file.source, tuple(sheets)), is_roster=False, labels=names)] if names else []
        for sheets, names in told
    )
    return (*ahead, Part(ReadFile(file.source, tuple(roster)), is_roster=True), *behind)


def needed_by_residents(kinds: Kinds) -> frozenset[str]:
    """The tables to which residents lead, and those to which these lead in turn."""
    found: set[str] = set()
    open_ = [Resident.TABLE]
    while open_:
        kind = kinds.find(open_.pop())
        for field in fields_of(kind.record).values() if kind else ():
            led = (field.to,) if isinstance(field, Link) else field.to if isinstance(field, Ref) else ()
            fresh = [one for one in led if one not in found and one != Resident.TABLE]
            found.update(fresh)
            open_ += fresh
    return frozenset(found)
