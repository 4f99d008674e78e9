"""办理情况月公示: only what may be posted, of the month, with nobody's name or number; its counts are those of the report."""

from datetime import date, datetime
from pathlib import Path

import pytest
from attrs import evolve

from db.errors import ArgumentError
from db.records.matters.codes import JOINED
from db.records.matters.matter import Claimant, Matter
from db.records.matters.parts import Respondent
from db.records.registry.resident import Resident, reference_to
from db.services.figures.laid_down import Laid, lay_down
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import of_period
from db.services.matters.posting import covered, export_posting, month_before, posted_in, posting_of, posting_there
from db.services.save_as_declared import save_as_declared
from db.store import Store, Warrant
from db.values.calendar_period import MONTH, CalendarPeriod
from tests.factories import plant

MARCH = CalendarPeriod(2026, 3, MONTH)
NOW = datetime(2026, 4, 2, 9, 0)
ANON, NAMED, HIDDEN = Claimant(anonymous=True), Claimant(name="周桂芳"), Claimant(name="欧阳明", hidden=True)


def matter(store: Store, **values: object) -> Matter:
    given = {
        "subject": "漏水", "taken": datetime(2026, 3, 2, 9), "claimants": (NAMED,), "publish": True, "stage": "5",
        "outcome": "1", "closed": date(2026, 3, 9), "number": f"诉求〔2026〕{store.count(Matter) + 1}号", **values,
    }  # fmt: skip
    with store.writing(warrant=Warrant.UPGRADE) as w:
        return w.save(Matter(**given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "is_posted"),
    [
        ({}, True),
        ({"publish": False}, False),
        ({"publish": False, "claimants": (ANON,)}, True),
        ({"publish": False, "claimants": (ANON, NAMED)}, False),
        ({"publish": False, "claimants": ()}, False),
        ({"claimants": (HIDDEN,)}, False),
        ({"claimants": (NAMED, HIDDEN)}, False),
        ({"closed": date(2026, 2, 28), "taken": datetime(2026, 2, 1)}, False),
        ({"closed": date(2026, 3, 31)}, True),
        ({"closed": date(2026, 4, 1)}, True),
        ({"stage": "3", "outcome": "", "closed": None}, True),
        ({"taken": datetime(2026, 3, 31, 23, 59), "stage": "1", "outcome": "", "closed": None}, True),
        ({"taken": datetime(2026, 4, 1), "stage": "1", "outcome": "", "closed": None}, False),
        ({"stage": "0", "outcome": "", "closed": None}, False),
        ({"outcome": "6"}, False),
    ],
)
def test_what_is_posted_of_a_month(store: Store, values: dict[str, object], is_posted: bool) -> None:
    one = matter(store, **values)
    assert [posted.number for posted in posted_in(store, MARCH)] == ([one.number] if is_posted else [])


def test_what_ended_after_the_month_was_in_hand_then(store: Store) -> None:
    matter(store, closed=date(2026, 4, 1), result="修好了")
    (one,) = posted_in(store, MARCH)
    assert (one.outcome, one.closed, one.result) == ("在办", None, "")


def test_nobody_is_named_and_no_number_is_told(store: Store) -> None:
    about = (Respondent(name="欧阳建国"),)
    matter(
        store,
        subject="周桂芳反映欧阳建国占道",
        against=about,
        result="已联系周桂芳13812345678，欧阳建国当天搬走",
        place="3号楼",
    )
    body = posting_of(store, MARCH, NOW).body
    for told in ("周桂芳", "欧阳建国", "13812345678"):
        assert told not in body
    assert "周某反映欧阳某占道" in body
    assert "办理情况：已联系周某138****5678，欧阳某当天搬走。结果：已解决，3月9日办结" in body


def test_who_stands_in_a_row_by_the_register_alone_is_covered_too(store: Store) -> None:
    who = reference_to(plant(store, Resident, name="张国富").id)
    matter(store, subject="张国富反映占道", claimants=(Claimant(who=who),))
    assert posted_in(store, MARCH)[0].subject == "张某反映占道"


def test_whoever_brought_what_was_joined_is_named_as_little_and_whoever_minds_not_at_all(store: Store) -> None:
    root = matter(store, subject="周桂芳、欧阳明、李秀英家漏水")
    for who in (HIDDEN, Claimant(name="李秀英")):
        matter(store, claimants=(who,), outcome=JOINED, root=root.id, joined=root.id)
    assert [one.subject for one in posted_in(store, MARCH)] == ["周某、诉求人、李某家漏水"]


def test_a_name_or_a_number_is_covered_before_the_text_is_cut(store: Store) -> None:
    for end in ("周桂芳", "13812345678"):
        matter(store, result=f"{'修' * 78}{end}")
    assert [one.result[78:] for one in posted_in(store, MARCH)] == ["周某", "13…"]


def test_names_within_names_are_covered_whole() -> None:
    assert covered("王芳芳和王芳", ["王芳", "王芳芳"]) == "王某和王某"


def test_the_head_tells_the_figures_of_the_report_and_a_share_only_once_it_is_laid_down(store: Store) -> None:
    matter(store, rating="1")
    matter(store, publish=False, rating="3")
    paper = posting_of(store, MARCH, NOW)
    assert paper.body.splitlines()[0] == "2026年3月，受理诉求2件，办结2件。其中公开办理情况的1件公示如下："
    assert (paper.kind, paper.title_text, paper.day) == ("3", "2026年3月诉求办理情况公示", NOW.date())
    figure = figures_by_name(store.kinds)["matters_satisfied"]
    lay_down(store, figure, Laid(so=("1",), of=("1", "2", "3"), since=date(2026, 1, 1), source="街道〔2026〕3号"))
    told = measure(store, figure, of_period(MARCH), now=NOW).shown()
    assert f"办结2件，满意率{told}。" in posting_of(store, MARCH, NOW).body


def test_of_nothing_no_paper_is_begun(store: Store) -> None:
    matter(store, publish=False)
    with pytest.raises(ArgumentError, match="2026年3月没有可以公示的诉求"):
        posting_of(store, MARCH, NOW)


def test_the_paper_of_a_month_is_found_again(store: Store) -> None:
    matter(store)
    assert posting_there(store, MARCH) == 0
    kept = save_as_declared(store, evolve(posting_of(store, MARCH, NOW), places="公告栏", posted=NOW.date(), period=7))
    assert posting_there(store, MARCH) == kept.id
    assert kept.until is not None


def test_the_table_has_what_the_paper_has(store: Store, tmp_path: Path) -> None:
    matter(store, subject="周桂芳家漏水")
    matter(store, claimants=(HIDDEN,))
    path = tmp_path / "公示.csv"
    assert export_posting(store, MARCH, path) == 1
    text = path.read_text("utf-8-sig")
    assert "周桂芳" not in text
    assert text.splitlines()[1] == "诉求〔2026〕1号,周某家漏水,求助,2026-03-02,,,已解决,2026-03-09"


def test_the_month_before_january_is_december() -> None:
    assert month_before(date(2026, 1, 9)) == CalendarPeriod(2025, 12, MONTH)
    assert month_before(date(2026, 4, 1)) == MARCH
