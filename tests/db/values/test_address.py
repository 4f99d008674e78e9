"""Addresses: every usual spelling of a door is the same door, two doors are never one, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import ValueUnreadable
from db.values import address
from db.values.address import Address, building_title, of_parts, parse

DOOR = ("水景花苑", "3", "2", "201")


@pytest.mark.parametrize(
    "written",
    [
        "水景花苑3幢2单元201室",
        "水景花苑3栋2单元201",
        "水景花苑3号楼2单元201室",
        "水景花苑3#2单元201",
        "水景花苑3#楼2单元201户",
        "水景花苑3座2门201",
        "水景花苑三号楼二单元二〇一室",
        "水景花苑3-2-201",
        "水景花苑3-2-201室",
        "水景花苑3－2—201",
        "水景花苑3幢2-201",
        "水景花苑3号楼-2-201",
        "水景花苑小区3幢2单元201室",
        "水景花苑 3 幢 2 单元 201 室",
        "水景花苑３幢２单元２０１室",
        "水景花苑03幢02单元0201室",
        "水景花苑第3幢2单元201",
        "水景花苑3号2单元201",
        "水景花苑3幢2单元2层201室",
        "水景花苑3-2-2-201",
        "幸福里社区水景花苑3幢2单元201室",
        "某省某某市某某区幸福街道幸福里社区水景花苑3幢2单元201室",
        "文昌路88号水景花苑3幢2单元201室",
        "水景花苑3幢2单元201室（出租）",
    ],
)
def test_all_spellings_of_one_door(written: str) -> None:
    assert parse(written).key() == DOOR


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("第五园4-2-301", ("第五园", "4", "2", "301")),
        ("书香门第3号楼101室", ("书香门第", "3", "", "101")),
        ("书香门第第3幢2单元201", ("书香门第", "3", "2", "201")),
        ("西门第3幢2单元201", ("西门", "3", "2", "201")),
        ("3号楼2门第5层501室", ("", "3", "2", "501")),
        ("幸福里小区12幢1单元504室", ("幸福里", "12", "1", "504")),
        ("幸福里12-1-504", ("幸福里", "12", "1", "504")),
        ("1号楼201", ("", "1", "", "201")),
        ("4-301", ("", "4", "", "301")),
        ("甲3号楼5层502", ("", "甲3", "", "502")),
        ("水景花苑A座1203", ("水景花苑", "A", "", "1203")),
        ("三里屯北里12号楼3单元101", ("三里屯北里", "12", "3", "101")),
        ("阳光100小区5幢2单元301", ("阳光100", "5", "2", "301")),
        ("阳光100-3-2-301", ("阳光100", "3", "2", "301")),
        ("水景花苑二期3幢2单元301", ("水景花苑2期", "3", "2", "301")),
        ("1号楼东单元301", ("", "1", "东", "301")),
        ("1号楼2单元5楼3室", ("", "1", "2", "5层3")),
        ("3幢201-1", ("", "3", "", "201-1")),
        ("3幢门市2", ("", "3", "", "门市2")),
        ("和平里平房3排12号", ("和平里", "平房3排", "", "12")),
        ("平房12号", ("", "平房", "", "12")),
        ("和平巷12号", ("和平巷", "12号", "", "整栋")),
        ("水景花苑别墅12号", ("水景花苑", "别墅12", "", "整栋")),
        ("幸福路100弄5号301室", ("幸福路100弄", "5", "", "301")),
        ("文昌街12号302室", ("文昌街", "12号", "", "302")),
        ("城市花园3幢2单元101", ("城市花园", "3", "2", "101")),
        ("江南古镇小区3幢101", ("江南古镇", "3", "", "101")),
        ("幸福里社区3幢2单元201", ("幸福里社区", "3", "2", "201")),
    ],
)
def test_kinds_of_addresses(written: str, key: tuple[str, str, str, str]) -> None:
    assert parse(written).key() == key


@pytest.mark.parametrize(
    "written",
    [
        "",
        "水景花苑",
        "水景花苑3幢",
        "水景花苑3幢2单元",
        "5楼501",
        "文昌路12号",
        "通化县",
        "门市3",
        "同上",
        "3幢2单元5层",
        "x" * 500,
    ],
)
def test_what_is_not_certain_is_refused(written: str) -> None:
    with pytest.raises(ValueUnreadable):
        parse(written)


def test_a_remark_and_the_region_are_kept_apart() -> None:
    found = parse("幸福里社区水景花苑3幢2单元201室（租给王某）")
    assert (found.region, found.estate, found.rest) == ("幸福里社区", "水景花苑", "租给王某")


@pytest.mark.parametrize(
    ("before", "estate"),
    [
        *(("某山市蜀水区", "水景花苑"), ("北京市朝阳区", "水景花苑"), ("上海市浦东新区", "水景花苑")),
        *(("某山市高新区", "创新小区"), ("某山市", "创新小区东苑"), ("某山市", "翠湖苑东区"), ("", "新城市花园小区")),
        *(("", "城市花园东区"), ("", "都市花园小区二区"), ("", "菜市口小区南区")),
    ],
)
def test_city_and_district_are_no_estate_and_an_estate_is_neither(before: str, estate: str) -> None:
    found = parse(f"{before}{estate}3号楼201")
    assert (found.region, found.estate) == (before, estate)


def test_a_number_with_a_hyphen_in_a_village_is_a_door_of_its_own() -> None:
    assert parse("胜利村3组12-1号").key() == parse("胜利村第三组12-1号").key() != parse("胜利村3组12号").key()


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("第五园", "1号楼", "1单元", "104"), ("第五园", "1", "1", "104")),
        (("第五园", "1#", "1", "104室"), ("第五园", "1", "1", "104")),
        (("", "水景花苑3栋", "", "2-301"), ("水景花苑", "3", "2", "301")),
        (("水景花苑", "水景花苑小区3号楼", "2", "301"), ("水景花苑", "3", "2", "301")),
        (("水景花苑", "二期3幢", "2", "301"), ("水景花苑2期", "3", "2", "301")),
        (("第五园", "", "", "3-2-301"), ("第五园", "3", "2", "301")),
        (("第五园", "3", "无", "301"), ("第五园", "3", "", "301")),
        (("第五园", "3", "", "2单元301"), ("第五园", "3", "2", "301")),
        (("第五园", "平房", "", "12"), ("第五园", "平房", "", "12")),
        (("第五园", "3#", "2#", "301"), ("第五园", "3", "2", "301")),
        (("第五园", "第3栋", "第二单元", "301号"), ("第五园", "3", "2", "301")),
        (("第五园", "3号楼2单元", "", "301"), ("第五园", "3", "2", "301")),
        (("第五园", "第五园3号楼2单元", "", "301"), ("第五园", "3", "2", "301")),
        (("第五园", "3", "2单元3层", "301"), ("第五园", "3", "2", "301")),
        (("第五园", "3", "2", "3-2-301"), ("第五园", "3", "2", "301")),
        (("第五园", "3", "2", "3号楼2单元301"), ("第五园", "3", "2", "301")),
        (("第五园", "3", "2", "2-301"), ("第五园", "3", "2", "301")),
    ],
)
def test_parts_in_columns_of_their_own(parts: tuple[str, str, str, str], key: tuple[str, str, str, str]) -> None:
    assert of_parts(*parts).key() == key


def test_a_direction_before_the_number_is_the_same_from_columns_and_from_one_cell() -> None:
    assert of_parts("水景花苑", "东3号楼", "2", "301").key() == parse("水景花苑东3号楼2-301").key()


@pytest.mark.parametrize(
    "parts",
    [
        ("第五园", "3", "", ""),
        ("第五园", "", "1", "104"),
        ("第五园", "1.5", "1", "104"),
        ("第五园", "4", "2", "3-2-301"),
    ],
)
def test_parts_that_name_no_door(parts: tuple[str, str, str, str]) -> None:
    with pytest.raises(ValueUnreadable):
        of_parts(*parts)


@pytest.mark.parametrize(
    "spellings",
    [
        ["翠湖里3号楼-1层02", "翠湖里3号楼负一楼02", "翠湖里3幢地下一层02室", "翠湖里3栋B1层02", "翠湖里3座负1层2号"],
        [
            "翠湖里(东区)3号楼201",
            "翠湖里（东区）3-201",
            "翠湖里东区3幢201室",
            "翠湖里小区（东区）三号楼201",
            "翠湖里3号楼201（东区）",
        ],
        [
            "翠湖里（二期）3号楼201",
            "翠湖里2期3号楼201",
            "翠湖里第二期3-201",
            "翠湖里小区二期3号楼201",
            "翠湖里[02期]3幢201",
        ],
        ["青石村三组45号", "青石村3组45号", "青石村第三组45号", "青石村第03村民小组45号", "青石村３组４５号"],
        [
            "水岸·星城1号楼1单元101",
            "水岸・星城1-1-101",
            "水岸•星城1幢1门101",
            "水岸.星城一号楼一单元一〇一",
            "水岸星城1号楼1单元101",
        ],
        [
            "翠湖里3号楼2单元201",
            "翠湖里第3幢第2单元第201室",
            "翠湖里3号楼，2单元，201",
            "翠湖里3 2 201",
            "翠湖里3号楼2单元201室。",
            "翠湖里3#2#201",
            "翠湖里3号楼2单元2F201住户",
        ],
        ["阳光100 3-2-301", "阳光100小区3号楼2单元301"],
        ["和平巷12号附1号", "和平巷12号附1", "和平巷十二号附一号"],
        ["翠湖里（原纺织厂宿舍）3号楼201", "翠湖里3号楼（电梯房）201", "翠湖里3号楼201（出租）", "翠湖里小区3号楼201"],
        ["翠湖里3号楼201东户", "翠湖里3幢201东"],
    ],
)
def test_spellings_that_a_person_would_call_equal(spellings: list[str]) -> None:
    assert {parse(written).key() for written in spellings} == {parse(spellings[0]).key()}


def test_every_qualifier_makes_another_door() -> None:
    estates = [
        "",
        "东区",
        "（西区）",
        "（公租房）",
        "(杨树)",
        "(二期)",
        "一期",
        "A区",
        "【北院】",
        "三组",
        "四组",
        "新村",
    ]
    buildings = ["3号楼", "甲3号楼", "3A号楼", "附3号楼", "A座", "13号楼"]
    units = ["", "1单元", "2单元", "东单元", "A单元", "甲单元"]
    rooms = [
        "102",
        "1层02",
        "-1层02",
        "-2层02",
        "夹层02",
        "102-1",
        "102A",
        "102甲",
        "102西户",
        "附102",
        "门市2",
        "地下室2",
    ]
    written = [f"翠湖里{e}{b}{u}{r}" for e in estates for b in buildings for u in units for r in rooms]
    keys = {parse(one).key(): one for one in written}
    assert len(keys) == len(written)
    assert all(parse(parse(one).written()).key() == key for key, one in keys.items())


def test_a_hyphen_that_only_divides_is_no_minus() -> None:
    assert parse("翠湖里3幢-2单元-2层-201").key() == parse("翠湖里3幢2单元201").key()
    assert parse("翠湖里3号楼-5层501").key() == parse("翠湖里3号楼501").key()


def test_parts_of_a_store_in_all_their_spellings() -> None:
    part = address.part_key
    assert len({part(room) for room in ("-1层02", "负一层02", "地下1楼02室", "B1层2", "负１层０２")}) == 1
    assert len({part(room) for room in ("1层02", "负1层02", "102", "102A", "102-1", "地下室2")}) == 6
    assert part("二单元") == part("02") == part("第2单元") == part("2门")
    assert address.building_key("翠湖里（东区）", "3号楼") == address.building_key("翠湖里东区", "三")
    assert address.building_key("水岸・星城小区", "3") == address.building_key("水岸星城", "3")
    assert address.building_key("青石村三组", "45号附1") == address.building_key("青石村第3组", "45号附1号")


DOTS = st.sampled_from(["", "·", "・", "•", "．", " · "])
BRACKETS = st.sampled_from([("", ""), ("(", ")"), ("（", "）"), ("[", "]"), ("〔", "〕")])
QUALIFIERS = st.sampled_from(
    [("东区",), ("二期", "2期", "第二期"), ("三组", "3组", "第三组"), ("A区", "Ａ区", "a区"), ("北院",)]
)


@given(QUALIFIERS, BRACKETS, DOTS, st.data())
def test_names_of_estates_fold_every_spelling_and_keep_the_qualifier(
    qualifier: tuple[str, ...], brackets: tuple[str, str], dot: str, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(qualifier))
    local = data.draw(st.sampled_from(["3号楼", "三幢", "03栋", "3#", "第3座", "3-"]))
    door = parse(
        f"水岸{dot}星城{data.draw(st.sampled_from(['', '小区']))}{brackets[0]}{word}{brackets[1]}{local}201"
    ).key()
    assert door == parse(f"水岸星城{qualifier[0]}3号楼201").key()
    assert door != parse("水岸星城3号楼201").key()


ESTATES = st.sampled_from(["", "水景花苑", "第五园", "幸福里小区", "阳光100", "三里屯北里", "水景花苑二期", "东区"])
BUILDINGS = st.one_of(st.integers(1, 120).map(str), st.sampled_from(["甲3", "A", "B", "12A"]))
UNITS = st.one_of(st.just(""), st.integers(1, 9).map(str), st.just("东"))
ROOMS = st.builds(lambda floor, door: f"{floor}{door:02d}", st.integers(1, 33), st.integers(1, 12))
PLACES = st.builds(Address, ESTATES, BUILDINGS, UNITS, ROOMS)


@given(PLACES)
def test_what_is_written_out_is_read_back_as_the_same_door(place: Address) -> None:
    assert parse(place.written()).key() == place.key()


@given(PLACES, PLACES)
def test_two_doors_never_share_a_key(one: Address, other: Address) -> None:
    same = (one.estate, one.building, one.unit, one.room) == (other.estate, other.building, other.unit, other.room)
    assert (one.key() == other.key()) == same


@given(st.text(alphabet="水景花苑第五园东甲ABX一二十〇0123456789号楼幢栋座单元室层-#()（ 　", max_size=40))
def test_no_text_is_too_strange(written: str) -> None:
    try:
        found = parse(written)
    except ValueUnreadable:
        return
    assert found.building
    assert found.room


def test_titles_of_buildings() -> None:
    assert building_title("幸福里小区", "3") == "幸福里小区3号楼"
    assert building_title("阳光100", "3") == "阳光100-3号楼"
    assert building_title("", "A") == "A座"
    assert building_title("", "甲3") == "甲3号楼"
    assert building_title("和平里", "平房3排") == "和平里平房3排"


def test_keys_of_the_stores_own_numbers() -> None:
    assert address.building_key("幸福里小区", "3号楼") == address.building_key("幸福里", "03") == ("幸福里", "3")
    assert address.building_key("和平巷", "12号") != address.building_key("和平巷", "12")
