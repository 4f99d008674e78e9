"""Where else the log tells of whoever goes for good: which entries lose their text with him, and which keep it, and why.

What the law on archives keeps is no business of this (个人信息保护法 第七十二条), and what a record says now is for a clerk to change first.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum

from attrs import frozen

from db.records.registry.resident import Resident
from db.records.step import Step
from db.services.duties.purge_plan import Going
from db.store import among, rows
from db.store.reading import Reader
from db.store.traces import Said
from db.values import masks

NAMED = 6
"""So many are named of each sort."""


class Stays(Enum):
    """Why an entry keeps its text; the value is what the clerk reads."""

    NOT = ""
    NOW = "现在的内容里还写着，请先改掉"
    ARCHIVE = "是档案，照规定保存"
    DEED = "是操作本身的记录，去不掉"


@frozen
class Trace:
    """What the log tells of him with one record that stays, or that went in the ordinary way.

    Attributes:
        seqs: the numbers of the entries.
        title: what the clerk calls the record.
        by_number: whether a number of his stands there; else it is only a name or a telephone, which may be another's.
        stays: why it keeps the texts.
    """

    table: str
    row_id: int
    title: str
    seqs: tuple[int, ...]
    by_number: bool
    stays: Stays


@frozen
class Look:
    """What there is to know before something goes for good.

    Attributes:
        counts: how many of which type go, by label.
        traces: where else the log tells of them.
        drafts: in how many drafts a number of theirs stands, which go.
        reasons: in how many entries it stands in the reason, which stays.
        namesakes: how many others bear the same name.
    """

    counts: tuple[tuple[str, int], ...]
    traces: tuple[Trace, ...]
    drafts: int
    reasons: int
    namesakes: int

    def reached(self, *, named: bool) -> list[Trace]:
        """Those that lose their text: by a number, and where it is wanted by a name, too."""
        return [one for one in self.traces if one.stays is Stays.NOT and (one.by_number or named)]

    def by_name(self) -> list[Trace]:
        """Those of which somebody has to say whether it is the same person."""
        return [one for one in self.traces if one.stays is Stays.NOT and not one.by_number]

    def sentences(self) -> list[str]:
        """All of it for the clerk, what goes first."""
        told = [f"一起去掉：{'、'.join(f'{label} {count} 条' for label, count in self.counts)}"]
        if reached := self.reached(named=False):
            told.append(f"别的修改记录里写着号码，去掉内容：{_named(reached)}")
        if found := self.by_name():
            told.append(f"别的修改记录里只写着姓名或电话，要不要也去掉，请看是不是同一个人：{_named(found)}")
        if self.namesakes:
            told.append(f"同名的居民还有 {self.namesakes} 位")
        for why in (Stays.NOW, Stays.ARCHIVE, Stays.DEED):
            if found := [one for one in self.traces if one.stays is why]:
                told.append(f"写着但不去掉（{why.value}）：{_named(found)}")
        if self.drafts:
            told.append(f"没写完的草稿里有号码的 {self.drafts} 份，一起去掉")
        if self.reasons:
            told.append(f"操作日志的事由里写着的 {self.reasons} 条，去不掉")
        return told


def _named(traces: Sequence[Trace]) -> str:
    told = [f"{one.title} {len(one.seqs)} 处" for one in traces[:NAMED]]
    return "、".join(told) + (f"，另有 {len(traces) - NAMED} 条" if len(traces) > NAMED else "")


def look_around(read: Reader, found: Going) -> Look:
    """What there is to know of it. Raises as `Reader.said` does."""
    counts = tuple((read.kinds[table].label, len(ids)) for table, ids in found.targets().items())
    signs = found.signs
    alike = set(read.ids(Resident, among("name", sorted(signs.names)))) if signs.names else set[int]()
    return Look(
        counts,
        tuple(_traces(read, found)),
        read.drafts_with(signs.numbers),
        read.reasons_with(signs.numbers | signs.names),
        len(alike - set(found.targets().get(Resident.TABLE, ()))),
    )


def _traces(read: Reader, found: Going) -> Iterator[Trace]:
    own = {(table, i) for ids in (found.targets(), found.of_itself()) for table, those in ids.items() for i in those}
    by_record: dict[tuple[str, int], list[Said]] = defaultdict(list)
    for one in read.said(found.signs.numbers | found.signs.names):
        if (one.table, one.row_id) not in own:
            by_record[one.table, one.row_id].append(one)
    titles = _titles(read, by_record)
    for (table, row_id), said in by_record.items():
        sure = [one for one in said if one.signs & found.signs.numbers]
        for which, signs in (
            (sure, found.signs.numbers),
            ([one for one in said if one not in sure], found.signs.names),
        ):
            if which:
                standing = {sign for one in which for sign in one.signs & signs}
                stays = _stays(read, table, row_id, standing)
                seqs = tuple(one.seq for one in which)
                yield Trace(table, row_id, titles[table, row_id], seqs, which is sure, stays)


def _stays(read: Reader, table: str, row_id: int, signs: Collection[str]) -> Stays:
    kind = read.kinds.find(table)
    if kind is None or not row_id:
        return Stays.DEED
    if kind.flows or table == Step.TABLE:
        return Stays.ARCHIVE
    if (record := read.find(kind.record, row_id)) is not None:
        text = json.dumps(rows.picture(record), ensure_ascii=False)
        if any(sign in text for sign in signs):
            return Stays.NOW
    return Stays.NOT


def _titles(read: Reader, of: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for table, row_id in of:
        wanted[table].append(row_id)
    told: dict[tuple[str, int], str] = {}
    for table, ids in wanted.items():
        kind = read.kinds.find(table)
        titles = read.titles(table, ids) if kind else {}
        for i in ids:
            title = masks.in_text(titles.get(i, "")) or ("已删去" if i else "整件事")
            told[table, i] = f"{kind.label if kind else '其他'}“{title}”"
    return told
