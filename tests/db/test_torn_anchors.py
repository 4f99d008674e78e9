"""存档点: a line that a power cut or a full disk tore takes the next one not with it."""

from pathlib import Path

from db.records.registry.place import Grid
from db.services.log_anchors import compare_file, keep_anchor
from db.store import Store


def test_what_comes_after_a_torn_line_is_read(store: Store, tmp_path: Path) -> None:
    path = keep_anchor(store, tmp_path)
    whole = path.read_bytes()
    store.save(Grid(name="东网格"))
    keep_anchor(store, tmp_path)
    path.write_bytes(path.read_bytes()[:-30])
    store.save(Grid(name="西网格"))
    keep_anchor(store, tmp_path)
    found = compare_file(store, path)
    assert [one.holds for one in found] == [True, True], "the torn one is none"
    assert f"第 {store.last_entry().seq} 条" in found[0].words
    assert path.read_bytes().startswith(whole)


def test_torn_at_any_byte_it_takes_no_whole_line_along(store: Store, tmp_path: Path) -> None:
    path = keep_anchor(store, tmp_path)
    first = path.read_bytes()
    store.save(Grid(name="东网格"))
    keep_anchor(store, tmp_path)
    both = path.read_bytes()
    store.save(Grid(name="西网格"))
    for length in range(len(both) + 1):
        path.write_bytes(both[:length])
        keep_anchor(store, tmp_path)
        found = compare_file(store, path)
        assert all(one.holds for one in found), length
        assert f"第 {store.last_entry().seq} 条" in found[0].words, length
        assert len(found) >= 1 + (length >= len(first)) + (length == len(both)), length
