"""花名册、户卡、走访登记表、标签、信封: words and places."""

import io
from datetime import date
from itertools import pairwise

import pdfplumber
import pytest
from attrs import evolve

from db.errors import RecordInvalid
from printing.drawing import Text
from printing.papers import PAPERS
from printing.papers.hall.notice import Recipient
from printing.papers.letters import mailing
from printing.papers.registry import household_card, roster
from printing.papers.registry.roster import RosterRow
from printing.papers.visits import visit_list
from printing.papers.visits.visit_list import VisitDoor
from tests.printing import measure
from tests.printing.boxes import assert_inside, outside, page_texts, text
from tests.printing.measure import MM
from tests.printing.samples import LONG_NAME, NAMES

# 花名册, 户卡


def people(count: int) -> tuple[RosterRow, ...]:
    return tuple(
        RosterRow(
            building=f"幸福里小区{(count - n) // 40 + 1}号楼", door=f"{n % 3 + 1}单元{n % 9 + 1}0{n % 2 + 1}室",
            name=NAMES[n % len(NAMES)], sex="男", relation="户主", id_number="11010519491231002X",
            birth=date(1949, 12, 31), phone="13804350021", population="户籍人口", care="独居",
        )
        for n in range(count)
    )  # fmt: skip


def test_a_roster_repeats_its_head_and_is_ordered_by_the_walk() -> None:
    pdf = PAPERS["roster"].make(evolve(roster.example(), rows=people(500)))
    pages = page_texts(pdf)
    assert all("序号门牌姓名性别与户主关系证件号码联系电话人员类别" in page for page in pages)
    assert all(f"第{n}页共{len(pages)}页" in page for n, page in enumerate(pages, 1))
    assert "共500人。" in pages[-1]
    printed = "".join(pages)
    places = [printed.index(f"幸福里小区{n}号楼") for n in range(1, 13)]
    assert places == sorted(places)
    assert_inside(pdf, 9.0)
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        assert all(page.width > page.height for page in read.pages)


def test_a_building_is_never_announced_at_the_foot_of_a_page() -> None:
    for count in range(30, 60):
        rows = tuple(evolve(row, building=f"{n // 7}号楼", name="张国富") for n, row in enumerate(people(count)))
        for page in PAPERS["roster"].layout(evolve(roster.example(), rows=rows)):
            words = "".join(op.text for _, ops in page[0].groups for op in ops if isinstance(op, Text))
            assert "人" not in words.split("户籍人口")[-1].split("共")[0].split("第")[0], count


def test_a_masked_roster_gives_nobody_away() -> None:
    page = text(PAPERS["roster"].make(evolve(roster.example(), rows=people(3))))
    assert "110105**********2X" in page
    assert "138****0021" in page
    assert "1949-12-31" not in page
    assert "19491231" not in page
    assert "独居" not in page
    assert "部分信息已遮盖" in page
    whole = text(PAPERS["roster"].make(evolve(roster.example(), rows=people(3), masked=False)))
    assert all(words in whole for words in ("11010519491231002X", "1949-12-31", "13804350021", "独居"))
    assert "遮盖" not in whole


def test_that_something_is_covered_is_said_where_it_is() -> None:
    bare = roster.RosterRow(name="张国富", door="2单元501室", sex="男")
    for row, is_said in (
        (bare, False),
        (evolve(bare, phone="13804350021"), True),
        (evolve(bare, birth=date(1949, 12, 31)), True),
        (evolve(bare, care="高龄"), True),
    ):
        given = evolve(roster.example(), rows=(row,))
        assert ("部分信息已遮盖" in text(PAPERS["roster"].make(given))) is is_said, row
        member = household_card.CardMember(name=row.name, phone=row.phone, birth=row.birth, care=row.care)
        card = household_card.HouseholdCard(address="幸福里小区3号楼2单元501室", head=row.name, members=(member,))
        cards = evolve(household_card.example(), households=(card,))
        assert ("部分信息已遮盖" in text(PAPERS["household_card"].make(cards))) is is_said, row
    numbered = household_card.HouseholdCard(address="3号楼", booklet="110105197505060013")
    cards = evolve(household_card.example(), households=(numbered,))
    assert "部分信息已遮盖" in text(PAPERS["household_card"].make(cards))


@pytest.mark.parametrize(
    ("name", "field"),
    [("roster", "rows"), ("household_card", "households"), ("visit_list", "doors"), ("labels", "recipients"),
     ("envelope_dl", "recipients"), ("delivery_receipt", "recipients"), ("name_cards", "cards")],
)  # fmt: skip
def test_an_empty_list_is_refused(name: str, field: str) -> None:
    with pytest.raises(RecordInvalid, match="没有填"):
        PAPERS[name].make(evolve(PAPERS[name].example(), **{field: ()}))


def test_a_household_card_on_half_an_a4() -> None:
    pdf = PAPERS["household_card"].make(household_card.example())
    page = text(pdf)
    assert "住址幸福里小区12号楼1单元301室" in page
    assert "2古丽娜尔·买买提配偶女" in page
    assert "网格第一网格王芳" in page
    assert "1975" not in page.replace("110105", "")
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        assert (round(read.pages[0].width / MM), round(read.pages[0].height / MM)) == (210, 148)


