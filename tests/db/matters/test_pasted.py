"""从聊天粘贴: one message one matter, without whom it names; never twice, and taken back at once."""

from datetime import date, datetime, timedelta

import pytest

from db.errors import Cancelled, RecordChanged, RecordInvalid
from db.records.letters.number import VOID, IssuedNumber
from db.records.matters.matter import Matter
from db.records.registry.place import Building
from db.records.role import Role
from db.services.matters.pasted import OFFICIAL_ACCOUNT, WECHAT, read_chat, take_back, take_over
from db.services.move import move
from db.store import Store
from db.values.chat_text import Said, read, stripped
from tests.db.matters.hub import matter
from tests.db.matters.test_stages import opened_as
from tests.factories import estate, plant

TODAY = date(2026, 3, 10)
CHAT = """王芳 2026/3/9 9:12
幸福里小区3号楼东侧充电桩没电了
电话13804350021
李四 9:15
收到
张国富 昨天 21:03
我是张国富，5栋楼道灯不亮，@王芳 麻烦看看，身份证220521199003070031
"""


def test_a_message_goes_on_until_the_next_head_and_a_time_alone_is_of_the_day_before_it() -> None:
    assert [(one.name, one.at, one.is_idle) for one in read(CHAT, TODAY)] == [
        ("王芳", datetime(2026, 3, 9, 9, 12), False),
        ("李四", datetime(2026, 3, 9, 9, 15), True),
        ("张国富", datetime(2026, 3, 9, 21, 3), False),
    ]


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("1、王芳：3号楼漏水", "王芳", "3号楼漏水"),
        ("（2）路灯不亮", "", "路灯不亮"),
        ("3号楼：水管爆了", "", "3号楼：水管爆了"),
        ("李敏（5栋）: 停车难", "李敏（5栋）", "停车难"),
    ],
)
def test_without_heads_each_line_is_one(line: str, name: str, text: str) -> None:
    (one,) = read(f"\n{line}\n", TODAY)
    assert (one.name, one.text) == (name, text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("王芳:\n3号楼漏水\n\n李四：\n5号楼没电\n一天了\n", [("王芳", "3号楼漏水"), ("李四", "5号楼没电 一天了")]),
        ("李四：楼道灯坏了\n王五：垃圾没人收\n明天停水 8:00\n", [("李四", "楼道灯坏了"), ("王五", "垃圾没人收"), ("", "明天停水 8:00")]),
        ("李四：没电\n王五 9:15\n漏水\n赵六 9:16\n没暖气\n", [("李四", "没电"), ("王五", "漏水"), ("赵六", "没暖气")]),
        ("反映问题如下：\n路灯不亮\n下水堵了\n", [("", "反映问题如下："), ("", "路灯不亮"), ("", "下水堵了")]),
    ],
)  # fmt: skip
def test_heads_of_any_shape_and_no_line_swallows_others(text: str, told: list[tuple[str, str]]) -> None:
    assert [(one.name, one.text) for one in read(text, TODAY)] == told


def test_a_head_without_a_text_is_told_and_no_matter() -> None:
    told = [(one.name, one.text, one.is_idle) for one in read("张三 2026/3/9 9:12\n李四 9:13\n漏水\n", TODAY)]
    assert told == [("张三", "张三 2026/3/9 9:12", True), ("李四", "漏水", False)]


@pytest.mark.parametrize("text", ["收到", "好的，谢谢", "[图片]", "👍👍", "嗯嗯嗯嗯", "辛苦了！"])
def test_thanks_and_pictures_are_no_matter(text: str) -> None:
    assert read(text, TODAY)[0].is_idle


@pytest.mark.parametrize("text", ["收到垃圾没人运", "好的物业为什么不管"])
def test_what_only_begins_so_is_one(text: str) -> None:
    assert not read(text, TODAY)[0].is_idle


def test_who_is_named_and_their_numbers_do_not_stand_in_the_subject() -> None:
    told = [stripped(one, frozenset({"王芳", "李四"})) for one in read(CHAT, TODAY)]
    assert told[0] == "幸福里小区3号楼东侧充电桩没电了"
    assert told[2] == "5栋楼道灯不亮，麻烦看看"
    assert stripped(Said("王芳", None, "3号楼2单元502漏水，138 0435 0021")) == "3号楼2单元502漏水"


def test_what_is_ticked_is_taken_in_with_place_time_and_who(desk: Store) -> None:
    building = plant(desk, Building, number="3", estate=estate(desk, "幸福里小区"))
    lines = read_chat(desk, CHAT, WECHAT, TODAY)
    assert [line.is_wanted for line in lines] == [True, False, True]
    first, second = take_over(desk, [line for line in lines if line.is_wanted], anonymous=False)
    assert (first.subject, first.channel, first.taken) == (
        "幸福里小区3号楼东侧充电桩没电了",
        WECHAT,
        datetime(2026, 3, 9, 9, 12),
    )
    assert (first.building, first.estate) == (building.id, building.estate)
    assert [(c.name, c.phone) for c in first.claimants] == [("王芳", "13804350021")]
    assert "13804350021" in first.facts
    assert (second.claimants[0].name, second.building, second.stage) == ("张国富", 0, "1")
    assert first.number
    assert first.slip


