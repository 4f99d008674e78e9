"""办理情况月公示: how what came is dealt with, posted every month; of whoever may be told of, and of nobody by name.

Posted is what `Matter.publish` lets be posted, and what nobody gave a name for; never what somebody wants kept back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from attrs import frozen

from db.errors import ArgumentError
from db.records.base import columns_of, fields_of
from db.records.letters.announcement import PUBLICITY, Announcement
from db.records.matters.codes import JOINED
from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import Matter
from db.records.matters.unnamed import names_kept, without_names
from db.records.may import Right
from db.services.export_table import refuse_suffix, written_table
from db.services.figures.laid_down import NotLaidDown
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import of_period
from db.services.told_cells import Value
from db.store import Store, Where, among, eq, ge, lt, none_of
from db.store.lift import Lift
from db.store.where import Either
from db.values import masks, pinyin
from db.values.calendar_period import MONTH, CalendarPeriod
from db.values.day import day_of
from db.values.legible import brief

LABEL = "办理情况月公示"
HEADINGS = ("编号", "事由", "性质", "受理日期", "主办单位", "办理情况", "结果", "办结日期")
_WIDTHS = (20, 36, 10, 12, 24, 44, 14, 12)
_LONGEST = 80
_COUNTS = (("matters_taken", "受理诉求"), ("matters_closed", "办结"))


@frozen
class Posted:
    """One matter as it is posted.

    Attributes:
        subject, result: without names and numbers.
        outcome: how it ended; 在办 of what has not.
    """

    number: str
    subject: str
    nature: str
    taken: date | None
    lead: str
    result: str
    outcome: str
    closed: date | None

    def words(self) -> str:
        """As it stands on the paper: 漏水（求助，3月2日受理）。办理情况：换了接头。结果：已解决，3月9日办结."""
        day = f"{self.taken.month}月{self.taken.day}日受理" if self.taken else ""
        about = "，".join(filter(None, (self.nature, day)))
        by = f"由{self.lead}办理。" if self.lead else ""
        done = f"办理情况：{self.result.rstrip('。；;')}。" if self.result else ""
        ended = f"，{self.closed.month}月{self.closed.day}日办结" if self.closed else ""
        return f"{self.number} {self.subject}（{about}）。{by}{done}结果：{self.outcome}{ended}。".strip()


def month_before(today: date) -> CalendarPeriod:
    """The last month that is over."""
    return (
        CalendarPeriod(today.year, today.month - 1, MONTH)
        if today.month > 1
        else CalendarPeriod(today.year - 1, 12, MONTH)
    )


def posted_in(store: Store, month: CalendarPeriod) -> list[Posted]:
    """What is posted of a month: what ended in it, and what had come by its end and had not ended by then."""
    after = (month.last + timedelta(days=1)).isoformat()
    lies: Where = Either((eq("closed", None), ge("closed", month.first.isoformat())))
    found = store.select(
        Matter,
        lies,
        lt("taken", after),
        none_of("stage", VOID_STAGES),
        none_of("outcome", (JOINED,)),
        order=("taken", "id"),
    )
    may_be = [one for one in found if is_public(one)]
    leads = store.titles("body", {one.lead for one in may_be})
    covers = _covers(store, may_be)
    return [_posted(one, leads.get(one.lead, ""), month.last, covers[one.id]) for one in may_be]


def is_public(matter: Matter) -> bool:
    """Whether it may be posted how it is dealt with."""
    if any(one.hidden for one in matter.claimants):
        return False
    return matter.publish or (bool(matter.claimants) and all(one.anonymous for one in matter.claimants))


def posting_of(store: Store, month: CalendarPeriod, now: datetime) -> Announcement:
    """公示 of a month, not saved yet: counts as the report has them, then a paragraph a matter.

    Raises:
        NotAllowed: who asks counts nothing.
        ArgumentError: nothing may be posted of the month.
    """
    found = posted_in(store, month)
    if not found:
        raise ArgumentError(
            f"{month.shown()}没有可以公示的诉求",
            "诉求人同意公开的，在诉求里勾“公开办理情况”；匿名的自己在内，要求不公开的不在内",
        )
    head = f"{month.shown()}，{_counts(store, month, now)}。其中公开办理情况的{len(found)}件公示如下："
    lines = [f"{n}.{one.words()}" for n, one in enumerate(found, 1)]
    return Announcement(
        kind=PUBLICITY,
        title_text=title_of(month),
        body="\n".join([head, *lines]),
        day=now.date(),
        objection_phone=store.centre().phone,
    )


def title_of(month: CalendarPeriod) -> str:
    """What the paper of a month is called."""
    return f"{month.shown()}诉求办理情况公示"


def posting_there(store: Store, month: CalendarPeriod) -> int:
    """The id of the paper of a month that is there already; 0 for none."""
    return next(iter(store.ids(Announcement, eq("title_text", title_of(month)), order=("-id",))), 0)


def export_posting(store: Store, month: CalendarPeriod, path: Path) -> int:
    """How many matters of a month were written to the file, as they are posted; the audit enters it.

    Raises:
        NotAllowed: who asks exports no matters.
        StoreBusy: another window is writing; there is no file.
        ArgumentError: the suffix is neither xlsx nor csv.
        FileUnwritable: the place cannot be written to.
    """
    store.require(store.kinds[Matter.TABLE], Right.EXPORT)
    refuse_suffix(path)
    found = posted_in(store, month)
    rows: list[list[Value]] = [
        [one.number, one.subject, one.nature, _iso(one.taken), one.lead, one.result, one.outcome, _iso(one.closed)]
        for one in found
    ]
    title = f"{LABEL}（练习小区）" if store.centre().practice else LABEL
    with written_table(path, title, _WIDTHS, HEADINGS, rows), store.writing("导出") as w:
        note = {"what": [None, LABEL], "file": [None, path.name], "rows": [None, len(rows)]}
        w.note("export", Matter.TABLE, 0, note)
    return len(rows)


def _counts(store: Store, month: CalendarPeriod, now: datetime) -> str:
    figures, span = figures_by_name(store.kinds), of_period(month)
    told = [f"{words}{measure(store, figures[name], span, now=now).shown()}" for name, words in _COUNTS]
    try:
        satisfied = measure(store, figures["matters_satisfied"], span, now=now)
    except NotLaidDown:  # how it is reckoned nobody has laid down: it is not told
        return "，".join(told)
    return "，".join([*told, f"满意率{satisfied.shown()}"] if satisfied.value.total else told)


@frozen
class _Cover:
    """Whom what is posted of a matter must not tell.

    Attributes:
        names: of whom the surname is told.
        kept: who is not told at all: they want no name, or do not want to be named.
    """

    names: frozenset[str]
    kept: frozenset[str]

    def over(self, text: str) -> str:
        """A text without them, and without numbers."""
        return covered(without_names(" ".join(text.split()), self.kept), self.names)


def _covers(store: Store, matters: Sequence[Matter]) -> Mapping[int, _Cover]:
    """By matter, whom it and those that are joined to it name, as typed and as registered, whoever sees these."""
    with store.lifted(Lift.FOLLOWING):
        joined = store.select(Matter, among("root", [one.id for one in matters]), none_of("stage", VOID_STAGES))
        titles = store.all_titles([*matters, *joined])
    called = titles.get("", {})
    with_it: dict[int, list[Matter]] = {one.id: [one] for one in matters}
    for one in joined:
        with_it[one.root].append(one)
    found: dict[int, _Cover] = {}
    for i, every in with_it.items():
        rows = [row for one in every for row in (*one.claimants, *one.against)]
        names = {name for row in rows for name in (row.name, called.get(row.who, ""))}
        found[i] = _Cover(frozenset(names), frozenset[str]().union(*(names_kept(one, titles) for one in every)))
    return found


def _posted(matter: Matter, lead: str, last: date, cover: _Cover) -> Posted:
    kinds = fields_of(Matter)
    ended = matter.closed if matter.closed and matter.closed <= last else None
    return Posted(
        number=matter.number,
        subject=cover.over(matter.subject),
        nature=kinds["nature"].show(matter.nature),
        taken=day_of(matter.taken),
        lead=lead,
        result=brief(cover.over(matter.result), _LONGEST) if ended else "",
        outcome=(columns_of(Matter)["outcome"].show(matter.outcome) or "已办结") if ended else "在办",
        closed=ended,
    )


def _iso(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def covered(text: str, names: Iterable[str]) -> str:
    """A text without numbers, and with the surname alone of whoever is named in the matter: 周某."""
    told = masks.in_text(" ".join(text.split()))
    for name in _longest_first(names):
        told = re.sub(re.escape(name), f"{name[: max(pinyin.surname_length(name), 1)]}某", told)
    return told


def _longest_first(names: Iterable[str]) -> Sequence[str]:
    return sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True)
