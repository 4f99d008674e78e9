"""Names as clerks type them: characters, pinyin, initials, any reading, half wrong."""

import pytest

from db.records.registry.resident import Resident
from db.store import Store
from db.values import code_table
from tests.db.finding import found, people, reasons

DOT = "阿卜杜拉·买买提"


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("张国芳", "name"),
        ("张国", "name_start"),
        ("国芳", "name_part"),
        ("芳", "name_part"),
        ("zgf", "initials"),
        ("ZGF", "initials"),
        ("ｚｇｆ", "initials"),
        ("zg", "initials_start"),
        ("zhangguofang", "pinyin"),
        ("zhang guo fang", "pinyin"),
        ("zhangguo", "pinyin_start"),
        ("guofang", "pinyin_part"),
        ("fang", "pinyin_part"),
        ("gf", "initials_part"),
        ("zhanggf", "mixed"),
        ("张gf", "mixed"),
        ("张guofang", "mixed"),
        ("章国方", "sound"),
        ("国方", "sound"),
        ("zangguofan", "sound"),
        ("zhangguofagn", "typo"),
        ("zhanguofang", "typo"),
        ("zhangguofanf", "typo"),
        ("xhangguofang", "typo"),
    ],
)
def test_every_way_to_ask_for_one_person(store: Store, words: str, step: str) -> None:
    people(store, "张国芳", "李秀英", "王建军", "欧阳静")
    assert found(store, words) == ["张国芳"]
    assert reasons(store, words) == [step]


def test_the_whole_name_comes_before_longer_and_later_ones(store: Store) -> None:
    people(store, "陈国芳菲", "国芳菲", "李国芳", "国芳")
    assert found(store, "国芳") == ["国芳", "国芳菲", "陈国芳菲", "李国芳"]
    people(store, "高芳", "郭方圆")
    assert found(store, "gf") == ["国芳", "高芳", "国芳菲", "郭方圆", "陈国芳菲", "李国芳"]


def test_initials_of_the_whole_name_come_before_pinyin(store: Store) -> None:
    people(store, "马爱", "马玉", "毛安")
    assert found(store, "ma")[:2] == ["马爱", "毛安"]
    assert "马玉" in found(store, "ma")


def readings_of_surnames() -> list[tuple[str, str]]:
    labels = code_table.load("surname_reading").labels
    return [(surname, reading) for surname, text in labels.items() for reading in text.split("|")]


def test_every_surname_of_the_table_by_each_of_its_readings(store: Store) -> None:
    pairs = readings_of_surnames()
    people(store, *dict.fromkeys(f"{surname}晓明" for surname, _ in pairs))
    assert len(pairs) > 250
    missed = [
        (surname, reading)
        for surname, reading in pairs
        for words in (f"{reading.replace(' ', '')}xiaoming", "".join(s[0] for s in reading.split()) + "xm")
        if f"{surname}晓明" not in found(store, words, limit=400)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("单雄信", "shanxiongxin"),
        ("仇英", "qiuying"),
        ("曾国藩", "zengguofan"),
        ("翟志刚", "zhaizhigang"),
        ("解缙", "xiejin"),
        ("区寄", "ouji"),
        ("朴英子", "piaoyingzi"),
        ("尉迟恭", "yuchigong"),
        ("万俟洛", "moqiluo"),
        ("长孙皓", "zhangsunhao"),
        ("令狐冲", "linghuchong"),
        ("吕绿", "lvlv"),
        ("覃晓", "qinxiao"),
        ("覃晓", "tanxiao"),
        ("乐行", "lexing"),
        ("乐行", "yuexing"),
        ("李茜", "lixi"),
        ("李茜", "liqian"),
    ],
)
def test_surnames_and_given_names_with_several_readings(store: Store, name: str, right: str) -> None:
    people(store, name, "赵钱")
    assert found(store, right) == [name]


def test_readings_that_no_name_has_find_nobody(store: Store) -> None:
    people(store, "王红", "朱平")
    assert found(store, "yu") == []
    assert found(store, "shu") == []
    assert found(store, "gong") == []


@pytest.mark.parametrize(
    "words", [DOT, "阿卜杜拉买买提", "阿卜杜拉.买买提", "阿卜杜拉", "买买提", "abdl", "mmt", "abdlmmt", "maimaiti"]
)
def test_names_with_a_dot(store: Store, words: str) -> None:
    people(store, DOT, "古丽·艾山")
    assert found(store, words) == [DOT]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("王𠮷", ["王𠮷", "𠮷", "wangji", "ji"]),
        ("李𫍯", ["李𫍯", "𫍯"]),
        ("赵𡋗", ["赵𡋗", "𡋗", "zhao"]),
        ("○丽", ["○丽", "〇丽", "lingli"]),
        ("José Ñandú", ["jose", "José", "josenandu", "ñandú", "jn"]),
        ("吴⼭", ["吴山", "wushan"]),
    ],
)
def test_rare_characters_and_letters(store: Store, name: str, words: list[str]) -> None:
    saved = people(store, name, "孙丽丽", "王军")[0]
    assert store.get(Resident, saved.id).name == name, "stored as typed"
    for asked in words:
        assert found(store, asked) == [name], asked


def test_words_mean_and(store: Store) -> None:
    one, other = people(store, "张国芳", "张国强")
    store.save(Resident(name="张国芳", phone="13912345678"))
    assert [h.id for h in store.search("zgf 5678")] not in ([], [one.id])
    assert found(store, "zhang qiang") == ["张国强"]
    assert found(store, "国 芳 5678") == ["张国芳"]
    assert found(store, "张国强 5678") == []
    assert other.id in {h.id for h in store.search("张 国")}


def test_blanks_in_a_name_do_not_matter(store: Store) -> None:
    people(store, "张三", "张小三")
    assert found(store, "张 三")[0] == "张三"
    assert found(store, "  张　三 ")[0] == "张三"


def test_a_sound_is_looked_for_only_when_nothing_fits(store: Store) -> None:
    people(store, "张芳", "章方")
    assert found(store, "张芳") == ["张芳"]
    assert set(found(store, "彰芳")) == {"张芳", "章方"}


@pytest.mark.parametrize(
    "words",
    ["", "  ", "·", '"', "*", "-", "()", "，。", "AND", '芳" OR "a', "a* NEAR b", "\x00", "😀", "{a b}: c", "'; --"],
)
def test_signs_of_query_languages_are_only_signs(store: Store, words: str) -> None:
    people(store, "张芳")
    assert found(store, words) == []


def test_no_more_than_asked_for(store: Store) -> None:
    people(store, *(f"王{c}" for c in "一二三四五六七八九十"))
    assert len(store.search("王", 4)) == 4
    assert len({h.id for h in store.search("w", 50)}) == 10
    assert store.search("王", 0) == []


def test_endless_words_are_answered(store: Store) -> None:
    people(store, "张芳")
    assert found(store, "漏" * 5000) == []
    assert found(store, "张 " * 500) == ["张芳"]


def test_a_slip_is_looked_for_only_where_nothing_is_as_it_is_typed(store: Store) -> None:
    people(store, "张伟", "张梅")
    assert found(store, "zhangwei") == ["张伟"]
    assert found(store, "zhangmei") == ["张梅"]
    assert sorted(found(store, "zhangxei")) == sorted(["张伟", "张梅"])
