"""Who is named in one field, and that what is read back is what was typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.fields import Name
from db.store import people_tables
from db.values import code_table, name_list, person_name

HAN = st.sampled_from("周秀兰李敏王芳赵丽华刘洋张国富陈玉梅阿依古丽买提")
NAME = st.text(HAN, min_size=2, max_size=3)
SEPARATOR = st.sampled_from(["、", "，", ",", "/", " ", "　", "、 "])
ANY = st.text(st.sampled_from("周秀兰李敏 ·.、，,/等3三人（）:：同志　\u200bAb-'’公司待定"), max_size=14)

WITH_POSTS = st.lists(
    st.sampled_from(["周", "秀兰", "李", "敏", " ", "、", "书记", "主任", "网格员", "社区", "居民代表", "楼长", "·"]),
    max_size=8,
).map("".join)
POSTS = [
    ("周秀兰 网格员", ["周秀兰"]),
    ("网格员 周秀兰、调解员李敏", ["周秀兰", "李敏"]),
    ("周秀兰网格长", ["周秀兰"]),
    ("居民代表张三", ["张三"]),
    ("社区书记兼主任", []),
    ("社区书记兼主任周秀兰", ["周秀兰"]),
    ("李敏物业经理", ["李敏"]),
    ("周秀兰居民代表", ["周秀兰"]),
    ("网格管理员李敏", ["李敏"]),
    ("周秀兰网格管理员", ["周秀兰"]),
    ("社区党委书记周秀兰", ["周秀兰"]),
    ("幸福里居委会副主任李敏", ["李敏"]),
    ("主任书记周秀兰", ["周秀兰"]),
    ("网格长阿依古丽·买买提", ["阿依古丽·买买提"]),
    ("阿依古丽·买买提主任", ["阿依古丽·买买提"]),
    ("周书记", ["周书记"]),
    ("楼长青", ["楼长青"]),
    ("党员生", ["党员生"]),
    *(
        (word, [])
        for word in (
            "主任",
            "书记",
            "民警",
            "调解员",
            "管理员",
            "居民代表",
            "网格员",
            "主任、书记",
            "社区民警",
            "幸福里居委会主任",
        )
    ),
]
TOLD = [
    ("周秀兰", ["周秀兰"]),
    ("周秀兰、李敏", ["周秀兰", "李敏"]),
    ("周秀兰，李敏,王芳/赵丽华", ["周秀兰", "李敏", "王芳", "赵丽华"]),
    ("周秀兰 李敏", ["周秀兰", "李敏"]),
    ("周秀兰　李敏", ["周秀兰", "李敏"]),
    ("张 三", ["张三"]),
    ("张 小明", ["张小明"]),
    ("张 三 李敏", ["张三", "李敏"]),
    ("王 芳 周秀兰 李 敏", ["王芳", "周秀兰", "李敏"]),
    ("欧阳 娜娜", ["欧阳娜娜"]),
    ("丁·某", ["丁·某"]),
    ("阿依古丽•买买提、李敏", ["阿依古丽·买买提", "李敏"]),
    ("阿依古丽 · 买买提", ["阿依古丽·买买提"]),
    ("A. 三", ["A·三"]),
    ("A·\u200b 三", ["A·三"]),
    ("周秀兰等3人", ["周秀兰"]),
    ("周秀兰、李敏等", ["周秀兰", "李敏"]),
    ("周秀兰、李敏等三位同志", ["周秀兰", "李敏"]),
    ("周秀兰 李敏 等5人", ["周秀兰", "李敏"]),
    ("王平等", ["王平等"]),
    ("李三", ["李三"]),
    ("周秀兰（网格长）、李敏(代)", ["周秀兰", "李敏"]),
    ("主持：周秀兰", ["周秀兰"]),
    ("周秀兰同志", ["周秀兰"]),
    ("John Smith", ["John Smith"]),
    ("O'Neil, Anna-Maria", ["O'Neil", "Anna-Maria"]),
    ("周秀兰、周秀兰", ["周秀兰"]),
    ("张·三 张三", ["张·三"]),
    ("\u3400\U00020000", ["\u3400\U00020000"]),
]
NOBODY = [
    "", " ", "、", "待定", "3人", "三人", "等3人", "（空）", "社区工作人员", "幸福物业", "幸福里社区居委会", "王", "？？", "王*", "张某1",
    "13800001111",
]  # fmt: skip


@pytest.mark.parametrize(("written", "named"), TOLD)
def test_who_is_named(written: str, named: list[str]) -> None:
    assert list(name_list.names(written)) == named


@pytest.mark.parametrize("written", NOBODY)
def test_what_names_nobody(written: str) -> None:
    assert name_list.names(written) == ()


@given(st.lists(NAME, min_size=1, max_size=5), SEPARATOR)
def test_names_that_are_put_together_come_apart_again(named: list[str], separator: str) -> None:
    assert list(name_list.names(separator.join(named))) == list(dict.fromkeys(named))


@pytest.mark.parametrize(("written", "named"), POSTS)
def test_a_post_is_nobody_and_stands_beside_names(written: str, named: list[str]) -> None:
    assert list(name_list.names(written)) == named


@pytest.mark.parametrize("word", [word for word in code_table.load("post").spellings if not word.isascii()])
def test_no_post_of_the_table_is_a_person(word: str) -> None:
    assert name_list.names(word) == ()
    assert name_list.names(f"{word}周秀兰") == name_list.names(f"周秀兰 {word}") == ("周秀兰",)


@given(ANY | WITH_POSTS)
def test_each_name_names_itself_and_nobody_twice(written: str) -> None:
    found = name_list.names(written)
    assert len({person_name.key(name) for name in found}) == len(found)
    for name in found:
        assert name_list.names(name) == (name,)


@given(ANY | WITH_POSTS)
@example("3,\u200b三等")
def test_what_is_typed_is_read_back_and_names_the_same(written: str) -> None:
    kind = Name("走访人", acts=True)
    value = kind.read(written)
    assert kind.read(kind.show(value)) == value
    assert name_list.names(value) == name_list.names(written)


@given(NAME)
def test_one_name_is_kept_as_any_other_name_is(name: str) -> None:
    for written in (name, f" {name}　", " ".join(name)):
        assert Name("走访人", acts=True).read(written) == Name("姓名").read(written) == name


def test_several_names_stay_apart_where_they_act() -> None:
    assert Name("走访人", acts=True).read("周秀兰 李敏") == "周秀兰 李敏"
    assert Name("姓名").read("周秀兰 李敏") == "周秀兰李敏"


@given(ANY)
def test_the_step_of_the_schema_reads_what_has_no_posts_as_the_program_does(written: str) -> None:
    assert people_tables._names(written) == name_list.names(written)


@pytest.mark.parametrize("written", [*(written for written, _ in TOLD), *NOBODY])
def test_the_step_reads_these_alike(written: str) -> None:
    assert people_tables._names(written) == name_list.names(written)
