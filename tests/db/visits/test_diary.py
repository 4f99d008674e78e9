"""民情日志: it tells what somebody did on a day, once and with nothing of anybody else; who sees whose is declared."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db.errors import ArgumentError, NotAllowed
from db.records.bodies.person import Person
from db.records.centre.account import Account, roles_of
from db.records.checker import faults
from db.records.deed import Deed
from db.records.matters.matter import Claimant, Matter
from db.records.matters.reception import Reception
from db.records.registry.place import Building, House
from db.records.role import Role
from db.records.step import NOTED
from db.records.visits.diary_line import DIARY_LINES, DiaryLine
from db.records.visits.visit import Visit
from db.services.matters.answer_at_once import answer_at_once
from db.services.matters.take_in import take_in
from db.services.move import move, note, undo_move
from db.services.save_as_declared import save_as_declared
from db.services.visits.diary import DiaryEntry, diarists, diary, keep_diary_line
from db.services.visits.export_diary import export_diary
from db.store import Store
from tests.factories import plant

DAY = date(2026, 3, 16)
MORNING = datetime(2026, 3, 16, 9, 20)


def told(store: Store, person: int = 0, first: date = DAY, last: date = DAY) -> list[DiaryEntry]:
    return diary(store, person or store.person_at_work(), first, last)


def matter(store: Store, **values: object) -> Matter:
    given = {"subject": "漏水", "taken": MORNING, "claimants": (Claimant(name="周桂芳"),), **values}
    return take_in(store, Matter(**given))  # type: ignore[arg-type]


def test_what_was_taken_in_and_done_stands_in_it_by_itself(store: Store) -> None:
    one = matter(store)
    move(store, one, "gather", MORNING + timedelta(hours=1), called="网格长", level="2")
    assert [(e.at, e.what, e.title, e.table, e.id) for e in told(store)] == [
        (MORNING, "受理诉求", f"{one.number} 漏水", "matter", one.id),
        (MORNING + timedelta(hours=1), told(store)[1].what, f"{one.number} 漏水", "matter", one.id),
    ]
    assert told(store)[1].what == "召集完成，转分级"


def test_a_note_is_told_with_its_words(store: Store) -> None:
    note(store, matter(store), "周桂芳来电催问，电话13812345678", NOTED)
    today = date.today()
    (entry,) = told(store, first=today, last=today)
    assert "周桂芳来电催问" in entry.more
    assert "13812345678" not in entry.more


@pytest.mark.parametrize("days", [-1, 1])
def test_another_day_and_another_person_have_nothing_of_it(store: Store, days: int) -> None:
    matter(store, taken=MORNING + timedelta(days=days))
    matter(store, taker=plant(store, Person, name="王建军").id)
    assert told(store) == []
    assert len(told(store, first=DAY + timedelta(days=min(days, 0)), last=DAY + timedelta(days=max(days, 0)))) == 1


def test_the_last_minute_of_a_day_is_of_that_day(store: Store) -> None:
    matter(store, taken=datetime(2026, 3, 16, 23, 59))
    assert len(told(store)) == 1
    assert told(store, first=DAY + timedelta(days=1), last=DAY + timedelta(days=1)) == []


def test_a_step_that_was_taken_back_was_not_done(store: Store) -> None:
    one = move(store, matter(store), "gather", MORNING, called="网格长", level="2")
    assert len(told(store)) == 2
    undo_move(store, one)
    assert [e.what for e in told(store)] == ["受理诉求"]


def test_calls_and_answers_stand_in_it_without_numbers(store: Store) -> None:
    house = plant(store, House, building=plant(store, Building).id)
    store.save(
        Visit(
            day=DAY, house=house.id, visitor=store.actor, way="2", finding="说电话 13812345678 打不通", promise="再打"
        )
    )
    answer_at_once(store, "几点下班", "五点半")
    (visit,) = [e for e in told(store) if e.table == "visit"]
    assert "13812345678" not in visit.more
    assert "打不通" in visit.more
    assert "答应：再打" in visit.more
    today = date.today()
    assert [e.table for e in told(store, first=today, last=today)] == ["matter", "matter"], "taken in, and answered"


def test_a_line_of_ones_own_stands_behind_what_was_done_that_minute(store: Store) -> None:
    line = save_as_declared(store, DiaryLine(day=DAY, text="到3号楼看了充电桩"))
    assert line.person == store.person_at_work()
    matter(store)
    assert [(e.what, e.more, e.is_own) for e in told(store)] == [
        ("自己写的", "到3号楼看了充电桩", True),
        ("受理诉求", told(store)[1].more, False),
    ]


def test_whoever_received_somebody_has_it_in_the_own(store: Store) -> None:
    given = {"at": MORNING, "materials": (), "who": 0, "name": "周桂芳", "agent": "", "matter": 0, "item": "老年证办理"}
    plant(store, Reception, received_by=store.actor, **given)
    plant(store, Reception, received_by="外来人", **given)
    (entry,) = told(store)
    assert (entry.what, entry.table, entry.at) == ("接待", "reception", MORNING)
    assert "老年证办理" in entry.title


def clerk_of(store: Store, role: Role) -> Store:
    account = store.save(Account(name=f"欧阳{role.name.lower()}", roles=roles_of([role])))
    return Store._with_key(store.folder, store._key, account.id)


def test_everybody_has_the_own_and_the_chief_all(store: Store) -> None:
    owner = store.person_at_work()
    keep_diary_line(store, DiaryLine(day=DAY, text="给自己看的"))
    desk, chief = clerk_of(store, Role.DESK), clerk_of(store, Role.CHIEF)
    try:
        own = keep_diary_line(desk, DiaryLine(day=DAY, text="窗口的"))
        assert [i for i, _ in diarists(desk)] == [own.person]
        assert [e.more for e in diary(desk, own.person, DAY, DAY)] == ["窗口的"]
        with pytest.raises(NotAllowed, match="只有书记/主任可以看别人的民情日志"):
            diary(desk, owner, DAY, DAY)
        assert desk.select(DiaryLine) == [own]
        assert {owner, own.person} <= {i for i, _ in diarists(chief)}
        assert [e.more for e in diary(chief, owner, DAY, DAY)] == ["给自己看的"]
    finally:
        desk._connection.close()
        chief._connection.close()


def test_of_nobody_a_line_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(store), "person_at_work", lambda _self: 0)
    with pytest.raises(ArgumentError, match="不知道是谁的日志"):
        keep_diary_line(store, DiaryLine(day=DAY, text="谁的"))


def test_it_is_exported_with_its_days_and_hours(store: Store, tmp_path: Path) -> None:
    keep_diary_line(store, DiaryLine(day=DAY, text="看了充电桩"))
    matter(store)
    path = tmp_path / "日志.csv"
    assert export_diary(store, "王芳", told(store), path) == 2
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == "日期,时间,谁,做了什么,哪一件,说明"
    assert lines[1].startswith("2026-03-16,,王芳,自己写的,,看了充电桩")
    assert lines[2].startswith("2026-03-16,09:20,王芳,受理诉求,")


@pytest.mark.parametrize(
    ("deed", "fault"),
    [
        (Deed("写", "text", "day"), "deed.by is text, which tells no person"),
        (Deed("写", "person", "text"), "deed.when is text, which is no day"),
        (Deed("写", "person", "day", ("{nothing}",)), "deed.line names nothing, which is no field"),
    ],
)
def test_a_deed_that_names_no_field_is_found(deed: Deed, fault: str) -> None:
    from attrs import evolve

    assert f"diary_line: {fault}" in faults([evolve(DIARY_LINES, deed=deed)])
