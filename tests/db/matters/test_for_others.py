"""What leaves the house names nobody who does not want to be named, however far the matter is that they brought."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from db.records.base import Record, changed
from db.records.bodies.body import Body
from db.records.matters.matter import Matter
from db.records.matters.opinion_letter import OpinionLetter
from db.records.matters.parts import Claimant
from db.records.matters.reminder import Reminder
from db.records.matters.whistle import Whistle
from db.services.due import DueItem
from db.services.duties.giving_out import Use
from db.services.export_table import export_table
from db.services.matters.blow import begun_of_matter, blow_whistle
from db.services.matters.for_others import for_others
from db.services.morning import morning
from db.services.save_as_declared import save_as_declared
from db.store import Store
from tests.db.matters.hub import join, matter
from tests.factories import plant

NAMES = ("王小明", "欧阳明")
MINDS = tuple(Claimant(name=name, hidden=True) for name in NAMES)


def whistled(store: Store) -> Whistle:
    """A whistle into which a clerk wrote who brought the matter, and who brought another one that was joined to it."""
    one = matter(store, "漏水", claimants=MINDS[:1])
    join(store, matter(store, "也漏水", claimants=MINDS[1:]), one)
    begun = begun_of_matter(store, store.get(Matter, one.id))
    typed = changed(
        begun,
        subject="王小明家漏水",
        facts="欧阳明家也漏",
        kind="4",
        lead=plant(store, Body, name="城管").id,
        blown=datetime(2026, 3, 3, 9),
    )
    return blow_whistle(store, typed)


def reminder(whistle: Whistle) -> Record:
    return Reminder(whistle=whistle.id, lead=whistle.lead, subject=whistle.subject, what="请到欧阳明家")


def letter(whistle: Whistle) -> Record:
    return OpinionLetter(
        whistle=whistle.id, lead=whistle.lead, above=whistle.lead, subject="关于王小明家漏水", day=date(2026, 3, 9)
    )


def slip(whistle: Whistle) -> Record:
    return whistle


def test_a_covered_export_names_nobody_who_minds_in_any_text_and_a_whole_one_all(store: Store, tmp_path: Path) -> None:
    one = whistled(store)
    matter(store, "王小明来问路", claimants=(Claimant(name="张三"),), facts="欧阳明带来的")
    root = store.get(Matter, one.matter)
    save_as_declared(store, changed(root, subject="王小明、欧阳明家漏水", facts="王小明说的"))
    for kind, covered in ((Matter, [1, 1]), (Whistle, [0, 0])):
        for whole in (None, Use(recipient="街道", purpose="核对")):
            path = tmp_path / f"{kind.TABLE}{whole is None}.csv"
            export_table(store, kind, path, whole=whole)
            found = [path.read_text("utf-8-sig").count(name) for name in NAMES]
            assert found == covered if whole is None else all(found)


def test_the_morning_list_names_nobody_who_minds(store: Store) -> None:
    one = whistled(store)
    item = DueItem(Whistle.TABLE, one.id, one.number, one.subject, "", "", None)
    (stop,) = morning(store, datetime(2026, 3, 9, 8), [item])
    assert stop.matter == "诉求人家漏水"


@pytest.mark.parametrize("made", [slip, reminder, letter])
def test_no_paper_of_a_whistle_names_whoever_minds(store: Store, made: Callable[[Whistle], Record]) -> None:
    paper = save_as_declared(store, made(whistled(store)))
    told, titles = for_others(store, paper, store.all_titles([paper]))
    words = f"{told}{titles}"
    assert [name for name in NAMES if name in words] == []
    assert "诉求人家漏水" in words
