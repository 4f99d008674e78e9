"""What an event changes, in the clerk's words: who, what, from which to which."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from db.fields import Field
from db.records.base import Record, fields_of
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import ENDED, Resident
from db.records.step import NOTED, Step
from db.services.registry.events.asked import What
from db.services.registry.events.board import Board, Home
from db.store import Store
from db.store.reading import Reader
from db.values import masks

_TOLD = ("marriage", "residence_match")
_NAMES: Mapping[str, What] = {one.value: one for one in What}


@frozen
class Line:
    """One change.

    Attributes:
        who: whom it concerns, or which home.
        what: what of it: 登记状态, 现住房屋, 户主.
        was: as it is; "" for nothing.
        now: as it would be.
    """

    who: str
    what: str
    was: str
    now: str

    def text(self) -> str:
        """王五：登记状态 在册 → 死亡, masked as lists are."""
        told = f"{self.was} → {self.now}" if self.was and self.now else self.now or f"{self.was} → 无"
        return masks.in_text(f"{self.who}：{self.what} {told}")


def lines_of(store: Store, board: Board) -> list[Line]:
    """What the board has otherwise than the store."""
    telling = _Telling(store, board)
    lines = [line for one in board.changes(Resident) for line in telling.of_resident(one.was, one.now)]
    for kind in (Household, Booklet):
        for one in board.changes(kind):
            lines += telling.of_home(one.was, one.now)
    use = fields_of(House)["use"]
    for one in board.changes(House):
        if isinstance(one.was, House) and isinstance(one.now, House):
            lines.append(Line(store.title(one.now), use.label, use.show(one.was.use), use.show(one.now.use)))
    return lines


class _Telling:
    def __init__(self, store: Store, board: Board) -> None:
        self._store = store
        self._names = {one.id: one.name for one in _residents(board)}
        self._went = {one.id: one.mark() for one in _residents(board) if one.state in ENDED}

    def of_resident(self, was: Record | None, now: Record) -> Iterator[Line]:
        assert isinstance(now, Resident)
        before = was if isinstance(was, Resident) else None
        if before is None:
            yield Line(now.name, "登记", "", "、".join(filter(None, (_birth(now), self._door(now.house)))))
            return
        if before.state != now.state or before.state_day != now.state_day:
            yield Line(now.name, "登记状态", _state(before), _state(now))
        if before.house != now.house:
            yield Line(now.name, "现住房屋", self._door(before.house), self._door(now.house))
        ended = [row for row in before.residences if row.until is None]
        if now.state in ENDED and ended:
            yield Line(now.name, "居住记录", self._door(before.house) or "在住", f"住到 {now.state_day}")
        kinds: Mapping[str, Field[object]] = dict(fields_of(Resident))
        for name in _TOLD:
            if getattr(before, name) != getattr(now, name):
                field = kinds[name]
                yield Line(now.name, field.label, field.show(getattr(before, name)), field.show(getattr(now, name)))
        if sum(row.until is None for row in before.party) > sum(row.until is None for row in now.party):
            yield Line(now.name, "组织关系", "", f"到 {now.state_day} 止")

    def of_home(self, was: Record | None, now: Record) -> Iterator[Line]:
        assert isinstance(now, Household | Booklet)
        before = was if isinstance(was, Household | Booklet) else None
        called = self._called(before or now) if before else now.LABEL
        if before is None:
            yield Line(self._name(now.head), f"另立一{now.LABEL}", "", "户主")
        elif before.house != now.house:
            yield Line(called, "房屋", self._door(before.house), self._door(now.house))
        relation = fields_of(type(now.members[0]))["relation"] if now.members else None
        olds = {m.resident: m.relation for m in before.present()} if before else {}
        news = {m.resident: m.relation for m in now.present()}

        def show(code: str) -> str:
            return relation.show(code) if relation and code else "没有写"

        for i in olds.keys() - news.keys():
            yield Line(self._name(i), called, show(olds[i]), self._went.get(i, "转出这一户"))
        for i, code in news.items():
            if i not in olds and not (before is None and i == now.head):
                told = "" if before else f"{self._name(now.head)}的"
                yield Line(self._name(i), told + called, "", f"编入，{show(code)}")
            elif i in olds and olds[i] != code:
                yield Line(self._name(i), f"{called}的与户主关系", show(olds[i]), show(code))
        if before and before.head != now.head:
            yield Line(called, "户主", self._name(before.head), self._name(now.head))

    def _called(self, home: Home) -> str:
        return self._store.title(home)

    def _name(self, resident: int) -> str:
        if resident not in self._names:
            self._names |= self._store.titles(Resident.TABLE, [resident])
        return self._names.get(resident, "") if resident else ""

    def _door(self, house: int) -> str:
        return self._store.titles("house", [house]).get(house, "") if house else ""


def _residents(board: Board) -> Iterable[Resident]:
    return (one.now for one in board.changes(Resident) if isinstance(one.now, Resident))


def _birth(one: Resident) -> str:
    return f"{one.birth} 出生" if one.birth else ""


def _state(one: Resident) -> str:
    day = f"（{one.state_day}）" if one.state_day else ""
    return fields_of(Resident)["state"].show(one.state) + day


def told_events(store: Reader, record: Record) -> list[Step]:
    """What was written down of the events of a record, as steps: nothing else that was noted with it."""
    return [one for one in store.steps(record) if one.what == NOTED and one.move in _NAMES]
