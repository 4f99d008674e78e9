"""我的信息: all that the store holds of a person, for whoever it is about: what is theirs whole, what is others' masked.

个人信息保护法 第四十五条: whoever somebody's information is about may see and copy it.
"""

from collections.abc import Mapping

from attrs import frozen

from db.fields import Leading, Rows
from db.records.base import Part, Record, fields_of, parts_of, shown_of
from db.records.kind import Kind
from db.records.power import Power
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Carer, Telephone
from db.store import Store
from db.values import masks

_OTHERS: Mapping[type[Part], tuple[str, ...]] = {Carer: ("name", "phone"), Telephone: ("name",)}
"""What of the parts of somebody is another's."""


@frozen
class Held:
    """One record that concerns a person.

    Attributes:
        label: what the clerk calls its type.
        title: what it is called, others' names masked.
    """

    label: str
    title: str


@frozen
class MyInformation:
    """What there is.

    Attributes:
        fields: labels and values of the register, whole.
        held: everything else.
    """

    resident: Resident
    fields: tuple[tuple[str, str], ...]
    held: tuple[Held, ...]


def my_information(store: Store, resident_id: int) -> MyInformation:
    """What the store holds of a resident; of whoever sees less than all of it nobody gets a part for the whole.

    Raises:
        RecordGone: there is none.
        NotAllowed: the clerk does not see everything.
    """
    store.require_power(Power.WHOLE_COPY)
    resident = store.get(Resident, resident_id)
    titles = store.all_titles([resident])
    fields: list[tuple[str, str]] = []
    for name, field in fields_of(Resident).items():
        value = getattr(resident, name)
        if isinstance(field, Rows):
            fields += [(field.label, _part(part)) for part in value]
            continue
        told = titles.get(field.titled_by, {}).get(value, "") if isinstance(field, Leading) else field.show(value)
        if told:
            fields.append((field.label, told))
    held = [
        Held(kind.label, title)
        for table, ids in sorted(_pointing(store, resident).items())
        for kind in (store.kinds[table],)
        for title in _titles(store, kind, ids, resident.name)
    ]
    return MyInformation(resident, tuple(fields), tuple(held))


def _pointing(store: Store, resident: Resident) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for table, record_id in sorted(store.pointing_at(resident)):
        found.setdefault(table, []).append(record_id)
    return found


def _part(part: Part) -> str:
    """A row of a part in one line; what it leads to is left out, and who else is named in it is masked, for that is others'."""
    told: list[str] = []
    for name, field in shown_of(type(part)).items():
        if not isinstance(field, Leading | Rows):
            text = field.show(getattr(part, name))
            told.append(_of_another(type(part), name, text) if text else "")
    return " ".join(filter(None, told))


def _of_another(kind: type[Part], name: str, text: str) -> str:
    """A value of a part; masked where it is somebody else's."""
    if name not in _OTHERS.get(kind, ()):
        return text
    return masks.in_text(text) if name == "phone" else f"{text[0]}**"


def _titles(store: Store, kind: Kind, ids: list[int], own: str) -> list[str]:
    """What records are called: numbers in them masked, and whoever is named besides."""
    records = list(store.get_many(kind.record, ids).values())
    if kind.record is Resident:  # whose carer they are
        return [f"{one.title({})[:1]}**" for one in records]
    return [masks.in_text(_others_hidden(store.title(record), record, own)) for record in records]


def _others_hidden(title: str, record: Record, own: str) -> str:
    """A title with the names of others, as the record has them, masked: 张* (their part of the information is theirs)."""
    names = {
        str(part.name)
        for rows in parts_of(type(record))
        for part in getattr(record, rows)
        if isinstance(getattr(part, "name", None), str)
    }
    for name in sorted(names - {own, ""}, key=len, reverse=True):
        title = title.replace(name, f"{name[0]}{'*' * (len(name) - 1)}")
    return title
