"""Papers that are masked unless asked otherwise give no number away; papers that are there to tell one print it whole."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from db.records.centre.centre import Centre
from db.records.matters.matter import Claimant
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Telephone
from db.records.visits.visit import Visit
from db.values import id_number
from printing.papers import PAPERS, record_sheet
from printing.papers.hall import notice
from printing.papers.letters import announcement
from printing.papers.registry import household_card, roster
from printing.papers.visits import visit_list
from tests.printing.boxes import text
from tests.rebuilding import numbers_that_fit

BORN = date(1949, 12, 31)
NUMBER, PHONE, LINE = "11010519491231002X", "13804350021", "0435-6213487"
TOLD = f"1949年12月31日出生，身份证{NUMBER}，电话{PHONE}、{LINE}"
CENTRE = Centre(name="幸福里社区党群服务中心", community="幸福里社区")


def sheet(*, masked: bool) -> tuple[str, object]:
    one = Resident(
        name="张国富",
        id_number=NUMBER,
        sex="1",
        birth=BORN,
        phone=PHONE,
        telephones=(Telephone(number=LINE),),
        note=TOLD,
        doubt=TOLD,
    )
    return "record_sheet", record_sheet.RecordSheet(centre=CENTRE, record=one, masked=masked)


def call(*, masked: bool) -> tuple[str, object]:
    return "record_sheet", record_sheet.RecordSheet(
        centre=CENTRE, record=Visit(day=date(2026, 3, 2), visitor="王芳", finding=TOLD, promise=TOLD), masked=masked
    )


def listed(*, masked: bool) -> tuple[str, object]:
    row = roster.RosterRow(name="张国富", sex="男", id_number=NUMBER, birth=BORN, phone=PHONE, relation=LINE)
    return "roster", roster.Roster(centre=CENTRE, rows=(row,), masked=masked)


def card(*, masked: bool) -> tuple[str, object]:
    member = household_card.CardMember(name="张国富", sex="男", id_number=NUMBER, birth=BORN, phone=PHONE)
    one = household_card.HouseholdCard(address="幸福里", booklet=NUMBER, head="张国富", members=(member,), grid=LINE)
    return "household_card", household_card.HouseholdCards(centre=CENTRE, households=(one,), masked=masked)


def walk(*, masked: bool) -> tuple[str, object]:
    door = visit_list.VisitDoor(door="101室", people="张国富", promise=f"给{PHONE}、{LINE}回电，证号{NUMBER}")
    return "visit_list", visit_list.VisitList(centre=CENTRE, doors=(door,), masked=masked)


def matter(paper: str, *, masked: bool) -> tuple[str, object]:
    given = PAPERS[paper].example()
    claimants = (Claimant(name="张国富", phone=PHONE), Claimant(name="李敏", phone=LINE))
    said = evolve(given.matter, claimants=claimants, facts=TOLD, subject=f"回电{PHONE}", place=f"见{LINE}")
    return paper, evolve(given, matter=said, masked=masked)


def intake(*, masked: bool) -> tuple[str, object]:
    return matter("matter_intake", masked=masked)


def referral(*, masked: bool) -> tuple[str, object]:
    return matter("matter_referral", masked=masked)


@pytest.mark.parametrize("made", [sheet, call, listed, card, walk, intake, referral])
def test_no_masked_paper_gives_a_number_away(made: Callable[..., tuple[str, object]]) -> None:
    """README: 几处合起来也拼不出完整的号码; in full, the same paper tells it. Other papers are never masked."""

    def printed(*, masked: bool) -> str:
        name, given = made(masked=masked)
        return text(PAPERS[name].make(given))

    told = printed(masked=True)
    assert PHONE not in told
    assert LINE not in told
    shown = re.findall(r"(?:1949年)?110105[0-9*]{11}[0-9X]", told)
    assert shown or "*" not in told
    assert numbers_that_fit([*shown, "1949年"], NUMBER[:6], id_number.sex(NUMBER)) >= 1000
    assert not re.search(r"1949[-年.]?12|12月31日", told)
    assert PHONE in printed(masked=False)


def test_what_a_paper_is_there_to_tell_prints_whole() -> None:
    """The contact on a notice and on a meeting notice, also as somebody typed it."""
    posted = announcement.example()
    posted = evolve(posted, announcement=evolve(posted.announcement, contact=f"王芳 {LINE}"))
    assert LINE in text(PAPERS["announcement"].make(posted))
    called = notice.example()
    called = evolve(called, meeting=evolve(called.meeting, contact=f"王芳 {PHONE}"))
    assert PHONE in text(PAPERS["notice"].make(called))
