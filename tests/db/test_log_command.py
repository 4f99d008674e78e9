"""``python -m db log``, and ``verify`` with what is kept elsewhere."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.backup import backup
from db.services.log_anchors import NAME, compare_file, keep_anchor
from db.services.log_lines import head_line
from db.store import Store
from db.store.lift import Lift
from tests.conftest import PASSPHRASE
from tests.db.doors import Run, answer
from tests.db.store.test_seal import another_name


@pytest.fixture
def told(store: Store, tmp_path: Path) -> Store:
    """A store with three grids, of which its code can tell, and a backup beside."""
    store.close()
    opened = Store.open(store.folder, PASSPHRASE)
    made = [opened.save(Grid(name=f"第{n}网格"), "分网格") for n in "一二三"]
    opened.save(attrs.evolve(made[0], phone="13812345678"), "补电话")
    (tmp_path / "盘").mkdir()
    backup(opened, tmp_path / "盘" / "备份.dqbak")
    store._connection = opened._connection  # what the fixture closes
    return opened


def test_the_newest_stands_first_masked_and_narrowed(run: Run, opened: list[object], told: Store) -> None:
    every = answer(run("log", *opened, "--json"))
    assert [(one["what"], one["title"]) for one in every[:3]] == [("打开", ""), ("备份", ""), ("修改", "网格 第一网格")]
    assert "13812345678" not in str(every)
    assert [one["title"] for one in answer(run("log", *opened, "--json", "--kind", "登记", "--limit", "2"))] == [
        "网格 第三网格",
        "网格 第二网格",
    ]
    assert answer(run("log", *opened, "--json", "--day", "2001-01-01..2001-01-31")) == []
    today = date.today().isoformat()
    assert len(answer(run("log", *opened, "--json", "--day", today, "--limit", "0"))) == told.last_entry().seq
    assert len(answer(run("log", *opened, "--json", "--person", told.actor, "--limit", "0"))) == told.last_entry().seq
    code, out, err = run("log", *opened, "--person", "没有这个人")
    assert (code, out) == (2, "")
    assert "没有叫“没有这个人”的工作人员" in err
    assert run("log", *opened, "--kind", "没有这种")[0] == 2


def test_whoever_reads_only_his_own_is_told_so_and_asks_for_no_others(
    run: Run, opened: list[object], told: Store
) -> None:
    account = told.get(Account, told.account)
    other = told.save(Account(name="薛静", roles=roles_of([Role.DESK])))
    with told.lifted(Lift.SAME):
        told.save(attrs.evolve(account, roles=roles_of([Role.ADMIN])))
    code, out, err = run("log", *opened)
    assert (code, told.actor in out) == (0, True)
    assert "这里是您自己做过的" in err
    code, out, err = run("log", *opened, "--person", other.name)
    assert (code, out) == (2, "")
    assert "审计员" in err


def test_verify_compares_with_the_code_the_line_and_the_file_beside_a_backup(
    run: Run, opened: list[object], told: Store, made_store: tuple[Store, str], tmp_path: Path
) -> None:
    """资料怎样保护：每次备份，旁边的存档点文件里添一行。"""
    code, kept = tmp_path / "恢复码.txt", tmp_path / "盘" / NAME
    code.write_text(made_store[1], encoding="utf-8")
    with_all = ["--code-file", code, "--anchors", kept, "--line", head_line(told)]
    sound = answer(run("verify", *opened, "--json", *with_all))
    assert (sound["ok"], len(sound["log"])) == (True, 3)
    another_name(told)
    told._connection.close()
    status, out, _ = run("verify", *opened, *with_all)
    assert status == 1
    assert out.count("改写过") == 3


def test_a_line_that_was_put_in_for_a_rewritten_log_is_found_by_the_code(
    told: Store, made_store: tuple[Store, str], tmp_path: Path
) -> None:
    """资料怎样保护：存档点带着封存，连存档点一起改写的，用恢复码查得出。"""
    kept = keep_anchor(told, tmp_path)
    told.save(Grid(name="后来的"))
    keep_anchor(told, tmp_path)
    code = made_store[1]
    assert [one.made for one in compare_file(told, kept)] == [None, None]
    assert [(one.holds, one.made) for one in compare_file(told, kept, code)] == [(True, True)] * 2
    before = {one[0]: one[1] for one in told._connection.execute("SELECT seq, hash FROM audit").fetchall()}
    another_name(told)
    text = kept.read_text(encoding="utf-8")
    for seq, own in told._connection.execute("SELECT seq, hash FROM audit").fetchall():
        text = text.replace(str(before[seq]), str(own))
    kept.write_text(text, encoding="utf-8")
    assert all(one.holds for one in compare_file(told, kept)), "the desk alone cannot tell"
    found = compare_file(told, kept, code)
    assert [(one.holds, one.made) for one in found] == [(False, False)] * 2
    assert "也被换过" in found[0].sentence()


def test_a_wrong_code_or_line_is_refused(run: Run, opened: list[object], told: Store, tmp_path: Path) -> None:
    wrong = tmp_path / "错的.txt"
    wrong.write_text("ABCDE-FGHJK-MNPQR-STUVW-XYZ23", encoding="utf-8")
    assert run("verify", *opened, "--code-file", wrong)[0] == 2
    assert run("verify", *opened, "--line", f"{head_line(told)}X")[0] == 2
    assert run("verify", *opened, "--anchors", wrong)[0] == 2
