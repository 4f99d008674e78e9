"""Conditions in the clerk's words: what can be asked of a type, and what was asked."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen

from db.fields import Day, Field, Flag, IdNumber, Leading, Link, Moment, Phone, Rows, Stored
from db.records.base import Record, Row, fields_of
from db.records.condition import NEGATED, Condition, Test
from db.records.kinds import Kinds
from db.records.paths import Find, Path, Wrong, choices, faults, path_of
from db.store import Store
from db.values import masks

MINE = "我办的"
GONE = "（已删除）"
_PLACES = ("house", "building", "estate", "grid")
_NOW = {
    Test.THIS_YEAR: "今年",
    Test.THIS_QUARTER: "本季度",
    Test.THIS_MONTH: "本月",
    Test.THIS_WEEK: "本周",
    Test.NEXT_MONTH: "下个月",
    Test.BEFORE_TODAY: "今天以前",
}
_OPEN = (Test.AT_LEAST, Test.AT_MOST)


@frozen
class Choice:
    """Something that can be asked of a type.

    Attributes:
        label: unlike that of any other choice of the type.
    """

    path: Path
    label: str


def choices_of(kind: type[Record], kinds: Kinds) -> list[Choice]:
    """What can be asked of a type, nearest first; nothing that leads to a type that is not in use."""
    found = [path for path in choices(kind, kinds.record_of) if _is_known(path.field, kinds)]
    short = Counter(_short(path) for path in found)
    return [Choice(path, _short(path) if short[_short(path)] == 1 else _long(path, kind)) for path in found]


def _is_known(field: Field[object], kinds: Kinds) -> bool:
    if isinstance(field, Rows) and field.fixed:
        return False  # it follows from other fields, and can be asked of these
    return not isinstance(field, Link) or field.to in kinds


def _short(path: Path) -> str:
    """Its own label; behind a link, unless it says where, with what the link leads to."""
    if not path.name:
        return MINE
    if not path.hops or (isinstance(path.field, Link) and path.field.to in _PLACES):
        return path.field.label
    last = path.hops[-1]
    if last.is_parts and path.name == next(iter(fields_of(last.row))):
        return last.row.LABEL  # 关爱类别：独居, where the label of what it consists of would say it twice
    return f"{last.row.LABEL}{path.field.label}"


def _long(path: Path, kind: type[Record]) -> str:
    """With the labels of all that leads there."""
    row: type[Row] = kind
    labels: list[str] = []
    for hop in path.hops:
        labels.append(fields_of(row)[hop.name].label)
        row = hop.row
    return "·".join((*labels, path.field.label))


@frozen
class Said:
    """One thing that was asked.

    Attributes:
        conditions: those that say it, one or two.
    """

    text: str
    conditions: tuple[Condition, ...]


def said(store: Store, kind: type[Record], conditions: Iterable[Condition]) -> list[Said]:
    """What conditions ask, in their order: from and to of one thing as one."""
    told = _Teller(store, kind)
    return [Said("".join(told.one(group)), group) for group in grouped(conditions)]


def grouped(conditions: Iterable[Condition]) -> list[tuple[Condition, ...]]:
    """The conditions, each by itself but for from and to of one thing."""
    found: list[tuple[Condition, ...]] = []
    for one in conditions:
        if found and _joins(found[-1], one):
            found[-1] = (*found[-1], one)
        else:
            found.append((one,))
    return found


def _joins(group: tuple[Condition, ...], one: Condition) -> bool:
    """Whether a condition is the end of what the one before begins."""
    begun = group[0]
    same = (begun.path, begun.ever) == (one.path, one.ever)
    return same and len(group) == 1 and (begun.test, one.test) == _OPEN


class _Teller:
    """Says conditions on rows of one class."""

    def __init__(self, store: Store, row: type[Row]) -> None:
        self._store = store
        self._row = row

    def one(self, group: tuple[Condition, ...]) -> Iterator[str]:
        path = path_of(self._row, group[0].path, self._store.kinds.record_of)
        if path is None:
            yield f"没有这一栏：{group[0].path}"
            return
        known = _labels(self._row, self._store.kinds).get(path.text) if issubclass(self._row, Record) else None
        name = known or _short(path)
        yield self._range(path, name, group) if group[0].test in _OPEN else self._said(path, name, group[0])
        if group[0].ever:
            yield "（含已结束的）"

    def _range(self, path: Path, name: str, group: Sequence[Condition]) -> str:
        first, last = group[0].values[0], group[-1].values[0]
        shown, unit = self._shown(path, first), _unit(path)
        if len(group) == 2:
            return f"{name}：{shown}{'至' if _is_day(path) else '—'}{self._shown(path, last)}{unit}"
        if group[0].test is Test.AT_LEAST:
            return f"{name}：{shown}{unit}{'起' if _is_day(path) else '以上'}"
        return f"{name}：{shown}{unit}{'止' if _is_day(path) else '以下'}"

    def _said(self, path: Path, name: str, one: Condition) -> str:
        if isinstance(path.field, Rows):
            return self._parts(path.field, name, one)
        values = "、".join(self._shown(path, value) for value in one.values)
        days = f"{one.values[0]}天" if one.values else ""
        unit = _unit(path)
        match one.test:
            case Test.IS | Test.AMONG:
                return f"{name}：{values}{unit}"
            case Test.IS_NOT | Test.NONE_OF:
                return f"{name}不是：{values}{unit}"
            case Test.CONTAINS:
                return f"{name}含“{values}”"
            case Test.NEXT_DAYS | Test.LAST_DAYS:
                return f"{name}：{'今后' if one.test is Test.NEXT_DAYS else '近'}{days}"
            case Test.REACHES:
                ages = "、".join(map(str, one.values[1:]))
                return f"{name}：今后{days}满{ages}{unit}"
            case Test.SOMETHING | Test.NOTHING:
                return f"{name}：{there(path)[one.test is Test.NOTHING]}"
            case Test.MINE:
                return f"{name}：我" if path.name else MINE
            case _:
                return f"{name}：{_NOW[one.test]}"

    def _parts(self, field: Rows, name: str, one: Condition) -> str:
        inner = _Teller(self._store, field.part)
        having = "，".join("".join(inner.one(group)) for group in grouped(one.having))
        main = next(iter(fields_of(field.part).values()))
        if one.having and one.having[0].path == main.name and one.having[0].test in (Test.IS, Test.AMONG):
            having = having.removeprefix(f"{main.label}：")
        negative = one.test in NEGATED
        if not having:
            return f"{name}：{'没有' if negative else '有'}"
        return f"没有{name}：{having}" if negative else f"{name}：{having}"

    def _shown(self, path: Path, value: Stored) -> str:
        """A value as it is chosen: what names nobody whole, numbers that do by their mask."""
        field = path.field
        if isinstance(field, Leading):
            return self._title(field, int(value or 0))
        if isinstance(field, Flag):
            return "是" if value else "否"
        if path.is_age or _is_day(path):
            return str(value)
        shown = field.show(field.load(value))
        return field.cover(shown) if isinstance(field, IdNumber | Phone) else shown

    def _title(self, field: Leading, number: int) -> str:
        table, record_id = (field.to, number) if isinstance(field, Link) else self._store.kinds.leads_to(number)
        title = self._store.titles(table, [record_id]).get(record_id, "") if table else ""
        return masks.in_text(title) or GONE


@cache
def _labels(kind: type[Record], kinds: Kinds) -> Mapping[str, str]:
    return {choice.path.text: choice.label for choice in choices_of(kind, kinds)}


def there(path: Path) -> tuple[str, str]:
    """How it is said that something stands there, and that nothing does."""
    return ("有", "没有") if isinstance(path.field, Leading | Rows) else ("填了", "没填")


def _unit(path: Path) -> str:
    return "岁" if path.is_age else ""


def _is_day(path: Path) -> bool:
    return isinstance(path.field, Day | Moment)


def wrong(kind: type[Record], conditions: Collection[Condition], find: Find) -> list[str]:
    """What of conditions a clerk has to know: fields that are not there, codes that are in no table."""
    told: list[str] = []
    for fault in faults(conditions, kind, find):
        path = path_of(kind, fault.path, find)
        label = path.field.label if path else fault.path
        match fault.wrong:
            case Wrong.PATH:
                told.append(f"本版本没有“{fault.path}”这一栏")
            case Wrong.CODE:
                told.append(f"“{label}”的代码表里没有“{fault.beside}”")
            case _:
                told.append(f"“{label}”不能这样筛选（{fault.beside}）")
    return told
