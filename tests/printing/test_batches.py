"""Papers of many: each is found again by what stands on it, and the job tells how far it is and stops when it is told to."""

import pytest
from attrs import evolve

from db.errors import Cancelled
from printing.papers import PAPERS
from printing.papers.hall import ballots, delivery_receipt, name_cards
from printing.papers.hall.name_cards import NameCard
from printing.papers.hall.notice import Recipient
from printing.papers.letters import mailing
from printing.papers.registry import household_card, roster
from printing.papers.registry.household_card import HouseholdCard
from printing.papers.visits import visit_list
from printing.papers.visits.visit_list import VisitDoor
from printing.replay import Replay
from tests.printing.boxes import page_texts
from tests.printing.samples import LONG_NAME, NAMES
from tests.printing.samples import letters as notices
from tests.printing.test_rosters_and_mail import people

SOME = tuple(Recipient(name=name, address=f"幸福里小区{9 - n}号楼{n + 1}单元101室") for n, name in enumerate(NAMES[:5]))
DOORS = tuple(VisitDoor(building=f"{n // 40 + 1}号楼", door=f"{n % 40 + 1}室", people="张国富") for n in range(120))
CARDS = tuple(HouseholdCard(head=one.name, address=one.address) for one in SOME)
JOBS = {
    "notice": notices(30),
    "delivery_receipt": evolve(delivery_receipt.example(), recipients=SOME),
    "household_card": evolve(household_card.example(), households=CARDS),
    "envelope_dl": evolve(mailing.example(), recipients=SOME),
    "envelope_c5": evolve(mailing.example(), recipients=SOME),
    "name_cards": evolve(name_cards.example(), cards=tuple(NameCard(name=one.name) for one in SOME)),
    "ballots": evolve(ballots.example(), count=30),
    "roster": evolve(roster.example(), rows=people(120)),
    "visit_list": evolve(visit_list.example(), doors=DOORS),
    "labels": evolve(mailing.example(), recipients=tuple(evolve(one, name=f"{one.name}{n}") for one in SOME for n in range(20))),
}  # fmt: skip


@pytest.mark.parametrize("name", ["delivery_receipt", "household_card", "envelope_dl", "envelope_c5", "name_cards"])
def test_a_letter_stands_where_its_name_says(name: str) -> None:
    """Papers are sorted by their doors; the names must be sorted with them."""
    data = PAPERS[name].make(JOBS[name])
    pages, found = page_texts(data), Replay(data).names()
    assert len(found) == len(SOME)
    assert all(one.own for one in found)
    for one in found:
        who = one.name.split(" ")[0]
        assert who.split("·")[0] in pages[one.first], one


@pytest.mark.parametrize("name", ["roster", "visit_list"])
def test_a_page_of_a_list_is_found_by_its_doors_and_may_be_a_back(name: str) -> None:
    data = PAPERS[name].make(JOBS[name])
    pages, found = page_texts(data), Replay(data).names()
    assert [one.first for one in found] == list(range(len(pages)))
    assert not any(one.own for one in found)
    for one in found:
        ends = one.name.partition(" ")[2].split(" — ")
        assert len(ends) <= 2, "one where a page has no other"
        for place in ends:
            assert place.partition("号楼")[2] in pages[one.first], one


def test_a_sheet_of_labels_is_found_by_its_first_and_last() -> None:
    data = PAPERS["labels"].make(JOBS["labels"])
    pages, found = page_texts(data), Replay(data).names()
    assert len(found) == len(pages) == 5
    for one in found:
        first, last = one.name.split(" — ")
        for end in (first, last):
            door = end.rpartition(" ")[2]
            assert door in pages[one.first]


def test_a_name_of_any_length_is_kept_whole() -> None:
    data = PAPERS["name_cards"].make(evolve(name_cards.example(), cards=(NameCard(name=LONG_NAME, unit="居民代表"),)))
    assert [one.name for one in Replay(data).names()] == [f"{LONG_NAME} 居民代表"]


@pytest.mark.parametrize("name", JOBS)
def test_a_job_tells_how_far_it_is_from_layout_to_the_last_page(name: str) -> None:
    told: list[tuple[int, int]] = []
    PAPERS[name].make(JOBS[name], lambda done, count: told.append((done, count)) is None)
    assert told == sorted(told)
    assert len({count for _, count in told}) == 1
    assert told[-1][0] == told[-1][1]
    assert len(told) >= 5


@pytest.mark.parametrize("share", [0.1, 0.4, 0.9])
@pytest.mark.parametrize("name", ["roster", "notice", "household_card"])
def test_a_job_is_stopped_wherever_it_is(name: str, share: float) -> None:
    """At a tenth it is being laid out still; nothing is told after the stop."""
    told: list[int] = []

    def tick(done: int, count: int) -> bool:
        told.append(done)
        return done < count * share

    with pytest.raises(Cancelled):
        PAPERS[name].make(JOBS[name], tick)
    assert [done for done in told if done >= max(told)] == [told[-1]]


def test_a_stopped_job_leaves_the_next_one_alone() -> None:
    with pytest.raises(Cancelled):
        PAPERS["roster"].make(JOBS["roster"], lambda *_: False)
    assert PAPERS["roster"].make(JOBS["roster"]).startswith(b"%PDF")
