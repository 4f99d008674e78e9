"""经过: steps, papers and changes of a record in one list, the newest first, masked until the whole is asked for."""

from datetime import date, datetime, time

import attrs
import pytest

from db.errors import RecordGone
from db.records.base import Record
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Claimant, Matter
from db.records.registry.resident import Resident
from db.records.step import CALLED, NOTED
from db.services.matters.take_in import take_in
from db.services.move import correct, move, note, undo_move
from db.services.note_output import SEEN, Deed, note_output
from db.services.timeline import Line, timeline
from db.store import Store
from db.values.day import this_minute
from tests.factories import plant
from tests.named import account_named

NOON = datetime(2026, 3, 2, 12, 0)
PHONE = "13812349126"


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that was just taken in."""
    return take_in(store, Matter(subject="3号楼充电桩断电", taken=NOON, claimants=(Claimant(name="周桂芳"),)))


def whats(store: Store, matter: Record) -> list[str]:
    return [line.what for line in timeline(store, matter)]


def test_what_is_not_saved_has_none(store: Store) -> None:
    with pytest.raises(RecordGone):
        timeline(store, Matter())


def test_a_move_and_what_it_changed_are_one_line(store: Store, matter: Matter) -> None:
    person = plant(store, Person, name="王建军")
    moved = move(store, matter, "gather", NOON, person.id, called="网格长")
    assert whats(store, moved) == ["登记", "召集完成，转分级 → 分级转办"]
    line = timeline(store, moved)[1]
    assert (line.when(), line.who, line.is_back) == ("2026-03-02 12:00", "王建军 · 卢清 记", False)
    assert line.more[-1].endswith("补记"), "it happened on another day than it was keyed"


def test_who_keys_what_they_did_is_told_once(store: Store, matter: Matter) -> None:
    person = plant(store, Person, name="王建军")
    account = account_named(store, store.actor)
    assert account is not None
    store.save(attrs.evolve(account, person=person.id))
    moved = move(store, matter, "gather", None, person.id, called="网格长")
    assert timeline(store, moved)[0].who == "王建军"
    other = plant(store, Person, name="孙立")
    note(store, moved, "问过了", NOTED, did=other.id)
    assert timeline(store, moved)[0].who == "孙立 · 卢清 记"


def test_what_was_taken_back_stays_and_says_so(store: Store, matter: Matter) -> None:
    back = undo_move(store, move(store, matter, "gather", called="网格长")).record
    assert whats(store, back) == ["撤回：召集完成，转分级 → 分级转办", "召集完成，转分级 → 分级转办", "登记"]
    assert [line.is_back for line in timeline(store, back)] == [False, True, False]


def test_a_step_of_a_day_alone_stands_over_what_was_before_on_that_day(store: Store, matter: Matter) -> None:
    body = plant(store, Body).id
    at = NOON.replace(hour=15)
    moved = move(store, matter, "gather", at, called="网格长")
    moved = move(store, moved, "assign", datetime(2026, 3, 2), lead=body, due=date(2026, 3, 9))
    moved = move(store, moved, "withdraw", at, reason="不提了")
    assert [(line.when(), line.what[:2]) for line in timeline(store, moved)[1:]] == [
        ("2026-03-02 15:00", "诉求"), ("2026-03-02", "转交"), ("2026-03-02 15:00", "召集"),
    ]  # fmt: skip
    today = this_minute()
    taken = take_in(store, Matter(subject="路灯不亮", taken=datetime.combine(today, time())))
    moved = move(store, taken, "gather", datetime.combine(today, time()), called="网格长")
    assert whats(store, moved) == ["召集完成，转分级 → 分级转办", "登记"]


def test_within_a_minute_the_order_is_that_in_which_it_was_done(store: Store, matter: Matter) -> None:
    note(store, matter, "又来电催", CALLED)
    note_output(store, Deed.PRINT, "诉求登记表", of=("matter", matter.id))
    note(store, matter, "说好明天去", NOTED)
    moved = move(store, matter, "gather", called="网格长")
    note_output(store, Deed.SAVE, "交办单", of=("matter", matter.id))
    assert whats(store, moved) == [
        "另存文书交办单", "召集完成，转分级 → 分级转办", "记录", "打印诉求登记表", "来电", "登记",
    ]  # fmt: skip


def test_a_change_tells_old_and_new(store: Store, matter: Matter) -> None:
    store.save(attrs.evolve(matter, place="东门", urgency="2"))
    line = timeline(store, matter)[0]
    assert line.what == "修改"
    assert "地点：（空） → 东门" in line.more
    assert any(more.startswith("紧急程度：日常 → ") for more in line.more)


def test_a_correction_is_one_line_with_its_reason(store: Store, matter: Matter) -> None:
    put_right = correct(store, matter, "记错了", place="南门")
    assert whats(store, put_right) == ["更正", "登记"]
    assert timeline(store, put_right)[0].more == ("理由：记错了", "地点：（空） → 南门")


def test_numbers_are_covered_until_the_whole_is_asked_for_which_is_logged(store: Store, matter: Matter) -> None:
    note(store, matter, f"请打 {PHONE}", NOTED)
    resident = store.save(Resident(name="张桂芳", phone=PHONE))
    store.save(attrs.evolve(resident, phone="13812345678"))

    def told(lines: list[Line]) -> str:
        return "".join(more for line in lines for more in line.more)

    assert PHONE not in told(timeline(store, matter))
    assert "138****9126" in told(timeline(store, store.get(Resident, resident.id)))
    assert PHONE in told(timeline(store, matter, plain=True))
    assert [entry.action for entry in store.history(matter)].count(SEEN) == 1
    assert "查看完整内容" in whats(store, matter)
