"""The tables of offices that lie beside the checkout, held against what is true of them; skipped where they are not there."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.estates.estate import Estate
from db.records.matters.matter import Matter
from db.records.registry.place import Building, Grid
from db.services.check_store import faults_of
from db.services.import_file import commit, preview, read_file
from db.services.importing.choices import Choices
from db.services.importing.plan import TablePlan
from db.services.importing.problems import Verdict
from db.store import Store, eq
from tests.db.importing.tables import SHARED
from tests.db.registry.roster.files import TODAY

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no tables beside this checkout")


def truth(name: str) -> dict[str, Any]:
    told: dict[str, dict[str, Any]] = json.loads((SHARED / "truth.json").read_text(encoding="utf-8"))
    return told[name]


def taken_in(store: Store, name: str) -> TablePlan:
    file = read_file(Path(SHARED / name))
    return commit(store, preview(store, file, Choices(), TODAY), name)


def assert_told(plan: TablePlan, rows: list[dict[str, Any]]) -> None:
    """Each row that is double, wrong or doubtful is told so, and no other."""
    wanted = {(r["sheet"], r["row"]): r["verdict"] for r in rows if r["verdict"] != "ok"}
    graver = (Verdict.DOUBLE, Verdict.DOUBTFUL, Verdict.WRONG)
    assert {place: row.verdict.value for place, row in plan.rows.items() if row.verdict in graver} == wanted


def test_companies(store: Store) -> None:
    name = "物业企业及党组织台账.xlsx"
    plan, expect = taken_in(store, name), truth(name)["expect"]
    assert_told(plan, truth(name)["rows"])
    assert len(store.select(Body, eq("kind", "50"))) == expect["companies"]
    assert store.count(Body) - expect["companies"] == expect["distinct_party_bodies"]
    assert len(store.select(Tenure)) == expect["with_instructor_only"]
    assert len({t.person for t in store.select(Tenure)}) == expect["distinct_instructors"]
    assert store.count(Estate) == expect["distinct_estates"]


def test_committees(store: Store) -> None:
    name = "业委会换届台账.xlsx"
    plan, expect = taken_in(store, name), truth(name)["expect"]
    assert_told(plan, truth(name)["rows"])
    assert (store.count(Estate), store.count(Body)) == (expect["estates"], expect["committees"])
    assert (store.count(Tenure), store.count(Person) - 1) == (expect["seats"], expect["distinct_persons"])


def test_grids(store: Store) -> None:
    name = "网格及十联户名册.xlsx"
    plan, expect = taken_in(store, name), truth(name)["expect"]
    assert_told(plan, truth(name)["rows"])
    assert (store.count(Grid), store.count(Building)) == (expect["grids"], expect["building_heads"])
    stewards = store.select(Tenure, eq("post", "13"))
    assert (len(stewards), len({t.person for t in stewards})) == (
        expect["building_heads"],
        expect["distinct_building_heads"],
    )
    assert len(store.select(Tenure, eq("post", "15"))) == expect["groups"]


def test_orders_of_the_hotline_and_of_the_app(store: Store) -> None:
    name, app = "12345工单导出.xlsx", "小区App诉求导出.csv"
    plan, expect = taken_in(store, name), truth(name)["expect"]
    count = plan.counts["matter"]
    assert (count.new, count.double) == (expect["orders"], expect["double_rows"])
    assert len(store.select(Matter, eq("stage", "5"))) == expect["closed"]
    assert sum(c.anonymous for m in store.select(Matter) for c in m.claimants) == expect["anonymous"]
    told = {place[1]: row.verdict.value for place, row in plan.rows.items()}
    wanted = {r["row"]: r["verdict"] for r in truth(name)["rows"] if r["verdict"] != "ok"}
    assert {row: told[row] for row in wanted} == wanted
    repeated = {row for rows in expect["repeated_matters"].values() for row in rows[1:]}
    assert {p.row for p in plan.problems if p.code == "repeat"} == repeated
    assert expect["orders"] - len(repeated) == expect["distinct_matters"]
    assert {m.channel for m in store.select(Matter)} == {"20"}
    open_and_solved = sum(r["verdict"] == "doubtful" and "no closing time" in r["why"] for r in truth(name)["rows"])
    outcomes = Counter(m.outcome for m in store.select(Matter, eq("stage", "5")))
    assert outcomes["1"] == expect["solved"]["是"] - open_and_solved
    assert outcomes["2"] == expect["solved"]["部分"]
    assert late(store) == expect["late"]
    second = taken_in(store, app)
    same = {r["record"] + 1: r["verdict"] for r in truth(app)["rows"] if r["verdict"] != "ok"}
    graver = {place[1]: row.verdict.value for place, row in second.rows.items() if row.verdict is not Verdict.NEW}
    assert graver == same
    assert store.count(Matter) - len(repeated) - len(same) == truth("_12345_and_app")["distinct_matters_of_both"]
    assert store.count(Matter, eq("channel", "15")) == truth(app)["expect"]["data_rows"]
    assert faults_of(store) == []
    for again in (name, app):
        plan = preview(store, read_file(Path(SHARED / again)), Choices(), TODAY)
        assert (plan.counts["matter"].new, plan.counts["matter"].updated) == (0, 0)


def late(store: Store) -> int:
    """How many were closed after they were due, by what their steps say; one closed on the day of which no time is known is not."""
    found = 0
    for matter in store.select(Matter, eq("stage", "5")):
        steps = {step.move: step for step in store.steps(matter)}
        until, at = steps["assign"].until, steps["settle"].at
        found += bool(until and at and at > until)
    return found
