"""选项: a centre names, orders, adds and retires the codes of the tables that are its own to change.

Shipped rows are never written. Codes of its own are never used again, and none is ever taken away that anything bears: it could be read
no more. One that is retired is offered nowhere, and read as ever. What it was called before is read still: it stands in forms that are
open, in drafts, and in tables that were exported by then.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from db.fields import Code
from db.records.base import columns_of, fields_of, parts_of
from db.records.centre.option_list import Option, OptionList
from db.records.kinds import Kinds
from db.services.centre.bearing import bearing
from db.services.centre.own_words import lay_own_words, tidy_name
from db.store import MoveRefused, Store, Writer, eq
from db.store.reading import Reader
from db.values import code_table
from db.values.code_table import OWN

_COUNTER = "own option"
"""The counter of the codes of own options: one for all tables, so that no code ever means two things."""
LONGEST_NAME = 20
"""Characters of an option's name: it stands in narrow columns."""
MOST_FORMER = 20
"""So many names of before are remembered, the last ones."""


@frozen
class Choices:
    """A table that the centre may change.

    Attributes:
        table: its name.
        title: what it is a table of.
        used: the fields that are filled in from it, 诉求的渠道, in the order of their types.
    """

    table: str
    title: str
    used: tuple[str, ...]


@frozen
class Said:
    """A change, for it to be taken back: every code of the table with what the centre said of it, in its order.

    Attributes:
        before: the change.
        after: it.
    """

    before: tuple[Option, ...]
    after: tuple[Option, ...]


def tables(kinds: Kinds) -> list[Choices]:
    """The tables of these types that a centre may change, in the order in which the types name them."""
    found: dict[str, dict[str, None]] = {}
    for kind in kinds:
        for row in (kind.record, *(rows.part for rows in parts_of(kind.record).values())):
            for field in columns_of(row).values():
                if type(field) is Code and code_table.program(field.table).own:
                    found.setdefault(field.table, {})[f"{kind.label}的{field.label}"] = None
    return [Choices(table, code_table.program(table).title, tuple(used)) for table, used in found.items()]


def options_of(store: Reader, table: str) -> list[Option]:
    """Every code of a table with what the centre said of it, in its order."""
    said = {option.code: option for option in _list(store, table).options}
    old = code_table.program(table).retired
    return [said.get(code) or Option(code=code, off=code in old) for code in code_table.load(table).labels]


def rename(store: Store, table: str, code: str, label: str) -> Said:
    """What was said before; gives a code the centre's own name; "" is the program's again.

    Raises:
        MoveRefused: an own one would have no name, two codes the same, or it is longer than `LONGEST_NAME`.
    """
    label = name_for(table, code, label)
    shipped = code_table.program(table).labels.get(code, "")
    label = "" if label == shipped else label

    def change(options: Sequence[Option], _w: Writer) -> list[Option]:
        was = next(one for one in options if one.code == code)
        since = was.since if was.off or was.is_own() or was.label == label else None
        return _with(options, code, label=_fit(table, code, label), since=since)

    return _change(store, table, change)


def name_for(table: str, code: str, label: str) -> str:
    """What a code would be called that is given a name as typed: the program's name where nothing is.

    Raises:
        MoveRefused: as `rename`.
    """
    label = tidy_name(label) or code_table.program(table).labels.get(code, "")
    if not label:
        raise MoveRefused([], "自己加的选项要有名字，不用了请勾“不再用”")
    return _fit(table, code, label)


def retire(store: Store, table: str, code: str, *, off: bool) -> Said:
    """What was said before; offers a code no more from today on, or offers it again; what bears it is read as ever.

    Raises:
        MoveRefused: it is the last one that is offered.
    """

    def change(options: Sequence[Option], _w: Writer) -> list[Option]:
        if off and not any(not one.off and one.code != code for one in options):
            raise MoveRefused([], "至少要留一个选项")
        return _with(options, code, off=off, since=None)

    return _change(store, table, change)


def explain(store: Store, table: str, code: str, source: str, since: str) -> Said:
    """What was said before; writes down on what paper it rests what the centre said of a code, and from which day that holds.

    What is retired from a day to come is offered until then, and an own code that begins then is not before.

    Raises:
        ValueUnreadable: the day cannot be read.
    """
    day = fields_of(Option)["since"].read(since)
    return _change(store, table, lambda options, _w: _with(options, code, source=source.strip(), since=day))


def put_under(store: Store, table: str, code: str, upper: str) -> Said:
    """What was said before; has a code of the centre's own stand under another one, "" under none.

    Raises:
        MoveRefused: there would be three levels.
    """
    laid = code_table.load(table)
    if upper and (upper == code or laid.upper.get(upper) or len(laid.under(code)) > 1):
        raise MoveRefused([], "选项最多两级：放到下面去的自己下面不能再有，上面的那个也不能在别的下面")
    return _change(store, table, lambda options, _w: _with(options, code, upper=upper))


def add(store: Store, table: str, label: str, source: str = "") -> Said:
    """What was said before; adds a code of the centre's own behind all others.

    Raises:
        MoveRefused: it has no name, that of another code, or one longer than `LONGEST_NAME`.
    """
    label = tidy_name(label)
    if not label:
        raise MoveRefused([], "请给新的选项起个名字")

    def change(options: Sequence[Option], w: Writer) -> list[Option]:
        fresh = Option(code=_fresh_code(w), label=_fit(table, "", label), since=date.today(), source=source)
        return [*options, fresh]

    return _change(store, table, change)


