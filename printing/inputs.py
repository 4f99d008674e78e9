"""Inputs of papers from JSON and back: attrs classes whose fields are kinds, records or more of the same.

Fields are read by their kinds, so a JSON file may say ``"3.25"`` or ``"出席"`` as a clerk would type it.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

import attrs

from db.errors import AppError, Problem, RecordInvalid, ValueUnreadable
from db.fields import Amount, Code, Day, Field, Flag, Link, Moment, Rows, TimeOfDay, Whole
from db.records import KINDS
from db.records.base import Record
from db.records.kinds import Kinds
from db.records.letters.wording import Wording

_SORTS: Mapping[tuple[type[Field[Any]], ...], type] = {(Flag,): bool, (Whole, Link): int}
"""The kinds that JSON writes as something else than text."""
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""What a JSON file holds."""


_UNTRUE = frozenset(("minutes_before", "until_before"))
"""What may be saved with a word, but is certified by no paper."""


class InputUnreadable(AppError):
    """A paper's input is not what the paper takes."""

    code = "input_unreadable"


@cache
def hints_of(cls: type[Any]) -> Mapping[str, Any]:
    """The annotations of an input or record class by field name, without class variables."""
    hints = get_type_hints(cls, include_extras=True)
    return {a.name: hints[a.name] for a in attrs.fields(cls)}


def kind_of(hint: Any) -> Field[Any] | None:
    """The field kind of an annotation, or None."""
    if get_origin(hint) is not Annotated:
        return None
    kinds: list[Field[Any]] = [a for a in get_args(hint)[1:] if isinstance(a, Field)]
    return kinds[0] if kinds else None


def label_of(cls: type[Any], name: str) -> str:
    """What the clerk calls a field of an input or record class."""
    kind = kind_of(hints_of(cls)[name])
    if kind:
        return kind.label
    inner = _class_in(hints_of(cls)[name])
    return str(getattr(inner, "LABEL", "") or name)


