"""What is said of a 专项台账 over and under its rows."""

from collections.abc import Collection, Sequence
from datetime import date

from db.records.registry.ledger import Ledger, LedgerRow
from db.services.registry.ledgers import marks
from db.services.registry.ledgers.counts import Changed, by_day
from db.values import masks
from db.values.day import long_form
from gui.words import tr

_DAYS_SHOWN = 7
_NAMED = 5


def remark(ledger: Ledger) -> str:
    """From when until when, and out of which list."""
    days = f"{ledger.since} — {ledger.until or ''}".strip(" —")
    source = tr("{0} 取自名单“{1}”").format(ledger.frozen, ledger.source) if ledger.source else ""
    return "　".join(filter(None, (days, source)))


def progress(ledger: Ledger, rows: Sequence[LedgerRow], today: date) -> str:
    """How many are done and left, and how many days there are for them."""
    if not rows:
        return tr("还没有人：到居民等列表里筛好名单，点“更多… → 加进专项台账…”")
    left = sum(row.done is None for row in rows)
    told = tr("已办 {0:,} / {1:,}，还剩 {2:,}").format(len(rows) - left, len(rows), left)
    if not left:
        return tr("{0}：都办完了").format(told)
    if ledger.until is None or ledger.closed:
        return told
    days = (ledger.until - today).days
    late = tr("已过 {0} 天").format(-days) if days < 0 else tr("还有 {0} 天").format(days)
    return tr("{0}；{1}截止，{2}").format(told, long_form(ledger.until), late)


def hint(rows: Sequence[LedgerRow]) -> str:
    """How many were done on each day, and what the keys do."""
    told = [f"{day:%m-%d} {count}" for day, count in by_day(rows)[:_DAYS_SHOWN]]
    daily = tr("每天办了：{0}").format("　".join(told)) if told else ""
    keys = (
        tr(
            "空格记“办了”，再按取消，↓ 到下一行；自己的栏目、备注、“办了”的日子，← → 到那一格，按回车或 F2 写；在别的格按回车打开这一条；Delete 拿掉"
        )
        if rows
        else ""
    )
    return "　　".join(filter(None, (daily, keys)))


def band(found: Changed, known: Collection[int], out: Sequence[LedgerRow] = ()) -> str:
    """How the list is otherwise by now, whom the register has come to know, and who was taken ``out``; "" for nothing."""
    more, fewer = len(found.more), found.fewer
    told: list[str] = []
    if more:
        told.append(tr("名单今天多了 {0:,} 条，不在台账里").format(more))
    if fewer:
        told.append(tr("{0:,} 条已不在名单里（{1}），台账里照样留着").format(len(fewer), _names(fewer)))
    if known:
        told.append(tr("{0:,} 条列入时没登记的，现在登记里有了").format(len(known)))
    if out:
        told.append(tr("拿掉过 {0:,} 条（{1}）").format(len(out), _names(out)))
    return "；".join(told)


def _names(rows: Sequence[LedgerRow]) -> str:
    """The first names, and whether there are more."""
    named = "、".join(masks.in_text(row.name) for row in rows[:_NAMED])
    return named + (tr("等") if len(rows) > _NAMED else "")


def at_stake(ledger: Ledger, rows: Sequence[LedgerRow]) -> str:
    """What was written of rows, which goes when they are taken out; "" for nothing."""
    own = (column.name for column in ledger.columns if any(marks.told(row, column) for row in rows))
    done = [row for row in rows if row.done]
    said = [f"{done[0].done}" if len(done) == 1 else tr("{0:,} 条").format(len(done))] if done else []
    words = [*(tr("办了（{0}）").format(one) for one in said), *own]
    if any(row.note for row in rows):
        words.append(tr("备注"))
    return "、".join(words)


def called(rows: Sequence[LedgerRow]) -> str:
    """Whom something was done to: the name of one, of several how many they are."""
    return masks.in_text(rows[0].name) if len(rows) == 1 else tr("{0:,} 条").format(len(rows))
