"""The centre's own words in a notice: filled, on the grid, and refused when they cannot be."""

import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.letters.wording import Wording
from printing.inputs import read, written
from printing.papers import PAPERS
from printing.papers.hall.notice import PASSAGES, Notice, Recipient
from printing.papers.hall.notice_shapes import message
from tests.printing import measure
from tests.printing.samples import letter

make = PAPERS["notice"].make


def own(**texts: str) -> tuple[Wording, ...]:
    return tuple(Wording(paper="notice", key=key, text=text) for key, text in texts.items())


def text_of(given: Notice) -> str:
    return "".join(measure.text(row) for page in measure.pages(make(given)) for row in measure.rows(page))


def test_the_centres_words_stand_in_place_of_the_programs() -> None:
    words = own(
        title="关于邀您参加{会议名称}的通知",
        opening="{社区名称}定于{时间}在{地点}召开{会议名称}，{邀请}：",
        to_household="恭请您家来一位代表",
        wishes="请凭本通知入场；联系人{联系人}。",
        closing="盼您光临。\n特此通知。",
    )
    text = text_of(letter(wordings=words))
    assert "关于邀您参加幸福里社区2026年3月议事厅会议的通知" in text
    assert "幸福里社区定于2026年3月25日（星期三）下午2:30在幸福里社区党群服务中心二楼议事厅召开" in text
    assert "恭请您家来一位代表：" in text
    assert "请凭本通知入场；联系人李敏，0435-6321788。" in text
    assert "盼您光临。特此通知。" in text
    assert "现定于" not in text


def test_the_layout_stays_the_programs() -> None:
    words = own(opening="各位邻居：" + "大家的事大家商量着办，" * 12 + "{邀请}。", closing="特此通知。")
    assert measure.grid_faults(make(letter(wordings=words))) == []


def test_units_are_invited_by_their_own_words() -> None:
    unit = (Recipient(name="孙志强", salutation="安居物业服务有限公司："),)
    words = own(to_household="请您家来人", to_others="请派员参加")
    assert "请派员参加" in text_of(letter(wordings=words, recipients=unit))
    assert "请您家来人" not in text_of(letter(wordings=words, recipients=unit))


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.key)
def test_the_programs_words_are_what_a_letter_without_any_says(passage: object) -> None:
    usual = own(**{passage.key: passage.usual})  # type: ignore[attr-defined]
    assert text_of(letter(wordings=usual)) == text_of(letter())


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.key)
def test_every_field_offered_can_be_used(passage: object) -> None:
    words = own(**{passage.key: "".join(f"{{{f}}}" for f in passage.fields)})  # type: ignore[attr-defined]
    plain = evolve(letter().meeting, requirements="")
    assert "{" not in text_of(letter(wordings=words, meeting=plain))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (own(opening="定于{会议时间}召开"), "模板“开头”：不认识字段“{会议时间}”"),
        (own(closing="特此{通知。"), "模板“结束语”：有一个“{”没有配上“}”"),
        (own(end="特此通知。"), "没有“end”这一段"),
    ],
)
def test_words_that_cannot_be_filled_are_refused_before_anything_is_drawn(
    words: tuple[Wording, ...], said: str
) -> None:
    with pytest.raises(RecordInvalid) as refused:
        make(letter(wordings=words))
    assert said in str(refused.value)


def test_words_travel_in_a_file_as_all_input_does() -> None:
    given = letter(wordings=own(closing="盼复。"))
    again = read(Notice, written(given))
    assert text_of(again) == text_of(given)


def test_doors_boards_and_chat_groups_read_the_same_words() -> None:
    words = own(
        title="关于邀您参加{会议名称}的通知",
        opening="定于{时间}开会，{邀请}：",
        to_others="欢迎参加",
        closing="盼复。\n此致",
    )
    said = message(letter(wordings=words, recipients=()))
    assert said.title == "关于邀您参加幸福里社区2026年3月议事厅会议的通知"
    assert said.lines[0] == "定于2026年3月25日（星期三）下午2:30开会，欢迎参加："
    assert said.lines[-2:] == ("盼复。", "此致")
    with pytest.raises(RecordInvalid, match="不认识字段"):
        message(letter(wordings=own(closing="{没有}"), recipients=()))
