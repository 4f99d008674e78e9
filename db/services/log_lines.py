"""操作日志: what its entries say in a clerk's words, masked as lists are; by pages, printed, exported."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from db.fields import Field
from db.records.base import fields_of
from db.records.centre.account import Account, told_apart, without_what_tells_apart
from db.records.centre.centre import Centre
from db.records.kind import Kind
from db.services.export_table import refuse_suffix, written_table
from db.services.log_values import UNSEEN, Telling
from db.services.told_cells import Value
from db.store import Store
from db.store.audit import Entry
from db.store.log_reading import Asked
from db.values import masks
from db.values.code_table import VEILED
from db.values.legible import brief

LABEL = "操作日志"
HEADINGS = ("序号", "时间", "谁", "做了什么", "对什么", "改了哪些", "事由")
_WIDTHS = (10, 20, 12, 18, 40, 60, 30)
_PIECE = 500
_OWN_NUMBER = (1 << 40) - 1
"""What of an id is the number that its desk gave it."""


class Sort(StrEnum):
    """A kind of deed; the value is what the clerk calls it."""

    MADE = "登记"
    CHANGED = "修改"
    DELETED = "删除"
    SEEN = "查看完整内容"
    PRINTED = "打印、另存"
    EXPORTED = "导出"
    IMPORTED = "导入、撤销导入"
    PHOTOS = "照片和扫描件"
    NUMBERS = "文号"
    KEYS = "口令"
    DOOR = "进出"
    KEPT = "备份、恢复、核验"


WORDS: Mapping[str, tuple[Sort | None, str]] = {
    "create": (Sort.MADE, "登记"),
    "update": (Sort.CHANGED, "修改"),
    "delete": (Sort.DELETED, "删除"),
    "seen": (Sort.SEEN, "查看完整内容"),
    "print": (Sort.PRINTED, "打印"),
    "save": (Sort.PRINTED, "另存文书"),
    "export": (Sort.EXPORTED, "导出"),
    "import": (Sort.IMPORTED, "导入"),
    "undo_import": (Sort.IMPORTED, "撤销导入"),
    "redo_import": (Sort.IMPORTED, "重做导入"),
    "add_evidence": (Sort.PHOTOS, "添加照片和扫描件"),
    "remove_evidence": (Sort.PHOTOS, "拿掉照片和扫描件"),
    "bring_back_evidence": (Sort.PHOTOS, "放回照片和扫描件"),
    "caption_evidence": (Sort.PHOTOS, "改照片说明"),
    "export_evidence": (Sort.EXPORTED, "导出照片和扫描件"),
    "sweep_evidence": (Sort.PHOTOS, "清理不再用的照片文件"),
    "void_number": (Sort.NUMBERS, "作废文号"),
    "give_back_number": (Sort.NUMBERS, "恢复文号"),
    "divide_estate": (Sort.CHANGED, "划分小区"),
    "undivide_estate": (Sort.CHANGED, "撤销划分小区"),
    "life_event": (Sort.CHANGED, "人口变动"),
    "undo_life_event": (Sort.CHANGED, "撤回人口变动"),
    "take_out_of_ledger": (Sort.CHANGED, "从台账里拿掉"),
    "merge_persons": (Sort.CHANGED, "合并人员"),
    "clock_right": (Sort.CHANGED, "更正时钟"),
    "merge_residents": (Sort.CHANGED, "合并居民"),
    "unmerge_residents": (Sort.CHANGED, "撤销合并居民"),
    "hand_over": (Sort.CHANGED, "交接班"),
    "failed_openings": (Sort.KEYS, "口令输错"),
    "replace_key_ring": (Sort.KEYS, "口令和恢复码"),
    "settle_key_ring": (Sort.KEYS, "整理钥匙文件"),
    "recovery_made": (Sort.KEYS, "生成恢复码"),
    "recovery_kept": (Sort.KEYS, "恢复码单收好"),
    "opened": (Sort.DOOR, "打开"),
    "left": (Sort.DOOR, "离开"),
    "locked": (Sort.DOOR, "锁屏"),
    "unlocked": (Sort.DOOR, "解锁"),
    "backup": (Sort.KEPT, "备份"),
    "restore": (Sort.KEPT, "恢复备份"),
    "verify": (Sort.KEPT, "核验"),
    "upgrade": (Sort.KEPT, "升级"),
    "lost_entries": (Sort.KEPT, "缺少记录，照现在的继续用"),
    "purge": (Sort.DELETED, "彻底删除"),
    "warrant": (None, "特别准许"),
}
"""What each deed is called; a deed that is not here is told by its own name."""
_SAID: Mapping[str, str] = {
    "file": "文件", "rows": "条数", "paper": "文书", "plain": "写全", "reason": "用途", "what": "内容", "fields": "栏目", "count": "次数",
    "first": "第一次", "last": "最后一次", "name": "姓名", "faults": "问题", "number": "文号", "warrant": "依据", "evidence": "照片和扫描件",
    "entries": "去掉内容的记录", "appraisal": "鉴定销毁编号", "clock": "时钟",
}  # fmt: skip
"""What deeds tell of themselves."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?")
_LEFT_OUT = frozenset({"after", "generation", "step", "hash", "at"})


def actions_of(sort: Sort) -> frozenset[str]:
    """The deeds of a kind."""
    return frozenset(action for action, (of, _) in WORDS.items() if of is sort)


def sort_named(typed: str) -> Sort | None:
    """The kind of deed that somebody typed: its words, or a part of them; None for none."""
    return next((sort for sort in Sort if typed == sort), None) or next(
        (sort for sort in Sort if typed and typed in sort), None
    )


