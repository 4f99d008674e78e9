"""Who came to the desk of the practice community to have something done: at once, within the days promised, by somebody in their place."""

import random
from datetime import date, datetime, time, timedelta

from db.practice.data import staff_names
from db.practice.desk_days import open_day_before
from db.records.matters.reception import Material, Reception
from db.records.registry.resident import IN_REGISTER, Resident, reference_to
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq

_WORK = (
    (1, "居住证明咨询", True, 1, ""),
    (2, "老年证办理", True, 1, ""),
    (3, "高龄津贴申请", False, 1, ""),
    (4, "医保参保登记", True, 1, ""),
    (5, "残疾人两项补贴申请", False, 2, "代"),
    (6, "公租房申请", False, None, ""),
    (8, "临时救助申请", False, None, "代"),
)
"""Newest first: so many days before today, for what, whether it was done at once, how often they came (None while it is not done), by whom."""
_PROMISED = timedelta(days=5)
_MATERIALS = (
    Material(name="身份证", note="原件和复印件1份", brought=True),
    Material(name="户口簿", note="原件", brought=True),
    Material(name="近期照片", note="一寸2张"),
)


def receive(store: Store, today: date, chance: random.Random) -> None:
    """Keeps a reception of each, by residents who live there."""
    residents = store.select(Resident, eq("state", IN_REGISTER), order=("id",), limit=200)
    when = [
        (datetime.combine(open_day_before(today - timedelta(days=one[0])), time(17 - one[0], 10)), one) for one in _WORK
    ]
    for at, (_ago, item, on_spot, trips, agent) in sorted(when):
        done = trips is not None
        told = Reception(
            item=item, at=at, who=reference_to(chance.choice(residents).id), on_spot=on_spot, complete=done,
            materials=() if done else _MATERIALS, notice=not done, trips=trips, received_by=staff_names()[0],
            promised=None if on_spot else at.date() + _PROMISED, rating="1" if done else "",
            finished=open_day_before(today) if done and not on_spot else None, agent=staff_names()[1] if agent else "",
        )  # fmt: skip
        save_as_declared(store, told)
