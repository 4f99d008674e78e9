"""What becomes of two records of one resident: each field as chosen, and nothing that either tells is lost."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from db.fields import Rows
from db.records.base import Part, changed, fields_of
from db.records.registry.residence import MAIN, Residence
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Document, FormerName, Telephone
from db.records.spells import overlap
from db.store import Store
from db.values import person_name

P = TypeVar("P", bound=Part)
_JOINED = ("note", "doubt")
"""What is put together of both, and never chosen."""
_WITH = {"house": ("residences",), "id_number": ("id_kind",), "phone": ("phone_of",), "state": ("state_day",)}
"""What goes with a field that is chosen."""
_FOLLOWING = frozenset(name for names in _WITH.values() for name in names)


def differing(kept: Resident, gone: Resident) -> list[str]:
    """The fields that both tell, each otherwise: of these the clerk chooses."""
    return [n for n in choosable() if _told(kept, n) and _told(gone, n) and getattr(kept, n) != getattr(gone, n)]


def choosable() -> list[str]:
    """The single fields of which one is kept."""
    fields = fields_of(Resident)
    return [
        n
        for n, f in fields.items()
        if f.is_typed and not isinstance(f, Rows) and n not in _JOINED and n not in _FOLLOWING
    ]


def merged(store: Store, kept: Resident, gone: Resident, taken: Collection[str]) -> Resident:
    """The one who stays, with the fields ``taken`` from the other, and all others where only that one tells them.

    The number, the name and the telephone that were not chosen stay as other papers, former names and further telephones; other
    fields, and where somebody lived at a time at which they lived elsewhere by the other record, stay in the note.
    """
    fields = fields_of(Resident)
    from_gone = {n for n in choosable() if _told(gone, n) and (n in taken or not _told(kept, n))}
    told: dict[str, Any] = {}
    for name in from_gone:
        told |= {n: getattr(gone, n) for n in (name, *_with(name))}
    first, second = (gone, kept) if "house" in from_gone else (kept, gone)
    residences, lost = _lived(first.residences, second.residences)
    left = {n: (kept if n in from_gone else gone) for n in differing(kept, gone)}
    with_same, otherwise = _with_same(kept, gone)
    told |= with_same
    told |= {
        "residences": residences,
        "documents": _papers(kept, gone, left.get("id_number")),
        "telephones": _phones(kept, gone, left.get("phone")),
        "former_names": _names(kept, gone, left.get("name")),
        "apart": tuple(a for a in _both(kept.apart, gone.apart) if a.other not in (kept.id, gone.id)),
    }
    for name in ("care", "carers", "party"):
        told[name] = _both(getattr(kept, name), getattr(gone, name))
    told["doubt"] = "；".join(dict.fromkeys(d for r in (kept, gone) for d in r.doubt.split("；") if d))
    titles = store.linked_titles([kept, gone])
    rest = [n for n in left if n not in ("id_number", "phone", "name")]
    told_so = [(n, left[name]) for name in rest for n in (name, *_with(name)) if _told(left[name], n)]
    told_so += [(n, gone) for n in otherwise]
    words = [f"{fields[n].label} {titles[one.id].get(n) or fields[n].show(getattr(one, n))}" for n, one in told_so]
    houses = store.titles("house", (one.house for one in lost))
    words += [f"居住 {houses.get(r.house, '')} {_days(r)}".strip() for r in lost]
    noted = [f"合并时没有用的：{'；'.join(words)}"] if words else []
    told["note"] = "\n".join(dict.fromkeys(filter(None, (kept.note, gone.note, *noted))))
    return changed(kept, **told)


def _with_same(kept: Resident, gone: Resident) -> tuple[dict[str, Any], list[str]]:
    """What only the one who goes tells of a field that both tell alike, such as the day of a state; and what both tell otherwise."""
    blank, fresh, otherwise = Resident(), dict[str, Any](), list[str]()
    for name in _WITH:
        for n in _with(name) if getattr(kept, name) == getattr(gone, name) else ():
            old, new = getattr(kept, n), getattr(gone, n)
            if new in (old, fields_of(Resident)[n].EMPTY):
                continue
            if old in (fields_of(Resident)[n].EMPTY, getattr(blank, n)):
                fresh[n] = new
            elif new != getattr(blank, n):
                otherwise.append(n)
    return fresh, otherwise


def _with(name: str) -> list[str]:
    """What goes with a field; of rows, those of both stay."""
    return [n for n in _WITH.get(name, ()) if not isinstance(fields_of(Resident)[n], Rows)]


def told_besides(typed: Resident, there: Resident) -> tuple[dict[str, Any], list[str]]:
    """What of somebody only the one who is typed tells, by field, and the labels of what both tell otherwise; rows are no part of it."""
    blank, fresh, otherwise = Resident(), dict[str, Any](), list[str]()
    for name, field in fields_of(Resident).items():
        new, old = getattr(typed, name), getattr(there, name)
        if isinstance(field, Rows) or not field.is_typed or new in (field.EMPTY, getattr(blank, name)) or new == old:
            continue
        if old == field.EMPTY:
            fresh[name] = new
        else:
            otherwise.append(field.label)
    return fresh, otherwise


def _told(one: Resident, name: str) -> bool:
    return getattr(one, name) != fields_of(Resident)[name].EMPTY


def _both(ours: tuple[P, ...], theirs: tuple[P, ...]) -> tuple[P, ...]:
    """The rows of both, those that say the same once."""
    plain = {changed(one, id=0, version=0) for one in ours}
    return (*ours, *(fresh for one in theirs if (fresh := changed(one, id=0, version=0)) not in plain))


def _papers(kept: Resident, gone: Resident, left: Resident | None) -> tuple[Document, ...]:
    old = Document(kind=left.id_kind, number=left.id_number) if left else None
    papers = _both(kept.documents, gone.documents)
    return (*papers, old) if old and old.number not in {p.number for p in papers} else papers


def _phones(kept: Resident, gone: Resident, left: Resident | None) -> tuple[Telephone, ...]:
    old = Telephone(number=left.phone, of=left.phone_of) if left else None
    phones = _both(kept.telephones, gone.telephones)
    return (*phones, old) if old and old.number not in {p.number for p in phones} else phones


def _names(kept: Resident, gone: Resident, left: Resident | None) -> tuple[FormerName, ...]:
    names = _both(kept.former_names, gone.former_names)
    known = {person_name.key(one.name) for one in names}
    return (*names, FormerName(name=left.name)) if left and person_name.key(left.name) not in known else names


def _lived(ours: tuple[Residence, ...], theirs: tuple[Residence, ...]) -> tuple[tuple[Residence, ...], list[Residence]]:
    """Where they lived by both; what one tells of a time of which the other tells otherwise is given back apart.

    Of one place at one time both are one row, which tells what either tells.
    """
    rows, lost = list(ours), list[Residence]()
    for one in _both(ours, theirs)[len(ours) :]:
        if one.kind != MAIN or not overlap([*(r for r in rows if r.kind == MAIN), one]):
            rows.append(one)
            continue
        place = next(
            (n for n, r in enumerate(rows) if r.kind == MAIN and r.house == one.house and overlap([r, one])), -1
        )
        if place >= 0:
            filled = [*rows[:place], _filled(rows[place], one), *rows[place + 1 :]]
            rows = rows if overlap(r for r in filled if r.kind == MAIN) else filled
        if place < 0 or not _tells(rows[place], one):
            lost.append(one)
    return tuple(rows), lost


_OF_LIVING = ("since", "reason", "whence", "whither", "source")


def _filled(row: Residence, other: Residence) -> Residence:
    """A row with what another one of the same place tells besides; its last day is its own: an open one goes on."""
    empty = (n for n in _OF_LIVING if getattr(row, n) == fields_of(Residence)[n].EMPTY)
    return changed(row, **{n: getattr(other, n) for n in empty})


def _tells(row: Residence, other: Residence) -> bool:
    """Whether a row tells all that another one of the same place tells."""
    empty = fields_of(Residence)
    return all(getattr(other, n) in (getattr(row, n), empty[n].EMPTY) for n in (*_OF_LIVING, "until"))


def _days(one: Residence) -> str:
    def told(day: date | None) -> str:
        return day.isoformat() if day else ""

    return f"{told(one.since)}—{told(one.until)}" if one.since or one.until else ""


def shown(store: Store, one: Resident, names: Mapping[str, object] | Collection[str]) -> dict[str, str]:
    """What a record tells in these fields, as a clerk reads it."""
    titles = store.linked_titles([one]).get(one.id, {})
    return {n: titles.get(n) or fields_of(Resident)[n].show(getattr(one, n)) for n in names}
