"""满意率: nothing is told until the centre lays down which answers count and of which; from then on by its rule, day by day."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import ArgumentError, RecordInvalid
from db.records import KINDS
from db.records.centre.centre import Rule, share_key
from db.records.figure import Value
from db.records.matters.matter import Matter
from db.services.centre.set_up import starting_rules
from db.services.figures.laid_down import Laid, NotLaidDown, answers, laid, lay_down
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.report import as_text, report
from db.services.figures.rows import FigureRows, Which
from db.services.figures.span import Span, of_period, read_span
from db.store import Store, Warrant
from db.values.calendar_period import CalendarPeriod
from tests.db.before_it import other_writes_first
from tests.db.doors import Run

SHARE = figures_by_name(KINDS)["matters_satisfied"]
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31), "2026年")
LAID = Laid(("1", "2"), ("1", "2", "3"), date(2026, 1, 1), "街道〔2026〕3号")
TODAY = date.today()


@pytest.fixture
def rated(store: Store) -> dict[str, int]:
    """Matters that ended in May 2026, each with another rating, one with none, and one that was joined to another."""
    ended = Matter(subject="路灯", taken=datetime(2026, 3, 2, 9), stage="5", outcome="1", closed=date(2026, 5, 1))
    with store.writing(warrant=Warrant.UPGRADE) as w:
        found = {rating: w.save(attrs.evolve(ended, rating=rating)).id for rating in ("1", "2", "3", "9", "")}
        root = found["1"]
        found["joined"] = w.save(attrs.evolve(ended, outcome="6", joined=root, root=root)).id
    return found


def value(store: Store, span: Span = YEAR) -> Value:
    return measure(store, SHARE, span).value


@pytest.mark.usefixtures("rated")
def test_a_new_store_tells_none(store: Store) -> None:
    assert not [rule for rule in starting_rules() if rule.key == share_key(SHARE.name)]
    with pytest.raises(NotLaidDown, match="“满意率”还没有定怎样算"):
        value(store)
    found = report(store, KINDS, read_span("2026", TODAY))
    assert SHARE.name not in {told.found.figure.name for _, told in found.every()}
    assert [(room.value, one.why) for room, untold in found.untold.items() for one in untold] == [
        ("诉求", f"“{name}”还没有定怎样算")
        for name in ("满意率", "回访响应率", "回访解决率", "回访满意率", "接待满意率")
    ]
    assert "满意率" not in as_text(found, TODAY)


@pytest.mark.parametrize(
    ("so", "of", "expected"),
    [
        (("1", "2"), ("1", "2", "3"), Value(2, 3)),
        (("1",), ("1", "2", "3"), Value(1, 3)),
        (("1", "2"), ("1", "2", "3", "9"), Value(2, 4)),
        (("1", "2"), ("1", "2", "3", "9", ""), Value(2, 5)),
    ],
)
def test_what_counts_and_of_what_is_what_the_centre_says(
    store: Store, rated: dict[str, int], so: tuple[str, ...], of: tuple[str, ...], expected: Value
) -> None:
    lay_down(store, SHARE, Laid(so, of, date(2026, 1, 1), "街道〔2026〕3号"))
    found = measure(store, SHARE, YEAR, rows=True)
    assert found.value == expected
    assert set(found.rows["matter"]) == {rated[code] for code in of}
    assert set(found.missing["matter"]) == {rated[code] for code in of if code not in so}
    for which, codes in ((Which.ALL, of), (Which.SO, so), (Which.MISSING, set(of) - set(so))):
        listed = store.ids(Matter, *FigureRows.of(found, which).where(store))
        assert set(listed) == {rated[code] for code in codes}


@pytest.mark.usefixtures("rated")
def test_it_is_kept_as_a_dated_rule_with_its_source(store: Store) -> None:
    lay_down(store, SHARE, LAID)
    (rule,) = store.select(Rule)
    assert (rule.label, rule.value) == ("满意率怎样算", "满意、基本满意，占满意、基本满意、不满意")
    assert (rule.since, rule.source) == (date(2026, 1, 1), "街道〔2026〕3号")
    assert laid(store, SHARE, TODAY) == LAID
    about = measure(store, SHARE, YEAR).figure.about
    assert about == "满意、基本满意的，占满意、基本满意、不满意的（2026-01-01起这样算；街道〔2026〕3号）"


@pytest.mark.usefixtures("rated")
def test_each_period_goes_by_the_rule_of_its_last_day(store: Store) -> None:
    lay_down(store, SHARE, attrs.evolve(LAID, since=date(2026, 5, 15)))
    may, april = (of_period(CalendarPeriod(2026, month)) for month in (5, 4))
    assert value(store, may) == Value(2, 3)
    with pytest.raises(NotLaidDown):
        value(store, april)
    lay_down(store, SHARE, attrs.evolve(LAID, so=("1",), since=date(2026, 6, 1)))
    assert (value(store, may), value(store)) == (Value(2, 3), Value(1, 3))
    lay_down(store, SHARE, attrs.evolve(LAID, so=("2", "1", "3"), of=("1", "2", "3", "9"), since=date(2026, 6, 1)))
    assert store.count(Rule) == 2, "what was said of the same day is said anew"
    assert value(store) == Value(3, 4)


@pytest.mark.usefixtures("rated")
def test_one_that_was_measured_is_measured_again_by_the_rule_of_now(store: Store) -> None:
    lay_down(store, SHARE, LAID)
    found = measure(store, SHARE, YEAR)
    lay_down(store, SHARE, attrs.evolve(LAID, so=("1",), of=("1", "9")))
    assert measure(store, found.figure, YEAR).value == Value(1, 2)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (attrs.evolve(LAID, so=()), "还没有选其中哪些算"),
        (attrs.evolve(LAID, of=("1", "2")), "率总是100%"),
        (attrs.evolve(LAID, of=("1", "3")), "率总是100%"),
        (attrs.evolve(LAID, since=None), "还没有写从哪天起"),
        (attrs.evolve(LAID, source="  "), "还没有写依据"),
    ],
)
def test_what_will_not_do_is_refused(store: Store, how: Laid, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        lay_down(store, SHARE, how)
    assert not store.count(Rule)


def test_what_counts_can_be_what_has_no_answer(store: Store) -> None:
    assert answers(KINDS, SHARE) == {
        "1": "满意", "2": "基本满意", "3": "不满意", "9": "无法评议（匿名或联系不上）", "": "没有评议",
    }  # fmt: skip
    lay_down(store, SHARE, attrs.evolve(LAID, of=("1", "2", "3", "9", "")))
    found = laid(store, SHARE, TODAY)
    assert found
    assert found.of == ("1", "2", "3", "9", "")


@pytest.mark.usefixtures("rated")
def test_a_rule_that_was_typed_is_read_or_said_to_be_wrong(store: Store) -> None:
    rule = Rule(key=share_key(SHARE.name), label="满意率怎样算", since=date(2026, 1, 1), source="")
    for written, said in (
        ("满意和基本满意", "看不出哪些算"),
        ("满意，占基本满意", "不在“占”后面"),
        ("占", "看不出哪些算"),
    ):
        with pytest.raises(RecordInvalid, match=said):
            store.save(attrs.evolve(rule, value=written))
    kept = store.save(attrs.evolve(rule, value="很满意，占很满意、满意"))
    with pytest.raises(NotLaidDown, match="规则里写的看不懂：没有“很满意”"):
        value(store)
    store.save(attrs.evolve(kept, value="满意 占 满意，不满意"))
    assert value(store) == Value(1, 2)


def test_the_door_says_that_nobody_has_laid_it_down(store: Store, opened: list[object], run: Run) -> None:
    code, out, err = run("figure", *opened, "matters_satisfied")
    assert (code, out) == (2, "")
    assert "“满意率”还没有定怎样算" in err
    lay_down(store, SHARE, attrs.evolve(LAID, since=date(2020, 1, 1)))
    assert run("figure", *opened, "matters_satisfied", "--period", "2026")[1].startswith("满意率\t—（0/0）")


def test_two_windows_at_once_make_one_rule_of_a_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = attrs.evolve(LAID, source="区里的表")
    other_writes_first(monkeypatch, store, lambda other: lay_down(other, SHARE, theirs))
    lay_down(store, SHARE, LAID)
    assert [rule.source for rule in store.select(Rule) if rule.key == share_key(SHARE.name)] == [LAID.source]
