"""Whom the dialog is about: somebody with their household, a household, those picked in a list, or nobody yet."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from db.records.base import fields_of
from db.records.registry.household import Household, Member
from db.records.registry.resident import DIED, IN_REGISTER, Resident
from db.services.registry.events import Asked, What
from db.services.registry.resident_card import household_of
from db.store import Store
from db.values import masks

_THERE = (What.MOVED, What.LEFT, What.BORN, What.DIED, What.MARRIED, What.DIVIDED, What.JOINED)


@frozen
class Subject:
    """Whom it is about.

    Attributes:
        title: what stands over the dialog, masked.
        people: whoever may be meant, by id, each with the words beside the tick.
        meant: those who are ticked at first.
        offered: what may have happened to them.
        begun: what is known before anything is typed.
    """

    title: str
    people: Mapping[int, str] = field(factory=dict[int, str])
    meant: tuple[int, ...] = ()
    offered: tuple[What, ...] = (What.CAME,)
    begun: Asked = field(factory=Asked)


def of_people(store: Store, ids: Sequence[int]) -> Subject:
    """One resident with whom they live with; or several who were picked.

    Raises:
        RecordGone: somebody is no longer there.
    """
    people = list(store.get_many(Resident, ids).values())
    here = [one for one in people if one.state == IN_REGISTER]
    gone = [one for one in people if one.state not in (IN_REGISTER, DIED)]
    if not here:
        return Subject(
            _names(people), _told(gone, None), tuple(one.id for one in gone), (What.RETURNED,) if gone else ()
        )
    home = household_of(store, here[0].id) if len(here) == 1 else None
    told = _members(store, home) if home else _told(here, None)
    mates = {here[0].id: told[here[0].id], **told} if here[0].id in told else told
    return Subject(_names(here), mates, tuple(one.id for one in here), _THERE)


def of_home(store: Store, home: Household) -> Subject:
    """All of a household; whoever comes comes to them."""
    people = _members(store, home)
    begun = Asked(home=home.id, house=home.house)
    offered = (What.CAME, *_THERE) if people else (What.CAME,)
    return Subject(masks.in_text(store.title(home)), people, tuple(people), offered, begun)


def of_newcomers() -> Subject:
    """Whoever comes, and is not in the register yet."""
    return Subject("")


def _members(store: Store, home: Household) -> dict[int, str]:
    present = home.present()
    people = store.get_many(Resident, [m.resident for m in present])
    relations = {m.resident: m.relation for m in present}
    return _told([people[i] for i in relations if i in people and people[i].state == IN_REGISTER], relations)


def _told(people: Sequence[Resident], relations: Mapping[int, str] | None) -> dict[int, str]:
    relation = fields_of(Member)["relation"]
    found: dict[int, str] = {}
    for one in people:
        age = one.age(date.today())
        more = [relation.show(relations[one.id])] if relations and relations[one.id] else []
        more += [f"{age} 岁"] if age is not None else []
        found[one.id] = masks.in_text(one.name) + (f"（{'，'.join(more)}）" if more else "")
    return found


def _names(people: Sequence[Resident]) -> str:
    return masks.in_text(
        "、".join(one.name for one in people[:3]) + (f"等 {len(people)} 人" if len(people) > 3 else "")
    )
