"""Damage of the key ring is called damage, never a wrong passphrase; the other file heals it, or it is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import StoreForeign, StoreMissing, StoreNewer
from db.store import BACKUPS, Store, ring_file
from db.store.ring_file import FILE
from tests.conftest import PASSPHRASE
from tests.db.store.test_ring_file import CODE, KEY, RAW, RING, flipped, laid
from tests.rings import recode_ring


@pytest.fixture
def code(made_store: tuple[Store, str]) -> str:
    return made_store[1]


@pytest.fixture
def folder(store: Store) -> Path:
    """The folder of a closed store."""
    store.close()
    return store.folder


@pytest.mark.parametrize("spoilt", [0, 1])
def test_every_bit_of_one_file_is_healed_by_the_other(tmp_path: Path, spoilt: int) -> None:
    """资料怎样保护：钥匙文件有两份，一份坏了由另一份补好。"""
    for place in range(len(RAW)):
        bad = flipped(RAW, place)
        found = ring_file.read(laid(tmp_path / "ring", *((bad, RAW) if spoilt == 0 else (RAW, bad))))
        assert found.faults == (f"钥匙文件 {ring_file.FILES[spoilt]} 有损坏",), place
        assert not found.is_settled
        assert [copy.ring for copy in found.copies] == [RING]


@pytest.mark.parametrize("twice", [False, True], ids=["there is no second", "the same bit of both"])
def test_every_bit_that_nothing_heals_is_named_as_damage(tmp_path: Path, *, twice: bool) -> None:
    """What is still whole opens, what is not says so; nobody is told that the passphrase is wrong."""
    opened = {PASSPHRASE: 0, CODE: 0}
    places = range(0, len(RAW), 7 if twice else 2)
    for place in places:
        bad = flipped(RAW, place)
        folder = laid(tmp_path / "ring", bad, bad if twice else None)
        for secret in opened:
            try:
                found = ring_file.read(folder)
                assert found.faults
                assert not found.is_settled
                assert found.unlock(secret).key == KEY
            except StoreForeign as error:
                assert "损坏" in error.message  # noqa: PT017
            else:
                opened[secret] += 1
        assert ring_file.faults(folder, KEY, RING.generation), place
    assert all(count > len(places) / 2 for count in opened.values()), "the other entry opens still"


@given(st.integers(0, len(RAW) - 1), st.integers(0, len(RAW) - 1), st.integers(0, 7))
def test_two_files_spoilt_in_different_places_make_one_whole(
    tmp_path_factory: pytest.TempPathFactory, one: int, other: int, bit: int
) -> None:
    if one == other:
        return
    folder = laid(tmp_path_factory.mktemp("ring"), flipped(RAW, one, bit), flipped(RAW, other))
    found = ring_file.read(folder)
    assert len(found.faults) == 2
    assert found.unlock(CODE).copy.ring == RING


def test_a_cut_file_and_a_spoilt_one_make_one_whole(tmp_path: Path) -> None:
    for length in (400, 700, len(RAW) - 1):
        for raws in ((RAW[:length], flipped(RAW, 300)), (flipped(RAW, 20), RAW[:length])):
            assert ring_file.read(laid(tmp_path / "ring", *raws)).unlock(PASSPHRASE).copy.ring == RING


def test_a_spoilt_sector_of_each_is_mended_too(tmp_path: Path) -> None:
    one, other = RAW[:100] + bytes(64) + RAW[164:], RAW[:500] + b"\xff" * 128 + RAW[628:]
    assert ring_file.read(laid(tmp_path / "ring", one, other)).unlock(PASSPHRASE).copy.ring == RING


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
def test_files_that_are_no_key_rings(folder: Path, content: bytes) -> None:
    laid(folder, content, content)
    for spoilt in (folder, laid(folder.parent / "no second", content)):
        with pytest.raises(StoreForeign):
            ring_file.read(spoilt)
    assert (folder / FILE).read_bytes() == content
    assert ring_file.read(laid(folder, content, RAW)).unlock(PASSPHRASE).key == KEY


@pytest.mark.parametrize("content", [b'{"format": 99, "entries": {}}', b'{"format": 1, "entries": 5}'])
def test_a_format_that_is_none(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(StoreForeign):
        ring_file.read(laid(tmp_path / "ring", content))


def test_a_later_format_is_not_called_damage(tmp_path: Path) -> None:
    later = RAW.replace(b'"format": 3', b'"format": 4')
    summed = later[: later.index(b'"sum"')]
    whole = summed + b'"sum": "%s"\n}\n' % ring_file.hashlib.sha256(summed).hexdigest().encode()
    with pytest.raises(StoreNewer):
        ring_file.read(laid(tmp_path / "ring", whole, RAW))
    assert ring_file.read(laid(tmp_path / "ring", later, RAW)).faults, "a flipped number is damage"


def test_no_key_ring(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        ring_file.read(tmp_path)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 0.7, 0.85, 0.99])
@pytest.mark.parametrize("name", ring_file.FILES)
def test_a_spoilt_file_is_healed_at_opening_told_and_kept(folder: Path, name: str, share: float) -> None:
    path, good = folder / name, (folder / name).read_bytes()
    place = int(len(good) * share)
    path.write_bytes(flipped(good, place))
    opened = Store.open(folder, PASSPHRASE)
    assert any(name in text and "修好" in text for text in opened.told)
    assert opened.verify() == []
    assert opened.history(opened.centre())[0].action == "settle_key_ring"
    assert opened.again().told == opened.told
    opened.close()
    assert path.read_bytes() == good
    (kept,) = (folder / BACKUPS).glob(f"before-*-{name}")
    assert kept.read_bytes() == flipped(good, place)
    again = Store.open(folder, PASSPHRASE)
    assert again.told == ()
    again.close()


def test_verify_sees_each_entry_also_the_one_that_is_not_in_use(store: Store) -> None:
    good = (store.folder / FILE).read_bytes()
    assert store.verify() == []
    for place in range(0, len(good), 41):
        for name in ring_file.FILES:
            (store.folder / name).write_bytes(flipped(good, place))
            assert any(name in fault for fault in store.verify())
            (store.folder / name).write_bytes(good)


def test_what_is_left_of_two_spoilt_files_opens_and_the_dead_entry_is_named(folder: Path, code: str) -> None:
    raw = (folder / FILE).read_bytes()
    bad = flipped(raw, raw.index(b'"recovery"') + 40)
    laid(folder, bad, bad)
    with pytest.raises(StoreForeign, match="损坏"):
        Store.open(folder, code)
    opened = Store.open(folder, PASSPHRASE)
    assert any("恢复码已经失效" in text for text in opened.told)
    assert any("恢复码" in fault for fault in opened.verify()), "not well before there is a new one"
    recode_ring(opened)
    assert opened.verify() == []
    opened.close()


def test_a_backup_of_a_store_whose_ring_was_spoilt_meanwhile_opens(store: Store, tmp_path: Path, code: str) -> None:
    store.close()
    opened = Store.open(store.folder, PASSPHRASE)
    laid(store.folder, b"", b"")
    (tmp_path / "copy").mkdir()
    opened.copy_to(tmp_path / "copy")
    opened.close()
    for secret in (PASSPHRASE, code):
        copy = Store.open(tmp_path / "copy", secret)
        assert copy.verify() == []
        copy.close()
