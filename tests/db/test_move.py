"""A move: checked, stamped, written down in one transaction; taken back, made void, corrected, caught up."""

from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest

from db.errors import RecordChanged
from db.records import KINDS
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.letters.number import IssuedNumber
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.records.participant import actors_of
from db.records.registry.resident import Resident
from db.records.stage_setting import StageSetting
from db.records.step import CALLED, CORRECTED, MOVED, UNDONE
from db.services import move as moving
from db.services.bodies.whose_name import open_names, say_whose, take_back_whose
from db.services.matters.take_in import take_in
from db.services.move import Keyed, NotToUndo, catch_up, correct, last_move, move, moves_of, undo_move
from db.services.note_output import Deed, note_output
from db.services.to_do import due_of
from db.store import MoveRefused, NotByMove, Store, Warrant, eq
from tests.db.matters.hub import CONTENT
from tests.factories import begun, plant

NOON = datetime(2026, 3, 2, 12, 0)


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that was just taken in."""
    given = Matter(subject="3号楼充电桩断电", taken=NOON, claimants=(Claimant(name="周桂芳"),))
    return take_in(store, given)


@pytest.fixture
def people(store: Store) -> tuple[int, int]:
    """Two persons."""
    return plant(store, Person, name="王建军").id, plant(store, Person, name="李敏").id


def at_check(store: Store, matter: Matter, handler: int) -> Matter:
    """The matter with its result, waiting to be checked."""
    body = plant(store, Body, name="幸福物业").id
    return catch_up(
        store,
        matter,
        [
            Keyed("gather", NOON, handler, values={"called": "网格长、物业"}),
            Keyed("assign", NOON, values={"lead": body, "due": NOON.date()}),
            Keyed("handle", NOON + timedelta(hours=1), handler, values={"result": "主开关跳闸，已恢复"}),
        ],
    )


def test_a_move_changes_the_stage_and_is_written_down(store: Store, matter: Matter, people: tuple[int, int]) -> None:
    done = move(store, matter, "gather", NOON + timedelta(hours=1), people[0], called="网格长")
    assert (done.stage, done.called, done.version) == ("2", "网格长", matter.version + 1)
    (step,) = store.steps(done)
    assert (step.what, step.move, step.before, step.after) == (MOVED, "gather", "1", "2")
    assert (step.at, step.did, step.kept) == (NOON + timedelta(hours=1), people[0], done.version)
    assert step.said == "召集完成，转分级 → 分级转办"
    assert step.account == store.account != 0
    assert step.keyed is not None
    assert step.keyed > NOON
    assert [m.name for m in moves_of(store, done)] == ["assign", "refer", "withdraw", "join", "hand_up", "hand_back"]


def test_what_is_missing_is_named_and_nothing_is_written(store: Store, matter: Matter) -> None:
    with pytest.raises(MoveRefused, match="召集了谁：没有填。召集完成，转分级以前要填") as refused:
        move(store, matter, "gather", NOON)
    assert [p.field for p in refused.value.problems] == ["called"]
    assert store.get(Matter, matter.id) == matter
    assert store.steps(matter) == []


@pytest.mark.parametrize("name", ["assign", "check", "archive", "reopen", "nonsense"])
def test_a_move_of_another_stage_is_refused(store: Store, matter: Matter, name: str) -> None:
    with pytest.raises(MoveRefused, match=r"现在是“网格召集”，不能|没有“nonsense”这个动作"):
        move(store, matter, name, NOON, reason="试", called="谁")


def test_a_reason_that_is_asked_for_is_given(store: Store, matter: Matter) -> None:
    with pytest.raises(MoveRefused, match="要写明理由"):
        move(store, matter, "refer", NOON, reason=" ", elsewhere="4")
    done = move(store, matter, "refer", NOON, reason="属信访事项", elsewhere="4")
    assert (done.stage, done.outcome, done.closed) == ("5", "4", NOON.date())


def test_who_checks_is_not_who_handled(store: Store, matter: Matter, people: tuple[int, int]) -> None:
    handler, checker = people
    given = at_check(store, matter, handler)
    later = NOON + timedelta(hours=2)
    with pytest.raises(MoveRefused, match="“反馈结果”和“核查”不能是同一个人"):
        move(store, given, "check", later, handler, finding="已恢复")
    with pytest.raises(MoveRefused, match="核查要写明由谁办的"):
        move(store, given, "check", later, finding="已恢复")
    assert move(store, given, "check", later, checker, finding="已恢复").checked == NOON.date()


def test_who_handled_must_be_told_because_somebody_else_must_check(store: Store, matter: Matter) -> None:
    with pytest.raises(MoveRefused, match="反馈结果要写明由谁办的"):
        at_check(store, matter, 0)
    assert store.get(Matter, matter.id) == matter


def test_an_old_step_that_does_not_tell_who_made_it_is_made_again_as_the_refusal_says(
    store: Store, matter: Matter, people: tuple[int, int]
) -> None:
    handler, checker = people
    given = at_check(store, matter, handler)
    with store.writing(warrant=Warrant.UPGRADE) as w:
        w.save(attrs.evolve(store.steps(given)[-1], did=0))
    at = NOON + timedelta(hours=2)
    with pytest.raises(MoveRefused, match="请先办“退回处置”，再办一次“反馈结果”，写明经办人"):
        move(store, given, "check", at, checker, finding="已恢复")
    back = move(store, given, "return", at, reason="补写经办人")
    again = move(store, back, "handle", at, handler)
    assert move(store, again, "check", at, checker, finding="已恢复").checked == NOON.date()


def test_the_outcome_is_told_at_the_end_and_not_before(store: Store, matter: Matter, people: tuple[int, int]) -> None:
    given = at_check(store, matter, people[0])
    checked = move(store, given, "check", NOON + timedelta(hours=2), people[1], finding="已恢复")
    checked = move(store, checked, "callback", NOON + timedelta(hours=2), people[1], callbacks=CONTENT)
    with pytest.raises(MoveRefused, match="结果：没有填"):
        move(store, checked, "archive", NOON + timedelta(hours=3), rating="1")
    with pytest.raises(MoveRefused, match="评议：没有填"):
        move(store, checked, "archive", NOON + timedelta(hours=3), outcome="1")
    with pytest.raises(MoveRefused, match="还没有办完"):
        move(store, checked, "return", NOON + timedelta(hours=3), reason="没修好", outcome="1")
    done = move(store, checked, "archive", NOON + timedelta(hours=3), rating="1", outcome="1")
    assert (done.stage, done.outcome, done.closed) == ("5", "1", NOON.date())


def test_what_another_move_fills_in_is_asked_for_by_its_name(
    store: Store, matter: Matter, people: tuple[int, int]
) -> None:
    """核查日期 is on no form: who archives before it was checked reads which move writes it."""
    given = at_check(store, matter, people[0])
    with pytest.raises(MoveRefused, match="核查日期：没有填。请先办“核查”；评议：没有填。评议归档以前要填"):
        move(store, given, "archive", NOON + timedelta(hours=3), outcome="1")


def test_what_came_later_is_not_keyed_as_earlier_nor_as_to_come(store: Store, matter: Matter) -> None:
    done = move(store, matter, "gather", NOON, called="网格长")
    with pytest.raises(MoveRefused, match="早于上一步的时间（2026-03-02 12:00）"):
        move(store, done, "withdraw", NOON - timedelta(minutes=1), reason="不提了")
    with pytest.raises(Exception, match="还没有到这个时候"):
        move(store, done, "withdraw", datetime.now() + timedelta(hours=1), reason="不提了")
    assert move(store, done, "withdraw", NOON, reason="不提了").stage == "5"


def test_a_locked_field_does_not_slip_in_with_a_move(store: Store, matter: Matter) -> None:
    with pytest.raises(MoveRefused, match="办理期限：已经锁定"):
        move(store, matter, "gather", NOON, called="网格长", due=NOON.date())
    assert move(store, matter, "gather", NOON, called="网格长", category="1").category == "1"


@pytest.mark.parametrize(("name", "value"), [("stage", "5"), ("closed", NOON.date()), ("outcome", "1")])
def test_what_a_move_writes_itself_is_not_told_otherwise(store: Store, matter: Matter, name: str, value: Any) -> None:
    with pytest.raises(MoveRefused, match="由转走或告知法定途径自己填"):
        move(store, matter, "refer", NOON, reason="属信访事项", elsewhere="4", **{name: value})


def test_two_windows_do_not_both_move(store: Store, matter: Matter) -> None:
    other = store.again()
    move(other, matter, "gather", NOON, called="网格长")
    other.close()
    with pytest.raises(RecordChanged):
        move(store, matter, "gather", NOON, called="物业")
    assert store.get(Matter, matter.id).called == "网格长"
    assert len(store.steps(matter)) == 1
    for late in (
        lambda: store.save(attrs.evolve(matter, place="东门")),
        lambda: correct(store, matter, "错", place="东"),
    ):
        with pytest.raises(RecordChanged):
            late()


def test_several_steps_of_a_filled_form_are_all_or_none(store: Store, matter: Matter) -> None:
    wrong = [Keyed("gather", NOON, values={"called": "网格长"}), Keyed("assign", NOON)]
    with pytest.raises(MoveRefused, match="主办单位"):
        catch_up(store, matter, wrong)
    assert store.get(Matter, matter.id) == matter
    assert store.steps(matter) == []


def test_a_move_is_taken_back_with_all_that_it_filled_in(store: Store, matter: Matter) -> None:
    done = move(store, matter, "gather", NOON, called="网格长")
    back = undo_move(store, done)
    assert back.record == attrs.evolve(matter, version=done.version + 1)
    assert store.get(Matter, matter.id) == back.record
    first, second = store.steps(matter)
    assert (second.what, second.reverses, second.said) == (UNDONE, first.id, "撤回：召集完成，转分级 → 分级转办")
    assert ((first.before, first.after), (second.before, second.after)) == (("1", "2"), ("2", "1"))
    assert back.printed == ()
    again = move(store, store.get(Matter, matter.id), "gather", NOON, called="物业")
    assert again.called == "物业"


def test_moves_are_taken_back_one_after_the_other(store: Store, matter: Matter, people: tuple[int, int]) -> None:
    given: Matter = at_check(store, matter, people[0])
    for stage in ("3", "2", "1"):
        undo_move(store, given)
        given = store.get(Matter, matter.id)
        assert given.stage == stage
    assert attrs.evolve(given, version=matter.version) == matter
    assert last_move(store, given) is None
    with pytest.raises(NotToUndo):
        undo_move(store, given)


def test_what_something_followed_is_not_taken_back(store: Store, matter: Matter) -> None:
    done = move(store, matter, "gather", NOON, called="网格长")
    store.save(attrs.evolve(done, category="1"))
    with pytest.raises(NotToUndo, match="之后又改过"):
        undo_move(store, store.get(Matter, matter.id))


def test_a_step_that_does_not_tell_what_it_kept_is_not_taken_back(store: Store, matter: Matter) -> None:
    """Nobody knows which entry of the audit it made; what comes after it is taken back as far as that."""
    old = move(store, matter, "gather", NOON, called="网格长")
    with store.writing(warrant=Warrant.UPGRADE) as w:
        w.save(attrs.evolve(store.steps(old)[-1], kept=None))
    assert last_move(store, old) is None
    with pytest.raises(NotToUndo):
        undo_move(store, old)
    done = move(store, old, "refer", NOON, reason="属信访事项", elsewhere="4")
    undo_move(store, done)
    assert store.get(Matter, matter.id).stage == old.stage
    assert last_move(store, store.get(Matter, matter.id)) is None


def test_whose_a_name_is_may_be_said_and_the_move_is_still_taken_back(store: Store) -> None:
    one, other = (store.save(Person(name="王芳")) for _ in range(2))
    case = begun(store, MediationCase, changes={"mediator": "王芳", "recorder": ""})
    moved = move(store, case, "consent")
    (open_name,) = open_names(store)
    tied = say_whose(store, "王芳", one.id, open_name.places)
    take_back_whose(store, "王芳", one.id, tied)
    say_whose(store, "王芳", other.id, open_name.places)
    said = store.get(MediationCase, moved.id)
    assert said.version > moved.version
    assert last_move(store, said) is not None
    back = undo_move(store, said).record
    assert (back.version > said.version, [actor.who for actor in actors_of(back)]) == (True, [other.id])
    again = move(store, store.get(MediationCase, moved.id), "consent")
    assert last_move(store, store.save(attrs.evolve(again, place="3号楼"))) is None


def test_a_call_or_note_is_nothing_that_follows(store: Store, matter: Matter) -> None:
    done = move(store, matter, "gather", NOON, called="网格长")
    moving.note(store, done, "来问过", CALLED)
    assert undo_move(store, done).record == store.get(Matter, matter.id)


def test_what_was_printed_since_is_told_and_nothing_of_before_though_of_the_same_minute(
    store: Store, matter: Matter
) -> None:
    note_output(store, Deed.PRINT, "诉求登记表", of=("matter", matter.id))
    done = move(store, matter, "gather", called="网格长")
    note_output(store, Deed.PRINT, "转办单", of=("matter", matter.id))
    note_output(store, Deed.SAVE, "转办单", of=("matter", matter.id))
    back = undo_move(store, done)
    assert back.printed == ("转办单",)
    again = undo_move(store, move(store, back.record, "gather", called="物业"))
    assert again.printed == ()
    assert [step.note for step in store.steps(again.record) if step.what == UNDONE] == ["此后印过转办单", ""]


def test_what_is_locked_is_corrected_with_a_reason(store: Store, matter: Matter) -> None:
    ended = move(store, matter, "refer", NOON, reason="属信访事项", elsewhere="4")
    with pytest.raises(NotByMove, match="已经锁定"):
        store.save(attrs.evolve(ended, place="3号楼东侧"))
    with pytest.raises(MoveRefused, match="要写明理由"):
        correct(store, ended, "", place="3号楼东侧")
    with pytest.raises(MoveRefused, match="没有要更正"):
        correct(store, ended, "写错", place=ended.place)
    with pytest.raises(MoveRefused, match="不能更正"):
        correct(store, ended, "写错", stage="1")
    right = correct(store, ended, "地点写错", place="3号楼东侧")
    assert (right.place, right.stage, right.number) == ("3号楼东侧", "5", matter.number)
    step = store.steps(right)[-1]
    assert (step.what, step.reason, step.note) == (CORRECTED, "地点写错", "地点：（空） → 3号楼东侧")


def test_the_centre_calls_a_stage_otherwise(store: Store, matter: Matter) -> None:
    store.save(StageSetting(table="matter", flow="closed_loop", code="2", label="分流转办"))
    done = move(store, matter, "gather", NOON, called="网格长")
    assert store.steps(done)[-1].said == "召集完成，转分级 → 分流转办"
    assert done.stage == "2"


def test_a_stage_of_the_centres_own_stands_in_between(store: Store, matter: Matter) -> None:
    own = StageSetting(table="matter", flow="closed_loop", code="u1", label="网格初核", behind="1")
    store.save(own)
    assert moves_of(store, matter)[0].name == "enter_u1"
    with pytest.raises(MoveRefused):
        move(store, matter, "gather", NOON, called="网格长")
    entered = move(store, matter, "enter_u1", NOON)
    assert entered.stage == "u1"
    done = move(store, entered, "gather", NOON, called="网格长")
    assert done.stage == "2"
    undo_move(store, done)
    assert store.get(Matter, matter.id).stage == "u1"


def test_what_was_edited_between_two_moves_is_not_lost_by_taking_both_back(store: Store, matter: Matter) -> None:
    body = plant(store, Body, name="幸福物业").id
    done = move(store, matter, "gather", NOON, called="网格长")
    edited = store.save(attrs.evolve(done, category="1"))
    assigned = move(store, edited, "assign", NOON, lead=body, due=NOON.date())
    undo_move(store, assigned)
    back = store.get(Matter, matter.id)
    assert (back.stage, back.category) == ("2", "1")
    assert last_move(store, back) is None
    with pytest.raises(NotToUndo):
        undo_move(store, back)
    assert store.get(Matter, matter.id) == back


def test_a_correction_between_two_moves_is_not_lost_either(store: Store, matter: Matter) -> None:
    done = move(store, matter, "gather", NOON, called="网格长")
    right = correct(store, done, "写错", called="网格长、物业")
    assert last_move(store, right) is None


def test_what_is_reopened_has_somebody_to_lead_it_and_a_day(store: Store, matter: Matter) -> None:
    answered = move(store, matter, "answer", NOON, result="已答", outcome="3")
    with pytest.raises(MoveRefused, match="主办单位：没有填。重开以前要填；办理期限：没有填"):
        move(store, answered, "reopen", NOON, reason="又来了")
    body = plant(store, Body, name="幸福物业").id
    again = move(store, answered, "reopen", NOON, reason="又来了", lead=body, due=NOON.date())
    assert (again.stage, again.lead, again.due) == ("3", body, NOON.date())
    ended = move(store, again, "withdraw", NOON, reason="不提了")
    assert move(store, ended, "reopen", NOON, reason="又提了").lead == body, "what it had is taken over"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"number": "诉求〔2026〕999号"}, "不能更正"),
        ({"slip": "11111"}, "不能更正"),
        ({"root": 1}, "不能更正"),
        ({"outcome": "1"}, "不能更正"),
        ({"checked": NOON.date()}, "还没有办到这一步"),
        ({"finding": "好"}, "还没有办到这一步"),
    ],
)
def test_a_correction_is_no_way_round_a_move_or_the_book(
    store: Store, matter: Matter, values: dict[str, Any], why: str
) -> None:
    with pytest.raises(MoveRefused, match=why):
        correct(store, matter, "写错", **values)
    assert store.get(Matter, matter.id) == matter


def test_the_day_on_which_it_ended_is_put_in_where_an_older_program_left_it_out(store: Store) -> None:
    ended = begun(store, MediationCase, {"stage": "7", "outcome": "0", "closed": None})
    assert correct(store, ended, "旧案补日期", closed=ended.received).closed == ended.received
    open_still = begun(store, MediationCase, {"stage": "5", "closed": None})
    with pytest.raises(MoveRefused, match="还没有办到这一步"):
        correct(store, open_still, "写上", closed=open_still.received)
    referred = move(store, begun(store, Matter), "refer", reason="属信访事项", elsewhere="4")
    with pytest.raises(MoveRefused, match="还没有办到这一步"):
        correct(store, referred, "补评议", rating="1")


def test_what_has_no_stages_is_not_corrected(store: Store, matter: Matter) -> None:
    (entry,) = store.select(IssuedNumber, eq("holder_id", matter.id), eq("holder", "matter"))
    with pytest.raises(MoveRefused, match="没有办理环节"):
        correct(store, entry, "写错", serial=777)


def test_what_stands_at_a_stage_of_the_centres_own_is_open_work(store: Store, matter: Matter) -> None:
    store.save(StageSetting(table="matter", flow="closed_loop", code="u1", label="网格初核", behind="1"))
    entered = move(store, matter, "enter_u1", NOON)
    assert entered.is_open()
    assert [item.id for item in due_of(store, KINDS["matter"], NOON)] == [matter.id]
    view = store.kinds["matter"].views[0]
    assert store.ids(Matter, *store.where(Matter, view.conditions)) == [matter.id]


def test_a_step_does_not_lie_before_what_it_is_a_step_of(store: Store, matter: Matter) -> None:
    with pytest.raises(MoveRefused, match="早于受理时间（2026-03-02 12:00）"):
        move(store, matter, "withdraw", datetime(1900, 1, 1, 9, 0), reason="不提了")
    assert move(store, matter, "gather", datetime(2026, 3, 2), called="网格长").stage == "2", "the day alone will do"


def test_an_imported_claimant_stays_when_the_import_is_undone(store: Store) -> None:
    person = plant(store, Resident)
    who = store.kinds.reference_of(person)
    taken = take_in(store, Matter(subject="路灯不亮", taken=NOON, claimants=(Claimant(who=who, name="某"),)))
    assert store.links_to("resident", [person.id]) == {person.id: {("matter", taken.id)}}
