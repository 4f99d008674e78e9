"""``python -m db figure``: a list of what there is, and one of them with what it counts."""

from datetime import date, datetime
from pathlib import Path

import pytest

from db.__main__ import PASSPHRASE_VARIABLE
from db.records import KINDS
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.estates.estate import Estate
from db.records.matters.matter import Matter
from db.records.registry.place import Building, Grid
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.centre.accounts import change_own, give_entry
from db.services.centre.switches import turn
from db.services.figures.measure import figures_by_name
from db.services.matters.take_in import take_in
from db.store import Store, ring_file
from tests.db.doors import Run, answer
from tests.factories import plant


def test_alone_it_lists_them(opened: list[object], run: Run) -> None:
    told = answer(run("figure", *opened, "--json"))
    named = {one["name"]: one for one in told}
    assert named["problems"] == {
        "name": "problems", "label": "反映的问题", "table": "matter", "room": "matters", "unit": "个", "measure": "once",
        "by_period": True, "scopes": ["grid", "estate", "building"], "about": "并案的和它的案件、议题算一件，记在最早来的那天；会务和作废的不算",
    }  # fmt: skip
    known = [*figures_by_name(KINDS)]
    assert [one["name"] for one in told] == [name for name in known if name in named]
    assert [one["name"] for one in answer(run("figure", "--json"))] == known
    code, out, _ = run("figure", *opened)
    assert code == 0
    assert "one_chief\t一格一长\t网格" in out.splitlines()


def test_one_is_told_with_its_period_its_place_and_its_rows(store: Store, opened: list[object], run: Run) -> None:
    east = plant(store, Grid, name="东网格", chief="")
    matter = take_in(store, Matter(subject="路灯不亮", taken=datetime(2026, 11, 2, 9), grid=east.id))
    take_in(store, Matter(subject="打13800138000没人接", taken=datetime(2026, 9, 30, 9)))
    asked = ("figure", *opened, "matters_taken", "--period", "2026Q4", "--scope", "grid=东网格", "--rows", "--json")
    told = answer(run(*asked))
    head = told.pop("head")
    assert told == {
        "name": "matters_taken", "label": "受理诉求", "table": "matter", "as_of": "", "of_now": False,
        "period": {"words": "2026年第四季度", "first": "2026-10-01", "last": "2026-12-31"},
        "scope": {"table": "grid", "id": east.id, "title": "东网格"}, "value": 1, "unit": "件", "shown": "1件",
        "rows": [{"table": "matter", "id": matter.id, "title": store.title(matter)}], "unseen": 0,
    }  # fmt: skip
    assert head == store.last_entry().seq
    whole = answer(run("figure", *opened, "matters_taken", "--period", "2026", "--rows", "--json"))
    assert (whole["value"], len(whole["rows"])) == (2, 2)
    assert "13800138000" not in str(whole)
    assert "rows" not in answer(run("figure", *opened, "matters_taken", "--json"))
    assert run("figure", *opened, "matters_taken", "--period", "2026Q4")[1].rstrip() == "受理诉求\t1件\t2026年第四季度"


@pytest.mark.parametrize(("table", "label"), [("grid", "网格"), ("estate", "小区"), ("building", "楼栋")])
def test_what_says_no_place_is_told_beside_what_is_of_one(
    store: Store, opened: list[object], run: Run, table: str, label: str
) -> None:
    east = plant(store, Grid, name="东网格", chief="")
    estate = plant(store, Estate)
    building = plant(store, Building, number="1号楼", grid=east.id, estate=estate.id)
    take_in(store, Matter(subject="路灯不亮", taken=datetime(2026, 11, 2, 9), building=building.id))
    for subject in ("井盖松动", "电梯停运"):
        take_in(store, Matter(subject=subject, taken=datetime(2026, 11, 2, 9)))
    asked = ("figure", *opened, "matters_taken", "--period", "2026Q4")
    places = {"grid": east.id, "estate": estate.id, "building": building.id}
    written = f"{table}={places[table]}"
    code, out, _ = run(*asked, "--scope", written)
    assert (code, out.splitlines()[1]) == (0, f"另有 2 件没写{label}，不算在里面")
    told = answer(run(*asked, "--scope", written, "--json"))
    assert (told["value"], told["left_out"]["value"]) == (1, "2")
    assert "left_out" not in answer(run(*asked, "--json"))


