"""类别 as options of the centre: what was typed before, in matters, limits, and what was asked of them."""

from collections.abc import Iterator

import pytest

from db.records.centre.clock_rule import ClockRule
from db.records.centre.option_list import OptionList
from db.records.condition import contains, is_, is_not, not_one_of, one_of, read, written
from db.records.matters.matter import Matter
from db.records.saved_list import SavedList
from db.services.centre.own_options import add, options_of, rename
from db.services.centre.own_words import lay_own_words
from db.services.check_store import faults_of
from db.services.record_history import plan
from db.store import FILE, Store, driver
from db.store.renames import OLD
from db.values import code_table
from tests.db.store.test_migrations import STEPS, apply_until, old

__all__ = ["old"]
TYPED = ("噪声", "物业服务", " 噪声 ", "噪声", "公共 设施", "", "停车难")


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    code_table.lay_over({})


@pytest.fixture
def upgraded(old: Store) -> Iterator[Store]:
    opened = driver.connect(old.folder / FILE, old._key)
    apply_until(opened, STEPS[STEPS.index("m058_categories") - 1])
    for number, text in enumerate(TYPED, 101):
        opened.execute(
            "INSERT INTO matter (id, version, subject, category, taken) VALUES (?, 1, '漏水', ?, '2026-03-02T09:00')",
            (number, text),
        )
    opened.execute(
        "INSERT INTO clock_rule (id, version, clock, category, since) VALUES (101, 1, 'matter.handle', '公共 设施', '2026-01-01')"
    )
    asked = written([contains("category", "噪"), is_("stage", "1")]), written([is_not("category", "物业服务")])
    for number, text in enumerate(asked, 101):
        opened.execute(
            "INSERT INTO saved_list (id, version, \"table\", name, conditions) VALUES (?, 1, 'matter', '我的', ?)",
            (number, text),
        )
    opened.close()
    store = Store._with_key(old.folder, old._key)
    yield store
    store.close()


def test_what_is_spelled_alike_is_one_option_and_the_program_s_own_stay(upgraded: Store) -> None:
    lay_own_words(upgraded)
    kept = [upgraded.get(Matter, number).category for number in range(101, 108)]
    noise, public = kept[0], kept[4]
    assert kept == [noise, "1", noise, noise, public, "", "2"]
    labels = code_table.load("matter_category").labels
    assert (labels[noise], labels[public]) == ("噪声", "公共 设施")
    assert upgraded.get(ClockRule, 101).category == public
    assert faults_of(upgraded) == []


def test_what_was_asked_for_words_asks_for_options(upgraded: Store) -> None:
    lay_own_words(upgraded)
    first, second = (read(upgraded.get(SavedList, number).conditions).conditions for number in (101, 102))
    assert first == (one_of("category", [upgraded.get(Matter, 101).category]), is_("stage", "1"))
    assert second == (not_one_of("category", ["1"]),)


@pytest.mark.parametrize(
    ("text", "as_that_of"),
    [("噪声", 101), (" 噪声", 101), ("公共  设施", 105), ("公共\u3000设施", 105), ("物业", 102), ("停车难", 107)],
)
def test_a_text_of_before_comes_back_as_its_option(upgraded: Store, text: str, as_that_of: int) -> None:
    """The log keeps what was written; whoever reads it has the option, whatever that is called by now."""
    lay_own_words(upgraded)
    wanted = upgraded.get(Matter, as_that_of).category
    rename(upgraded, "matter_category", upgraded.get(Matter, 101).category, "噪音")
    matter = upgraded.get(Matter, 106)
    for change in ({"facts": ["", ""]}, {"category": [text, ""]}):
        with upgraded.writing("从前") as w:
            w.note("update", Matter.TABLE, matter.id, change)
    made = plan(upgraded, matter, upgraded.history(matter)[1].seq)
    assert isinstance(made.record, Matter)
    assert made.record.category == wanted
    assert not [problem for problem in made.record.problems() if problem.field == "category"]
    assert code_table.load("matter_category").label(wanted) in made.changes[0].words()


def test_a_text_that_no_option_is_called_by_stays_as_it_was_written(upgraded: Store) -> None:
    lay_own_words(upgraded)
    assert OLD.change("matter", {"category": ["无人用过", None]}) == {"category": ["无人用过", None]}


def test_new_options_have_codes_that_none_had(upgraded: Store) -> None:
    lay_own_words(upgraded)
    before = {one.code for one in options_of(upgraded, "matter_category")}
    add(upgraded, "matter_category", "养犬")
    (fresh,) = [one for one in options_of(upgraded, "matter_category") if one.code not in before]
    assert fresh.label == "养犬"
    assert len(upgraded.select(OptionList)) == 1
