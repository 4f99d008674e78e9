"""A ledger that the community is working through: whether the old still draw what is theirs, half of it done by today."""

from datetime import date, timedelta
from random import Random

from db.records.condition import at_least, is_
from db.records.registry.ledger import TICK, WORDS, Ledger, LedgerColumn, LedgerRow
from db.records.registry.resident import IN_REGISTER, RESIDENTS, Resident
from db.services.registry.ledgers.counts import rows_of
from db.services.registry.ledgers.freezing import Asked, freeze
from db.services.registry.ledgers.marks import mark, write
from db.store import Store

NAME, LIST = "高龄津贴资格认证", "80岁以上"
WAYS = ("手机", "上门", "窗口")
BEFORE, AHEAD = 12, 18
"""Days since it began, and until it ends."""


def keep_ledger(store: Store, today: date, dice: Random) -> Ledger:
    """The ledger; two who came into the list since are not in it yet."""
    since = today - timedelta(days=BEFORE)
    conditions = (at_least("birth.age", 80), is_("state", IN_REGISTER))
    ids = store.ids(Resident, *store.where(Resident, conditions))
    columns = (
        LedgerColumn(name="认证方式", form=WORDS, key="way"),
        LedgerColumn(name="拍了照", form=TICK, key="photo"),
    )
    begun = Ledger(name=NAME, since=since, until=today + timedelta(days=AHEAD), columns=columns)
    ledger = freeze(store, begun, Asked(RESIDENTS, ids[:-2], conditions, LIST), since)
    rows = rows_of(store, ledger.id)
    for row in dice.sample(rows, len(rows) // 2):
        _do(store, ledger, row, since + timedelta(days=dice.randrange(1, BEFORE)), dice)
    return ledger


def _do(store: Store, ledger: Ledger, row: LedgerRow, day: date, dice: Random) -> None:
    way, photo = ledger.columns
    row = write(store, row, way, dice.choice(WAYS))
    row = write(store, row, photo, dice.choice(("是", "")))
    mark(store, [row], day, store.actor)
