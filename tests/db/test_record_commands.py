"""The doors for single records: what kinds there are, lists, moves and what happened; wrong ones are one line and exit code 2."""

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from db.__main__ import PASSPHRASE_VARIABLE
from db.records import KINDS
from db.records.base import shown_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.duties.giving import EXPORTED, ExportEntry
from db.records.letters.number import VALID, VOID, IssuedNumber
from db.records.matters.matter import Claimant, Matter
from db.records.registry.resident import Resident
from db.records.stage_setting import StageSetting
from db.services.figures.measure import figures_by_name
from db.services.matters.take_in import take_in
from db.services.move import Keyed, catch_up
from db.services.note_output import SEEN, Deed, note_output
from db.store import Store, eq
from tests.db.doors import Run, answer, only_opened
from tests.factories import plant

PHONE = "13800138000"


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that was just taken in."""
    given = Matter(
        subject="3号楼充电桩断电",
        taken=datetime(2026, 3, 2, 12),
        claimants=(Claimant(name="周桂芳", phone=PHONE),),
        facts=f"打{PHONE}没人接",
    )
    return take_in(store, given)


@pytest.fixture
def people(store: Store) -> tuple[Person, Person]:
    """Two persons of different names."""
    return plant(store, Person, name="王建军"), plant(store, Person, name="李敏")


def plain_sights(store: Store, table: str) -> list[Any]:
    return store.deeds(table, [SEEN])


def entries_given(store: Store) -> list[ExportEntry]:
    return store.select(ExportEntry)


def test_kinds_are_told_as_they_are_declared_and_without_a_store(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    told = answer(run("kinds", "--json"))
    assert [(k["table"], k["label"], k["room"]) for k in told] == [(k.table, k.label, k.room.folder) for k in KINDS]
    for one, kind in zip(told, KINDS, strict=True):
        assert list(one) == ["table", "label", "room", "fields", "flows", "clocks", "figures", "imports"]
        assert [f["name"] for f in one["fields"]] == list(shown_of(kind.record))
        assert [flow["name"] for flow in one["flows"]] == [flow.name for flow in kind.flows]
        assert [clock["rule"] for clock in one["clocks"]] == [f"{kind.table}.{clock.name}" for clock in kind.clocks]
        assert one["figures"] == [f.name for f in figures_by_name(KINDS).values() if f.of == kind.table]
        assert (kind.table in [form["name"] for form in one["imports"]]) == kind.can_be_imported
    matter = next(k for k in told if k["table"] == "matter")
    assert matter["clocks"] == [
        {
            "name": "handle",
            "label": "办结",
            "rule": "matter.handle",
            "starts": ["assign", "skip", "reopen"],
            "stops": [],
            "pauses": [],
            "day": "due",
            "by": {"level": "level", "category": "category", "body": "lead"},
            "warn": {"amount": 1, "unit": "日"},
            "red": None,
        }
    ]
    by_name = {f["name"]: f for f in matter["fields"]}
    assert by_name["number"] == {"name": "number", "label": "编号", "kind": "Text", "marks": ["fixed", "listed"]}
    assert by_name["claimant_names"]["marks"] == ["derived"]
    assert [f["name"] for f in by_name["claimants"]["parts"]] == ["who", "name", "phone", "anonymous", "hidden"]
    (flow,) = matter["flows"]
    assert flow["stages"][0] == {"code": "1", "label": "网格召集", "meaning": "new", "optional": False}
    moves = {m["name"]: m for m in flow["moves"]}
    assert (moves["check"]["from"], moves["check"]["needs"], moves["check"]["not_same"]) == (
        ["4"],
        ["finding"],
        ["handle"],
    )
    assert (moves["void"]["to"], moves["void"]["reason"]) == ("0", True)


def test_kinds_of_a_store_have_the_stages_of_its_centre(run: Run, opened: list[object], store: Store) -> None:
    store.save(StageSetting(table="matter", flow="closed_loop", code="2", label="分流转办"))
    store.save(StageSetting(table="matter", flow="closed_loop", code="u1", label="网格初核", behind="1"))
    told = answer(run("kinds", *opened, "--json"))
    (flow,) = next(k["flows"] for k in told if k["table"] == "matter")
    assert [s["label"] for s in flow["stages"]][:3] == ["网格召集", "网格初核", "分流转办"]
    assert "enter_u1" in [m["name"] for m in flow["moves"]]
    assert "matter\t诉求\t诉求\t闭环处置" in run("kinds")[1].splitlines()


@pytest.mark.usefixtures("matter")
def test_a_list_calls_stages_as_the_centre_does(run: Run, opened: list[object], store: Store) -> None:
    store.save(StageSetting(table="matter", flow="closed_loop", code="1", label="问题收集"))
    for named in ("问题收集", "网格召集", "1"):
        (one,) = answer(run("list", "matter", "--where", f"stage={named}", *opened, "--json"))["records"]
        assert one["fields"]["stage"] == "问题收集"


def test_a_list_masks_as_exports_do_and_plain_is_entered(
    run: Run, opened: list[object], store: Store, matter: Matter
) -> None:
    told = answer(run("list", "matter", *opened, "--json"))
    (one,) = told["records"]
    assert (one["id"], one["title"], told["count"]) == (matter.id, f"{matter.number} 3号楼充电桩断电", 1)
    assert one["fields"]["stage"] == "网格召集"
    nobody = {"who": "", "anonymous": "", "hidden": ""}
    assert one["fields"]["claimants"] == [{**nobody, "name": "周桂芳", "phone": "138****8000"}]
    assert one["fields"]["facts"] == "打138****8000没人接"
    code, _, said = run("list", "matter", *opened, "--plain")
    assert (code, entries_given(store)) == (2, []), "without saying to whom nothing is told"
    assert "给谁" in said
    whole = ("--plain", "--recipient", "街道", "--purpose", "核对")
    (one,) = answer(run("list", "matter", *opened, "--json", *whole))["records"]
    assert one["fields"]["facts"] == f"打{PHONE}没人接"
    assert one["fields"]["claimants"][0]["phone"] == PHONE
    (entry,) = entries_given(store)
    assert (entry.what, entry.way, entry.count, entry.recipient, entry.purpose) == ("诉求", EXPORTED, 1, "街道", "核对")
    assert entry.told == "诉求人电话"
    head, line = run("list", "matter", *opened)[1].splitlines()
    assert head.split("\t")[:3] == ["编号", "编号", "事由"]
    assert line.split("\t")[:3] == [str(matter.id), matter.number, "3号楼充电桩断电"]


def test_a_list_is_narrowed_by_labels_names_and_numbers(
    run: Run, opened: list[object], store: Store, matter: Matter, people: tuple[Person, Person]
) -> None:
    other = take_in(store, Matter(subject="楼道灯不亮", nature="3", people=30, taker=people[1].id))

    def found(*where: str) -> list[int]:
        options = [part for one in where for part in ("--where", one)]
        return [r["id"] for r in answer(run("list", "matter", *opened, "--json", *options))["records"]]

    assert sorted(found()) == sorted([matter.id, other.id])
    assert found("nature=投诉") == found("people=30人") == found("taker=李敏") == [other.id]
    assert found(f"taker={people[1].id}", "nature=3") == [other.id]
    assert found("nature=投诉", "people=29") == []
    assert found("people=") == [matter.id]
    store.save(StageSetting(table="matter", flow="closed_loop", code="1", label="初接"))
    assert sorted(found("stage=初接")) == sorted([matter.id, other.id])
    assert answer(run("list", "matter", *opened, "--json"))["records"][0]["fields"]["stage"] == "初接"


def test_a_list_as_of_a_day_has_what_held_then(run: Run, opened: list[object], store: Store, matter: Matter) -> None:
    chief, body = plant(store, Person), plant(store, Body)
    first, second = date(2025, 1, 1), date(2026, 1, 1)
    old = plant(
        store, Tenure, person=chief.id, of=store.kinds.reference_of(body), since=first, until=date(2025, 12, 31)
    )
    new = plant(store, Tenure, person=chief.id, of=store.kinds.reference_of(body), since=second, until=None)

    def on(day: str) -> list[int]:
        return [r["id"] for r in answer(run("list", "tenure", *opened, "--json", "--as-of", day))["records"]]

    assert on("2024-12-31") == []
    assert on("2025-01-01") == on("2025-12-31") == [old.id]
    assert on("2026年1月1日") == [new.id]
    code, out, err = run("list", "matter", *opened, "--json", "--as-of", "2026-01-01")
    assert (code, err.splitlines()) == (0, ["诉求没有按起止日期保存的内容，列的都是现值"])
    assert str(matter.id) in out


def test_a_move_is_made_by_the_door(
    run: Run, opened: list[object], store: Store, matter: Matter, people: tuple[Person, Person]
) -> None:
    body = plant(store, Body, name="幸福物业")
    told = answer(
        run(
            "move", "matter", matter.id, "gather", *opened, "--json", "--set", "called=网格长=物业",
            "--at", "2026-03-02 13:05", "--did", "王建军",
        )
    )  # fmt: skip
    assert (told["stage"], told["stage_label"], told["said"]) == ("2", "分级转办", "召集完成，转分级 → 分级转办")
    assert (told["id"], told["version"], told["at"]) == (matter.id, matter.version + 1, "2026-03-02 13:05")
    (step,) = store.steps(matter)
    assert (step.did, step.at, step.id) == (people[0].id, datetime(2026, 3, 2, 13, 5), told["step"])
    assert store.get(Matter, matter.id).called == "网格长=物业"
    code, out, _ = run(
        "move", "matter", matter.id, "assign", *opened, "--set", "lead=幸福物业", "--set", "due=2026-03-09",
        "--did", people[1].id,
    )  # fmt: skip
    assert (code, out) == (0, f"{matter.number} 3号楼充电桩断电：转交处置 → 问题处置\n")
    given = store.get(Matter, matter.id)
    assert (given.lead, given.due) == (body.id, date(2026, 3, 9))
    assert store.steps(matter)[-1].did == people[1].id


def test_a_move_is_taken_back_by_the_door(run: Run, opened: list[object], store: Store, matter: Matter) -> None:
    run("move", "matter", matter.id, "gather", *opened, "--set", "called=网格长")
    note_output(store, Deed.PRINT, "转办单", of=("matter", matter.id))
    code, out, _ = run("move", "matter", matter.id, "undo", *opened)
    assert (code, out.splitlines()[1:]) == (0, ["已经印出去的：转办单，请收回"])
    assert store.get(Matter, matter.id) == attrs.evolve(matter, version=matter.version + 2)
    code, _, err = run("move", "matter", matter.id, "undo", *opened)
    assert (code, err.count("\n")) == (2, 1)


def test_who_is_called_back_is_entered_by_the_door(
    run: Run, opened: list[object], store: Store, matter: Matter, people: tuple[Person, Person]
) -> None:
    body = plant(store, Body).id
    steps = [Keyed("gather", values={"called": "网格长"}), Keyed("assign", values={"lead": body, "due": date.today()})]
    catch_up(store, matter, [*steps, Keyed("handle", did=people[0].id, values={"result": "好"})])
    said = ["--set", "callbacks.satisfaction=不满意", "--set", "callbacks.note=还在漏"]
    told = answer(run("move", "matter", matter.id, "callback", *opened, "--json", "--did", "李敏", *said))
    assert (told["stage"], told["said"]) == ("3", "不满意，退回处置 → 问题处置")
    (back,) = store.get(Matter, matter.id).callbacks
    assert (back.satisfaction, back.note, back.by) == ("4", "还在漏", people[1].id)
    code, _, err = run("move", "matter", matter.id, "callback", *opened, "--set", "callbacks.mood=好")
    assert (code, "callbacks.satisfaction" in err) == (2, True)


def test_what_is_locked_is_corrected_and_made_void_by_the_door(
    run: Run, opened: list[object], store: Store, matter: Matter, people: tuple[Person, Person]
) -> None:
    run("move", "matter", matter.id, "refer", *opened, "--reason", "属信访事项", "--set", "elsewhere=信访")
    told = answer(
        run("move", "matter", matter.id, "correct", *opened, "--json", "--set", "place=3号楼东", "--reason", "写错")
    )
    assert (told["said"], told["stage"], told["outcome"]) == ("更正", "5", "4")
    assert store.get(Matter, matter.id).place == "3号楼东"
    at = "2026-03-02 15:00"
    other = take_in(store, Matter(subject="楼道灯不亮", taken=datetime(2026, 3, 2, 12)))
    told = answer(
        run("move", "matter", other.id, "void", *opened, "--json", "--reason", "录重了", "--did", "李敏", "--at", at)
    )
    assert (told["stage_label"], told["at"]) == ("作废", at)
    assert store.steps(other)[-1].did == people[1].id
    (entry,) = store.select(IssuedNumber, eq("holder", "matter"), eq("holder_id", other.id))
    assert (entry.state, entry.reason) == (VOID, "录重了")


@pytest.mark.parametrize(
    ("said", "number", "states"), [("keep", "诉求〔2026〕1号", [VALID]), ("renew", "诉求〔2025〕1号", [VOID, VALID])]
)
def test_a_correction_into_another_year_says_what_becomes_of_the_number(
    run: Run, opened: list[object], store: Store, matter: Matter, said: str, number: str, states: list[str]
) -> None:
    correcting = (
        "move",
        "matter",
        matter.id,
        "correct",
        *opened,
        "--set",
        "taken=2025-12-30 09:00",
        "--reason",
        "写错",
    )
    code, out, err = run(*correcting)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "诉求〔2026〕1号是2026年诉求的号，文书改到2025年了" in err
    assert "--number renew 作废旧号，取新号" in err
    assert "--number keep 保留这个号" in err
    assert store.get(Matter, matter.id) == matter
    told = answer(run(*correcting, "--number", said, "--json"))
    assert (told["said"], told["title"]) == ("更正", f"{number} 3号楼充电桩断电")
    assert [entry.state for entry in store.select(IssuedNumber, order=("id",))] == states


@pytest.mark.usefixtures("people")
def test_what_happened_is_told_by_the_door(run: Run, opened: list[object], store: Store, matter: Matter) -> None:
    run(
        "move",
        "matter",
        matter.id,
        "refer",
        *opened,
        "--reason",
        f"请打{PHONE}",
        "--set",
        "elsewhere=信访",
        "--did",
        "王建军",
    )
    told = answer(run("timeline", "matter", matter.id, *opened, "--json"))
    assert (told["id"], told["title"]) == (matter.id, f"{matter.number} 3号楼充电桩断电")
    assert [line["what"] for line in told["lines"]] == ["转走或告知法定途径 → 评议归档", "登记"]
    first = told["lines"][0]
    assert (first["who"], first["more"][0], first["taken_back"]) == ("王建军 · 卢清 记", "理由：请打138****8000", False)
    assert SEEN not in [e.action for e in store.history(matter)]
    told = answer(run("timeline", "matter", matter.id, *opened, "--json", "--plain"))
    assert told["lines"][0]["more"][0] == f"理由：请打{PHONE}"
    assert [e.action for e in store.history(matter)].count(SEEN) == 1
    run("move", "matter", matter.id, "undo", *opened)
    lines = run("timeline", "matter", matter.id, *opened)[1].splitlines()
    assert "转走或告知法定途径 → 评议归档（已撤回）" in [part for line in lines for part in line.split("\t")]
    other = take_in(store, Matter(subject=f"回电{PHONE}", taken=datetime(2026, 3, 2, 12)))
    told = answer(run("timeline", "matter", other.id, *opened, "--json"))
    assert told["title"].endswith("回电138****8000")
    told = answer(run("timeline", "matter", other.id, *opened, "--json", "--plain"))
    assert told["title"].endswith(f"回电{PHONE}")
    household = plant(store, Resident)
    told = answer(run("timeline", "resident", household.id, *opened, "--json"))
    assert [line["what"] for line in told["lines"]] == ["登记"]


WRONG: list[list[str]] = [
    ["list", "people"],
    ["list", "matter", "--where", "stage"],
    ["list", "matter", "--where", "colour=red"],
    ["list", "matter", "--where", "claimants=周桂芳"],
    ["list", "matter", "--where", "nature=天气"],
    ["list", "matter", "--where", "taker=同名"],
    ["list", "matter", "--where", "taker=没有的人"],
    ["list", "matter", "--where", "taker=99999999999999999999999"],
    ["list", "step", "--where", "of=99999999999999999999999"],
    ["list", "matter", "--where", "people=很多"],
    ["list", "tenure", "--as-of", "那天"],
    ["move", "people", "1", "gather"],
    ["move", "matter", "x", "gather"],
    ["move", "matter", "7", "gather"],
    ["move", "matter", "99999999999999999999999", "gather"],
    ["move", "matter", "{id}"],
    ["move", "matter", "{id}", "fly"],
    ["move", "matter", "{id}", "archive"],
    ["move", "matter", "{id}", "gather"],
    ["move", "matter", "{id}", "gather", "--set", "called"],
    ["move", "matter", "{id}", "gather", "--set", "colour=red"],
    ["move", "matter", "{id}", "gather", "--set", "called=网格长", "--set", "claimants=周桂芳"],
    ["move", "matter", "{id}", "gather", "--set", "called=网格长", "--set", "stage=5"],
    ["move", "matter", "{id}", "gather", "--set", "called=网格长", "--set", "due=2026-03-09"],
    ["move", "matter", "{id}", "gather", "--set", "called=网格长", "--at", "那天"],
    ["move", "matter", "{id}", "gather", "--set", "called=网格长", "--at", "2999-01-01"],
    ["move", "matter", "{id}", "gather", "--set", "called=网格长", "--did", "同名"],
    ["move", "matter", "{id}", "gather", "--set", "called=网格长", "--did", "没有的人"],
    ["move", "matter", "{id}", "gather", "--set", "called=网格长", "--did", "7"],
    ["move", "matter", "{id}", "refer"],
    ["move", "matter", "{id}", "void"],
    ["move", "matter", "{id}", "void", "--reason", "录重了", "--set", "place=东"],
    ["move", "matter", "{id}", "void", "--reason", "录重了", "--at", "2999-01-01"],
    ["move", "matter", "{id}", "correct", "--reason", "写错"],
    ["move", "matter", "{id}", "correct", "--set", "place=东"],
    ["move", "matter", "{id}", "correct", "--set", "stage=5", "--reason", "写错"],
    ["move", "matter", "{id}", "correct", "--set", "place=东", "--reason", "写错", "--at", "2026-03-02"],
    ["move", "matter", "{id}", "correct", "--set", "taken=2025-12-30", "--reason", "写错", "--number", "ask"],
    ["move", "matter", "{id}", "gather", "--set", "called=网格长", "--number", "keep"],
    ["move", "matter", "{id}", "void", "--reason", "录重了", "--number", "keep"],
    ["move", "matter", "{id}", "undo"],
    ["move", "matter", "{id}", "undo", "--number", "keep"],
    ["move", "matter", "{id}", "undo", "--reason", "算了"],
    ["move", "person", "{person}", "gather"],
    ["timeline", "matter"],
    ["timeline", "matter", "7"],
    ["timeline", "nothing", "7"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_is_wrong_is_one_line_and_changes_nothing(
    run: Run, opened: list[object], store: Store, matter: Matter, arguments: list[str]
) -> None:
    twin, _ = plant(store, Person, name="同名"), plant(store, Person, name="同名")
    before = store.last_entry()
    given = [a.format(id=matter.id, person=twin.id) for a in arguments]
    code, out, err = run(*given, *opened)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert any("\u4e00" <= c <= "\u9fff" for c in err)
    assert only_opened(store, before)


def test_a_store_is_opened_by_its_passphrase_alone(run: Run, opened: list[object], matter: Matter) -> None:
    for command in (["kinds"], ["list", "matter"], ["timeline", "matter", matter.id], ["move", "matter", 7, "undo"]):
        code, out, err = run(*command, *opened[:2], "--password-file", "没有这个文件")
        assert (code, out, err.count("\n")) == (2, "", 1)
