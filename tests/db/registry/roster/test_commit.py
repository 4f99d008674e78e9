"""All or nothing: cancelled, outdated or repeated, an import leaves the store as it should be."""

import json
from pathlib import Path

import pytest

from db.errors import Cancelled
from db.records import RECORD_TYPES
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.registry.import_roster import Choices, PlanOutdated, Roster, commit, preview, read_roster
from db.store import Store
from tests.db.registry.roster.files import TODAY, imported, number, planned, sheet, workbook

HEADINGS = ["姓名", "与户主关系", "住址", "身份证号"]
FAMILIES = sheet(
    HEADINGS,
    *(
        [
            f"王{'甲乙丙'[member]}{door}",
            ("户主", "配偶", "子")[member],
            f"水景花苑1-1-{door}",
            number(door * 3 + member),
        ]
        for door in range(101, 201)
        for member in range(3)
    ),
)
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


def counted(store: Store) -> dict[str, int]:
    return {kind.TABLE: store.count(kind) for kind in RECORD_TYPES}


def test_a_preview_changes_nothing(store: Store) -> None:
    before = (counted(store), store.last_entry())
    assert planned(store, FAMILIES).counts.people_new == 300
    assert (counted(store), store.last_entry()) == before


def test_all_is_in_the_store_and_in_the_audit(store: Store) -> None:
    plan = imported(store, FAMILIES)
    assert (plan.counts.people_new, plan.counts.households, plan.counts.houses) == (300, 100, 100)
    assert (store.count(Resident), store.count(Household)) == (300, 100)
    assert store.verify() == []
    assert store.history(store.select(Resident, limit=1)[0])[0].reason == "导入花名册"


@pytest.mark.parametrize("stop_at", [0, 1, 150, 350, 501])
def test_cancelling_leaves_nothing(store: Store, stop_at: int) -> None:
    before = (counted(store), store.last_entry())
    plan = planned(store, FAMILIES)
    with pytest.raises(Cancelled):
        commit(store, plan, "名册.xlsx", lambda done, _total: done < stop_at)
    assert (counted(store), store.last_entry()) == before
    commit(store, plan, "名册.xlsx")
    assert store.count(Resident) == 300


def test_a_preview_can_be_cancelled(store: Store) -> None:
    with pytest.raises(Cancelled):
        preview(store, Roster("名册.xlsx", (FAMILIES,)), Choices(), TODAY, lambda _done, _total: False)


def test_progress_ends_at_the_whole(store: Store) -> None:
    ticks: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> bool:
        ticks.append((done, total))
        return True

    commit(store, planned(store, FAMILIES), "名册.xlsx", tick)
    assert ticks[0][0] == 0
    assert ticks[-1] == (502, 502)
    assert [done for done, _ in ticks] == sorted(done for done, _ in ticks)


def test_an_outdated_preview_is_refused(store: Store) -> None:
    plan = planned(store, FAMILIES)
    store.save(Resident(name="张三"))
    before = counted(store)
    with pytest.raises(PlanOutdated):
        commit(store, plan, "名册.xlsx")
    assert counted(store) == before


def test_the_same_file_again_adds_nobody_and_saves_nothing(store: Store) -> None:
    imported(store, FAMILIES)
    before = counted(store)
    again = imported(store, FAMILIES)
    assert (again.counts.people_matched, again.counts.people_new, again.counts.people_completed) == (300, 0, 0)
    assert (again.counts.households, again.counts.houses, again.counts.buildings) == (0, 0, 0)
    assert counted(store) == before
    assert all(r.version == 1 for r in store.select(Resident))


def test_from_a_file_to_the_search_box(store: Store, tmp_path: Path) -> None:
    rows = [["登记表", None], ["姓名", "住址"], ["欧阳小明", "水景花苑3幢2单元502室"]]
    path = workbook(tmp_path / "名册.xlsx", {"水景花苑": rows}, {"水景花苑": ["A1:B1"]})
    roster = read_roster(path)
    commit(store, preview(store, roster, Choices(), TODAY), roster.source)
    person = store.select(Resident)[0]
    for words in ("oyxm", "欧阳", "3栋502"):
        assert (Resident.TABLE, person.id) in {(h.table, h.id) for h in store.search(words)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the two large rosters are not beside this checkout")
@pytest.mark.parametrize("name", ["roster-merged.xlsx", "roster-flat.csv"])
def test_large_rosters_against_their_truth(store: Store, name: str) -> None:
    truth = json.loads((SHARED / "rosters.json").read_text(encoding="utf-8"))[name]
    again, new = truth.get("already_listed_in_new_sheet", 0), truth.get("really_new_in_new_sheet", 0)
    roster = read_roster(SHARED / name)
    plan = preview(store, roster, Choices(), TODAY)
    counts = commit(store, plan, roster.source)
    problems = dict(counts.problems)
    assert counts.rows == truth["rows"] + again + new
    assert (counts.people_new, counts.people_matched) == (truth["people"] + new, again)
    assert store.count(Resident) == truth["people"] + new
    assert problems["id_missing"] == truth["no_id"]
    assert sum(problems[c] for c in problems if c.startswith("id_")) == truth["bad_id"] + truth["no_id"]
    assert counts.people_doubtful == truth["bad_id"] + truth["no_id"]
    if "households" in truth:
        assert counts.households - counts.households_assumed == truth["households"]
    second = preview(store, roster, Choices(), TODAY).counts
    assert (second.people_new, second.households, second.houses, second.people_completed) == (0, 0, 0, 0)
