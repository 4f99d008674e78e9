"""Photos turned and put in another order: how they are looked at is kept, and what they show stays as it was."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from db.errors import RecordChanged, RecordGone
from db.records.exhibit import Exhibit
from db.records.matters.matter import Matter
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.caption_evidence import caption_evidence
from db.services.evidence.export_evidence import export_evidence
from db.services.evidence.look_of_evidence import arrange_evidence, turn_evidence
from db.services.evidence.ready import Ready
from db.services.evidence.remove_evidence import bring_back_evidence, remove_evidence
from db.services.evidence.shown import exhibits_of, shown_of
from db.services.pictures.turned import turned
from db.services.timeline import timeline
from db.store import NotByMove, Store
from tests.db.evidence.making import files_of, matter, photo, scan
from tests.db.pictures.making import drawn, is_red, seen


@pytest.fixture
def record(store: Store) -> Matter:
    return matter(store)


def jpeg(width: int = 96, height: int = 64) -> Ready:
    written = io.BytesIO()
    drawn(width, height).save(written, "JPEG", quality=85)
    return Ready("IMG_0001.jpg", written.getvalue())


def order(store: Store, record: Matter) -> list[str]:
    return [one.name.removeprefix("IMG_000").removesuffix(".jpg") for one in exhibits_of(store, record)]


# turned


def test_a_turn_is_kept_and_the_piece_stays(store: Store, record: Matter) -> None:
    (one,) = add_evidence(store, record, [jpeg()]).exhibits
    before = {name: path.read_bytes() for name, path in files_of(store).items()}
    saved = turn_evidence(store, one, 3)
    assert (saved.turned, saved.piece) == (3, one.piece)
    assert store.get(Exhibit, one.id) == saved
    assert {name: path.read_bytes() for name, path in files_of(store).items()} == before
    assert turn_evidence(store, saved, 4).turned == 0, "round and round is as before"
    assert [line.what for line in timeline(store, record)].count("添加照片和扫描件") == 1


def test_a_turn_that_is_there_already_changes_nothing(store: Store, record: Matter) -> None:
    (one,) = add_evidence(store, record, [photo()]).exhibits
    assert turn_evidence(store, one, 0) == one


def test_a_turn_and_a_caption_from_another_window_both_stay(store: Store, record: Matter) -> None:
    (one,) = add_evidence(store, record, [photo()]).exhibits
    caption_evidence(store, one, "东门")
    saved = turn_evidence(store, one, 1)
    assert (saved.caption, saved.turned) == ("东门", 1)
    remove_evidence(store, [saved])
    with pytest.raises(RecordGone):
        turn_evidence(store, saved, 2)


def test_what_was_turned_and_arranged_elsewhere_is_captioned_and_taken_away(store: Store, record: Matter) -> None:
    """Nobody has seen these versions here: the words of the one window and the turn of the other both stay."""
    one, other = add_evidence(store, record, [photo(1), photo(2)]).exhibits
    turn_evidence(store, one, 1)
    arrange_evidence(store, record, [other.id, one.id])
    saved = caption_evidence(store, one, "东门")
    assert (saved.caption, saved.turned, saved.place) == ("东门", 1, 2)
    with pytest.raises(RecordChanged):
        caption_evidence(store, one, "西门")
    with pytest.raises(RecordChanged):
        remove_evidence(store, [one])
    gone = remove_evidence(store, [saved, other])
    bring_back_evidence(store, gone)
    assert [(back.id, back.turned, back.place) for back in exhibits_of(store, record)] == [
        (other.id, None, 1),
        (one.id, 1, 2),
    ]


def test_of_what_is_over_it_is_turned_and_arranged_and_nothing_else(store: Store) -> None:
    """A signed page that comes back when all is over may lie on its side, too."""
    over = matter(store, stage="5", outcome="1")
    one, other = add_evidence(store, over, [photo(1), photo(2)]).exhibits
    saved = turn_evidence(store, one, 1)
    arrange_evidence(store, over, [other.id, one.id])
    assert order(store, over) == ["2", "1"]
    with pytest.raises(NotByMove, match="已经办结"):
        caption_evidence(store, store.get(Exhibit, saved.id), "另一张")


@pytest.mark.parametrize(("quarters", "red"), [(0, (0.2, 0.2)), (1, (0.8, 0.2)), (2, (0.8, 0.8)), (3, (0.2, 0.8))])
def test_it_leaves_the_program_as_it_is_looked_at(
    store: Store, record: Matter, tmp_path: Path, quarters: int, red: tuple[float, float]
) -> None:
    (one,) = add_evidence(store, record, [jpeg()]).exhibits
    path = export_evidence(store, turn_evidence(store, one, quarters), tmp_path)
    image = seen(path.read_bytes())
    assert image.size == ((64, 96) if quarters % 2 else (96, 64))
    assert [spot for spot in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)) if is_red(image, *spot)] == [red]


def test_turned_it_is_as_fine_as_before() -> None:
    content = jpeg(640, 480).content
    once = turned(content, 1)
    assert seen(once).quantization == seen(content).quantization  # type: ignore[attr-defined]
    assert turned(content, 4) is content
    again = seen(turned(once, 3)).convert("L")
    assert max(abs(a - b) for a, b in zip(again.tobytes(), seen(content).convert("L").tobytes(), strict=True)) <= 8


def test_a_scan_leaves_as_it_came(store: Store, record: Matter, tmp_path: Path) -> None:
    (one,) = add_evidence(store, record, [scan()]).exhibits
    path = export_evidence(store, turn_evidence(store, one, 1), tmp_path)
    assert path.read_bytes() == scan().content


@pytest.mark.parametrize(
    ("caption", "stem"),
    [
        ("𬭚" * 80, "𬭚" * 50),
        ("路" * 80, "路" * 66),
        ("a" * 90, "a" * 80),
        ("路" * 65 + "a👨\u200d👩", "路" * 65 + "a"),
        ("路" * 66 + "a葛\U000e0100", "路" * 66 + "a"),
        ("路" * 65 + "葛\U000e0100", "路" * 65),
    ],
)
def test_a_long_caption_is_cut_to_a_name_that_a_disk_takes(
    store: Store, record: Matter, tmp_path: Path, caption: str, stem: str
) -> None:
    (one,) = add_evidence(store, record, [photo()]).exhibits
    one = caption_evidence(store, one, caption)
    assert export_evidence(store, one, tmp_path).stem == stem
    assert export_evidence(store, one, tmp_path).stem == f"{stem} (2)"


def test_grey_stays_grey() -> None:
    written = io.BytesIO()
    Image.new("L", (40, 20), 90).save(written, "JPEG")
    image = seen(turned(written.getvalue(), 1))
    assert (image.mode, image.size) == ("L", (20, 40))


# arranged


def test_put_in_another_order_and_back(store: Store, record: Matter) -> None:
    ids = [one.id for one in add_evidence(store, record, [photo(n) for n in range(1, 5)]).exhibits]
    before = arrange_evidence(store, record, [ids[3], ids[0], ids[1], ids[2]])
    assert (order(store, record), before) == (["4", "1", "2", "3"], ids)
    arrange_evidence(store, record, before)
    assert order(store, record) == ["1", "2", "3", "4"]


def test_what_comes_later_stands_behind(store: Store, record: Matter) -> None:
    one, other = add_evidence(store, record, [photo(1), photo(2)]).exhibits
    arrange_evidence(store, record, [other.id, one.id])
    add_evidence(store, record, [photo(3), photo(4)])
    assert order(store, record) == ["2", "1", "3", "4"]


def test_two_windows_arrange_add_and_take_away(store: Store, record: Matter) -> None:
    """The order that is wanted holds for what is still there; what the other window added meanwhile stands behind it."""
    ids = [one.id for one in add_evidence(store, record, [photo(n) for n in range(1, 4)]).exhibits]
    add_evidence(store, record, [photo(4)])
    remove_evidence(store, [exhibits_of(store, record)[1]])
    arrange_evidence(store, record, [ids[2], ids[1], ids[0]])
    assert order(store, record) == ["3", "1", "4"]


def test_what_was_taken_away_comes_back_to_its_place(store: Store, record: Matter) -> None:
    ids = [one.id for one in add_evidence(store, record, [photo(n) for n in range(1, 4)]).exhibits]
    arrange_evidence(store, record, [ids[2], ids[1], ids[0]])
    gone = exhibits_of(store, record)[1]
    remove_evidence(store, [gone])
    bring_back_evidence(store, [gone])
    assert order(store, record) == ["3", "2", "1"]


def test_only_what_moves_is_written(store: Store, record: Matter) -> None:
    ids = [one.id for one in add_evidence(store, record, [photo(n) for n in range(1, 5)]).exhibits]
    arrange_evidence(store, record, [ids[0], ids[1], ids[3], ids[2]])
    assert [store.get(Exhibit, i).version for i in ids] == [1, 1, 2, 2]


def test_who_added_them_is_asked_for_all_at_once(store: Store, record: Matter) -> None:
    added = add_evidence(store, record, [photo(n) for n in range(1, 8)]).exhibits
    caption_evidence(store, added[2], "充电桩")
    log: list[str] = []
    connection: Any = store._connection
    connection.set_trace_callback(log.append)
    found = shown_of(store, record)
    connection.set_trace_callback(None)
    assert len([asked for asked in log if "FROM audit" in asked]) == 1
    oldest = store.first_entries(Exhibit.TABLE, [one.exhibit.id for one in found])
    for one in found:
        first = store.history(one.exhibit)[-1]
        assert oldest[one.exhibit.id].seq == first.seq
        assert (one.who, one.at) == (first.actor, first.at.replace(second=0, microsecond=0))
