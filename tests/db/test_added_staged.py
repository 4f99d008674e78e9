"""A type with stages that a store is given at run time, through the doors: told, listed, moved, with what happened; exports and papers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.__main__ import main
from db.records import KINDS
from db.records.base import shown_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.letters.number import VOID, IssuedNumber
from db.records.registry.place import Building, Grid
from db.services.answers import Answers, Numbering
from db.services.importing.own_exports import other_export
from db.services.letters.number_record import NumberMoves
from db.services.save_as_declared import save_as_declared
from db.store import Store
from db.values import code_table
from printing.inputs import InputUnreadable, read, written
from printing.papers.record_sheet import RecordSheet
from tests.added import ADDED, EVERY, with_added
from tests.added_paper import PAPER
from tests.added_staged import Whistle
from tests.db.doors import Run, answer
from tests.factories import plant

DAY = date(2026, 3, 2)


@pytest.fixture
def store(store: Store) -> Store:
    return with_added(store)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command on a store that holds two types more."""

    def called(*arguments: object) -> tuple[int, str, str]:
        code = main([str(a) for a in arguments], EVERY)
        told = capsys.readouterr()
        return code, told.out, told.err

    yield called
    code_table.lay_over({})


@pytest.fixture
def whistle(store: Store) -> Whistle:
    place = store.kinds.reference_of(plant(store, Building))
    return save_as_declared(
        store, Whistle(what="占道", blown=DAY, grid=store.save(Grid(name="第一网格")).id, place=place)
    )


def test_the_doors_tell_list_and_move_it(run: Run, opened: list[object], store: Store, whistle: Whistle) -> None:
    told = next(kind for kind in answer(run("kinds", *opened, "--json")) if kind["table"] == Whistle.TABLE)
    assert (told["label"], told["room"], [flow["name"] for flow in told["flows"]]) == ("吹哨", "forces", ["whistle"])
    assert [stage["label"] for stage in told["flows"][0]["stages"]] == ["吹哨", "签收", "到场处置", "销哨", "作废"]
    listed = answer(run("list", Whistle.TABLE, *opened, "--where", "stage=吹哨", "--json"))
    (one,) = listed["records"]
    assert (one["title"], one["fields"]["grid"]) == ("哨〔2026〕1号 占道", "第一网格")
    plant(store, Body, name="城管中队")
    plant(store, Person, name="王建军")
    sign = ("move", Whistle.TABLE, whistle.id, "sign", *opened, "--did", "王建军")
    assert run(*sign, "--json")[0] == 2, "what the move needs is asked for"
    moved = answer(run(*sign, "--set", "lead=城管中队", "--set", "due=2026-03-03", "--json"))
    assert (moved["stage"], moved["stage_label"], moved["said"]) == ("2", "签收", "签收")
    told = answer(run("timeline", Whistle.TABLE, whistle.id, *opened, "--json"))
    assert [line["what"] for line in told["lines"]] == ["签收", "登记"]
    answer(run("move", Whistle.TABLE, whistle.id, "undo", *opened, "--json"))
    answer(run("move", Whistle.TABLE, whistle.id, "void", *opened, "--reason", "录重了", "--json"))
    assert store.get(Whistle, whistle.id).stage == "0"
    assert [number.state for number in store.select(IssuedNumber)] == [VOID]
    assert answer(run("verify", *opened, "--json"))["ok"]


def test_the_other_doors_know_it(run: Run, opened: list[object], whistle: Whistle, tmp_path: Path) -> None:
    assert answer(run("search", "zd", *opened, "--json"))["hits"][0]["id"] == whistle.id
    assert answer(run("stats", *opened, "--json"))["records"][Whistle.TABLE] == 1
    file = tmp_path / "吹哨.csv"
    assert answer(run("export", file, "--table", Whistle.TABLE, *opened, "--json"))["rows"] == 1
    assert "占道" in file.read_text(encoding="utf-8-sig")
    code, _, err = run("list", "spare_whistles", *opened)
    assert code == 2
    assert Whistle.TABLE in err
    assert main(["list", Whistle.TABLE, *map(str, opened)]) == 2, "the program by itself has no such type"


def test_its_export_is_known_for_ours(store: Store) -> None:
    for kind in ADDED:
        headings = [field.label for field in shown_of(kind.record).values()]
        assert other_export(headings, store.kinds) is kind
        assert other_export(headings, KINDS) is None


def test_its_numbers_are_counted_by_its_day(store: Store, whistle: Whistle) -> None:
    assert whistle.number == "哨〔2026〕1号"
    assert save_as_declared(store, Whistle(what="积水", blown=date(2025, 1, 4))).number == "哨〔2025〕1号"
    with pytest.raises(NumberMoves):
        save_as_declared(store, Whistle(**{**vars(whistle), "blown": date(2025, 1, 5)}))
    moved = save_as_declared(
        store, Whistle(**{**vars(whistle), "blown": date(2025, 1, 5)}), Answers(number=Numbering.RENEW)
    )
    assert moved.number == "哨〔2025〕2号"
    assert code_table.load("number_family").label(Whistle.TABLE) == "吹哨"


def test_its_paper_is_read_from_what_was_written() -> None:
    given = PAPER.example()
    assert read(RecordSheet, written(given), kinds=EVERY) == given
    with pytest.raises(InputUnreadable, match="不是登记表的名称"):
        read(RecordSheet, written(given))
