"""Projects of the practice community: one that is done, one that goes on, and two of secretaries."""

from datetime import date, datetime, time, timedelta

from db.practice.data import staff_names, units
from db.practice.desk_days import open_day_before
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.flow import CLOSED_STAGES
from db.records.matters.matter import Matter
from db.records.matters.project import Project
from db.records.matters.project_figures import BREAKING, SECRETARYS
from db.records.matters.project_parts import ProjectMatter, ProjectMember, ProjectProgress, ProjectReview
from db.services.move import Keyed, catch_up
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq, none_of

PARKING = "消防通道长期停车"
SQUAD, OFFICE, TRUSTEES = "执法队", "物业办", "柳管委"
MORNING = time(9, 0)
CARS, BUILT = "7", "9"
"""Categories: 僵尸车, 违建."""


def set_up_projects(store: Store, today: date) -> None:
    """Sets them up, some days ago each."""
    bodies = {body.name: body.id for body in store.select(Body)}
    squad, office, trustees = (bodies.get(units()[name].name, 0) for name in (SQUAD, OFFICE, TRUSTEES))
    people = {person.name: person.id for person in store.select(Person, order=("id",))}
    first, second, third, *_ = (people[name] for name in staff_names() if name in people)
    if not (squad and office and trustees):
        return
    open_ones = store.select(Matter, none_of("stage", CLOSED_STAGES), eq("root", None))
    parking = tuple(ProjectMatter(matter=one.id) for one in open_ones if one.subject == PARKING)
    members = tuple(ProjectMember(person=one) for one in (first, second, third))
    _done(store, _cars(store, squad, parking, members, _ago(today, 75)), (first, second))
    _going_on(
        store,
        Project(
            name="拆除景和苑底商违建雨棚", kind=BREAKING, category=BUILT, level="2", leader="阮志飞", body=squad,
            started=_ago(today, 40).date(), planned=today + timedelta(days=20), people=members[:1],
            goal="拆除占用人行道的雨棚6处，恢复通行。",
        ),
        ((30, 30, "逐户送达通知，2户自行拆除"), (12, 60, "会同街道拆除2处，余下2处约定时间")),
        first,
    )  # fmt: skip
    _going_on(
        store,
        Project(
            name="红色物业进小区：柳荫家属院门卫室改成议事角", kind=SECRETARYS, red_estate=True, leader="邱德顺", body=trustees,
            started=_ago(today, 50).date(), planned=today + timedelta(days=45), people=members,
            goal="腾出门卫室里间，摆桌椅、装取暖，居民有地方说事。",
        ),
        ((20, 50, "里间已腾空，粉刷完"),),
        first,
    )  # fmt: skip
    reviewed = save_as_declared(
        store,
        Project(
            name="景和苑老人助餐送到家", kind=SECRETARYS, leader="郝玉洁", body=office, started=_ago(today, 8).date(),
            people=members[1:], goal="给出不了门的老人每天中午送一次餐。",
        ),
    )  # fmt: skip
    said = (
        ProjectReview(
            reviewer="褚永康", small=True, exemplary=True, feasible=True, opinion="先从A座做起，做成了再铺开。"
        ),
        ProjectReview(reviewer="桑雅静", small=True, hard=True, feasible=True, opinion="要先说好由谁送、出了事找谁。"),
    )
    catch_up(store, reviewed, [Keyed("review", _ago(today, 5), first, values={"reviews": said})])


def _ago(today: date, days: int) -> datetime:
    return datetime.combine(open_day_before(min(today, date.today()) - timedelta(days=days)), MORNING)


def _cars(
    store: Store, body: int, matters: tuple[ProjectMatter, ...], people: tuple[ProjectMember, ...], at: datetime
) -> Project:
    return save_as_declared(
        store,
        Project(
            name="清理幸福里小区僵尸车", kind=BREAKING, category=CARS, level="3", leader="范晓棠", body=body, red_estate=True,
            started=at.date(), planned=at.date() + timedelta(days=60), matters=matters, people=people,
            goal="清走长期停放、无人认领的车，腾出消防通道和车位。",
        ),
    )  # fmt: skip


def _done(store: Store, project: Project, people: tuple[int, int]) -> None:
    assert project.started is not None
    begun = datetime.combine(project.started, MORNING)
    (first, second), days = people, [begun + timedelta(days=n) for n in (1, 20, 45, 48, 50, 52)]
    told = (
        ProjectProgress(percent=40, done="摸清9辆，找到车主5人，已挪走5辆"),
        ProjectProgress(percent=100, done="其余4辆拖走"),
    )
    effect = "9辆僵尸车全部清走，消防通道划了线，腾出车位8个。"
    catch_up(
        store,
        project,
        [
            Keyed("begin", days[0], first, values={"planned": project.planned}),
            Keyed("report", days[1], first, values={"progress": told[:1]}),
            Keyed("report", days[2], first, values={"progress": told[1:]}),
            Keyed("apply", days[3], first, values={"effect": effect}),
            Keyed("check", days[4], second, values={"finding": "现场看过，通道畅通，没有新停的。"}),
            Keyed("end", days[5], first),
        ],
    )


def _going_on(store: Store, project: Project, told: tuple[tuple[int, int, str], ...], did: int) -> None:
    """One that is under way, with how far it was so many days ago."""
    saved = save_as_declared(store, project)
    assert saved.started is not None
    today = date.today()
    begun = Keyed("begin", datetime.combine(saved.started, MORNING), did, values={"planned": saved.planned})
    steps = [
        Keyed("report", _ago(today, ago), did, values={"progress": (ProjectProgress(percent=percent, done=done),)})
        for ago, percent, done in told
    ]
    catch_up(store, saved, [begun, *steps])
