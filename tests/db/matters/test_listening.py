"""听民声: each line of a session is a matter of its channel, what was answered there is over, and all of it is taken back at once."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from db.errors import RecordChanged, RecordInvalid
from db.records.base import changed
from db.records.centre.account import Account
from db.records.letters.number import VOID, IssuedNumber
from db.records.matters.codes import EXPLAINED, SOLVED
from db.records.matters.listening import Listening, ListeningLine
from db.records.matters.matter import Matter
from db.records.registry.resident import Resident, reference_to
from db.records.role import Role
from db.services.centre.own_options import add
from db.services.check_store import faults_of
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import read_span, until
from db.services.matters.listen_back import take_back
from db.services.move import move, void
from db.services.save_as_declared import save_as_declared
from db.store import Store
from db.values import code_table
from tests.db.matters.hub import matter
from tests.db.matters.test_stages import opened_as
from tests.factories import estate, plant

DAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    code_table.lay_over({})


def session(**values: object) -> Listening:
    usual: dict[str, object] = {"kind": "2", "day": DAY, "begins": time(9, 30), "place": "3号楼下凉亭", "people": 9}
    return Listening(**{**usual, **values})  # pyright: ignore[reportArgumentType]


def matters(store: Store, kept: Listening) -> list[Matter]:
    return [store.get(Matter, line.matter) for line in kept.lines]


def test_each_line_is_a_matter_and_what_was_answered_is_over(desk: Store) -> None:
    resident = plant(desk, Resident, name="张国富", phone="13804350021")
    lines = (
        ListeningLine(who=reference_to(resident.id), subject="雨水口堵了", category="6"),
        ListeningLine(name="李敏", subject="医保怎么报销", answered="带卡到窗口"),
        ListeningLine(subject="夜里有人打牌", hidden=True),
    )
    where = estate(desk, "幸福里小区")
    kept = save_as_declared(desk, session(lines=lines, estate=where))
    open_, over, nameless = matters(desk, kept)
    assert [(m.subject, m.channel, m.place, m.estate) for m in (open_, nameless)] == [
        ("雨水口堵了", "6", "3号楼下凉亭", where),
        ("夜里有人打牌", "6", "3号楼下凉亭", where),
    ]
    assert (open_.taken, open_.category, open_.stage) == (datetime(2026, 3, 9, 9, 30), "6", "1")
    assert (open_.claimants[0].name, open_.claimants[0].phone) == ("张国富", "13804350021")
    assert (over.stage, over.outcome, over.on_spot, over.result, over.nature) == (
        "5",
        EXPLAINED,
        True,
        "带卡到窗口",
        "1",
    )
    assert over.closed == DAY
    assert [step.move for step in desk.steps(over)] == ["answer"]
    assert (nameless.claimants[0].anonymous, nameless.claimants[0].hidden) == (True, True)
    assert len({m.number for m in (open_, over, nameless)} - {""}) == 3
    assert faults_of(desk) == []


def test_what_is_added_later_alone_is_taken_in(desk: Store) -> None:
    kept = save_as_declared(desk, session(lines=(ListeningLine(subject="漏水"),)))
    again = save_as_declared(desk, changed(kept, lines=(*kept.lines, ListeningLine(subject="停电")), remark="补一行"))
    assert again.lines[0] == kept.lines[0]
    assert sorted(m.subject for m in desk.select(Matter)) == ["停电", "漏水"]
    assert save_as_declared(desk, again).lines == again.lines
    assert desk.count(Matter) == 2


def test_a_line_that_cannot_be_taken_in_leaves_nothing(desk: Store) -> None:
    with pytest.raises(RecordInvalid):
        save_as_declared(desk, session(day=None, lines=(ListeningLine(subject="漏水"),)))
    assert (desk.count(Matter), desk.count(Listening), desk.count(IssuedNumber)) == (0, 0, 0)


def test_taking_back_makes_void_what_came_of_it(desk: Store) -> None:
    lines = (ListeningLine(subject="漏水"), ListeningLine(subject="医保", answered="带卡"))
    kept = save_as_declared(desk, session(lines=lines))
    assert take_back(desk, Listening(), kept) is None
    assert desk.count(Listening) == 0
    assert {m.stage for m in desk.select(Matter)} == {"0"}
    assert {entry.state for entry in desk.select(IssuedNumber)} == {VOID}


def test_taking_back_what_was_added_leaves_the_rest(desk: Store) -> None:
    kept = save_as_declared(desk, session(lines=(ListeningLine(subject="漏水"),)))
    again = save_as_declared(desk, changed(kept, lines=(*kept.lines, ListeningLine(subject="停电"))))
    back = take_back(desk, kept, again)
    assert back is not None
    assert [line.subject for line in back.lines] == ["漏水"]
    assert {m.subject: m.stage for m in desk.select(Matter)} == {"漏水": "1", "停电": "0"}


def test_what_was_dealt_with_since_is_not_taken_back(desk: Store) -> None:
    kept = save_as_declared(desk, session(lines=(ListeningLine(subject="漏水"),)))
    move(desk, matters(desk, kept)[0], "gather", called="网格长")
    with pytest.raises(RecordChanged):
        take_back(desk, Listening(), kept)
    assert desk.count(Listening) == 1


def test_what_somebody_typed_into_since_is_not_taken_back(desk: Store) -> None:
    kept = save_as_declared(desk, session(lines=(ListeningLine(subject="漏水"),)))
    (one,) = matters(desk, kept)
    save_as_declared(desk, changed(one, facts="三楼也漏"))
    with pytest.raises(RecordChanged):
        take_back(desk, Listening(), kept)
    assert (matters(desk, kept)[0].facts, desk.count(Listening)) == ("三楼也漏", 1)


def test_who_sat_there_takes_back_what_they_saved(desk: Store) -> None:
    with opened_as(desk, Role.GRID) as grid:
        sat = grid.get(Account, grid.account).name
        lines = (ListeningLine(subject="漏水"), ListeningLine(subject="医保", answered="带卡"))
        kept = save_as_declared(grid, session(sat=sat, lines=lines[:1]))
        again = save_as_declared(grid, changed(kept, lines=(*kept.lines, *lines[1:])))
        assert take_back(grid, kept, again) is not None
        fresh = save_as_declared(grid, session(sat=sat, place="亭子", lines=lines))
        assert take_back(grid, Listening(), fresh) is None
    assert [one.place for one in desk.select(Listening)] == ["3号楼下凉亭"]
    assert sorted(m.stage for m in desk.select(Matter)) == ["0", "0", "0", "1"]


@pytest.mark.parametrize(("kind", "channel"), [("1", "5"), ("2", "6"), ("3", "7"), ("4", "9"), ("5", "10")])
def test_each_kind_of_session_is_its_channel(desk: Store, kind: str, channel: str) -> None:
    kept = save_as_declared(desk, session(kind=kind, lines=(ListeningLine(subject="漏水"),)))
    assert matters(desk, kept)[0].channel == channel
    assert code_table.load("listening_kind").label(kind) == code_table.load("matter_channel").label(channel)


def test_an_own_kind_has_the_channel_of_its_name_or_another_one(desk: Store) -> None:
    for table, label in (("listening_kind", "板凳会"), ("listening_kind", "夜谈"), ("matter_channel", "板凳会")):
        add(desk, table, label)
    named, unnamed = (code_table.load("listening_kind").code(label) for label in ("板凳会", "夜谈"))
    for kind, channel in ((named, code_table.load("matter_channel").code("板凳会")), (unnamed, "99")):
        kept = save_as_declared(desk, session(kind=kind, lines=(ListeningLine(subject="漏水"),)))
        assert matters(desk, kept)[0].channel == channel


def value(store: Store, name: str) -> object:
    return measure(store, figures_by_name(store.kinds)[name], until(date.today())).value.number


def test_sessions_people_and_matters_are_counted(desk: Store) -> None:
    save_as_declared(
        desk, session(lines=(ListeningLine(subject="漏水"), ListeningLine(subject="医保", answered="带卡")))
    )
    save_as_declared(desk, session(kind="1", people=4))
    assert [value(desk, f"listenings_{name}") for name in ("held", "people", "matters")] == [2, 13, 2]


def test_what_is_void_is_not_counted_and_what_was_joined_once_at_its_first_session(desk: Store) -> None:
    early = save_as_declared(desk, session(day=date(2026, 2, 9), lines=(ListeningLine(subject="漏水"),)))
    later = save_as_declared(
        desk,
        session(lines=(ListeningLine(subject="又漏水"), ListeningLine(subject="停电"), ListeningLine(subject="错"))),
    )
    again, _, wrong = matters(desk, later)
    void(desk, wrong, "录错了")
    move(desk, again, "join", joined=matters(desk, early)[0].id)
    figure = figures_by_name(desk.kinds)["listenings_matters"]

    def told(period: str) -> int:
        return int(measure(desk, figure, read_span(period, date(2026, 12, 1))).value.number)

    assert [told(period) for period in ("2026-02", "2026-03", "2026")] == [1, 1, 2]


def test_what_sessions_solved_is_told_from_the_rest(desk: Store) -> None:
    def solved(subject: str, channel: str, outcome: str = SOLVED) -> None:
        one = matter(desk, subject, channel=channel)
        move(desk, one, "answer", datetime(2026, 3, 3), result="修好了", outcome=outcome)

    solved("外墙", "5")
    solved("停车", "6")
    solved("收费", "6", EXPLAINED)
    solved("路灯", "1")
    matter(desk, "还没办", channel="6")
    assert value(desk, "matters_listened") == 2
