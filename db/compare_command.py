"""``python -m db import FILE --compare``: a list held against the register; nothing is taken over."""

from argparse import Namespace
from collections.abc import Generator, Mapping
from datetime import date
from pathlib import Path

from db.answer import Answer, opened
from db.errors import ArgumentError
from db.records.base import fields_of
from db.records.registry.resident import Resident
from db.services import import_file as tables
from db.services.registry.compare_roster import Comparison, Difference, Found, RowFound, Within, compare
from db.services.registry.compare_roster.marked import beside, write_marked
from db.services.registry.import_roster import Choices, roster_in
from db.store import Store, among
from db.values import masks
from db.whole_use import said_use

_SHOWN = 20


def compare_file(arguments: Namespace, passphrase: str, file: tables.ReadFile, choices: Choices) -> Answer:
    """What the list has otherwise; with ``--marked`` their sheet is written beside it with the answers.

    Raises:
        ArgumentError: there is no such grid or list, or both are given.
        FileUnreadable: it is no roster.
        RecordInvalid: the copy is asked for, and not to whom and what for.
    """
    if arguments.in_grid and arguments.in_list:
        raise ArgumentError("--in-grid 和 --in-list 只能写一个", "请去掉一个")
    use = said_use(arguments) if arguments.marked else None
    roster = roster_in(file.source, file.sheets, arguments.kinds)
    with opened(arguments, passphrase) as store:
        within = Within(arguments.in_grid, arguments.in_list)
        found = compare(store, roster, within, choices=choices, today=date.today())
        files: list[Path] = []
        if use is not None:
            files = write_marked(store, found, roster, beside(arguments.file), use)
        told = {"file": arguments.file.name, **_told(store, found), "marked": [path.name for path in files]}
        return Answer(told, tuple(_lines(store, found, files)))


def _told(store: Store, found: Comparison) -> Mapping[str, object]:
    return {
        "scope": found.within.words,
        "rows": len(found.rows),
        **{one.name.lower(): found.count(one) for one in Found},
        "gone": len(found.gone),
        "changed_list": [_row_told(row) for row in found.rows if row.found is Found.CHANGED],
        "new_list": [{"sheet": row.sheet, "row": row.row} for row in found.rows if row.found is Found.NEW],
        "doubtful_list": [
            {"sheet": row.sheet, "row": row.row, "why": masks.in_text(row.why)}
            for row in found.rows
            if row.found is Found.DOUBTFUL
        ],
        "gone_list": [{"id": i, "title": masks.in_text(words)} for i, words in _gone(store, found)],
    }


def _row_told(row: RowFound) -> Mapping[str, object]:
    fields = {
        one.field: {"label": one.label, "ours": _hidden(one, one.ours), "theirs": _hidden(one, one.theirs)}
        for one in row.differences
    }
    return {"sheet": row.sheet, "row": row.row, "id": row.resident, "fields": fields}


def _hidden(one: Difference, shown: str) -> str:
    return fields_of(Resident)[one.field].mask_shown(shown) if shown else ""


def _gone(store: Store, found: Comparison) -> list[tuple[int, str]]:
    people = {one.id: one for one in store.select(Resident, among("id", found.gone))} if found.gone else {}
    homes = store.titles("house", {one.house for one in people.values() if one.house})
    return [(i, f"{people[i].name} {homes.get(people[i].house, '')}".strip()) for i in found.gone if i in people]


def _lines(store: Store, found: Comparison, files: list[Path]) -> Generator[str]:
    yield f"核对名单（{found.within.words}），没有改动资料："
    yield "，".join((*(f"{one.value} {found.count(one)}" for one in Found), f"名单里没有的 {len(found.gone)}"))
    changed = [row for row in found.rows if row.found is Found.CHANGED]
    for row in changed[:_SHOWN]:
        told = "；".join(
            f"{d.label} {_hidden(d, d.ours) or '（空）'} → {_hidden(d, d.theirs)}" for d in row.differences
        )
        yield f"“{row.sheet}”第{row.row}行：{told}"
    for _, words in _gone(store, found)[:_SHOWN]:
        yield masks.in_text(f"名单里没有：{words}")
    if len(changed) > _SHOWN or len(found.gone) > _SHOWN:
        yield "……加 --json 可看全部"
    yield from (f"标好的表：{path.name}" for path in files)
