"""设置 → 选项: own names, order and codes lie over shipped tables; what is retired is read as ever and offered no more."""

from collections.abc import Iterator
from datetime import date
from importlib import resources

import pytest

from db.errors import AppError, ValueUnreadable
from db.records import KINDS
from db.records.base import changed, fields_of
from db.records.bodies.tenure import Tenure
from db.records.centre.option_list import OptionList
from db.records.hall.meeting import Meeting
from db.records.matters.matter import Matter
from db.services.centre import own_options
from db.services.centre.own_options import (
    add,
    as_shipped,
    explain,
    is_as_shipped,
    options_of,
    rename,
    retire,
    shift,
    take_back,
)
from db.services.centre.own_words import lay_own_words
from db.store import MoveRefused, Store
from db.values import code_table
from tests.factories import begun

CHANNEL = "matter_channel"


@pytest.fixture(autouse=True)
def as_the_program_has_them() -> Iterator[None]:
    yield
    code_table.lay_over({})


def labels(table: str = CHANNEL) -> list[str]:
    return list(code_table.load(table).labels.values())


def code(label: str, table: str = CHANNEL) -> str:
    return next(one for one, told in code_table.load(table).labels.items() if told == label)


def test_a_code_of_ones_own_is_read_and_shown_and_stays_its_own(store: Store) -> None:
    add(store, CHANNEL, "网格铃", "社区会议纪要")
    own = code("网格铃")
    channel = fields_of(Matter)["channel"]
    assert (own[0], labels()[-1], channel.read("网格铃"), channel.show(own)) == ("u", "网格铃", own, "网格铃")
    matter = begun(store, Matter, {"subject": "路灯", "channel": own})
    assert store.get(Matter, matter.id).channel == own
    option = options_of(store, CHANNEL)[-1]
    assert (option.code, option.since, option.source) == (own, date.today(), "社区会议纪要")
    add(store, "care", "空巢改造户")
    assert code("空巢改造户", "care") != own, "no code means two things"


def test_another_name_is_shown_and_the_shipped_one_still_read(store: Store) -> None:
    rename(store, CHANNEL, "1", "服务窗口")
    channel = fields_of(Matter)["channel"]
    assert (channel.show("1"), channel.read("服务窗口"), channel.read("窗口"), channel.read("来访")) == (
        "服务窗口",
        "1",
        "1",
        "1",
    )
    rename(store, CHANNEL, "1", "")
    assert channel.show("1") == "窗口"


def test_order_is_the_centres_and_a_code_that_came_later_has_its_place(store: Store) -> None:
    was = labels()
    shift(store, CHANNEL, "2", -1)
    assert labels()[:3] == [was[1], was[0], was[2]]
    shift(store, CHANNEL, "1", -5)
    assert labels() == was
    shift(store, CHANNEL, "99", -100)
    assert (labels()[0], labels()[1:]) == (was[-1], was[:-1])
    code_table.lay_over({"sex": code_table.Own(order=["2", "1"])})
    assert list(code_table.load("sex").labels) == ["2", "0", "9", "1"]


def test_what_is_retired_is_offered_no_more_and_its_records_are_read_and_saved(store: Store) -> None:
    matter = begun(store, Matter, {"subject": "路灯", "channel": "6"})
    retire(store, CHANNEL, "6", off=True)
    table = code_table.load(CHANNEL)
    assert ("6" in table.labels, "6" in table.offered) == (True, False)
    kept = store.get(Matter, matter.id)
    assert fields_of(Matter)["channel"].show(kept.channel) == "流动茶桌"
    assert not [problem for problem in kept.problems() if problem.field == "channel"]
    assert [one.since for one in options_of(store, CHANNEL) if one.off] == [date.today()]
    retire(store, CHANNEL, "6", off=False)
    assert "6" in code_table.load(CHANNEL).offered


def test_on_what_paper_it_rests_and_since_when_is_kept_with_what_was_said_alone(store: Store) -> None:
    def said(code: str) -> tuple[str, date | None]:
        return next((one.source, one.since) for one in options_of(store, CHANNEL) if one.code == code)

    explain(store, CHANNEL, "2", "纪要", "2026-3-2")
    assert (said("2"), store.count(OptionList)) == (("", None), 0), "nothing was said of it"
    rename(store, CHANNEL, "2", "热线")
    assert said("2") == ("", date.today())
    explain(store, CHANNEL, "2", " 纪要 ", "2026-3-2")
    assert said("2") == ("纪要", date(2026, 3, 2))
    with pytest.raises(ValueUnreadable):
        explain(store, CHANNEL, "2", "", "下个月")
    retire(store, CHANNEL, "2", off=True)
    assert said("2") == ("纪要", date.today())
    retire(store, CHANNEL, "2", off=False)
    rename(store, CHANNEL, "2", "")
    assert said("2") == ("", None)
    assert is_as_shipped(CHANNEL, options_of(store, CHANNEL))


