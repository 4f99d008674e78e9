"""Papers ask the rules of their records: what is not so is certified by none of them."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.mediation.case import Party
from printing.papers import PAPERS
from printing.papers.hall import minutes, tally
from printing.papers.hall.notice import when
from printing.papers.letters import posting_proof
from printing.papers.letters.announcement import example as announced
from printing.papers.mediation import case_intake
from tests.printing import measure


def said(name: str, given: object) -> str:
    return measure.all_text(PAPERS[name].make(given)).replace("\n", "")


def test_a_posting_that_ends_before_it_began_is_not_certified() -> None:
    given = evolve(posting_proof.example(), since=date(2026, 3, 9), until=date(2026, 3, 2))
    with pytest.raises(RecordInvalid, match=r"期满日期.*早于张贴日期"):
        PAPERS["posting_proof"].make(given)
    with pytest.raises(RecordInvalid, match="公示天数"):
        PAPERS["posting_proof"].make(evolve(posting_proof.example(), period=-5))


def test_a_party_that_refused_is_not_said_to_have_agreed() -> None:
    given = case_intake.example()
    assert "经当事人" in said("case_intake", given)
    first, second = given.case.parties
    refused = evolve(given, case=evolve(given.case, parties=(first, evolve(second, consent="2"))))
    text = said("case_intake", refused)
    assert "经当事人" not in text
    assert f"{second.name}明确拒绝调解" in text


@pytest.mark.parametrize("name", ["case_intake", "rights_notice"])
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"parties": (Party(name="张国富"),)}, "只有一方当事人"),
        ({"parties": (Party(name="张国富", age=-3), Party(name="李敏", side="2"))}, "当事人第1行 年龄"),
        ({"due": date(2026, 3, 1)}, "早于受理日期"),
    ],
)
def test_a_case_that_cannot_be_so_is_refused(name: str, changes: dict[str, object], told: str) -> None:
    given = PAPERS[name].example()
    with pytest.raises(RecordInvalid, match=told):
        PAPERS[name].make(evolve(given, case=evolve(given.case, **changes)))


def test_minutes_are_not_written_before_their_meeting() -> None:
    given = minutes.example()
    early = evolve(given, meeting=evolve(given.meeting, minutes_day=date(2026, 3, 20)))
    with pytest.raises(RecordInvalid, match="纪要日期"):
        PAPERS["minutes"].make(early)
    with pytest.raises(RecordInvalid, match="纪要日期"):
        PAPERS["minutes"].word(early)


def test_a_number_stands_on_every_shape_of_an_announcement() -> None:
    given = announced()
    given = evolve(given, announcement=evolve(given.announcement, number="幸居发〔2026〕12号", body="正文。"))
    for name in ("announcement", "announcement_slips", "announcement_poster_a3"):
        assert "幸居发〔2026〕12号" in said(name, given), name
    headed = evolve(given, announcement=evolve(given.announcement, dress="2"))
    assert said("announcement", headed).count("〔2026〕12号") == 1


def test_more_options_than_a_tally_holds_are_not_cut_without_a_word() -> None:
    given = evolve(tally.example(), options="、".join(f"方案{n}" for n in range(1, 15)))
    with pytest.raises(RecordInvalid, match="有14个"):
        PAPERS["tally"].make(given)


def test_the_clock_is_told_as_people_say_it() -> None:
    assert when(datetime(2026, 3, 25, 12, 0)) == "2026年3月25日（星期三）中午12:00"
    assert when(datetime(2026, 3, 25)) == "2026年3月25日（星期三）"
    given = minutes.example()
    text = said("minutes", evolve(given, meeting=evolve(given.meeting, starts=datetime(2026, 3, 25))))
    assert "2026年3月25日，幸福里社区" in text
    assert "0:00" not in text


def test_a_printing_organ_of_any_length_stands_clear_of_its_day() -> None:
    given = minutes.example()
    for issuer in ("幸福里社区居民委员会", "吉林省通化市辉南县朝阳镇幸福里社区居民委员会党群服务中心"):
        pdf = PAPERS["minutes"].make(evolve(given, centre=evolve(given.centre, issuer=issuer)))
        last = measure.rows(measure.pages(pdf)[-1])
        lines = [measure.text(row) for row in last]
        issued = next(row for row in last if "印发" in measure.text(row))
        beside = issuer in measure.text(issued)
        assert beside == (len(issuer) < 12), lines
        gaps = [b.ink[0] - a.ink[2] for a, b in pairwise(issued)]
        assert min(gaps) > -1.0
