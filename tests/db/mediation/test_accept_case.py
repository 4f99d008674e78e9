"""受理纠纷: the number, the term, the parties as the forms print them, and who quarrelled before."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import LinkGone, RecordInvalid
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.clock_rule import ClockRule
from db.records.letters.number import CASE, MATTER, IssuedNumber
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase, Party
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident, reference_to
from db.services.earlier import earlier, residents_named
from db.services.matters.take_in import claimant_from, take_in
from db.services.mediation.accept_case import accept_case, party_from, party_of, settle_by
from db.services.move import move
from db.services.registry.resident_card import resident_card
from db.store import Store, eq
from db.values.reference import reference
from db.values.working_time import DAYS, MONTHS
from tests.db.clocks import new_term
from tests.factories import estate, make, plant

DAY = date(2026, 3, 2)


def quarrel(received: date | None = DAY, *residents: int, title: str = "楼上漏水") -> MediationCase:
    parties = tuple(
        Party(who=reference_to(r), name=n, side=s)
        for r, n, s in zip((*residents, 0, 0), ("王五", "赵六"), "12", strict=False)
    )
    return MediationCase(title_text=title, dispute="2", facts="卫生间漏水三年", received=received, parties=parties)


@pytest.fixture
def neighbours(desk: Store) -> list[Resident]:
    """Two residents: one with a door and a birthday, one without either."""
    building = desk.save(Building(estate=estate(desk, "幸福里小区"), number="3"))
    house = desk.save(House(building=building.id, unit="2", room="501"))
    born = make(Resident, 1, house=house.id, birth=date(1958, 3, 3), sex="1", ethnicity="01", phone="13812345678")
    return [desk.save(born), desk.save(Resident(name="李四"))]


def test_numbers_begin_anew_each_year(desk: Store) -> None:
    days = [date(2025, 3, 2), date(2025, 12, 31), date(2026, 1, 1), date(2025, 6, 1), date(2026, 1, 1)]
    numbers = [accept_case(desk, quarrel(day)).number for day in days]
    assert numbers == ["民调〔2025〕1号", "民调〔2025〕2号", "民调〔2026〕1号", "民调〔2025〕3号", "民调〔2026〕2号"]


def test_no_zeros_in_front_and_the_brackets_of_the_standard(desk: Store) -> None:
    number = accept_case(desk, quarrel()).number
    assert [hex(ord(c)) for c in number if not c.isalnum()] == ["0x3014", "0x3015"]


def test_a_case_stands_in_the_book_of_numbers(desk: Store) -> None:
    case = accept_case(desk, quarrel(title="楼上漏水"))
    (entry,) = desk.select(IssuedNumber, eq("family", CASE))
    assert (entry.written, entry.matter, entry.issued) == (case.number, "楼上漏水", DAY)
    assert (entry.holder, entry.holder_id) == ("mediation_case", case.id)


def test_a_dispute_is_a_matter_of_the_same_moment_with_one_slip(desk: Store) -> None:
    resident = desk.save(Resident(name="王五"))
    person = desk.save(Person(name="王六", resident=resident.id))
    of_person = desk.kinds.reference_of(person)
    parties = (
        Party(who=reference_to(resident.id), name="王五", side="1", phone="13812345678"),
        Party(who=of_person, name="王六", side="1"),
        Party(name="赵六", side="2"),
    )
    case = accept_case(desk, attrs.evolve(quarrel(), parties=parties, place="3号楼"))
    (matter,) = desk.select(Matter)
    assert case.matter == matter.id
    (entry,) = desk.select(IssuedNumber, eq("family", MATTER))
    assert (matter.number, entry.written, entry.matter) == ("诉求〔2026〕1号", "诉求〔2026〕1号", "楼上漏水")
    assert (len(matter.slip), matter.nature, matter.category, matter.channel) == (5, "6", "", "1")
    assert (matter.subject, matter.facts, matter.place) == ("楼上漏水", "卫生间漏水三年", "3号楼")
    told = [(c.who, c.name, c.phone) for c in matter.claimants]
    assert told == [(reference_to(resident.id), "王五", "13812345678"), (reference_to(resident.id), "王六", "")]
    assert (matter.taken, desk.pointing_at(matter)) == (datetime(2026, 3, 2), {("mediation_case", case.id)})
    assert {entry.reason for entry in (desk.history(case)[0], desk.history(matter)[0])} == {"受理纠纷"}
    accept_case(desk, attrs.evolve(case, facts="补充"))
    accept_case(desk, attrs.evolve(quarrel(title="又来"), matter=matter.id))
    assert desk.count(Matter) == 1


def test_a_case_that_is_refused_makes_no_matter(desk: Store) -> None:
    with pytest.raises(RecordInvalid) as refused:
        accept_case(desk, quarrel(title=""))
    assert {p.field for p in refused.value.problems} == {"title_text"}
    with pytest.raises(LinkGone):
        accept_case(desk, quarrel(DAY, 4711))
    assert (desk.count(Matter), desk.count(IssuedNumber), desk.count(MediationCase)) == (0, 0, 0)


def test_a_resident_sees_one_line_of_a_dispute(desk: Store, neighbours: list[Resident]) -> None:
    one, other = (r.id for r in neighbours)
    case = accept_case(desk, quarrel(DAY, one, other))
    for resident in (one, other):
        (matters,) = resident_card(desk, resident).matters
        assert [(told.table, told.id) for told in matters.shown] == [("mediation_case", case.id)]
    ended = move(desk, case, "end", reason="不愿意", outcome="3")
    (matters,) = resident_card(desk, one).matters
    assert [told.table for told in matters.shown] == ["matter"], "the case is over, the matter is not"
    (matters,) = resident_card(desk, other).matters
    assert [(told.table, told.id) for told in matters.shown] == [("mediation_case", ended.id)]


def test_the_centres_own_word(desk: Store) -> None:
    desk.save(attrs.evolve(desk.centre(), case_word="幸人调"))
    assert accept_case(desk, quarrel()).number == "幸人调〔2026〕1号"


def test_a_refused_case_uses_up_no_number(desk: Store) -> None:
    for refused in (quarrel(title=""), attrs.evolve(quarrel(), parties=quarrel().parties[:1])):
        with pytest.raises(RecordInvalid):
            accept_case(desk, refused)
    assert accept_case(desk, quarrel()).number == "民调〔2026〕1号"
    assert desk.count(MediationCase) == 1


def test_accepting_twice_does_no_harm(desk: Store) -> None:
    """A double click, or acceptance of a case that was opened again from the list."""
    first = accept_case(desk, quarrel())
    second = accept_case(desk, attrs.evolve(first, facts="补充了事实"))
    assert (second.number, second.due, second.facts) == (first.number, first.due, "补充了事实")
    assert accept_case(desk, quarrel()).number == "民调〔2026〕2号"


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 2), date(2026, 4, 2)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 1, 30), date(2024, 2, 29)),
        (date(2025, 12, 31), date(2026, 1, 31)),
        (date(2026, 2, 28), date(2026, 3, 28)),
    ],
)
def test_a_month_to_settle(desk: Store, received: date, due: date) -> None:
    accepted = accept_case(desk, quarrel(received))
    assert (accepted.received, accepted.due) == (received, due)


def test_the_clerks_own_term_stays(desk: Store) -> None:
    assert accept_case(desk, attrs.evolve(quarrel(), due=date(2026, 3, 12))).due == date(2026, 3, 12)


def test_without_a_day_it_is_today(desk: Store) -> None:
    accepted = accept_case(desk, quarrel(None))
    assert accepted.received == date.today()


@pytest.mark.parametrize(("amount", "unit", "due"), [(30, DAYS, date(2026, 4, 1)), (2, MONTHS, date(2026, 5, 2))])
def test_the_place_has_its_own_term(desk: Store, amount: int, unit: str, due: date) -> None:
    new_term(desk, date(2026, 1, 1), amount, unit)
    assert settle_by(desk, DAY) == due
    assert settle_by(desk, date(2025, 12, 31)) == date(2026, 1, 31), "a case of last year keeps last year's term"


def test_without_a_rule_it_is_the_usual_month(desk: Store) -> None:
    (rule,) = desk.select(ClockRule, eq("clock", "mediation_case.settle"))
    desk.save(attrs.evolve(rule, until=date(2025, 12, 31)))
    assert settle_by(desk, DAY) == date(2026, 4, 2)


def test_the_clerk_is_the_recorder(desk: Store) -> None:
    assert accept_case(desk, quarrel()).recorder == desk.actor
    assert accept_case(desk, attrs.evolve(quarrel(), recorder="王芳")).recorder == "王芳"


def test_who_recorded_it_took_the_matter_in(desk: Store) -> None:
    """Of a slip of paper that a colleague filled in, too; where two bear the name, whoever keys it."""
    other = desk.save(Person(name="王芳"))
    case = accept_case(desk, attrs.evolve(quarrel(), recorder="王芳"))
    assert desk.get(Matter, case.matter).taker == other.id
    desk.save(Person(name="王芳"))
    case = accept_case(desk, attrs.evolve(quarrel(), recorder="王芳"))
    assert desk.get(Matter, case.matter).taker == desk.person_at_work()


def test_acceptance_is_told_with_its_reason(desk: Store) -> None:
    entry = desk.history(accept_case(desk, quarrel()))[0]
    assert (entry.action, entry.reason) == ("create", "受理纠纷")
    assert entry.change["number"] == [None, "民调〔2026〕1号"]


def test_a_party_has_an_age_and_an_address(desk: Store, neighbours: list[Resident]) -> None:
    party = party_from(desk, neighbours[0], "1", DAY)
    assert (party.name, party.sex, party.ethnicity, party.phone) == (neighbours[0].name, "1", "01", "13812345678")
    assert party.age == 67, "68 only on the day after"
    assert party_from(desk, neighbours[0], "1", date(2026, 3, 3)).age == 68
    assert party.address == "幸福里小区3号楼2单元501室"
    assert (party.who, party.side) == (reference_to(neighbours[0].id), "1")


def test_a_party_of_whom_little_is_known(desk: Store, neighbours: list[Resident]) -> None:
    party = party_from(desk, neighbours[1], "2", DAY)
    assert (party.name, party.age, party.address) == ("李四", None, "")


def test_a_person_who_lives_here_is_told_from_the_register(desk: Store, neighbours: list[Resident]) -> None:
    body = desk.save(Body(name="安居物业", kind="12"))
    for resident, name in zip(neighbours, ("张三丰", "李四"), strict=True):
        person = desk.save(Person(name=name, resident=resident.id, unit=body.id, job="经理", phone="13900001111"))
        number = reference(19, person.id)
        party = party_of(desk, number, "2", DAY)
        known = party_from(desk, resident, "2", DAY)
        assert (party.who, party.side, party.job) == (number, "2", "经理")
        assert (party.name, party.sex, party.ethnicity, party.age) == (
            resident.name, known.sex, known.ethnicity, known.age,
        )  # fmt: skip
        assert (party.phone, party.address) == (known.phone or "13900001111", known.address or "安居物业")


def test_no_identity_number_gets_into_a_case(desk: Store, neighbours: list[Resident]) -> None:
    """The forms do not ask for it, so the file does not hold it."""
    party = party_from(desk, neighbours[0], "1", DAY)
    assert neighbours[0].id_number
    assert neighbours[0].id_number not in str(party)
    assert "1958" not in str(party)


def test_who_quarrelled_before(desk: Store, neighbours: list[Resident]) -> None:
    one, other = (r.id for r in neighbours)
    cases = [accept_case(desk, quarrel(date(2026, m, 1), *who)) for m, who in ((1, (one,)), (3, (one, other)), (2, ()))]

    def before(residents: list[int], but: tuple[str, int] = ("", 0)) -> list[int]:
        return [told.id for told in earlier(desk, residents, but)]

    assert before([one]) == [cases[1].id, cases[0].id], "newest first"
    assert before([other, one]) == [cases[1].id, cases[0].id], "both sides, and each case once"
    assert before([one], ("mediation_case", cases[1].id)) == [cases[0].id]
    assert before([4711]) == []
    assert before([]) == [], "a party who is not in the register has no earlier cases"
    matter = take_in(
        desk, Matter(subject="路灯不亮", claimants=(claimant_from(desk, desk.kinds.reference_of(neighbours[1])),))
    )
    assert [(told.table, told.id) for told in earlier(desk, [other])] == [
        ("matter", matter.id),
        ("mediation_case", cases[1].id),
    ], "what is of another type, and refers to them otherwise, is there, too"
    assert residents_named(desk, matter) == [other]
    body = plant(desk, Body)
    of_both = [claimant_from(desk, desk.kinds.reference_of(who)) for who in (body, neighbours[0])]
    assert residents_named(desk, take_in(desk, Matter(subject="路灯", claimants=tuple(of_both)))) == [one]


def test_of_many_quarrels_the_last_eight_are_told(desk: Store, neighbours: list[Resident]) -> None:
    cases = [accept_case(desk, quarrel(date(2026, month, 1), neighbours[0].id)).id for month in range(1, 10)]
    assert [told.id for told in earlier(desk, [neighbours[0].id])] == cases[:0:-1]