def test_rows_that_whoever_asks_may_not_see_are_told_as_a_count(store: Store, run: Run, tmp_path: Path) -> None:
    own, other = (plant(store, Grid, name=name, chief="") for name in ("东网格", "西网格"))
    seen = take_in(store, Matter(subject="路灯不亮", taken=datetime(2026, 11, 2, 9), grid=own.id))
    for subject in ("井盖松动", "电梯停运"):
        take_in(store, Matter(subject=subject, taken=datetime(2026, 11, 2, 9), grid=other.id))
    secret = tmp_path / "口令.txt"
    secret.write_text(of_one_grid(store, own), encoding="utf-8")
    asked = ("figure", "--store", store.folder, "--password-file", secret, "matters_taken", "--period", "2026")
    told = answer(run(*asked, "--rows", "--json"))
    assert (told["value"], [row["id"] for row in told["rows"]], told["unseen"]) == (3, [seen.id], 2)
    lines = run(*asked, "--rows")[1].splitlines()
    assert lines[0].startswith("受理诉求\t3件")
    assert lines[-1] == "另有 2 行无权查看，数里算着"
    assert "另有" not in run(*asked)[1]


def of_one_grid(store: Store, grid: Grid) -> str:
    """The passphrase of somebody who works in one grid alone."""
    account = store.save(Account(name="王芳", roles=roles_of([Role.GRID])))
    store.save(Tenure(person=account.person, of=store.kinds.reference_of(grid), post="12"))
    store.ring.ring = ring_file.read(store.folder).copies[0].ring
    first, own = "晾衣-3021-楼道", "花台-5590-石凳"
    give_entry(store, account, first)
    store.close()
    opened = Store.open(store.folder, first)
    change_own(opened, first, own)
    opened.close()
    return own


def test_a_coverage_tells_who_is_missing_and_whether_its_word_is_true(
    store: Store, opened: list[object], run: Run
) -> None:
    grid = plant(store, Grid, name="东网格", chief="")
    told = answer(run("figure", *opened, "one_chief", "--rows", "--json"))
    assert (told["value"], told["total"], told["share"], told["shown"]) == (0, 1, "0%", "0%（0/1）")
    assert told["claim"] == {"word": "配齐", "holds": False, "shown": "0/1"}
    assert told["missing"] == [{"table": "grid", "id": grid.id, "title": "东网格"}]
    assert told["as_of"] == date.today().isoformat()
    out = run("figure", *opened, "one_chief", "--rows")[1].splitlines()
    assert out[1:] == [f"grid\t{grid.id}\t东网格", f"没有的 grid\t{grid.id}\t东网格"]


def test_what_is_told_as_it_is_now_says_so(store: Store, opened: list[object], run: Run) -> None:
    plant(store, Resident)
    assert answer(run("figure", *opened, "residents_here", "--period", "2020", "--json"))["of_now"]
    assert run("figure", *opened, "residents_here", "--period", "2020")[1].rstrip().endswith("\t按现值")


def test_what_is_not_there_is_told_in_a_line(opened: list[object], run: Run) -> None:
    for words, said in (
        (("figure", "x"), "没有叫“x”的口径"),
        (("figure", "problems", "--period", "那时候"), "“那时候”不是"),
        (("figure", "problems", "--scope", "南网格"), "没有叫“南网格”的网格、小区、楼栋"),
        (("figure", "meetings_held", "--scope", "grid=1"), "没有这一条网格"),
        (("figure", "problems", "--scope", "网格="), "没有写是哪个网格"),
        (("figure", "problems", "--scope", "resident=1"), "范围不能是“resident”"),
        (("figure", "due_today", "--period", "2020"), "“到期和逾期”只有今天的"),
    ):
        code, out, err = run(*words, *opened)
        assert (code, out) == (2, "")
        assert said in err


def test_a_figure_of_work_that_is_not_done_says_so(store: Store, opened: list[object], run: Run) -> None:
    switch = KINDS["visit"].switch
    assert switch
    turn(store, switch, on=False)
    assert "visits_made" not in {one["name"] for one in answer(run("figure", *opened, "--json"))}
    for name in ("visits_made", "走访到的房屋"):
        code, out, err = run("figure", name, *opened)
        assert (code, out) == (2, "")
        assert "是没有开展的工作里的" in err
    turn(store, switch, on=True)
    assert answer(run("figure", "visits_made", *opened, "--json"))["value"] == 0


def test_a_figure_is_of_a_store(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    assert run("figure", "problems")[2].startswith("参数不对：缺少 --store")
