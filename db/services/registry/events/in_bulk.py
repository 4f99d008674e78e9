"""Many people who left the register, or live behind another door by now: what they had a seat in follows, read and written at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import define, field

from db.records.base import changed, fields_of
from db.records.registry.booklet import Booklet
from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.resident import DIED, ENDED, IN_REGISTER, Resident
from db.services.registry.events import together
from db.services.registry.events.board import HOMES, Board, Home, resolved
from db.services.registry.events.following import end_with
from db.services.registry.events.held import Held
from db.store import Store, Writer
from db.store.lift import Lift

_PIECE = 500


def left_all(store: Store, w: Writer, who: Iterable[int], head: int = 0) -> None:
    """People who were saved as having left, or died, on a day that is known: they have no seat and are looked after no more.

    ``head`` is who becomes the head of those who stay, where the head left; 0 for the likeliest.

    Raises:
        CannotHappen: one of them came to their household or booklet after that day.
    """
    with store.lifted(Lift.FOLLOWING):
        held = Held.of(store, HOMES, who)
        gone = [one for i in who if (one := held.get(Resident, i)) and one.state in ENDED and one.state_day]
        changes = _Changes(held)
        for (day, state, _), people in sorted(_parted(held, gone).items(), key=lambda group: group[0]):
            board = Board(store, day, head, held)
            for kind in HOMES:
                board.take_out(people, kind, day, fields_of(Resident)["state"].show(state))
            changes.take(board)
        changes.save(w)
        days = {one.id: one.state_day for one in gone if one.state_day}
        end_with(store, w, days, [one.id for one in gone if one.state == DIED])


def _parted(held: Held, gone: Iterable[Resident]) -> Mapping[tuple[date, str, tuple[int, ...]], Sequence[int]]:
    """Those who left a household on one day, together: of a head and who would be the next nobody is elected who left as well."""
    found: dict[tuple[date, str, tuple[int, ...]], list[int]] = defaultdict(list)
    for one in gone:
        if one.state_day:
            found[one.state_day, one.state, tuple(held.homes(Household, one.id))].append(one.id)
    return found


def moved_all(store: Store, w: Writer, who: Iterable[int], told: Mapping[int, str], day: date) -> None:
    """People who were saved behind another door, from a day on: a household of whom all went there moves, else they leave it.

    They join the household there whose head the same list names, else they begin one of their own: nobody joins strangers.

    Args:
        store: where they are.
        w: what writes.
        who: ids of residents.
        told: what a list says that each is to the head; codes of the table ``relation``, by id.
        day: the first day there.

    Raises:
        CannotHappen: one of them came to their household after that day.
    """
    with store.lifted(Lift.FOLLOWING):
        people = [one for one in store.get_many(Resident, who).values() if one.house and one.state == IN_REGISTER]
        held = Held.of(store, (Household,), (one.id for one in people), {one.house for one in people})
        changes = _Changes(held)
        for (home_id, house), group in _groups(held, people).items():
            board = Board(store, day, 0, held)
            _move(board, _Group(home_id, house, tuple(group), told), changes.behind.get(house, ()))
            changes.take(board)
        changes.save(w)


def _groups(held: Held, people: Iterable[Resident]) -> Mapping[tuple[int, int], Sequence[int]]:
    """Who goes out of one household behind one door together, those among them who were entered there already; 0 for no household."""
    found: dict[tuple[int, int], dict[int, None]] = {}
    for one in people:
        homes = [home for i in held.homes(Household, one.id) if (home := held.get(Household, i))]
        seated = [home for home in homes if any(m.resident == one.id for m in home.present())]
        if any(home.house in (0, one.house) for home in seated):
            continue
        home = seated[0] if seated else Household()
        there = [held.get(Resident, m.resident) for m in home.present()]
        with_them = [mate.id for mate in there if mate and mate.house == one.house and mate.state == IN_REGISTER]
        found.setdefault((home.id, one.house), {}).update(dict.fromkeys(with_them or [one.id]))
    return {key: tuple(group) for key, group in found.items()}


@define
class _Group:
    """People of one household who live behind another door."""

    home: int
    house: int
    who: Sequence[int]
    told: Mapping[int, str]


def _move(board: Board, group: _Group, there: Iterable[int]) -> None:
    olds = {i: "" for i in group.who}
    if group.home:
        home = board.get(Household, group.home)
        olds = together.old_relations(board, group.who)
        if {one.id for one in together.living(board, home)} <= set(group.who):
            board.put(changed(home, house=group.house))
            return
        board.take_out(group.who, Household)
    joined = [home for i in there if group.told.get((home := board.get(Household, i)).head) == HEAD]
    related = [i for i in group.who if group.told.get(i, HEAD) not in ("", HEAD)]
    into = joined[0] if len(joined) == 1 else None
    for i in related if into else ():
        board.sit(board.get(Household, joined[0].id), i, group.told[i], board.day)
    _begin(board, group, [i for i in group.who if into is None or i not in related], olds)


def _begin(board: Board, group: _Group, who: Sequence[int], olds: Mapping[int, str]) -> None:
    """A household of their own, of which the list's head, else the head of before, else the first is the head."""
    if not who:
        return
    first = min(who, key=lambda i: (group.told.get(i) != HEAD, olds[i] != HEAD, who.index(i)))
    home = board.found(group.house, first, board.day)
    for i in who:
        if i != first:
            told = group.told.get(i, "")
            derived = together.to_first(board, olds, board.get(Resident, i), board.get(Resident, first))
            board.sit(board.get(Household, home.id), i, told if told != HEAD and told else derived, board.day)


@define
class _Changes:
    """Homes that are otherwise, one board after another, written at once.

    Attributes:
        held: what the boards read; homes as they are by now.
        behind: ids of the households of each door, as they were in the beginning.
    """

    held: Held
    behind: dict[int, list[int]] = field(factory=dict[int, list[int]])
    _now: dict[tuple[str, int], Home] = field(factory=dict[tuple[str, int], Home])
    _fresh: list[Home] = field(factory=list[Home])

    def __attrs_post_init__(self) -> None:
        for home in self.held.all(Household):
            self.behind.setdefault(home.house, []).append(home.id)

    def take(self, board: Board) -> None:
        """What a board has laid out."""
        for kind in HOMES:
            for one in board.changes(kind):
                assert isinstance(one.now, Household | Booklet)
                if one.now.id < 0:
                    self._fresh.append(one.now)
                else:
                    self._now[kind.TABLE, one.now.id] = one.now
                    self.held.keep(one.now)

    def save(self, w: Writer) -> None:
        """Writes them."""
        for kind in HOMES:
            homes = [one for one in (*self._now.values(), *self._fresh) if isinstance(one, kind)]
            for start in range(0, len(homes), _PIECE):
                w.save_all([resolved(one, {}) for one in homes[start : start + _PIECE]])