def _class_in(hint: Any) -> type[Any] | None:
    """The attrs class an annotation names, alone or in a tuple."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        hint = get_args(hint)[0]
    return hint if isinstance(hint, type) and attrs.has(hint) else None


def read(cls: type[Any], given: Json, where: str = "", kinds: Kinds = KINDS) -> Any:
    """An instance of an input or record class from what a JSON file holds.

    Raises:
        InputUnreadable: a field is unknown, missing or of the wrong sort; the message names it.
    """
    if not isinstance(given, dict):
        raise InputUnreadable(f"{where or '输入'}应是一组字段（JSON 对象）", "可用 --example 看样例")
    fields = dict(given)
    if cls is Record:
        cls = _record_class(fields.pop("table", None), where, kinds)
    hints = hints_of(cls)
    if unknown := [name for name in fields if name not in hints]:
        known = "、".join(n for n in hints if n not in ("id", "version"))
        raise InputUnreadable(f"{where or '输入'}里有不认识的字段“{unknown[0]}”", f"可用的字段：{known}")
    values = {n: _value(hints[n], v, f"{where}.{n}" if where else n, kinds) for n, v in fields.items()}
    missing = [a.name for a in attrs.fields(cls) if a.default is attrs.NOTHING and a.name not in values]
    if missing:
        raise InputUnreadable(f"{where or '输入'}缺少字段“{missing[0]}”", "可用 --example 看样例")
    return cls(**values)


def _record_class(table: Json, where: str, kinds: Kinds) -> type[Record]:
    found = kinds.find(table) if isinstance(table, str) else None
    if found is None:
        raise InputUnreadable(f"{where}.table 不是登记表的名称", f"可填：{'、'.join(kind.table for kind in kinds)}")
    return found.record


def _value(hint: Any, given: Json, where: str, kinds: Kinds) -> Any:
    kind = kind_of(hint)
    if isinstance(kind, Rows):
        return _many(kind.part, given, where, kinds)
    if kind is not None:
        return _field(kind, given, where)
    if inner := _class_in(hint):
        return _many(inner, given, where, kinds) if get_origin(hint) is tuple else read(inner, given, where, kinds)
    if get_origin(hint) is dict or get_origin(hint) is Mapping:
        return _titles(given, where)
    if hint is bytes and isinstance(given, str):
        return _bytes(given, where)
    if hint is int and isinstance(given, int) and not isinstance(given, bool):
        return given
    raise InputUnreadable(f"“{where}”的内容不对", "可用 --example 看样例")


def _bytes(given: str, where: str) -> bytes:
    try:
        return base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputUnreadable(f"“{where}”应是 Base64 写的文件内容", "可用 --example 看样例") from error


def _many(cls: type[Any], given: Json, where: str, kinds: Kinds) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise InputUnreadable(f"“{where}”应是一个列表", "可用 --example 看样例")
    return tuple(read(cls, one, f"{where}[{number}]", kinds) for number, one in enumerate(given))


def _titles(given: Json, where: str) -> dict[str, dict[int, str]]:
    """Titles of linked records: by table, then by id."""
    try:
        tables = cast("dict[str, dict[str, str]]", given)
        return {table: {int(key): str(text) for key, text in titles.items()} for table, titles in tables.items()}
    except (AttributeError, ValueError) as error:
        raise InputUnreadable(f"“{where}”应按表名和编号写标题", '例如 {"house": {"12": "3号楼501室"}}') from error


def _field(kind: Field[Any], given: Json, where: str) -> Any:
    if given is None:
        return kind.EMPTY
    if isinstance(given, str) or (isinstance(kind, Amount) and type(given) in (int, float)):
        try:
            return kind.read(str(given))
        except ValueUnreadable as error:
            raise InputUnreadable(f"“{where}”{error.message}", error.remedy) from error
    wanted = next((sort for kinds, sort in _SORTS.items() if isinstance(kind, kinds)), None)
    if wanted is None or type(given) is not wanted:
        raise InputUnreadable(f"“{where}”的内容不对", f"{kind.label}应写成文字" if wanted is None else "")
    return given


def written(value: Any, hint: Any = None) -> Json:
    """What `read` would read again: an input or record with its default fields left out."""
    cls = cast("type[Any]", type(value))
    found: dict[str, Json] = {"table": cls.TABLE} if hint is Record else {}
    for attribute in attrs.fields(cls):
        inner = getattr(value, attribute.name)
        if attribute.default is attrs.NOTHING or inner != attribute.default:
            found[attribute.name] = _written(hints_of(cls)[attribute.name], inner)
    return found


def _written(hint: Any, value: Any) -> Json:
    if isinstance(value, tuple):
        return [written(one) for one in cast("tuple[Any, ...]", value)]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if attrs.has(cast("type[Any]", type(value))):
        return written(value, hint)
    if isinstance(kind := kind_of(hint), (Amount, Code, Day, Moment, TimeOfDay)):
        return kind.show(value)
    if isinstance(value, dict):
        titles = cast("dict[str, dict[int, str]]", value)
        return {table: {str(key): text for key, text in found.items()} for table, found in titles.items()}
    return cast("Json", value)


def texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text in an input with the words that lead a clerk to it: 与会人员第3行“张三” 姓名."""
    cls = cast("type[Any]", type(value))
    for name, hint in hints_of(cls).items():
        inner = getattr(value, name)
        kind = kind_of(hint)
        label = label_of(cls, name)
        here = f"{where} {label}".strip()
        if isinstance(inner, str):
            yield here, inner
        elif isinstance(inner, tuple):
            for number, one in enumerate(cast("tuple[Any, ...]", inner), 1):
                yield from texts(one, f"{here}第{number}行{_whose(one)}")
        elif attrs.has(cast("type[Any]", type(inner))):
            yield from texts(inner, f"{here}{_whose(inner)}" if kind is None else here)
        elif isinstance(inner, dict):
            for titles in cast("dict[str, dict[int, str]]", inner).values():
                yield from ((here, text) for text in titles.values())


def _whose(row: Any) -> str:
    name = getattr(row, "name", "")
    return f"“{name}”" if isinstance(name, str) and name else ""


def demand(row: object, *names: str) -> list[Problem]:
    """A blocking problem for each of the named fields that is empty."""
    found: list[Problem] = []
    for name in names:
        value = getattr(row, name)
        if not value and value is not False:
            label = label_of(cast("type[Any]", type(row)), name)
            found.append(Problem(name, label, "required", "没有填", f"请先填写{label}，再打印"))
    return found


def within(given: object, *names: str) -> list[Problem]:
    """What the named fields' own declarations find wrong with their values, such as a number beyond its limits."""
    hints = hints_of(cast("type[Any]", type(given)))
    kinds = [(name, kind) for name in names if (kind := kind_of(hints[name]))]
    return [problem for name, kind in kinds if (problem := kind.fault(getattr(given, name)))]


def faults(given: object) -> list[Problem]:
    """What the rules of the records in an input forbid, and its own numbers beyond their limits.

    What is only missing is not told here: each paper demands what it must say.
    """
    if isinstance(given, Wording):
        return []  # `printing.wording` checks it with the fields of its passage, and names that
    if isinstance(given, Record):
        return [one for one in given.problems() if (one.blocking and one.code != "required") or one.code in _UNTRUE]
    cls = cast("type[Any]", type(given))
    found = within(given, *(name for name, hint in hints_of(cls).items() if isinstance(kind_of(hint), Whole)))
    for name in hints_of(cls):
        value = getattr(given, name)
        for one in cast("tuple[Any, ...]", value) if isinstance(value, tuple) else (value,):
            if attrs.has(cast("type[Any]", type(one))):
                found += faults(one)
    return found


def refuse(problems: list[Problem]) -> None:
    """Stop before anything is drawn.

    Raises:
        RecordInvalid: there are problems.
    """
    if problems:
        raise RecordInvalid(problems)