@frozen
class Change:
    """One field of an entry: what it was and what it became; "" for nothing."""

    label: str
    old: str
    new: str

    def words(self) -> str:
        """职业：瓦工 → 电工; of what may not be seen the label alone."""
        if self.new == UNSEEN:
            return self.label
        if not self.old:
            return f"{self.label}：{self.new}"
        return f"{self.label}：{self.old} → {self.new or '（空）'}"


@frozen
class Line:
    """One entry.

    Attributes:
        what: what was done.
        label: the type of the record; "" for a deed with none.
        title: of the record, as it is seen.
        changes: what changed, as it is seen.
        is_there: whether the record is there and may be opened.
    """

    seq: int
    at: datetime
    who: str
    what: str
    table: str
    row_id: int
    label: str
    title: str
    reason: str
    changes: tuple[Change, ...]
    is_there: bool

    def of(self) -> str:
        """居民 王小明."""
        return f"{self.label} {self.title}".strip()

    def changed(self) -> str:
        """What changed, in one line."""
        return "；".join(one.words() for one in self.changes)


def lines(store: Store, seqs: Iterable[int]) -> dict[int, Line]:
    """The lines of entries by their numbers."""
    entries = store.log_entries(seqs)
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries.values():
        if entry.row_id and entry.table in store.kinds:
            wanted[entry.table].add(entry.row_id)
    titles = {table: store.titles(table, ids) for table, ids in wanted.items()}
    told = Telling(store, entries.values())
    seen = {table: store.seen(table, ids) for table, ids in wanted.items()}
    names = told_apart(store.select(Account))
    return {seq: _line(entry, told, titles, seen, names) for seq, entry in entries.items()}


def _line(
    entry: Entry,
    told: Telling,
    titles: Mapping[str, Mapping[int, str]],
    seen: Mapping[str, set[int]],
    names: Mapping[int, str],
) -> Line:
    kind = told.kinds.find(entry.table)
    what = WORDS.get(entry.action, (None, entry.action))[1]
    name = names.get(entry.account, entry.actor)
    who = name if without_what_tells_apart(name) == entry.actor else f"{entry.actor}（今{name}）"
    is_deed = not entry.row_id or kind is None or (entry.table == Centre.TABLE and entry.action != "update")
    title = "" if is_deed else titles.get(entry.table, {}).get(entry.row_id, "")
    if not is_deed and not title:
        title = "（已删去）"
    elif title == VEILED:
        title = f"第 {entry.row_id & _OWN_NUMBER} 号{UNSEEN}"  # so that one is told from another
    return Line(
        entry.seq, entry.at, who, what, entry.table, entry.row_id,
        kind.label if kind and entry.table != Centre.TABLE else "", masks.in_text(title),
        "" if entry.reason in (what, "另存文书") else masks.in_text(entry.reason),
        tuple(_changes(kind, entry, told)), not is_deed and entry.row_id in seen.get(entry.table, ()),
    )  # fmt: skip


def _changes(kind: Kind | None, entry: Entry, told: Telling) -> Iterable[Change]:
    fields: Mapping[str, Field[Any]] = fields_of(kind.record) if kind else {}
    is_record = entry.action in ("create", "update", "delete")
    for name, (old, new) in entry.change.items():
        if is_record and (field := fields.get(name)) is not None:
            before, after = told.value(field, old), told.value(field, new)
            yield Change(field.label, "", before) if entry.action == "delete" else Change(field.label, before, after)
        elif is_record or name in _LEFT_OUT or (not old and new in (None, "")):
            continue
        elif label := _SAID.get(name):
            yield Change(label, _deed_value(old), _deed_value(new))


def _deed_value(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return f"{len(cast('list[object]', value))} 项"
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return value.replace("T", " ")
    return "" if value is None else masks.in_text(brief(str(value)))


def head_line(store: Store) -> str:
    """The line under a printed log by which it is compared later; see `db.values.log_line`."""
    from db.values.log_line import line_of

    head = store.last_entry()
    return line_of(head.seq, head.hash)


def export_log(store: Store, seqs: Sequence[int], path: Path) -> int:
    """How many entries were written to a workbook or CSV; the log enters it before the file takes its place.

    Raises:
        StoreBusy: another window is writing; there is no file.
        ArgumentError: the suffix is neither xlsx nor csv.
        FileUnwritable: the place cannot be written to.
    """
    refuse_suffix(path)

    def rows() -> Iterable[list[Value]]:
        for begin in range(0, len(seqs), _PIECE):
            piece = seqs[begin : begin + _PIECE]
            found = lines(store, piece)
            yield from (list(cells(found[seq])) for seq in piece if seq in found)

    title = f"{LABEL}（练习小区）" if store.centre().practice else LABEL
    with written_table(path, title, _WIDTHS, HEADINGS, rows()), store.writing("导出") as w:
        told = {"what": [None, LABEL], "file": [None, path.name], "rows": [None, len(seqs)]}
        w.note("export", Centre.TABLE, 0, told)
    return len(seqs)


def cells(line: Line) -> tuple[Value, ...]:
    """A row of the table."""
    at = f"{line.at:%Y-%m-%d %H:%M:%S}"
    return line.seq, at, line.who, line.what, line.of(), line.changed(), line.reason


def asked_words(asked: Asked, sort: Sort | None, who: str, words: str = "") -> str:
    """What was asked for, as a printed log says it; "" for everything."""
    told = [who, str(sort or ""), _span(asked.since, asked.until), words]
    return " · ".join(filter(None, told))


def _span(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since:%Y-%m-%d}" if since == until else f"{since:%Y-%m-%d} 至 {until:%Y-%m-%d}"
    return f"{since:%Y-%m-%d} 起" if since else f"到 {until:%Y-%m-%d}" if until else ""
