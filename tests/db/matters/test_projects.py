"""Projects: numbered, led, told of, checked by somebody else and struck off; and what is counted of them."""

from datetime import date, datetime, timedelta

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.centre import OF_ALL_PROJECTS, OF_RED_PROJECTS
from db.records.matters.matter import Matter
from db.records.matters.project import PROJECTS, Project
from db.records.matters.project_flow import DONE, GIVEN_UP
from db.records.matters.project_parts import ProjectMatter, ProjectMember, ProjectProgress, ProjectReview
from db.services.centre.switches import in_use
from db.services.figures.laid_down import choose
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import read_span
from db.services.matters.take_in import take_in
from db.services.move import Keyed, catch_up, move
from db.services.save_as_declared import save_as_declared
from db.services.to_do import to_do
from db.store import MoveRefused, Store
from tests.factories import plant

START = date(2026, 3, 2)
AT = datetime(2026, 3, 10, 9, 0)
MARCH, APRIL = (read_span(words, date(2026, 12, 1)) for words in ("2026-03", "2026-04"))


def set_up(store: Store, **changes: object) -> Project:
    body = plant(store, Body, name="社区党委").id
    given = Project(name="整治僵尸车", kind="1", category="7", level="3", leader="李敏", body=body, started=START)
    return save_as_declared(store, changed(given, **changes))


def persons(store: Store) -> tuple[int, int]:
    first, second = (plant(store, Person, name=name).id for name in ("阮志飞", "李敏"))
    return first, second


def ended(store: Store, at: datetime = AT, **changes: object) -> Project:
    first, second = persons(store)
    return catch_up(
        store,
        set_up(store, **changes),
        [
            Keyed("begin", at, first, values={"planned": date(2026, 4, 30)}),
            Keyed("apply", at, first, values={"effect": "清走了"}),
            Keyed("check", at, second, values={"finding": "属实"}),
            Keyed("end", at, first),
        ],
    )


def value(store: Store, name: str, span: object = MARCH) -> str:
    return measure(store, figures_by_name(store.kinds)[name], span).value.shown()  # type: ignore[arg-type]


def test_a_project_is_numbered_in_its_year(store: Store) -> None:
    assert set_up(store).number == "项目〔2026〕1号"
    assert set_up(store, name="拆违建").number == "项目〔2026〕2号"


@pytest.mark.parametrize("lacking", [{"level": ""}, {"leader": ""}, {"body": 0}])
def test_a_hard_one_has_its_level_who_leads_it_and_who_answers_for_it(store: Store, lacking: dict[str, object]) -> None:
    with pytest.raises(RecordInvalid, match="没有填"):
        set_up(store, **lacking)


def test_only_a_hard_one_has_a_level(store: Store) -> None:
    with pytest.raises(RecordInvalid, match="才分层级"):
        set_up(store, kind="2")
    assert set_up(store, kind="2", level="").level == ""


def test_it_is_not_to_be_done_before_it_began(store: Store) -> None:
    with pytest.raises(RecordInvalid, match="早于立项日期"):
        set_up(store, planned=START - timedelta(days=1))


def test_how_far_it_is_grows_and_is_never_unsaid(store: Store) -> None:
    one = move(store, set_up(store), "begin", AT, planned=date(2026, 4, 30))
    one = move(store, one, "report", AT, progress=(ProjectProgress(percent=40, done="摸清7辆"),))
    one = move(store, one, "report", AT, progress=(ProjectProgress(percent=100, done="拖走3辆"),))
    assert [(row.percent, row.at) for row in one.progress] == [(40, AT), (100, AT)]
    assert one.so_far == "100%"
    with pytest.raises(RecordInvalid, match="记进度"):
        save_as_declared(store, changed(set_up(store, name="别的"), progress=(ProjectProgress(percent=5, done="x"),)))


def test_who_asks_for_its_end_does_not_check_it_and_none_ends_unchecked(store: Store) -> None:
    first, second = persons(store)
    one = move(store, set_up(store), "begin", AT, first, planned=date(2026, 4, 30))
    one = move(store, one, "apply", AT, first, effect="清走了")
    with pytest.raises(MoveRefused, match="核查"):
        move(store, one, "end", AT, first)
    with pytest.raises(MoveRefused, match="不能是同一个人"):
        move(store, one, "check", AT, first, finding="属实")
    one = move(store, one, "check", AT, second, finding="属实")
    one = move(store, one, "end", AT, first)
    assert (one.outcome, one.closed, one.is_open()) == (DONE, AT.date(), False)


