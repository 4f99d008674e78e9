"""可能重复: who in the register may be the same person as somebody, by what an import goes by; and who was said not to be is left out."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from attrs import frozen

from db.records.registry.resident import Resident
from db.services.registry.apart import are_apart
from db.services.registry.import_roster.match import Agrees, agreeing
from db.services.ticks import PIECE, Tick, go_on, never_stop
from db.store import Store, among, eq, ne
from db.values import id_number, person_name, phone

MOST = 5
"""How many are told beside a form."""
_CROWD = 60
"""So many who share a sign are compared with each other, and no more."""


@frozen(kw_only=True)
class _Agreeing:
    """What agrees of two who may be one person."""

    agrees: tuple[Agrees, ...]

    def why(self) -> str:
        """In a clerk's words."""
        return "、".join(one.value for one in self.agrees)

    def sureness(self) -> tuple[bool, int]:
        """By what the surest are sorted first: a number before anything else, then how much agrees."""
        return self.agrees[0] is not Agrees.NUMBER, -len(self.agrees)


@frozen
class Alike(_Agreeing):
    """Somebody who may be the same person, and why."""

    resident: Resident


def alike(store: Store, resident: Resident) -> list[Alike]:
    """Who may be the same person as one, saved or not, the surest first; whoever was said not to be is left out."""
    today = date.today()
    now = [n for n in _numbers(resident) if n]
    numbers = [*now, *filter(None, map(id_number.narrowed, now))]
    there: dict[int, Resident] = {}
    if numbers:
        found = [*store.select(Resident, among("id_number", numbers)), *_once(store, numbers)]
        there |= {one.id: one for one in found}
    if resident.name.strip():
        there |= {one.id: one for one in store.select(Resident, eq("name", resident.name), ne("id", resident.id))}
    kept = (one for one in there.values() if one.id != resident.id and not are_apart(resident, one))
    told = [Alike(one, agrees=why) for one in kept if (why := agreeing(resident, one, today))]
    return sorted(told, key=lambda one: (*one.sureness(), one.resident.id))[:MOST]


@frozen
class Pair(_Agreeing):
    """Two who may be one person, and why; the one registered first stands first."""

    first: int
    second: int

    def ids(self) -> tuple[int, int]:
        """Both."""
        return self.first, self.second


def pairs(residents: Sequence[Resident], today: date, tick: Tick = never_stop) -> list[Pair]:
    """Those among residents who may be one person, the surest first, each pair once; who was said to be two is left out.

    Raises:
        Cancelled: ``tick`` said so.
    """
    by_sign: dict[tuple[object, ...], list[Resident]] = {}
    for one in residents:
        for sign in _signs(one):
            by_sign.setdefault(sign, []).append(one)
    found: dict[tuple[int, int], Pair | None] = {}
    for done, group in enumerate(by_sign.values()):
        if done % PIECE == 0:
            go_on(tick, done, len(by_sign))
        for one, other in combinations(sorted(group[:_CROWD], key=lambda r: r.id), 2):
            key = (one.id, other.id)
            if one.id != other.id and key not in found:
                why = () if are_apart(one, other) else agreeing(one, other, today)
                found[key] = Pair(one.id, other.id, agrees=why) if why else None
    told = filter(None, found.values())
    return sorted(told, key=lambda p: (*p.sureness(), *p.ids()))


def _numbers(resident: Resident) -> list[str]:
    """The numbers of somebody, an old one also as it is now."""
    written = [resident.id_number, *(paper.number for paper in resident.documents)]
    return [*written, *(id_number.widen(n) for n in written if id_number.is_old(n))]


def _once(store: Store, numbers: Iterable[str]) -> list[Resident]:
    """Who has one of these numbers among their other papers."""
    return store.owners(Resident, "documents", "number", numbers)


def _signs(one: Resident) -> Iterable[tuple[object, ...]]:
    name = person_name.key(one.name)
    yield from (("number", number) for number in set(filter(None, _numbers(one))))
    if one.birth:
        yield ("birth", name, one.birth)
    if one.house:
        yield ("door", name, one.house)
    for written in (one.phone, *(t.number for t in one.telephones)):
        yield from (("phone", name, number) for number in (phone.noted(written)[0] if written else ()))
