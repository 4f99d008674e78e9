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
        told |= {n: getattr(gone, n) for n in (name, *_WITH.get(name, ())) if not isinstance(fields[n], Rows)}
    first, second = (gone, kept) if "house" in from_gone else (kept, gone)
    residences, lost = _lived(first.residences, second.residences)
    left = {n: (kept if n in from_gone else gone) for n in differing(kept, gone)}
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
    words = [f"{fields[n].label} {titles[left[n].id].get(n) or fields[n].show(getattr(left[n], n))}" for n in rest]
    houses = store.titles("house", (one.house for one in lost))
    words += [f"居住 {houses.get(r.house, '')} {_days(r)}".strip() for r in lost]
    noted = [f"合并时没有用的：{'；'.join(words)}"] if words else []
    told["note"] = "\n".join(dict.fromkeys(filter(None, (kept.note, gone.note, *noted))))
    return changed(kept, **told)


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
    """Where they lived by both; what one tells of a time of which the other tells another place is given back apart."""
    rows, lost = list(ours), list[Residence]()
    for one in _both(ours, theirs)[len(ours) :]:
        main = [r for r in rows if r.kind == MAIN]
        if one.kind == MAIN and overlap([*main, one]):
            if not any(r.house == one.house for r in main):
                lost.append(one)
        else:
            rows.append(one)
    return tuple(rows), lost


def _days(one: Residence) -> str:
    def told(day: date | None) -> str:
        return day.isoformat() if day else ""

    return f"{told(one.since)}—{told(one.until)}" if one.since or one.until else ""


def shown(store: Store, one: Resident, names: Mapping[str, object] | Collection[str]) -> dict[str, str]:
    """What a record tells in these fields, as a clerk reads it."""
    titles = store.linked_titles([one]).get(one.id, {})
    return {n: titles.get(n) or fields_of(Resident)[n].show(getattr(one, n)) for n in names}
