"""Wrong passphrases: five in a row delay the next, whatever becomes of the program and its clock, and the audit tells of them."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.disk.parts import FAILED
from db.errors import TooManyTries, WrongPassphrase
from db.store import Store, ring_file
from db.store.failures import FIRST_WAIT, LONGEST_WAIT, MOST, Failures
from db.store.ring_file import Found, Unlocked
from tests.conftest import ENTRY, PASSPHRASE, QUICK, quick_ring

NOW = datetime(2026, 3, 2, 9, 0, 30)
OTHER = "王敏的口令-2026"
WRONG = "猜的口令"


@pytest.fixture
def code(made_store: tuple[Store, str]) -> str:
    return made_store[1]


@pytest.fixture
def folder(store: Store, code: str) -> Path:
    """The folder of a closed store that two passphrases open."""
    ring = quick_ring(store._key, PASSPHRASE, code).with_entry("b", OTHER, store._key, QUICK, name="王敏")
    ring_file.write(store.folder, ring, store._key)
    store.close()
    return store.folder


def tried(folder: Path, secret: str, entry: str, now: datetime) -> str:
    """The code of the error that a try ends with, "" for one that opens; each is a program of its own."""
    try:
        Failures(folder).unlock(ring_file.read(folder), secret, entry, now)
    except (WrongPassphrase, TooManyTries) as error:
        return error.code
    return ""


def wrong(folder: Path, times: int, now: datetime = NOW, entry: str = ENTRY) -> None:
    for _ in range(times):
        assert tried(folder, WRONG, entry, now) == "wrong_passphrase"


def test_five_in_a_row_delay_the_sixth_even_a_right_one(folder: Path) -> None:
    """资料怎样保护：口令连续输错 5 次，要等 15 分钟，再错加倍，重开程序、改时钟都一样。"""
    wrong(folder, MOST)
    for secret in (WRONG, PASSPHRASE):
        assert tried(folder, secret, ENTRY, NOW + FIRST_WAIT - timedelta(seconds=1)) == "too_many_tries"
    assert tried(folder, PASSPHRASE, ENTRY, NOW + FIRST_WAIT) == ""


def test_four_do_not_and_a_right_one_begins_anew(folder: Path) -> None:
    for _ in range(3):
        wrong(folder, MOST - 1)
        assert tried(folder, PASSPHRASE, ENTRY, NOW) == ""
    assert Failures(folder).read()[ENTRY].untold == 3 * (MOST - 1), "the audit is told of all"


def test_each_further_one_doubles_the_delay_up_to_a_day(folder: Path) -> None:
    wrong(folder, MOST - 1)
    now, waits = NOW, []
    for _ in range(9):
        wrong(folder, 1, now)
        until = Failures(folder).read()[ENTRY].until()
        assert until is not None
        waits.append(until - now)
        now = until
    assert waits[:3] == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4]
    assert waits[-2:] == [LONGEST_WAIT] * 2


def test_a_clock_that_was_set_back_does_not_help(folder: Path) -> None:
    """Neither to before the first try, nor again and again; one waits from the time that it shows."""
    wrong(folder, MOST)
    for back in (timedelta(days=400), timedelta(days=800)):
        assert tried(folder, PASSPHRASE, ENTRY, NOW - back) == "too_many_tries"
        assert tried(folder, PASSPHRASE, ENTRY, NOW - back + FIRST_WAIT / 2) == "too_many_tries"
    assert tried(folder, PASSPHRASE, ENTRY, NOW - timedelta(days=800) + FIRST_WAIT) == ""


def test_one_who_waits_keeps_nobody_else_from_opening(folder: Path) -> None:
    wrong(folder, MOST)
    assert tried(folder, OTHER, "b", NOW) == ""
    assert tried(folder, PASSPHRASE, ENTRY, NOW) == "too_many_tries", "and nobody else lets him in"


def test_who_names_nobody_waits_apart(folder: Path) -> None:
    wrong(folder, MOST, entry="")
    assert tried(folder, OTHER, "", NOW) == "too_many_tries"
    assert tried(folder, OTHER, "b", NOW) == ""


def test_whoever_opens_by_his_own_guesses_no_more_of_others_by_it(folder: Path) -> None:
    wrong(folder, MOST - 1, entry="")
    assert tried(folder, OTHER, "", NOW) == tried(folder, OTHER, "b", NOW) == ""
    wrong(folder, 1, entry="")
    assert tried(folder, WRONG, "", NOW) == "too_many_tries"
    assert tried(folder, OTHER, "", NOW + FIRST_WAIT) == ""
    wrong(folder, MOST - 1, NOW + FIRST_WAIT, "")
    assert tried(folder, OTHER, "", NOW + FIRST_WAIT) == "", "a quarter of an hour later it begins anew"


def test_of_many_that_are_tried_at_once_only_the_first_are_heard(folder: Path) -> None:
    """Each began before the others failed: none of them, right or wrong, is told more than that it is too early."""
    found = ring_file.read(folder)

    class Meanwhile(Found):
        def unlock(self, secret: str, entry_id: str = "") -> Unlocked:
            wrong(folder, MOST)
            return found.unlock(secret, entry_id)

    for secret in (PASSPHRASE, WRONG):
        with pytest.raises(TooManyTries):
            Failures(folder).unlock(Meanwhile(found.copies), secret, ENTRY, NOW)
        (folder / FAILED).unlink()


def test_where_there_is_one_passphrase_it_is_meant_whether_named_or_not(store: Store, code: str) -> None:
    ring_file.write(store.folder, quick_ring(store._key, PASSPHRASE, code), store._key)
    store.close()
    wrong(store.folder, 3)
    wrong(store.folder, 2, entry="")
    for entry in (ENTRY, ""):
        assert tried(store.folder, PASSPHRASE, entry, NOW) == "too_many_tries"


def test_the_recovery_code_opens_meanwhile_and_a_passphrase_of_its_length_does_not(folder: Path, code: str) -> None:
    wrong(folder, MOST)
    assert tried(folder, "A" * 25, ENTRY, NOW) == "wrong_passphrase"
    assert tried(folder, code.lower(), ENTRY, NOW) == ""


def test_what_is_said(folder: Path) -> None:
    said: list[str] = []
    for _ in range(MOST + 1):
        with pytest.raises((WrongPassphrase, TooManyTries)) as raised:
            Failures(folder).unlock(ring_file.read(folder), WRONG, ENTRY, NOW)
        said.append(str(raised.value))
    assert "再错" not in said[1]
    assert "再错 2 次要等 15 分钟" in said[2]
    assert "再错 1 次" in said[3]
    assert "连续输错 5 次，09:16 以后才能再试" in said[4]
    assert "口令连续输错 5 次，09:16 以前不能再试" in said[5]
    late = NOW.replace(hour=23, minute=55)
    wrong(folder, MOST, late, "b")
    with pytest.raises(TooManyTries, match="3月3日 00:11"):
        Failures(folder).unlock(ring_file.read(folder), WRONG, "b", late)


def test_the_next_opening_enters_them_once(folder: Path) -> None:
    for secret, entry in ((WRONG, "b"), (WRONG, ENTRY), (WRONG, ENTRY), (WRONG, "")):
        with pytest.raises(WrongPassphrase):
            Store.open(folder, secret, entry)
    for _ in range(2):
        opened = Store.open(folder, PASSPHRASE, ENTRY)
        told = opened.deeds("centre", ["failed_openings"])
        found = {str(entry.change["name"][1]): entry.change["count"][1] for entry in told}
        assert found == {"王敏": 1, "卢清": 2, "": 1}
        assert len(told) == 3
        assert {entry.actor for entry in told} == {"卢清"}
        opened.close()
    assert Failures(folder).read()["b"].count == 1, "who has not opened it since is still counted"
    Store.open(folder, OTHER, "b").close()
    Store.open(folder, PASSPHRASE, ENTRY).close()
    with pytest.raises(WrongPassphrase):
        Store.open(folder, WRONG, "b")
    opened = Store.open(folder, OTHER, "b")
    assert len(opened.deeds("centre", ["failed_openings"])) == 4
    opened.close()
    later = datetime.now() + FIRST_WAIT
    assert tried(folder, OTHER, "b", later) == ""
    Failures(folder).told(later)
    assert not (folder / FAILED).exists(), "nothing is left to be told or waited for"


def test_a_torn_line_and_a_folder_that_cannot_be_written_to(folder: Path) -> None:
    wrong(folder, MOST)
    whole = (folder / FAILED).read_bytes()
    (folder / FAILED).write_bytes(b'\xff\xfe{"entry"\n[]\n' + whole + b'{"at": "2026-')
    assert tried(folder, PASSPHRASE, ENTRY, NOW) == "too_many_tries"
    wrong(folder, 1, entry="b")
    assert Failures(folder).read()["b"].count == 1, "what comes after the torn line is read"
    assert (folder / FAILED).stat().st_mode & 0o077 == 0
    (folder / FAILED).unlink()
    (folder / FAILED).mkdir()
    assert tried(folder, WRONG, ENTRY, NOW) == "wrong_passphrase"
    assert tried(folder, PASSPHRASE, ENTRY, NOW) == ""