def test_a_large_household_goes_on_over_a_second_card() -> None:
    given = household_card.example()
    household = given.households[0]
    members = tuple(evolve(household.members[0], name=name) for name in NAMES * 2)
    pdf = PAPERS["household_card"].make(evolve(given, households=(evolve(household, members=members),)))
    pages = page_texts(pdf)
    assert len(pages) > 1
    assert "户卡（续）幸福里小区12号楼1单元301室" in pages[1]
    assert "共16人。" in pages[-1]
    assert_inside(pdf, 9.0)


# 走访登记表


def test_doors_come_as_they_are_walked() -> None:
    page = text(PAPERS["visit_list"].make(visit_list.example()))
    order = [
        page.index(words) for words in ("3号楼2个门牌", "2单元501室", "2单元1001室", "12号楼1个门牌", "1单元301室")
    ]
    assert order == sorted(order)
    assert "2月14日" in page
    assert "声控灯" in page
    assert "走访日：3月14日星期六" in page
    assert page.count("平安无事") == page.count("需再访") > 3


def test_who_is_looked_after_is_a_star_unless_asked_for() -> None:
    given = visit_list.example()
    masked = text(PAPERS["visit_list"].make(given))
    assert masked.count("★") == 2
    assert "独居" not in masked
    assert "高龄、独居" in text(PAPERS["visit_list"].make(evolve(given, masked=False)))


def test_a_walk_of_many_doors_keeps_long_promises_in_their_boxes() -> None:
    doors = tuple(
        VisitDoor(building=f"{n // 50 + 1}号楼", door=f"{n % 50 + 1}室", people=NAMES[n % len(NAMES)], count=n % 7, promise="请物业修好" * (n % 30))
        for n in range(160)
    )  # fmt: skip
    pdf = PAPERS["visit_list"].make(evolve(visit_list.example(), doors=doors))
    assert_inside(pdf, 9.0)
    assert all("序号门牌住户人数" in page for page in page_texts(pdf))
    assert "共160个门牌" in page_texts(pdf)[-1]


# 标签, 信封


def letters(count: int) -> tuple[Recipient, ...]:
    return tuple(
        Recipient(name=NAMES[n % len(NAMES)], address=f"幸福里小区{count - n}号楼1单元101室") for n in range(count)
    )


def test_labels_stay_on_their_labels_in_the_order_of_the_buildings() -> None:
    pdf = PAPERS["labels"].make(evolve(mailing.example(), recipients=letters(30), used=2))
    pages = measure.pages(pdf)
    assert len(pages) == 2
    found: list[str] = []
    for glyphs in pages:
        for number in range(24):
            left, top = number % 3 * 70 * MM, (296.5 - number // 3 * 37) * MM
            box = (left + 4 * MM, top - 35 * MM, left + 66 * MM, top - 2 * MM)
            own = [g for g in glyphs if g.has_ink and left <= g.x < left + 70 * MM and top - 37 * MM < g.y < top]
            assert not [g for g in own if outside(g, box)], number
            found.append("".join(measure.text(row) for row in measure.rows(own)))
    assert found[:2] == ["", ""]
    for number, words in enumerate(found[2:32], 1):
        assert words.startswith(f"幸福里小区{number}号楼1单元101室")
        assert words.endswith("收幸福里社区居民委员会")
    assert not any(found[32:])


@pytest.mark.parametrize(("name", "size"), [("envelope_dl", (220, 110)), ("envelope_c5", (229, 162))])
def test_an_envelope_has_the_door_the_name_and_the_sender(name: str, size: tuple[int, int]) -> None:
    recipients = (*letters(3), Recipient(name=LONG_NAME, address="幸福里小区东区一期" * 6))
    pdf = PAPERS[name].make(evolve(mailing.example(), recipients=recipients))
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        assert {(round(p.width / MM), round(p.height / MM)) for p in read.pages} == {size}
    for glyphs in measure.pages(pdf):
        wide, high = size[0] * MM, size[1] * MM
        assert not [g for g in glyphs if g.has_ink and outside(g, (10 * MM, 8 * MM, wide - 10 * MM, high - 20 * MM))]
        rows = [measure.text(row) for row in measure.rows(glyphs)]
        assert rows[-2:] == ["幸福里社区居民委员会", "幸福街道幸福路8号0435-6440001"]
        baselines = sorted({round(g.y) for g in glyphs if g.has_ink}, reverse=True)
        assert all(a - b > 9 for a, b in pairwise(baselines) if a - b > 3)
    assert page_texts(pdf)[0].startswith("幸福里小区1号楼1单元101室")


def test_the_same_recipient_twice_gets_one() -> None:
    one = Recipient(name="张国富", address="3号楼501室")
    assert len(measure.pages(PAPERS["envelope_dl"].make(evolve(mailing.example(), recipients=(one, one))))) == 1
