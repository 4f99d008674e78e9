"""The cases of a backup of 0.1.0, restored into this program: each stands where it stood, and goes on by moves from there."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from db.records.base import changed, fields_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.hall.meeting import Topic
from db.records.letters.number import CASE, VOID, IssuedNumber
from db.records.matters.matter import Matter
from db.records.mediation.case import AGREED, MediationCase
from db.records.registry.resident import reference_to
from db.records.step import CORRECTED, MOVED, TAKEN_OVER, UNDONE, Step
from db.services.backup import restore
from db.services.check_store import check_store
from db.services.letters.issue_number import last_serial
from db.services.letters.number_record import number_fault
from db.services.mediation.accept_case import accept_case
from db.services.move import correct, move, moves_of, undo_move, void
from db.services.timeline import timeline
from db.store import Store, eq
from printing.papers import record_sheet
from printing.papers.mediation import case_intake, rights_notice
from tests import old_stores
from tests.conftest import PASSPHRASE, with_every_role
from tests.db.matters.hub import problems
from tests.old_stores import OldStore
from tests.printing.boxes import text

NOW = datetime(2026, 12, 1, 9, 0)
ENDED = {"7": "0", "8": "0", "9": "4"}
"""How a case ended of which only the stage tells: 未记, but for what was not accepted."""
ONWARD: dict[str, tuple[str, str, dict[str, Any]]] = {
    "1": ("consent", "2", {}),
    "2": ("mediate", "4", {}),
    "3": ("mediate", "4", {}),
    "4": ("agree", "5", {"result": "赔三百元"}),
    "5": ("follow_up", "6", {}),
    "6": ("close", "7", {"outcome": "1"}),
}
"""By stage, a move from there, where it leads, and what is filled in with it."""


@pytest.fixture
def old(tmp_path: Path) -> OldStore:
    return old_stores.unpack("v0_1_0", tmp_path / "old")


@pytest.fixture
def restored(store: Store, old: OldStore) -> Iterator[Store]:
    """The backup in place of the store of this program that was there."""
    store.save(changed(store.centre(), phone="0435-6440002"))
    store.close()
    found = with_every_role(restore(old.daily_backup, store.folder, old.passphrase, present=PASSPHRASE))
    yield found
    found.close()


def cases(store: Store) -> list[MediationCase]:
    return store.select(MediationCase, order=("id",))


def is_well(store: Store) -> bool:
    return check_store(store, NOW, lambda _done, _total: True).faults == ()


def test_each_stands_where_it_stood_with_all_that_it_had(old: OldStore, restored: Store) -> None:
    rows = {row["id"]: row for row in old.rows("mediation_case")}
    assert {case.id for case in cases(restored)} == set(rows)
    assert {case.stage for case in cases(restored)} == set("123456789")
    parties = old.rows("case_party")
    for case in cases(restored):
        was = rows[case.id]
        assert (case.stage, case.number, case.version) == (was["stage"], was["number"], was["version"])
        days = [str(day) if day else None for day in (case.received, case.due, case.closed)]
        assert days == [was["received"], was["due"], was["closed"]]
        assert (case.result, case.mediator, case.outcome) == (was["result"], was["mediator"], ENDED.get(case.stage, ""))
        had = [
            (p["name"], p["side"], p["consent"], reference_to(p["resident"] or 0))
            for p in parties
            if p["owner"] == case.id
        ]
        assert [(p.name, p.side, p.consent, p.who) for p in case.parties] == had != []
        assert number_fault(restored, case) == ""
    assert is_well(restored)


def test_nothing_is_made_up_for_them(old: OldStore, restored: Store) -> None:
    centre = restored.centre()
    known = (centre.name, centre.community or centre.name)
    assert all(body.name.startswith(known) for body in restored.select(Body)), "the centre itself and what it works for"
    assert {step.what for step in restored.select(Step)} == {TAKEN_OVER}
    assert {step.did for step in restored.select(Step)} == {0}
    assert {(m.number, m.slip, m.taker, m.lead) for m in restored.select(Matter)} == {("", "", 0, 0)}
    assert {(p.resident, p.unit, p.phone, p.note) for p in restored.select(Person)} == {(0, 0, "", "")}
    book = {(row["written"], row["holder_id"], row["state"]) for row in old.rows("issued_number")}
    assert {(one.written, one.holder_id, one.state) for one in restored.select(IssuedNumber)} == book
    assert last_serial(restored, CASE, 2026) == 9


def test_each_problem_is_counted_once(old: OldStore, restored: Store) -> None:
    """A matter for each case; topics of a case have that of the case, what is carried on that of what it continues."""
    of_case = {case.id: case.matter for case in cases(restored)}
    assert all(of_case.values())
    topics = {topic.id: topic for topic in restored.select(Topic)}
    alone = [topic for topic in topics.values() if topic.matter and topic.matter not in of_case.values()]
    for row in old.rows("topic"):
        if row["case"]:
            assert topics[row["id"]].matter == of_case[row["case"]]
        elif row["source"] in ("1", "2", "3", "6"):
            assert topics[row["id"]] in alone
    first, carried_on = (
        next(t for t in topics.values() if t.subject == f"第1件事：加装电梯{end}") for end in ("", "（结转）")
    )
    assert first.matter == carried_on.matter != 0
    assert [topic.source for topic in topics.values() if not topic.matter] == ["5"]
    assert restored.count(Matter) == len(problems(restored)) == len(of_case) + len({topic.matter for topic in alone})


def test_what_happened_is_told_as_the_old_log_has_it(old: OldStore, restored: Store) -> None:
    log = [row for row in old.rows("audit") if row["tbl"] == "mediation_case"]
    for case in cases(restored):
        lines = timeline(restored, case)[::-1]
        entered = [row for row in log if row["row_id"] == case.id]
        assert [line.what for line in lines] == ["登记", "修改"][: len(entered)]
        assert [line.who for line in lines] == [row["actor"] for row in entered]
        assert [line.when() for line in lines] == [row["at"].replace("T", " ")[:16] for row in entered]
        if len(lines) > 1:
            stage = fields_of(MediationCase)["stage"].show(case.stage)
            assert f"办理环节：受理 → {stage}" in lines[1].more


def test_each_open_one_goes_on_and_is_taken_back(restored: Store) -> None:
    for one in (one for one in cases(restored) if one.is_open()):
        agreed = tuple(changed(party, consent=AGREED) for party in one.parties)
        case = restored.save(changed(one, parties=agreed)) if one.stage in ("1", "2", "3") else one
        name, to, values = ONWARD[case.stage]
        assert name in [m.name for m in moves_of(restored, case) if m.main], case.stage
        done = move(restored, case, name, **values)
        assert (done.stage, done.number, done.received) == (to, case.number, case.received)
        (step,) = restored.steps(done)
        assert (step.what, step.before, step.after, step.did) == (MOVED, case.stage, to, 0)
        assert timeline(restored, done)[0].what == step.said
        back = undo_move(restored, done).record
        assert back == changed(case, version=case.version + 2)
        assert [s.what for s in restored.steps(back)] == [MOVED, UNDONE]
        assert move(restored, restored.get(MediationCase, case.id), name, **values).stage == to
    assert is_well(restored)


def test_each_closed_one_is_put_right_or_made_void(restored: Store) -> None:
    closed = [one for one in cases(restored) if not one.is_open()]
    assert [case.stage for case in closed] == ["7", "8", "9"]
    for case in closed:
        assert moves_of(restored, case) == []
        right = correct(restored, case, "抄错了", place="槐荫里2号楼")
        assert [step.what for step in restored.steps(right)] == [CORRECTED]
        gone = void(restored, right, "录重了")
        assert (gone.stage, gone.number, gone.closed) == ("0", case.number, case.closed)
        assert [e.state for e in restored.select(IssuedNumber, eq("written", case.number))] == [VOID]
    assert is_well(restored)


def test_the_next_case_has_the_next_number(restored: Store) -> None:
    last = cases(restored)[0]
    parties = tuple(changed(party, id=0) for party in last.parties)
    new = MediationCase(title_text="新的", dispute="2", facts="渗水。", received=date(2026, 11, 29), parties=parties)
    assert accept_case(restored, new).number == "民调〔2026〕10号"


def papers_of(store: Store) -> list[str]:
    """What the papers of every case print, and its plain sheet."""
    centre = store.centre()
    told: list[str] = []
    for case in cases(store):
        told.append(text(case_intake.PAPER.make(case_intake.CaseIntake(centre=centre, case=case))))
        told.append(text(rights_notice.PAPER.make(rights_notice.RightsNotice(centre=centre, case=case))))
        sheet = record_sheet.RecordSheet(centre=centre, record=case, titles=store.all_titles([case]))
        told.append(text(record_sheet.PAPER.make(sheet)))
    return told


def test_papers_say_what_they_said_whatever_becomes_of_who_acted(old: OldStore, restored: Store) -> None:
    """Each of 0.1.0 was mediated by somebody of that time; papers print the name that was written."""
    before = papers_of(restored)
    written = {row["id"]: row["mediator"] for row in old.rows("mediation_case")}
    assert {case.id: case.mediator for case in cases(restored)} == written
    for person in restored.select(Person):
        restored.save(changed(person, name=f"{person.name}改", job="离任"))
    for name in {actor.name for case in cases(restored) for actor in case.actors}:
        restored.save(Person(name=name))
    for case in (one for one in cases(restored) if one.is_open()):
        restored.save(changed(case, place=case.place))
    assert papers_of(restored) == before
    assert restored.open_names() == [], "what was tied once stays tied"
    assert is_well(restored)


def test_every_name_of_a_case_has_its_person_and_nobody_is_taken_for_a_resident(old: OldStore, restored: Store) -> None:
    people = {person.id: person for person in restored.select(Person)}
    for case in cases(restored):
        names = {name for said in (case.mediator, case.recorder) for name in said.split("、") if name}
        assert {actor.name for actor in case.actors} == names
        assert {people[actor.who].name for actor in case.actors} == names
        assert {actor.role for actor in case.actors} == ({"mediator", "recorder"} if names else set())
    assert {account.name for account in restored.select(Account)} <= {
        people[account.person].name for account in restored.select(Account)
    }
    named = {row["chief"] for row in old.rows("grid")} | {
        name for row in old.rows("building") for name in row["steward"].split("、")
    }
    assert named - {""} <= {person.name for person in people.values()}
    pairs = restored.namesakes()
    assert pairs
    assert all(people[person].resident == 0 for person, _ in pairs)