def test_nobody_is_named_where_the_clerk_says_so(desk: Store) -> None:
    lines = read_chat(desk, CHAT, WECHAT, TODAY)
    for one in take_over(desk, lines[::2], anonymous=True):
        assert [(c.name, c.phone, c.anonymous) for c in one.claimants] == [("", "", True)]
        assert not any(told in f"{one.subject}{one.facts}" for told in ("张国富", "王芳", "1380435", "220521"))


def test_what_was_pasted_before_is_known_and_never_taken_in_twice(desk: Store) -> None:
    lines = read_chat(desk, CHAT, WECHAT, TODAY)
    wanted = [line for line in lines if line.is_wanted]
    taken = take_over(desk, wanted, anonymous=True)
    again = read_chat(desk, CHAT.replace("东侧充电桩", " 东侧 充电桩"), WECHAT, TODAY)
    assert [line.is_wanted for line in again] == [False, False, False]
    assert taken[0].number in again[0].known
    with pytest.raises(RecordInvalid, match="已经登记过"):
        take_over(desk, wanted, anonymous=True)
    assert desk.count(Matter) == 2
    assert all(line.is_wanted for line in read_chat(desk, CHAT, OFFICIAL_ACCOUNT, TODAY)[::2])
    twice = read_chat(desk, "路灯不亮\n路灯不亮", WECHAT, TODAY)
    assert [line.is_wanted for line in twice] == [True, False]


def test_a_line_without_a_day_is_known_for_some_days(desk: Store) -> None:
    take_over(desk, read_chat(desk, "路灯不亮", WECHAT, TODAY), anonymous=False)
    days = [read_chat(desk, "路灯不亮", WECHAT, TODAY + timedelta(days=later))[0] for later in (0, 1, 7, 8)]
    assert [line.is_wanted for line in days] == [False, False, False, True]
    assert "登记过" in days[1].known
    assert read_chat(desk, "王芳 2026/3/11 9:12\n路灯不亮", WECHAT, TODAY)[0].is_wanted, "that is of another day"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3号楼没水，电话13804350021", "13804350021"),
        ("13804350021 ，3号楼没水", "13804350021"),
        ("3号楼没水，我的电话号码是：13804350021，谢谢", "13804350021"),
        ("物业电话13804350021 打不通", ""),
        ("物业，13804350021，打不通", ""),
        ("维修师傅 13804350021 态度差", ""),
        ("物业13804350021，没人管", ""),
        ("电话13804350021，找张姐13904350022", ""),
    ],
)
def test_a_number_is_of_who_wrote_it_where_nothing_says_otherwise(desk: Store, text: str, number: str) -> None:
    (line,) = read_chat(desk, f"王芳：{text}", WECHAT, TODAY)
    assert [one.phone for one in line.matter.claimants] == [number]


def test_what_may_be_the_same_is_told(desk: Store) -> None:
    building = plant(desk, Building, number="3", estate=estate(desk, "幸福里小区"))
    there = matter(desk, "充电桩又没电", building=building.id)
    line = read_chat(desk, CHAT, WECHAT, TODAY)[0]
    assert there.number in line.alike
    assert line.is_wanted, "the clerk decides"


def test_taking_back_makes_all_void_unless_one_was_dealt_with(desk: Store) -> None:
    lines = read_chat(desk, "路灯不亮\n水管漏了", WECHAT, TODAY)
    taken = take_over(desk, lines, anonymous=False)
    take_back(desk, taken)
    assert {one.stage for one in desk.select(Matter)} == {"0"}
    assert {entry.state for entry in desk.select(IssuedNumber)} == {VOID}
    again = take_over(desk, read_chat(desk, "路灯不亮\n水管漏了", WECHAT, TODAY), anonymous=False)
    move(desk, again[0], "gather", called="网格长")
    with pytest.raises(RecordChanged):
        take_back(desk, again)


def test_whoever_may_take_in_takes_back_though_others_make_matters_void(desk: Store) -> None:
    with opened_as(desk, Role.SECRETARY) as clerk:
        take_back(clerk, take_over(clerk, read_chat(clerk, "路灯不亮", WECHAT, TODAY), anonymous=False))
    assert [one.stage for one in desk.select(Matter)] == ["0"]


def test_many_are_stopped_in_the_middle_and_nothing_is_left(desk: Store) -> None:
    text = "\n".join(f"{n}号楼路灯不亮" for n in range(9))

    def until_five(done: int, _total: int) -> bool:
        return done < 5

    with pytest.raises(Cancelled):
        read_chat(desk, text, WECHAT, TODAY, until_five)
    lines = read_chat(desk, text, WECHAT, TODAY)
    with pytest.raises(Cancelled):
        take_over(desk, lines, anonymous=True, tick=until_five)
    assert (desk.count(Matter), desk.count(IssuedNumber)) == (0, 0)
    taken = take_over(desk, lines, anonymous=True)
    with pytest.raises(Cancelled):
        take_back(desk, taken, until_five)
    assert {one.stage for one in desk.select(Matter)} == {"1"}


def test_a_text_of_any_shape_is_read_quickly() -> None:
    for text in ("嗯" * 5000 + "x", "a:" * 3000, "9" * 5000, "王 " * 3000, "[" * 4000):
        assert len(read(text, TODAY)) <= 1
