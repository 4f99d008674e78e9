"""One slip is forgiven: a letter of pinyin, a character of a name; also beside other words, and never where something fits as it is."""

import random
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records.registry.resident import Resident
from db.services.find import find
from db.store import Store
from db.values import folding, pinyin, search_slips
from tests.bench.search import GIVEN, SURNAMES
from tests.db.finding import found, house, people, reasons

DICE = random.Random(14)
NAMES = sorted({DICE.choice(SURNAMES) + "".join(DICE.sample(GIVEN, 2)) for _ in range(60)})
"""Of three characters each, no two of them neighbours."""
STRANGE = "饕餮魑魅魍魉"
"""Characters that none of them has, and of other sounds."""


@pytest.fixture(scope="module")
def many(made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = shutil.copytree(made_store[0].folder, tmp_path_factory.mktemp("slips") / "store")
    store = Store._with_key(folder, made_store[0]._key)
    people(store, *NAMES)
    yield store
    store._connection.close()


def hits(store: Store, words: str) -> list[str]:
    """The names that words find."""
    return [store.get(Resident, hit.id).name for hit in store.search(words)]


@settings(max_examples=25)
@given(st.sampled_from(NAMES), st.integers(0, 2), st.sampled_from(STRANGE))
def test_one_wrong_character_anywhere(many: Store, name: str, place: int, wrong: str) -> None:
    assert name in hits(many, f"{name[:place]}{wrong}{name[place + 1 :]}")


@settings(max_examples=25)
@given(st.sampled_from(NAMES), st.integers(0, 1))
def test_two_characters_swapped(many: Store, name: str, place: int) -> None:
    assert name in hits(many, name[:place] + name[place + 1] + name[place] + name[place + 2 :])


@settings(max_examples=25)
@given(st.sampled_from(NAMES), st.integers(0, 3), st.sampled_from(STRANGE))
def test_one_character_too_many(many: Store, name: str, place: int, more: str) -> None:
    assert name in hits(many, f"{name[:place]}{more}{name[place:]}")


@settings(max_examples=25)
@given(st.sampled_from(NAMES), st.integers(0, 2))
def test_one_character_missing(many: Store, name: str, place: int) -> None:
    typed = name[:place] + name[place + 1 :]
    assert name in hits(many, typed) or hits(many, typed), "whoever is called just that comes, and nobody else"


@settings(max_examples=25)
@given(st.sampled_from(NAMES), st.data())
def test_one_slip_in_pinyin(many: Store, name: str, data: st.DataObject) -> None:
    spelled = "".join(pinyin.spellings(folding.units(name), person=True)[0])
    place = data.draw(st.integers(0, len(spelled) - 2))
    swapped = spelled[:place] + spelled[place + 1] + spelled[place] + spelled[place + 2 :]
    if swapped in hits(many, swapped) or many.search(swapped)[0].why != "typo":
        return  # it spells somebody else
    assert name in hits(many, swapped)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=12))
def test_whatever_is_typed_asks_in_letters_and_words_alone(text: str) -> None:
    for _, expression in search_slips.slips(text):
        bare = "".join(part for n, part in enumerate(expression.split('"')) if n % 2 == 0)
        assert set(bare) <= set("* ()ORAND")
        assert expression.count('"') % 2 == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("张国栋", ["张国芳"]),
        ("李国芳", ["张国芳"]),
        ("张芳", ["张国芳"]),
        ("张芳国", ["张国芳"]),
        ("张小国芳", ["张国芳"]),
        ("陈棋", ["陈琦"]),
        ("陈国", []),
        ("阿卜杜拉买买体", ["阿卜杜拉·买买提"]),
        ("阿不杜拉买买提", ["阿卜杜拉·买买提"]),
        ("李大芳", []),
        ("张国芳菲", ["张国芳"]),
    ],
)
def test_names_with_a_slip(store: Store, words: str, names: list[str]) -> None:
    people(store, "张国芳", "陈琦", "阿卜杜拉·买买提", "欧阳静")
    assert found(store, words) == names
    assert set(reasons(store, words)) <= {"typo", "sound"}


def test_a_slip_beside_other_words(store: Store) -> None:
    place = house(store, "幸福里", "3", "2", "502")
    store.save(Resident(name="张国芳", phone="13912345678", house=place.id))
    people(store, "张国芳")
    for words in ("zhangguofagn 3栋", "张国栋 5678", "3栋 张国栋", "张国芳 13912345687", "13912345687 幸福里"):
        assert len(store.search(words)) == 1, words
        assert store.search(words)[0].why == "typo", words


def test_a_word_that_somebody_has_as_it_is_has_no_slip(store: Store) -> None:
    store.save(Resident(name="张国芳", phone="13912345678"))
    people(store, "张国强")
    assert found(store, "张国强 5678") == []
    assert found(store, "张国强") == ["张国强"]


@pytest.mark.parametrize(
    ("words", "name", "said"),
    [
        ("章伟", "张伟", "音同字不同"),
        ("张卫国", "章伟国", "音同字不同"),
        ("章伟", "张伟民", "音同字不同"),
        ("曾丽", "郑丽", "读音相近"),
        ("张伟", "张伟", ""),
        ("zhangwei", "张伟", ""),
    ],
)
def test_who_was_found_by_the_sound_alone_says_so(store: Store, words: str, name: str, said: str) -> None:
    (one,) = people(store, name)
    lines = [line.subtitle for line in find(store, words) if line.id == one.id]
    assert [line.partition(" · ")[0] for line in lines] == [said]
