"""来源单号: one sheet of one channel is one matter, however often it is handed in."""

import unicodedata

from db.errors import Problem
from db.records.base import fields_of
from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import Matter
from db.services.matters.telling import named_to
from db.store import Store, among, eq, ne, none_of
from db.store.lift import Lift


def taken_twice(store: Store, matter: Matter) -> Problem | None:
    """Why a matter cannot have its outside number: another one of the same channel has it, which is named; None where it can."""
    number = matter.outside_no.strip()
    if not number:
        return None
    narrow = unicodedata.normalize("NFKC", number)
    spelled = among("outside_no", list({number, narrow, narrow.upper(), narrow.lower()}))
    others = spelled, eq("channel", matter.channel), none_of("stage", VOID_STAGES), ne("id", matter.id)
    with store.lifted(Lift.SAME):
        found = store.select(Matter, *others, order=("id",), limit=1)
    if not found:
        return None
    kinds = fields_of(Matter)
    what = f"{kinds['channel'].show(matter.channel)}的“{number}”已经登记过，是{named_to(store, found[0])}"
    return kinds["outside_no"].problem("twice", what, "请打开那一件接着办；确实是另一件事，请核对来源单号")
