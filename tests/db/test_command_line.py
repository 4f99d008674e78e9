"""The doors for IT staff: every command answers, and what is wrong is one line, exit code 2 and nothing changed."""

import json
import re
from pathlib import Path

import pytest

from db.__main__ import PASSPHRASE_VARIABLE, main
from db.commands import COMMANDS
from db.records.registry.resident import Resident
from db.services.backup import restore
from db.store import Store
from tests.conftest import PASSPHRASE
from tests.db.doors import Run, answer, only_opened
from tests.db.registry.roster.files import number, workbook
from tests.db.store.test_switch import killed_before

WHOLE = ("--plain", "--recipient", "街道民政办", "--purpose", "核对名册", "--basis", "法定职责")


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A roster of three, one of them without a number."""
    rows = [
        ["水景花苑居民登记表", None, None, None, None],
        ["姓名", "与户主关系", "住址", "身份证号", "血型"],
        ["王国富", "户主", "水景花苑3幢2单元502室", number(1), "A型"],
        ["李四", "配偶", None, None, None],
        ["赵六", "户主", "水景花苑3-2-503", number(3), None],
    ]
    return workbook(tmp_path / "名册.xlsx", {"水景花苑": rows, "说明": [["请如实填写"]]}, {"水景花苑": ["A1:E1"]})


def test_init_makes_a_store_and_tells_the_recovery_code_once(run: Run, tmp_path: Path, opened: list[object]) -> None:
    folder, secret = tmp_path / "新资料", opened[3]
    told = answer(
        run("init", "--store", folder, "--password-file", secret, "--centre", "第五园社区", "--clerk", "卢清", "--json")
    )
    store = Store.open(folder, told["recovery_code"].replace("-", ""))
    assert (store.centre().name, store.actor) == ("第五园社区", "卢清")
    store.close()


def test_import_answers_with_counts_and_problems(run: Run, opened: list[object], roster: Path, store: Store) -> None:
    told = answer(run("import", roster, *opened, "--json"))
    assert (told["rows"], told["people_new"], told["people_matched"], told["people_doubtful"]) == (3, 3, 0, 1)
    assert (told["households"], told["houses"], told["buildings"]) == (2, 2, 1)
    assert told["problems"] == {"id_missing": 1}
    (problem,) = told["problem_list"]
    assert (problem["sheet"], problem["row"], problem["field"], problem["code"]) == (
        "水景花苑",
        4,
        "id_number",
        "id_missing",
    )
    assert [s["not_understood"] for s in told["sheets"]] == [["血型"], []]
    assert told["sheets"][1]["skipped"]
    assert store.count(Resident) == 3
    again = answer(run("import", roster, *opened, "--json"))
    assert (again["people_new"], again["people_matched"], again["households"]) == (0, 3, 0)


def test_a_dry_run_changes_nothing(run: Run, opened: list[object], roster: Path, store: Store) -> None:
    before = store.last_entry()
    assert answer(run("import", roster, *opened, "--json", "--dry-run"))["people_new"] == 3
    assert store.count(Resident) == 0
    assert only_opened(store, before)


def test_import_for_people_to_read(run: Run, opened: list[object], roster: Path) -> None:
    code, out, _ = run("import", roster, *opened)
    assert code == 0
    assert "新增 3" in out
    assert "血型" in out
    assert number(1) not in out


def test_sheets_are_left_out_and_estates_named(run: Run, opened: list[object], roster: Path) -> None:
    assert answer(run("import", roster, *opened, "--json", "--leave-out", "水景花苑"))["rows"] == 0
    code, _, err = run("import", roster, *opened, "--leave-out", "没有的")
    assert (code, err.count("\n")) == (2, 1)
    told = answer(run("import", roster, *opened, "--json", "--estate", "水景花苑", "--estate", "说明=不分小区"))
    assert [(s["estate"], s["estate_said"]) for s in told["sheets"]] == [("水景花苑", True), ("", True)]


def test_search_finds_and_masks(run: Run, opened: list[object], roster: Path) -> None:
    run("import", roster, *opened)
    for words in (["wgf"], ["3栋502"], [number(1)[-4:]]):
        hits = answer(run("search", *words, *opened, "--json"))["hits"]
        assert "王国富" in [h["title"] for h in hits]
    code, out, _ = run("search", "wgf", *opened)
    assert (code, number(1) in out, "王国富" in out) == (0, False, True)
    assert run("search", "没有这个人", *opened)[1] == "没有找到\n"


def test_export_backup_restore_verify_stats(run: Run, opened: list[object], roster: Path, tmp_path: Path) -> None:
    run("import", roster, *opened)
    assert answer(run("export", tmp_path / "居民.xlsx", *opened, "--json", *WHOLE))["rows"] == 3
    assert answer(run("export", tmp_path / "户.csv", *opened, "--json", "--table", "household"))["rows"] == 2
    for table in ("account", "clerk"):  # by the name of 0.1.0, too: somebody's script asks for it
        told = answer(run("export", tmp_path / f"{table}.csv", *opened, "--json", "--table", table))
        assert (told["table"], told["rows"]) == ("account", 1)
    assert answer(run("backup", tmp_path / "一.dqbak", *opened, "--json"))["bytes"] > 0
    elsewhere = ["--store", tmp_path / "恢复", *opened[2:]]
    assert answer(run("restore", tmp_path / "一.dqbak", *elsewhere, "--json"))["records"]["resident"] == 3
    assert answer(run("verify", *elsewhere, "--json")) == {"ok": True, "faults": []}
    told = answer(run("stats", *elsewhere, "--json"))
    assert (told["records"]["household"], told["people_doubtful"]) == (2, 1)


def test_only_a_store_that_was_there_is_said_to_be_kept(run: Run, opened: list[object], tmp_path: Path) -> None:
    run("backup", tmp_path / "一.dqbak", *opened)
    elsewhere = ["--store", tmp_path / "恢复", *opened[2:]]
    told = [run("restore", tmp_path / "一.dqbak", *elsewhere)[1] for _ in range(2)]
    assert told == ["已恢复\n", "已恢复；原来的资料留在 backups 文件夹里\n"]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_the_help_is_in_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    told = capsys.readouterr().out
    words = set(re.findall(r"(?<![-\w.])[A-Za-z]{3,}(?![\w.])", told))
    assert told.startswith("用法：python -m db")
    assert "显示这段说明" in told
    assert words <= {
        "python",
        *COMMANDS,
        *(word for name in COMMANDS for word in name.split("-")),
        "xlsx",
        "xls",
        "ods",
        "csv",
        "txt",
        "json",
        "JSON",
        "resident",
        "DANGQUN",
        "void",
        "add",
        "save",
        "correct",
        "undo",
        "keep",
        "renew",
    }


def test_a_file_that_is_there_is_not_overwritten_unasked(run: Run, opened: list[object], tmp_path: Path) -> None:
    there = tmp_path / "居民.csv"
    there.write_text("别人的", encoding="utf-8")
    for command in ("export", "backup"):
        code, out, err = run(command, there, *opened)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert there.read_text(encoding="utf-8") == "别人的"
    assert run("export", there, *opened, "--force")[0] == 0


def test_damage_is_exit_code_one(run: Run, opened: list[object], store: Store) -> None:
    (store.folder / "audit-head.json").unlink()
    code, out, _ = run("verify", *opened)
    assert code == 1
    assert out.strip()


def test_a_restore_that_was_finished_is_told_once_also_beside_an_error(
    run: Run, opened: list[object], store: Store, tmp_path: Path
) -> None:
    """Version 0.2.0 finished it in silence here, and said it in the window only."""
    run("backup", tmp_path / "一.dqbak", *opened)
    store.close()
    (tmp_path / "错.txt").write_text("不是口令", encoding="utf-8")
    for command, secret, code in (("verify", opened[3], 0), ("stats", tmp_path / "错.txt", 2)):
        assert killed_before(4, lambda: restore(tmp_path / "一.dqbak", store.folder, PASSPHRASE))
        ran = run(command, "--store", store.folder, "--password-file", secret)
        assert ran[0] == code
        assert ran[2].count("一.dqbak") == 1
        assert "补做完成" in ran[2].splitlines()[0]
        assert run("verify", *opened, "--json")[2] == ""
    assert killed_before(4, lambda: restore(tmp_path / "一.dqbak", store.folder, PASSPHRASE))
    _, out, _ = run("restore", tmp_path / "一.dqbak", *opened, "--json")
    assert ["补做完成" in told for told in json.loads(out)["warnings"]] == [True]


def test_a_key_ring_that_was_healed_is_told(run: Run, opened: list[object], store: Store) -> None:
    store.close()
    raw = (store.folder / "keyring.json").read_bytes()
    (store.folder / "keyring.second.json").write_bytes(raw)
    (store.folder / "keyring.json").write_bytes(raw[:-9])
    assert "有损坏" in run("stats", *opened)[2]
    assert run("stats", *opened)[2] == ""


WRONG: list[list[str]] = [
    [],
    ["foo"],
    ["verify"],
    ["import", "--store", "{store}"],
    ["verify", "--store", "{store}", "--what"],
    ["search", "a", "--store", "{store}", "--limit", "x"],
    ["search", "--store", "{store}", "--password-file", "{secret}"],
    ["verify", "--store", "{tmp}/没有", "--password-file", "{secret}"],
    ["verify", "--store", "{store}", "--password-file", "{wrong}"],
    ["verify", "--store", "{store}", "--password-file", "{tmp}/没有"],
    ["verify", "--store", "{store}"],
    ["init", "--store", "{store}", "--password-file", "{secret}"],
    ["init", "--store", "{tmp}/新", "--password-file", "{short}"],
    ["import", "{tmp}/没有.xlsx", "--store", "{store}", "--password-file", "{secret}"],
    ["import", "{secret}", "--store", "{store}", "--password-file", "{secret}"],
    ["import", "{tmp}", "--store", "{store}", "--password-file", "{secret}"],
    ["export", "{tmp}/居民.pdf", "--store", "{store}", "--password-file", "{secret}"],
    ["export", "{tmp}/没有/居民.csv", "--store", "{store}", "--password-file", "{secret}"],
    ["export", "{tmp}/x.csv", "--table", "people", "--store", "{store}", "--password-file", "{secret}"],
    ["restore", "{secret}", "--store", "{store}", "--password-file", "{secret}"],
    ["restore", "{tmp}/没有", "--store", "{store}", "--password-file", "{secret}"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=lambda a: " ".join(a) or "nothing")
def test_what_is_wrong_is_one_line_and_changes_nothing(
    run: Run, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    files = {"secret": PASSPHRASE, "wrong": "另一个口令", "short": "1"}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    places = {"store": str(store.folder), "tmp": str(tmp_path), **{name: str(tmp_path / name) for name in files}}
    before = store.last_entry()
    code, out, err = run(*(a.format(**places) for a in arguments))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert any("\u4e00" <= c <= "\u9fff" for c in err)
    assert PASSPHRASE not in err
    assert only_opened(store, before)
    assert not (tmp_path / "新").exists()
    assert not (tmp_path / "没有").exists()


def test_the_passphrase_comes_from_the_environment_too(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    assert run("verify", "--store", store.folder)[0] == 0