def test_what_begins_on_a_day_to_come_is_not_yet(store: Store) -> None:
    add(store, CHANNEL, "网格铃")
    own = code("网格铃")
    for one in (own, "6"):
        assert one in code_table.load(CHANNEL).offered
    explain(store, CHANNEL, own, "", "2999-1-1")
    retire(store, CHANNEL, "6", off=True)
    explain(store, CHANNEL, "6", "", "2999-1-1")
    offered = code_table.load(CHANNEL).offered
    assert (own in offered, "6" in offered) == (False, True)
    retire(store, CHANNEL, own, off=True)
    assert own not in code_table.load(CHANNEL).offered, "from today on"


def test_what_was_said_is_taken_back_and_own_codes_that_came_since_stay(store: Store) -> None:
    rename(store, CHANNEL, "2", "热线")
    shift(store, CHANNEL, "2", -1)
    was, kept = labels(), store.select(OptionList)[0].options
    said = as_shipped(store, CHANNEL)
    add(store, CHANNEL, "网格铃")
    take_back(store, CHANNEL, said)
    assert labels() == [*was, "网格铃"]
    assert store.select(OptionList)[0].options[:-1] == tuple(
        changed(one, id=there.id, version=there.version)
        for one, there in zip(kept, store.select(OptionList)[0].options, strict=False)
    )


def test_what_another_window_said_since_is_not_taken_back_with_it(store: Store) -> None:
    said = rename(store, CHANNEL, "2", "热线")
    retire(store, CHANNEL, "6", off=True)
    now = store.select(OptionList)
    with pytest.raises(MoveRefused, match="后来又改过"):
        take_back(store, CHANNEL, said)
    assert store.select(OptionList) == now
    retire(store, CHANNEL, "6", off=False)
    take_back(store, CHANNEL, said)
    assert is_as_shipped(CHANNEL, options_of(store, CHANNEL)), "it is again as the change left it"


def test_a_new_record_begins_with_nothing_that_is_offered_no_more(store: Store) -> None:
    field = fields_of(Matter)["channel"]
    assert (field.offered("1"), field.offered("")) == ("1", "")
    retire(store, CHANNEL, "1", off=True)
    assert (field.offered("1"), field.offered("2"), field.show("1")) == ("", "2", "窗口")
    assert fields_of(Matter)["subject"].offered("1") == "1"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("", "请给新的选项起个名字"),
        ("\u200b \t", "请给新的选项起个名字"),
        ("来电", "已经有一个选项叫“来电”，请另起名字"),
        (" 来\u200b电\n", "已经有一个选项叫“来电”，请另起名字"),
        ("１２３４５", "已经有一个选项叫“12345"),
        ("电话", "已经有一个选项叫“来电（电话）”，请另起名字"),
        ("一" * 21, "选项的名字最多 20 个字"),
    ],
)
def test_a_name_that_cannot_be_is_refused(store: Store, label: str, said: str) -> None:
    with pytest.raises(MoveRefused) as refused:
        add(store, CHANNEL, label)
    assert said in str(refused.value)
    assert not store.count(OptionList)


def test_what_one_was_called_before_is_read_still_and_is_free_again(store: Store) -> None:
    channel = fields_of(Matter)["channel"]
    add(store, CHANNEL, "网格铃")
    own = code("网格铃")
    rename(store, CHANNEL, own, "网格响铃")
    rename(store, CHANNEL, "1", "服务窗口")
    rename(store, CHANNEL, "1", "前台")
    code_table.lay_over({})
    lay_own_words(store)
    assert [channel.read(word) for word in ("网格铃", "网格响铃", "服务窗口", "前台", "窗口")] == [
        own,
        own,
        "1",
        "1",
        "1",
    ]
    assert "网格铃" not in labels()
    as_shipped(store, CHANNEL)
    assert channel.read("前台") == "1", "also after all was given back"
    add(store, CHANNEL, "网格铃")
    other = code("网格铃")
    assert other != own
    assert (channel.read("网格铃"), channel.read("网格响铃")) == (other, own)
    rename(store, CHANNEL, other, "楼道铃")
    assert channel.read("网格铃") == other, "who had it last"
    rename(store, CHANNEL, other, "网格铃")
    assert "网格铃" not in "".join(one.former for one in options_of(store, CHANNEL))


def test_of_many_names_of_before_the_last_ones_are_read(store: Store) -> None:
    names = [f"第{n}个叫法" for n in range(own_options.MOST_FORMER + 3)]
    for name in names:
        rename(store, CHANNEL, "2", name)
    spellings = code_table.load(CHANNEL)
    assert [spellings.code(name) for name in names[:3]] == [None, None, "2"]
    assert {spellings.code(name) for name in names[2:]} == {"2"}


def test_the_last_one_is_not_retired_and_an_own_one_keeps_a_name(store: Store) -> None:
    add(store, "visit_way", "视频")
    own = code("视频", "visit_way")
    with pytest.raises(MoveRefused, match="要有名字"):
        rename(store, "visit_way", own, " ")
    for one in ("1", "2", "3"):
        retire(store, "visit_way", one, off=True)
    with pytest.raises(MoveRefused, match="至少要留一个"):
        retire(store, "visit_way", own, off=True)


