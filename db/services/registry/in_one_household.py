"""户、户籍户 as they are saved by hand: nobody stands in two booklets, or belongs to two households, on one day (户口登记条例 第六条)."""

from collections.abc import Iterable
from typing import TypeVar

from db.errors import Problem, RecordInvalid
from db.records.base import fields_of
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.answers import UNASKED, Answers
from db.store import Store
from db.store.lift import Lift

H = TypeVar("H", bound=Booklet | Household)


def save_home(store: Store, home: H, _answers: Answers = UNASKED) -> H:
    """A household or a booklet as saved.

    Raises:
        RecordInvalid: somebody who is entered now belongs to another one already.
    """
    with store.writing() as w:
        if problems := list(_elsewhere(store, home)):
            raise RecordInvalid(problems)
        return w.save(home)


def _elsewhere(store: Store, home: Booklet | Household) -> Iterable[Problem]:
    """Who is newly there and is in another one, which is named to whoever may see it: whoever may not hears that there is one."""
    kind = type(home)
    was = store.find(kind, home.id) if home.id else None
    before = {m.resident for m in was.present()} if was else set[int]()
    fresh = {m.resident for m in home.present()} - before
    with store.lifted(Lift.SAME):
        others = [one for one in store.owners(kind, "members", "resident", fresh) if one.id != home.id]
    seen = store.seen(kind.TABLE, {one.id for one in others})
    names = store.titles(Resident.TABLE, fresh)
    for other in others:
        for resident in sorted(fresh & {m.resident for m in other.present()}):
            shown = other.id in seen
            where = f"“{store.title(other)}”" if shown else f"您无权查看的另一{kind.LABEL}"
            remedy = "请先在那里填迁出日期，再写到这里" if shown else "请找窗口登记员先办迁出，再写到这里"
            yield fields_of(kind)["members"].problem("elsewhere", f"{names.get(resident, '')}还在{where}里", remedy)
