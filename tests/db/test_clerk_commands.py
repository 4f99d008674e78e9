"""``--clerk`` and ``clerks``: a command is done in somebody's name, and says who works here."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest

from db.commands import COMMANDS
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.centre import accounts
from db.store import Store, ring_file
from tests.conftest import ACCOUNT, PASSPHRASE, ring_of_before
from tests.db.doors import Run, answer
from tests.factories import DAY

HIS, OWN = "三月的风吹杨柳", "她自己换的那句话-77"
Arguments = Callable[[str], list[object]]
WHOLE = ("--plain", "--recipient", "街道", "--purpose", "核对")
"""What is entered under the name of who asks for it."""


@pytest.fixture
def by(store: Store, tmp_path: Path) -> Arguments:
    """The arguments that open the store of this test by a secret."""

    def arguments(secret: str) -> list[object]:
        file = tmp_path / f"{secret}.txt"
        file.write_text(secret, encoding="utf-8")
        return ["--store", store.folder, "--password-file", file]

    return arguments


@pytest.fixture
def other(store: Store) -> Account:
    """Another clerk with a passphrase of her own; the store is closed."""
    made = store.save(Account(name="王敏", roles=roles_of([Role.DESK, Role.GRID], DAY)))
    store.ring.ring = ring_file.read(store.folder).copies[0].ring
    accounts.give_entry(store, made, HIS)
    store.close()
    opened = Store.open(store.folder, HIS)
    accounts.change_own(opened, HIS, OWN)
    opened.close()
    return made


def last_actor(store: Store) -> str:
    """Who did what was done last, as it stands in the store."""
    opened = Store.open(store.folder, PASSPHRASE)
    told = str(opened._connection.execute("SELECT actor FROM audit ORDER BY seq DESC LIMIT 1").fetchone()[0])  # type: ignore[index]
    opened.close()
    return told


def test_what_is_done_bears_the_name_of_whose_passphrase_it_is(
    run: Run, by: Arguments, store: Store, other: Account
) -> None:
    for secret, name, account in ((OWN, "王敏", other.id), (PASSPHRASE, "卢清", ACCOUNT)):
        for clerk in ([], ["--clerk", name], ["--clerk", f" {name} "]):
            assert run("list", "grid", *by(secret), *clerk, *WHOLE)[0] == 0
            assert last_actor(store) == f"{name}#{account}"


@pytest.mark.parametrize(
    ("clerk", "secret", "said"),
    [
        ("李四", PASSPHRASE, "没有叫“李四”的工作人员能打开这份资料。能打开的有：卢清、王敏"),
        ("卢清", OWN, "口令不对"),
        ("王敏", PASSPHRASE, "口令不对"),
    ],
)
@pytest.mark.parametrize("command", [["stats"], ["list", "grid"], ["clerks"], ["verify"], ["search", "王"]])
def test_a_wrong_name_is_refused_in_a_sentence(
    run: Run, by: Arguments, other: Account, command: list[str], clerk: str, secret: str, said: str
) -> None:
    assert other
    code, out, err = run(*command, *by(secret), "--clerk", clerk)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_every_command_but_that_of_a_new_store_takes_it(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            run(command, "--help")
        told = capsys.readouterr().out
        assert ("--clerk 姓名" in told) == (command != "init"), command
        assert ("--clerk 名称" in told) == (command == "init"), command


def test_of_two_of_one_name_each_is_who_the_passphrase_says(
    run: Run, by: Arguments, store: Store, other: Account
) -> None:
    opened = Store.open(store.folder, PASSPHRASE)
    opened.save(attrs.evolve(opened.get(Account, other.id), name="卢清"))
    opened.ring.rename()
    opened.close()
    for secret, account in ((OWN, other.id), (PASSPHRASE, ACCOUNT)):
        assert run("list", "grid", *by(secret), "--clerk", "卢清", *WHOLE)[0] == 0
        assert last_actor(store) == f"卢清#{account}"


def test_a_passphrase_that_was_given_opens_nothing_before_it_is_changed(
    run: Run, by: Arguments, store: Store, other: Account
) -> None:
    opened = Store.open(store.folder, PASSPHRASE)
    accounts.give_entry(opened, opened.get(Account, other.id), HIS)
    opened.close()
    code, out, err = run("stats", *by(HIS))
    assert (code, out) == (2, "")
    assert "要先换成自己的" in err
    assert run("stats", *by(PASSPHRASE))[0] == 0


def test_the_recovery_code_is_an_administrators(
    run: Run, by: Arguments, store: Store, other: Account, made_store: tuple[Store, str]
) -> None:
    code = made_store[1]
    assert run("list", "grid", *by(code), "--clerk", "卢清", *WHOLE)[0] == 0
    assert last_actor(store) == f"卢清#{ACCOUNT}"
    told = run("list", "grid", *by(code), "--clerk", other.name)
    assert told[0] == 2
    assert "只有管理员可以用恢复码打开" in told[2]
    assert "没有叫“李四”的" in run("list", "grid", *by(code), "--clerk", "李四")[2]


def test_the_passphrase_of_before_becomes_that_of_who_is_named(
    run: Run, by: Arguments, store: Store, made_store: tuple[Store, str]
) -> None:
    store.save(Account(name="王敏"))
    store.save(Account(name="同名"))
    store.save(Account(name="同名"))
    raw = ring_file.told(ring_of_before(store._key, PASSPHRASE, made_store[1]), store._key)
    for name in ring_file.FILES:
        (store.folder / name).write_bytes(raw)
    store.close()
    told = answer(run("clerks", *by(PASSPHRASE), "--json"))
    assert [one["entry"] for one in told] == [False] * 4
    assert "口令还没认领" in run("clerks", *by(PASSPHRASE))[1]
    for clerk, said in (("李四", "能打开的有：卢清、王敏、同名"), ("同名", "有 2 位")):
        code, _, err = run("stats", *by(PASSPHRASE), "--clerk", clerk)
        assert (code, said in err) == (2, True)
    assert run("stats", *by(PASSPHRASE), "--clerk", "王敏")[0] == 0
    told = answer(run("clerks", *by(PASSPHRASE), "--json"))
    assert [(one["name"], one["entry"], len(one["roles"])) for one in told][1] == ("王敏", True, 12)
    assert "没有叫“卢清”的" in run("stats", *by(PASSPHRASE), "--clerk", "卢清")[2]


def test_clerks_tells_who_may_what_since_when_and_who_can_open(
    run: Run, by: Arguments, store: Store, other: Account
) -> None:
    opened = Store.open(store.folder, PASSPHRASE)
    opened.save(Account(name="没有口令的", role="1"))
    gone = opened.save(Account(name="走了的", roles=roles_of([Role.FUNDS])))
    accounts.leave(opened, gone)
    opened.close()
    today = date.today().isoformat()
    told = answer(run("clerks", *by(PASSPHRASE), "--json"))
    assert [
        (one["name"], one["title"], one["entry"], one["must_change"], one["left"], one["opened"]) for one in told
    ] == [
        ("卢清", "", True, False, None, today),
        ("王敏", "", True, False, None, today),
        ("没有口令的", "窗口登记员", False, False, None, None),
        ("走了的", "", False, False, today, None),
    ]
    assert told[1]["roles"] == ["窗口登记员", "网格员"]
    assert told[1]["all_roles"][1] == {"role": "2", "label": "网格员", "since": DAY.isoformat(), "until": None}
    assert told[3]["all_roles"][0]["until"] == today
    lines = [line.split("\t") for line in run("clerks", *by(PASSPHRASE))[1].splitlines()]
    assert lines == [
        ["卢清", "全部角色", "有口令", "", f"最近打开 {today}"],
        ["王敏", "窗口登记员、网格员", "有口令", f"{DAY} 起", f"最近打开 {today}"],
        ["没有口令的", "没有角色", "还没有口令", "", "没有打开过"],
        ["走了的", "经费", "还没有口令", f"{today} 离开", "没有打开过"],
    ]
    assert other.id == told[1]["id"]


def test_restoring_is_done_in_a_name_too(run: Run, by: Arguments, store: Store, other: Account, tmp_path: Path) -> None:
    opened = Store.open(store.folder, OWN)
    opened.save(Grid(name="第一网格"))
    opened.close()
    assert other
    assert run("backup", tmp_path / "一.dqbak", *by(PASSPHRASE))[0] == 0
    elsewhere = ["--store", tmp_path / "恢复", *by(OWN)[2:]]
    assert "没有叫“李四”的" in run("restore", tmp_path / "一.dqbak", *elsewhere, "--clerk", "李四")[2]
    assert not (tmp_path / "恢复" / ring_file.FILE).exists()
    assert "只有管理员可以恢复备份" in run("restore", tmp_path / "一.dqbak", *elsewhere, "--clerk", "王敏")[2]
    assert not (tmp_path / "恢复" / ring_file.FILE).exists()
    mine = ["--store", tmp_path / "恢复", *by(PASSPHRASE)[2:]]
    assert run("restore", tmp_path / "一.dqbak", *mine, "--clerk", "卢清")[0] == 0


def test_who_makes_a_store_is_its_administrator(run: Run, by: Arguments, tmp_path: Path) -> None:
    new = ["--store", tmp_path / "新", *by(PASSPHRASE)[2:]]
    assert run("init", *new, "--centre", "第五园社区", "--clerk", "范晓棠")[0] == 0
    (told,) = answer(run("clerks", *new, "--json"))
    assert (told["name"], told["entry"], len(told["roles"])) == ("范晓棠", True, 12)
    assert "没有叫“工作人员”的" in run("stats", *new, "--clerk", "工作人员")[2]