def test_own_codes_outlive_giving_the_table_back_and_are_never_deleted(store: Store) -> None:
    rename(store, CHANNEL, "1", "服务窗口")
    as_shipped(store, CHANNEL)
    assert labels() == list(code_table.program(CHANNEL).labels.values())
    assert [one.code for one in store.select(OptionList)[0].options] == ["1"], "only what it was called is remembered"
    retire(store, "care", "11", off=True)
    as_shipped(store, "care")
    assert not [one for one in store.select(OptionList) if one.table == "care"], (
        "nothing is left where nothing was called"
    )
    add(store, CHANNEL, "网格铃")
    shift(store, CHANNEL, code("网格铃"), -100)
    rename(store, CHANNEL, "1", "服务窗口")
    as_shipped(store, CHANNEL)
    assert set(labels()) == {*code_table.program(CHANNEL).labels.values(), "网格铃"}
    with pytest.raises(AppError, match="不能删掉"), store.writing("删") as w:
        w.delete(store.select(OptionList)[0])


def test_whether_there_is_anything_to_give_back(store: Store) -> None:
    def is_shipped() -> bool:
        return is_as_shipped(CHANNEL, options_of(store, CHANNEL))

    add(store, CHANNEL, "网格铃")
    assert is_shipped(), "own ones stay in any case"
    for change in (
        lambda: shift(store, CHANNEL, "2", -1),
        lambda: retire(store, CHANNEL, "2", off=True),
        lambda: rename(store, CHANNEL, "2", "热线"),
    ):
        change()
        assert not is_shipped()
        as_shipped(store, CHANNEL)
        assert is_shipped()


def test_what_the_program_offers_no_more_is_read_and_a_centre_may_offer_it(store: Store) -> None:
    kind, tea = fields_of(Meeting)["kind"], "10"
    table = "meeting_kind"

    def is_offered() -> bool:
        return tea in code_table.load(table).offered

    assert (kind.read("流动茶桌"), kind.show(tea), kind.offered(tea), is_offered()) == (tea, "流动茶桌", "", False)
    assert not kind.fault(tea)
    assert is_as_shipped(table, options_of(store, table))
    assert {one.code for one in options_of(store, table) if one.off} == {"6", tea}
    rename(store, table, "1", "议事厅会议")
    assert not is_offered(), "something else was said"
    assert [one.since for one in options_of(store, table) if one.off] == [None, None]
    rename(store, table, "1", "")
    assert not store.count(OptionList) or store.select(OptionList)[0].options[0].former
    retire(store, table, tea, off=False)
    assert is_offered()
    assert not is_as_shipped(table, options_of(store, table))
    assert {one.code for one in options_of(store, table) if one.since} == {tea}
    code_table.lay_over({})
    lay_own_words(store)
    assert is_offered()
    as_shipped(store, table)
    assert not is_offered()


def test_what_is_named_as_offered_no_more_is_in_its_table() -> None:
    for file in resources.files("resources").joinpath("codes").iterdir():
        table = code_table.program(file.name.removesuffix(".csv"))
        assert table.retired <= table.labels.keys()
        assert not table.retired or table.own, "a centre may offer it"


def test_a_number_of_an_own_code_is_never_used_again(store: Store) -> None:
    add(store, CHANNEL, "网格铃")
    first = code("网格铃")
    store.save(OptionList(table="care"), "")
    add(store, "post", "红哨兵")
    assert code("红哨兵", "post") != first


def test_another_process_reads_what_the_store_keeps(store: Store) -> None:
    add(store, CHANNEL, "网格铃")
    rename(store, CHANNEL, "2", "热线")
    code_table.lay_over({})
    assert "网格铃" not in labels()
    lay_own_words(store)
    assert {"网格铃", "热线"} <= set(labels())


def test_what_another_window_did_is_not_undone(store: Store) -> None:
    add(store, CHANNEL, "网格铃")
    code_table.lay_over({})  # as in a window that was opened before
    add(store, CHANNEL, "楼道会")
    assert {"网格铃", "楼道会"} <= set(labels())


def test_tables_name_where_they_are_used_and_none_that_the_law_fixes_is_among_them() -> None:
    found = {one.table: one for one in own_options.tables(KINDS)}
    assert "诉求的来源渠道" in found[CHANNEL].title
    assert "任职的职务" in " ".join(found["post"].used)
    assert Tenure.LABEL in " ".join(found["post"].used)
    assert not {"sex", "ethnicity", "politics", "relation", "id_kind", "dispute", "outcome", "case_source"} & set(found)


def test_no_shipped_code_looks_like_one_of_a_centres_own() -> None:
    for file in resources.files("resources").joinpath("codes").iterdir():
        table = code_table.program(file.name.removesuffix(".csv"))
        assert not [one for one in table.labels if table.own and one.startswith("u")]
