"""``import --compare``: what a list has otherwise, masked, with those who are gone; nothing is taken over."""

from pathlib import Path

from db.records.duties.giving import ExportEntry
from db.records.registry.resident import Resident
from db.store import Store
from tests.db.doors import Run, answer
from tests.db.registry.roster.files import imported, number, sheet, workbook

HEAD = ["姓名", "身份证号", "联系电话", "住址"]


def test_the_answer_tells_new_changed_gone_and_the_rest(
    run: Run, opened: list[object], store: Store, tmp_path: Path
) -> None:
    people = [["李安", number(2), "13904351276", "水景花苑3-1-101"], ["王一", number(3), "", "水景花苑3-1-102"]]
    gone = ["钱二", number(5), "", "水景花苑3-1-201"]
    imported(store, sheet(HEAD, *people, gone))
    people[0][2] = "13804357788"
    path = workbook(tmp_path / "名单.xlsx", {"名单": [HEAD, *people, ["孙三", number(7), "", "水景花苑3-1-202"]]})
    told = answer(run("import", path, *opened, "--compare", "--json"))
    assert [told[name] for name in ("rows", "new", "changed", "unchanged", "doubtful", "gone")] == [3, 1, 1, 1, 0, 1]
    (row,) = told["changed_list"]
    assert row["row"] == 2
    assert row["fields"]["phone"] == {"label": "联系电话", "ours": "139****1276", "theirs": "138****7788"}
    assert [one["title"] for one in told["gone_list"]] == ["钱二 水景花苑3号楼1单元201室"]
    assert told["marked"] == []
    assert store.count(Resident) == 3
    use = ("--marked", "--recipient", "城关派出所", "--purpose", "返回核对结果")
    assert answer(run("import", path, *opened, "--compare", "--json", *use))["marked"] == ["名单-核对.xlsx"]
    assert [one.purpose for one in store.select(ExportEntry)] == ["返回核对结果"]
