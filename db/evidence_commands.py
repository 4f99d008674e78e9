"""The commands of ``python -m db evidence``: the photos and scans of a record listed, added, and saved outside of the program."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from db.answer import Answer, opened
from db.errors import ArgumentError, FileUnreadable, PieceLost
from db.record_commands import kind_named, record_named
from db.records.base import Record, fields_of
from db.records.exhibit import Exhibit
from db.services.evidence.shown import Shown, shown_of
from db.store import Store
from db.values import code_table, masks
from db.whole_use import SAID, said_use

LIST, ADD, SAVE = "list", "add", "save"
_USAGE = "用法见 python -m db evidence --help"
_TAKEN = fields_of(Exhibit)["taken"]
_Told = tuple[dict[str, object], list[str], int]
"""For ``--json``, for people, and the exit code."""


def evidence(arguments: Namespace, passphrase: str) -> Answer:
    """What is asked of the photos and scans of one record."""
    kind = kind_named(arguments.kinds, arguments.kind)
    _refuse_unfit(arguments)
    with opened(arguments, passphrase) as store:
        record = record_named(store, kind, arguments.id)
        told, lines, code = _ACTS[arguments.act](store, record, arguments)
        title = masks.in_text(store.title(record))
    return Answer({"table": kind.table, "id": record.id, "title": title, **told}, (title, *lines), code)


def _refuse_unfit(arguments: Namespace) -> None:
    """Lets nothing be given that an act does not use, nor less than it needs."""
    least, most = {LIST: (0, 0), ADD: (1, None), SAVE: (1, 1)}[arguments.act]
    given = len(arguments.files)
    if given < least:
        raise ArgumentError(f"{arguments.act} 缺少{'文件' if arguments.act == ADD else '文件夹'}", _USAGE)
    if most is not None and given > most:
        raise ArgumentError(f"{arguments.act} 用不上“{arguments.files[most]}”", _USAGE)
    for name, act in (("caption", ADD), ("only", SAVE), *((name, SAVE) for name in SAID)):
        if getattr(arguments, name) and arguments.act != act:
            raise ArgumentError(f"{arguments.act} 用不上 --{name}", "请去掉再试")


def _list(store: Store, record: Record, _arguments: Namespace) -> _Told:
    found = shown_of(store, record)
    states = [_state(store, one.exhibit) for one in found]
    told = [_told(one, state) for one, state in zip(found, states, strict=True)]
    lines = [_line(one, state) for one, state in zip(found, states, strict=True)] or ["没有照片和扫描件"]
    return {"evidence": told}, lines, 1 if any(states) else 0


def _add(store: Store, record: Record, arguments: Namespace) -> _Told:
    from db.services.evidence.add_evidence import add_evidence, refuse_evidence
    from db.services.pictures.process import read_evidence

    refuse_evidence(store, record)
    read = read_evidence(arguments.files)
    if read.refused:
        first, *others = read.refused
        more = f"；另外还有 {len(others)} 个加不进去" if others else ""
        raise FileUnreadable(f"{first.message}{more}", f"{first.remedy}；一个也没有添加")
    added = add_evidence(store, record, read.ready, arguments.caption)
    told = [_told(one, "") for one in shown_of(store, record) if one.exhibit in added.exhibits]
    lines = [f"已添加 {len(added.exhibits)} 个"]
    if added.twice:
        lines.append(f"已经有了，没有再添加：{masks.in_text('、'.join(added.twice))}")
    return {"added": told, "twice": [masks.in_text(name) for name in added.twice]}, lines, 0


def _save(store: Store, record: Record, arguments: Namespace) -> _Told:
    from db.services.evidence.export_evidence import export_all

    use = said_use(arguments)
    folder: Path = arguments.files[0]
    if not folder.is_dir():
        raise ArgumentError(f"没有文件夹 {folder.name}", "请先建好，或换一个")
    there = {str(one.exhibit.id): one.exhibit for one in shown_of(store, record)}
    for one in arguments.only:
        if one not in there:
            raise ArgumentError(f"这条没有编号是“{one}”的照片或扫描件", "编号见 evidence list")
    chosen = [there[one] for one in arguments.only] or list(there.values())
    for exhibit in chosen:
        store.evidence.read(exhibit.piece)  # all of them, or none
    paths = list(export_all(store, chosen, folder, use))
    names = [path.name for path in paths]
    return {"folder": folder.name, "files": names}, [f"已另存 {len(names)} 个，不加密", *names], 0


def _state(store: Store, exhibit: Exhibit) -> str:
    """Whether its file is there: "" where it is, else missing or damaged."""
    try:
        store.evidence.read(exhibit.piece)
    except PieceLost as lost:
        return "missing" if lost.missing else "damaged"
    return ""


_TOLD_STATES = {"": "", "missing": "文件不见了", "damaged": "文件已损坏"}


def _told(one: Shown, state: str) -> dict[str, object]:
    exhibit = one.exhibit
    return {
        "id": exhibit.id,
        "form": code_table.load("exhibit_form").label(exhibit.form),
        "name": masks.in_text(exhibit.name),
        "caption": masks.in_text(exhibit.caption),
        "taken": _TAKEN.show(exhibit.taken),
        "bytes": exhibit.size,
        "pages": exhibit.pages,
        "added": f"{one.at:%Y-%m-%d %H:%M}" if one.at else "",
        "who": one.who,
        "state": state or "ok",
    }


def _line(one: Shown, state: str) -> str:
    exhibit = one.exhibit
    added = f"{one.at:%Y-%m-%d %H:%M} {one.who}" if one.at else ""
    return "\t".join((str(exhibit.id), masks.in_text(exhibit.title({})), added, _TOLD_STATES[state])).rstrip()


_ACTS: Mapping[str, Callable[[Store, Record, Namespace], _Told]] = {LIST: _list, ADD: _add, SAVE: _save}