def shift(store: Store, table: str, code: str, step: int) -> Said:
    """What was said before; moves a code up or down among the others by so many places, as far as there are any."""

    def change(options: Sequence[Option], _w: Writer) -> list[Option]:
        order = list(options)
        at = next(place for place, one in enumerate(order) if one.code == code)
        order.insert(min(max(at + step, 0), len(order) - 1), order.pop(at))
        return order

    return _change(store, table, change)


def as_shipped(store: Store, table: str) -> Said:
    """What was said before; gives a table the names and the order of the program again, and offers all that it ships; own codes stay at the end."""

    def change(options: Sequence[Option], _w: Writer) -> list[Option]:
        return [one for one in options if one.is_own()]

    return _change(store, table, change)


def take_back(store: Store, table: str, said: Said) -> None:
    """Lets hold again what was said before; an own code that the change added goes, those that were added since stay, at the end.

    Raises:
        MoveRefused: something else was said since, in whatever window, or records bear by now what was added: it stays.
    """
    known = {one.code for one in said.after}
    for code in known - {one.code for one in said.before}:
        if borne := bearing(store, store.kinds, table, code):
            told = "，".join(f"{label} {count} 条" for label, count in borne.items())
            raise MoveRefused([], f"登记过的里面已经用了它（{told}），没有撤销；不用了请勾“不再用”")

    def change(options: Sequence[Option], _w: Writer) -> list[Option]:
        if _bare(one for one in options if one.code in known) != _bare(said.after):
            raise MoveRefused([], "这些选项后来又改过，没有撤销；请照现在列着的再改")
        return [*said.before, *(one for one in options if one.code not in known)]

    _change(store, table, change)


def is_as_shipped(table: str, options: Sequence[Option]) -> bool:
    """Whether the program's codes among these have its names and its order, and are offered as it offers them."""
    shipped, old = [one for one in options if not one.is_own()], code_table.program(table).retired
    codes = {one.code for one in shipped}
    in_order = [one.code for one in shipped] == [code for code in code_table.program(table).labels if code in codes]
    return in_order and not any(one.label or one.off != (one.code in old) for one in shipped)


def _change(store: Store, table: str, change: Callable[[Sequence[Option], Writer], list[Option]]) -> Said:
    try:
        with store.writing("选项") as w:
            lay_own_words(w.read)  # another window may have changed them meanwhile
            kept, before = _list(w.read, table), tuple(options_of(w.read, table))
            options = tuple(_dated(table, one) for one in _remembering(before, change(before, w)))
            if is_as_shipped(table, options) and not any(one.is_own() for one in options):
                options = tuple(one for one in options if one.former)
            if not options and kept.id and not any(one.is_own() for one in kept.options):
                w.delete(kept)
            elif options != kept.options:
                w.save(evolve(kept, options=options))
            lay_own_words(w.read)
            return Said(before, tuple(options_of(w.read, table)))
    finally:
        lay_own_words(store)


def _remembering(before: Sequence[Option], after: Sequence[Option]) -> list[Option]:
    """The options with what each was called before; a name that one has now is of before for none."""
    was = {one.code: one for one in before}
    now, codes = {one.label.casefold() for one in after}, {one.code for one in after}
    found: list[Option] = []
    dropped = (one for one in (Option(code=code) for code in was if code not in codes) if not one.is_own())
    for one in (*dropped, *after):
        past = was.get(one.code, Option())
        names = [*past.former.splitlines(), *([past.label] if past.label != one.label else [])]
        kept = [name for name in dict.fromkeys(names) if name and name.casefold() not in now]
        if kept or one.code in codes:
            found.append(evolve(one, former="\n".join(kept[-MOST_FORMER:])))
    return found


def _bare(options: Iterable[Option]) -> list[Option]:
    """What is said, whichever rows say it."""
    return [evolve(one, id=0, version=0) for one in options]


def _dated(table: str, option: Option) -> Option:
    """A code with a day where the centre said something of it, and with neither day nor paper where it did not."""
    if option.is_own() or option.label or option.off != (option.code in code_table.program(table).retired):
        return evolve(option, since=option.since or date.today())
    return evolve(option, since=None, source="")


def _list(store: Reader, table: str) -> OptionList:
    found = store.select(OptionList, eq("table", table), order=("id",), limit=1)
    return found[0] if found else OptionList(table=table)


def _with(options: Sequence[Option], code: str, **changes: object) -> list[Option]:
    return [evolve(one, **changes) if one.code == code else one for one in options]


def _fit(table: str, code: str, label: str) -> str:
    """A name that a code can have."""
    if len(label) > LONGEST_NAME:
        raise MoveRefused([], f"选项的名字最多 {LONGEST_NAME} 个字，“{label}”有 {len(label)} 个字，请写短一些")
    other = _bears(table, label) if label else None
    if other is not None and other != code:
        raise MoveRefused([], f"已经有一个选项叫“{_called(table, other, label)}”，请另起名字")
    return label


def _bears(table: str, label: str) -> str | None:
    """The code that is called so, or for which the program reads it; what one was called before is free again."""
    names = {_alike(told): code for code, told in code_table.load(table).labels.items()}
    program = code_table.program(table)
    return names.get(_alike(label)) or program.code(label) or program.code(_alike(label))


def _alike(label: str) -> str:
    return unicodedata.normalize("NFKC", label).casefold()


def _called(table: str, code: str, label: str) -> str:
    shown = code_table.load(table).label(code)
    return shown if shown == label else f"{shown}（{label}）"


def _fresh_code(writer: Writer) -> str:
    """A code that no own option ever had, of whatever table."""
    taken = set(_own_codes(writer.read))
    while (code := f"{OWN}{writer.take_number(_COUNTER)}") in taken:
        continue
    return code


def _own_codes(store: Reader) -> Iterator[str]:
    for one in store.select(OptionList):
        yield from (option.code for option in one.options if option.is_own())