def test_sent_back_it_is_checked_anew(store: Store) -> None:
    first, second = persons(store)
    one = move(store, set_up(store), "begin", AT, first, planned=date(2026, 4, 30))
    one = move(store, one, "apply", AT, first, effect="清走了")
    one = move(store, one, "check", AT, second, finding="还有两辆")
    one = move(store, one, "return", AT, second, reason="没有清完")
    assert (one.stage, one.applied, one.checked, one.finding) == ("2", None, None, "")


def test_what_is_planned_is_due_until_it_is_struck_off(store: Store) -> None:
    one = move(store, set_up(store), "begin", AT, planned=date(2026, 4, 30))
    ended(store, name="别的")
    due = [told for told in to_do(store, in_use(store), datetime(2026, 5, 1, 9, 0)) if told.table == "project"]
    assert [(told.id, told.due, told.who) for told in due] == [(one.id, date(2026, 4, 30), "社区党委")]


def test_hard_ones_that_are_done_are_counted_once_by_level_and_by_what_they_are_about(store: Store) -> None:
    ended(store)
    ended(store, name="拆违建", category="9", level="1")
    ended(store, name="没有方面", category="", level="2")
    ended(store, name="四月的", at=datetime(2026, 4, 2, 9, 0))
    ended(store, name="书记的", kind="2", level="")
    move(store, set_up(store, name="撤了"), "give_up", AT, reason="并入别的项目")
    set_up(store, name="没有做完")
    levels = [value(store, f"projects_broken_{name}") for name in ("county", "bodies", "front")]
    assert (value(store, "projects_broken"), levels) == ("3", ["1", "1", "1"])
    classes = [value(store, f"projects_broken_{name}") for name in ("cars", "green", "built", "others")]
    assert classes == ["1", "0", "1", "1"]
    assert value(store, "projects_broken", APRIL) == "1"
    assert {check.whole for check in PROJECTS.checks} == {"projects_broken"}


def test_those_of_secretaries_are_counted_where_they_were_taken_on(store: Store) -> None:
    first, second = persons(store)
    both = (ProjectMember(person=first), ProjectMember(person=second))
    given_up = set_up(store, name="甲", kind="2", level="", red_estate=True, people=both)
    assert move(store, given_up, "give_up", AT, reason="并入别的").outcome == GIVEN_UP
    set_up(store, name="乙", kind="2", level="", people=both[:1])
    move(store, set_up(store, name="录重了", kind="2", level=""), "void", AT, reason="录重了")
    set_up(store, name="四月的", kind="2", level="", started=date(2026, 4, 2), people=both)
    set_up(store, name="破难的", red_estate=True, people=both)
    names = ("secretary_projects", "secretary_projects_red", "secretary_project_people")
    assert [value(store, name) for name in names] == ["2", "1", "2"]
    assert [value(store, name, APRIL) for name in names] == ["1", "0", "2"]


def test_a_centre_says_of_which_projects_those_who_took_part_are_counted(store: Store) -> None:
    first, second = persons(store)
    set_up(store, name="甲", kind="2", level="", red_estate=True, people=(ProjectMember(person=first),))
    set_up(store, name="乙", kind="2", level="", people=(ProjectMember(person=second),))
    figure = figures_by_name(store.kinds)["secretary_project_people"]
    found = measure(store, figure, MARCH)
    assert (found.value.number, found.figure.about[:9]) == (2, "取自全部书记项目：")
    for word, since, told in ((OF_RED_PROJECTS, START, 1), (OF_ALL_PROJECTS, date(2026, 3, 31), 2)):
        choose(store, figure, word, since, "街道〔2026〕3号")
        found = measure(store, found.figure, MARCH)
        assert found.value.number == told, "what was measured before is measured anew by the rule of now"
        assert found.figure.about.startswith(f"取自{word}：")


def test_a_review_keeps_who_said_what(store: Store) -> None:
    one = set_up(store, kind="2", level="")
    said = (ProjectReview(reviewer="周明", small=True, feasible=True), ProjectReview(reviewer="孙桂兰", hard=True))
    one = move(store, one, "review", AT, reviews=said)
    assert [(row.reviewer, row.small, row.at) for row in one.reviews] == [("周明", True, AT), ("孙桂兰", False, AT)]


def test_a_matter_tells_of_its_project(store: Store) -> None:
    matter = take_in(store, Matter(subject="旧车占位", taken=AT))
    one = set_up(store, matters=(ProjectMatter(matter=matter.id),))
    assert (Project.TABLE, one.id) in store.pointing_at(matter)
