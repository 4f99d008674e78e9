"""按名单查找: what becomes of each line of a pasted list."""

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import Cancelled
from db.records.registry.resident import Resident
from db.services.listed_rows import ListedRows
from db.services.registry.find_listed import How, Line, chosen_ids, find_listed, lines_in, not_found
from db.services.selection import Listing, Selection
from db.store import Store
from tests.db.finding import house
from tests.factories import citizen_number

CARDS = [citizen_number(n) for n in range(1, 9)]
NAMES = ("张国芳", "李敏", "李敏", "王建国", "赵𬱖", "阿卜杜拉·买买提", "单雄信", "欧阳静")


@pytest.fixture(scope="module")
def register(made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Eight people, two of one name; nothing of it is changed."""
    folder = shutil.copytree(made_store[0].folder, tmp_path_factory.mktemp("listed") / "store")
    store = Store._with_key(folder, made_store[0]._key)
    three, five = house(store, "幸福里", "3", "2", "502"), house(store, "水景花苑", "5", "1", "101")
    with store.writing() as w:
        w.save_all(
            [
                Resident(name=name, id_number=card, phone=f"1391234567{n}", house=(three, five)[n % 2].id)
                for n, (name, card) in enumerate(zip(NAMES, CARDS, strict=True))
            ]
        )
    yield store
    store._connection.close()


def told(lines: list[Line]) -> list[tuple[str, How, list[str]]]:
    return [(line.written, line.how, [one.title for one in line.people]) for line in lines]


@pytest.mark.parametrize(
    ("written", "how", "names"),
    [
        ("张国芳", How.ONE, ["张国芳"]),
        ("1. 张国芳", How.ONE, ["张国芳"]),
        ("1\t张国芳", How.ONE, ["张国芳"]),
        ("李敏", How.SEVERAL, ["李敏", "李敏"]),
        ("李敏 3栋502", How.ONE, ["李敏"]),
        ("李敏\t13912345671", How.ONE, ["李敏"]),
        ("李敏 9栋", How.SEVERAL, ["李敏", "李敏"]),
        (CARDS[0], How.ONE, ["张国芳"]),
        (f"张国芳\t{CARDS[0]}", How.ONE, ["张国芳"]),
        (f"身份证号：{CARDS[0].lower()}", How.ONE, ["张国芳"]),
        (f"张国强\t{CARDS[0]}", How.LIKE, ["张国芳"]),
        (f"张国芳\t{CARDS[3]}", How.LIKE, ["王建国"]),
        (f"张国芳\t{citizen_number(77)}", How.LIKE, ["张国芳"]),
        ("13912345673", How.ONE, ["王建国"]),
        ("王建国 13900000000", How.ONE, ["王建国"]),
        ("章国方", How.LIKE, ["张国芳"]),
        ("张国花", How.LIKE, ["张国芳"]),
        ("阿卜杜拉.买买提", How.ONE, ["阿卜杜拉·买买提"]),
        ("赵𬱖", How.ONE, ["赵𬱖"]),
        ("欧阳 静", How.ONE, ["欧阳静"]),
        ("水景5-1-101", How.SEVERAL, ["李敏", "王建国", "阿卜杜拉·买买提", "欧阳静"]),
        ("钱多多", How.NOBODY, []),
        (citizen_number(99), How.NOBODY, []),
    ],
)
def test_a_line(register: Store, written: str, how: How, names: list[str]) -> None:
    (line,) = find_listed(register, written)
    assert (line.how, sorted(one.title for one in line.people)) == (how, sorted(names))


def test_a_list_of_a_sheet(register: Store) -> None:
    pasted = (
        f"序号\t姓名\t身份证号\n1\t张国芳\t{CARDS[0]}\n\n2\t李敏\t\n3\t钱多多\t\n4\t张国芳\t\n单雄信、王建国、孙悟空\n"
    )
    lines = find_listed(register, pasted)
    assert [(line.number, line.how) for line in lines] == [
        (2, How.ONE), (4, How.SEVERAL), (5, How.NOBODY), (6, How.ONE), (7, How.ONE), (7, How.ONE), (7, How.NOBODY),
    ]  # fmt: skip
    assert lines[3].note == "与第 2 行是同一人"
    assert not_found(lines) == ["钱多多", "孙悟空"]
    ids = chosen_ids(lines)
    assert [register.get(Resident, i).name for i in ids] == ["张国芳", "单雄信", "王建国"]
    rows = ListedRows(ids)
    assert {*Listing(Resident).ids(register, Selection(rows=rows))} == set(ids)
    assert [*Listing(Resident).ids(register, Selection(rows=rows, words="王"))] == [ids[2]]
    assert rows.words() == "按名单找到的 3 人"


def test_the_number_of_a_card_that_somebody_else_has_is_said(register: Store) -> None:
    other, differs = find_listed(register, f"张国强\t{CARDS[0]}\n张国芳\t{citizen_number(77)}")
    assert other.note == "证件号码对得上，姓名不同"
    assert differs.note == "姓名对得上，证件号码不同"


def test_it_stops_when_it_is_told_so(register: Store) -> None:
    with pytest.raises(Cancelled):
        find_listed(register, "张国芳\n李敏\n王建国", lambda done, _total: done < 1)


@pytest.mark.parametrize("pasted", ["", "\n \n", "姓名\t证件号码", "序号 姓名"])
def test_nothing_to_look_for(pasted: str) -> None:
    assert lines_in(pasted) == []


@settings(max_examples=20)
@given(st.lists(st.sampled_from((*NAMES, "钱多多", "孙悟空", *CARDS)), max_size=8))
def test_every_line_comes_out_once_and_whoever_is_there_is_found(register: Store, written: list[str]) -> None:
    lines = find_listed(register, "\n".join(written))
    assert [line.written for line in lines] == written
    for line in lines:
        assert (line.how is How.NOBODY) == (line.written in ("钱多多", "孙悟空"))
        assert (line.how is How.SEVERAL) == (line.written == "李敏")
    assert set(not_found(lines)) == {one for one in written if one in ("钱多多", "孙悟空")}


@settings(max_examples=20)
@given(st.text(max_size=40))
def test_whatever_is_pasted_is_answered(register: Store, pasted: str) -> None:
    for line in find_listed(register, pasted):
        assert (line.how is How.NOBODY) == (not line.people)
