"""并案 and 撤出并案: what is joined is counted once, loses nothing and comes back as it was."""

import threading
from datetime import date

import pytest

from db.errors import AppError, RecordChanged
from db.records.base import changed
from db.records.letters.number import IssuedNumber
from db.records.matters.codes import ABOUT_MEETINGS, JOINED
from db.records.matters.matter import Matter
from db.records.step import MOVED
from db.services.due import open_due
from db.services.matters.ways import root_of
from db.services.move import correct, move, moves_of, undo_move, void
from db.services.timeline import timeline
from db.store import MoveRefused, Store, eq
from tests.db import clocks
from tests.db.matters.hub import again, dispute, join, matter, problems, roots, unjoin


def numbers(store: Store, of: Matter) -> list[IssuedNumber]:
    return store.select(IssuedNumber, eq("written", of.number))


@pytest.fixture
def three(desk: Store) -> tuple[Matter, Matter, Matter]:
    a, b, c = (matter(desk, subject) for subject in ("甲", "乙", "丙"))
    return a, b, c


def test_what_is_joined_is_over_and_counted_with_its_root(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, _ = three
    joined = join(desk, a, b)
    assert (joined.root, joined.joined, joined.outcome, joined.stage, joined.closed) == (
        b.id,
        b.id,
        JOINED,
        "5",
        date.today(),
    )
    assert again(desk, b).version == b.version + 1, "the row of the root tells two windows that it has changed"
    assert timeline(desk, again(desk, b))[0].what == f"“{a.number} 甲”并到这件"
    assert len(problems(desk)) == 2
    assert root_of(desk, joined) == again(desk, b)
    assert [row.id for row in open_due(desk, [desk.kinds["matter"]])] == [b.id, three[2].id]


def test_what_is_about_meetings_is_no_problem(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    about_meetings = matter(desk, "定下次会期", nature=ABOUT_MEETINGS)
    assert len(problems(desk)) == len(three)
    join(desk, three[0], about_meetings)
    assert len(problems(desk)) == len(three), "a problem that was joined to it still is one"


def test_there_are_no_chains(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, c = three
    join(desk, a, b)
    join(desk, c, a)
    assert roots(desk, a, b, c) == [b.id, 0, b.id], "joining to what is joined goes to its root"
    d = matter(desk, "丁")
    join(desk, b, d)
    assert roots(desk, a, b, c, d) == [d.id, d.id, d.id, 0], "what was joined to a root goes along with it"
    assert len(problems(desk)) == 1
    out = unjoin(desk, b)
    assert (out.root, out.joined, out.outcome, out.stage, out.closed) == (0, 0, "", "1", None)
    assert roots(desk, a, b, c, d) == [b.id, 0, b.id, 0], "and comes back with it"
    assert again(desk, d).version == d.version + 2


@pytest.mark.parametrize("stage", ["1", "2"])
def test_it_goes_back_to_the_stage_from_which_it_was_joined(desk: Store, stage: str) -> None:
    a, b = matter(desk, "甲"), matter(desk, "乙")
    if stage == "2":
        a = move(desk, a, "gather", called="物业")
    joined = join(desk, a, b)
    assert [one.name for one in moves_of(desk, joined)] == ["unjoin"]
    assert unjoin(desk, joined).stage == stage
    with pytest.raises(MoveRefused):
        unjoin(desk, a)


def test_joined_taken_out_and_joined_elsewhere_it_loses_nothing(desk: Store) -> None:
    """Its number, its slip and its steps stay, and the moves before it was joined count."""
    a, b, c = (matter(desk, subject) for subject in "甲乙丙")
    case = dispute(desk, of=a.id)
    a = move(desk, a, "gather", called="物业")
    join(desk, a, b)
    assert len(problems(desk)) == 2
    out = unjoin(desk, a)
    assert out == changed(a, version=out.version), "as it was before"
    assert len(problems(desk)) == 3
    there = join(desk, out, c)
    assert (there.root, there.number, there.slip, there.called) == (c.id, a.number, a.slip, "物业")
    assert len(problems(desk)) == 2
    assert root_of(desk, case) == again(desk, c)
    moves = [step.move for step in desk.steps(there) if step.what == MOVED]
    assert moves == ["gather", "join", "unjoin", "join"]
    assert [entry.state for entry in numbers(desk, a)] == ["1"], "its number is in force"


def test_the_time_for_which_it_was_joined_is_a_pause_of_its_clock(desk: Store) -> None:
    clocks.rule(desk, clocks.HANDLE, 3)
    clocks.usual_hours(desk)
    a, b = clocks.assigned(desk), matter(desk, "乙")
    assert clocks.run(desk, a).due == clocks.at(5, 17)
    a = move(desk, a, "join", at=clocks.at(3, 10), joined=b.id)
    assert clocks.run(desk, a).stopped == clocks.at(3, 10)
    a = move(desk, a, "unjoin", at=clocks.at(5, 10), reason="不是一件事")
    found = clocks.run(desk, a)
    assert (found.stopped, found.paused_at, found.due, a.due) == (None, None, clocks.at(9, 17), date(2026, 3, 9))
    assert clocks.words(desk, a).endswith("+ 3个工作日 + 暂停（03-03 10:00 至 03-05 10:00） = 03-09")
    back = undo_move(desk, a).record
    assert isinstance(back, Matter)
    assert (clocks.run(desk, back).stopped, back.due, back.root) == (clocks.at(3, 10), date(2026, 3, 5), b.id)


def test_what_stood_still_before_it_was_joined_stands_still_after_it(desk: Store) -> None:
    clocks.rule(desk, clocks.HANDLE, 3)
    a, b = move(desk, clocks.assigned(desk), "pause", at=clocks.at(3, 9), reason="等鉴定"), matter(desk, "乙")
    a = move(desk, a, "join", at=clocks.at(3, 10), joined=b.id)
    a = move(desk, a, "unjoin", at=clocks.at(5, 10), reason="不是一件事")
    assert clocks.run(desk, a).paused_at is not None
    assert "resume" in [one.name for one in moves_of(desk, a)]
    a = move(desk, a, "resume", at=clocks.at(6, 9))
    assert a.due == date(2026, 3, 10), "three working days, and the three from the third to the sixth"


def test_it_is_joined_neither_to_itself_nor_to_what_is_over(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, c = three
    void(desk, c, "录重了")
    join(desk, a, b)
    over = move(desk, matter(desk, "戊"), "withdraw", reason="算了")
    for one, to, why in (
        (b, b, "就是这一件"),
        (b, a, "已经并到这一件"),
        (b, c, f"{c.number} 丙”已经作废。请另选一件"),
        (b, over, f"{over.number} 戊”已经办结。要并过去，请先把它重开；不然请另选一件"),
    ):
        with pytest.raises(MoveRefused, match=why) as refused:
            join(desk, one, to)
        assert [p.field for p in refused.value.problems] == ["joined"]
    with pytest.raises(MoveRefused):
        move(desk, again(desk, b), "join")
    with pytest.raises(MoveRefused):
        correct(desk, again(desk, a), "写错", joined=c.id)
    assert roots(desk, a, b, c) == [b.id, 0, 0]


def test_joining_is_taken_back(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, c = three
    join(desk, a, b)
    join(desk, b, c)
    undo_move(desk, again(desk, b))
    assert roots(desk, a, b, c) == [b.id, 0, 0]
    out = unjoin(desk, a)
    back = undo_move(desk, out).record
    assert isinstance(back, Matter)
    assert (back.root, back.joined, back.outcome) == (b.id, b.id, JOINED)


def test_what_went_along_can_still_take_its_own_joining_back(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, c = three
    b = move(desk, b, "gather", called="物业")
    join(desk, a, b)
    undo_move(desk, again(desk, b))
    assert again(desk, b).stage == "1", "that another one was joined to it hinders nothing of its own"
    join(desk, b, c)
    undo_move(desk, again(desk, a))
    assert roots(desk, a, b, c) == [0, c.id, 0]
    undo_move(desk, again(desk, b))
    assert roots(desk, a, b, c) == [0, 0, 0]


def test_taking_out_is_not_taken_back_once_that_would_lead_to_what_is_over(
    desk: Store, three: tuple[Matter, Matter, Matter]
) -> None:
    a, b, _ = three
    join(desk, a, b)
    out = unjoin(desk, a)
    move(desk, again(desk, b), "withdraw", reason="算了")
    with pytest.raises(MoveRefused, match="已经办结"):
        undo_move(desk, out)
    assert roots(desk, a, b) == [0, 0]


def test_a_matter_with_others_joined_to_it_is_not_made_void(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, _ = three
    join(desk, a, b)
    with pytest.raises(MoveRefused, match=f"{a.number} 甲”并在这件里。请先在那边“撤出并案”"):
        void(desk, again(desk, b), "录重了")
    assert len(problems(desk)) == 2
    gone = void(desk, again(desk, a), "录重了")
    assert gone.root == b.id
    void(desk, again(desk, b), "录重了")
    assert len(problems(desk)) == 1


def test_what_is_void_does_not_come_back_to_what_is_void(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, _ = three
    join(desk, a, b)
    for one in (a, b):
        void(desk, again(desk, one), "录重了")
    with pytest.raises(MoveRefused, match=f"并到的“{b.number} 乙”已经作废。请先在那边撤回“作废”"):
        undo_move(desk, again(desk, a))
    assert len(problems(desk)) == 1
    for one in (b, a):
        undo_move(desk, again(desk, one))
    assert (len(problems(desk)), roots(desk, a, b)) == (2, [b.id, 0])


def test_two_windows_cannot_both_be_right(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, _ = three
    seen = again(desk, b)
    other = desk.again()
    join(other, a, b)
    other.close()
    with pytest.raises((RecordChanged, MoveRefused)):
        move(desk, seen, "join", joined=a.id)
    assert roots(desk, a, b) == [b.id, 0]


def test_two_windows_join_two_matters_to_each_other_at_once(desk: Store) -> None:
    a, b = matter(desk, "甲"), matter(desk, "乙")
    together, ended = threading.Barrier(2), list[str]()

    def window(one: Matter, to: Matter) -> None:
        other = desk.again()
        seen = again(other, one)
        together.wait()
        try:
            move(other, seen, "join", joined=to.id)
            ended.append("joined")
        except AppError as refused:
            ended.append(refused.code)
        finally:
            other.close()

    threads = [threading.Thread(target=window, args=pair) for pair in ((a, b), (b, a))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = sorted({*ended} - {"joined"})
    assert len(ended) == 2
    assert refused in (["changed_elsewhere"], ["move_refused"])
    assert sorted(roots(desk, a, b)) in ([0, a.id], [0, b.id])
    assert len(problems(desk)) == 1
