"""What is counted of projects: those of the three levels that are done, those that secretaries took on, who took part.

What other bodies did and what was done before the store began is none of these: that comes with their returns.
"""

from db.records.centre.centre import OF_ALL_PROJECTS, OF_RED_PROJECTS, PEOPLE_FROM
from db.records.condition import Condition, is_, not_one_of, one_of
from db.records.figure import Check, Choice, Figure, distinct, ratio
from db.records.matters.project_flow import CLOSED_STAGES, DONE, DONE_STAGES, VOID_STAGES

BREAKING, SECRETARYS = "1", "2"
"""Codes of the table ``project_kind``: 三级联动破难, 书记项目."""
LEVELS = (("1", "county", "县领导领衔"), ("2", "bodies", "部门单位驻点"), ("3", "front", "社区党委一线"))
"""Codes of the table ``project_level``, each with the names of its figure."""
_CLASSES = (("7", "cars", "僵尸车"), ("8", "green", "侵占绿地"), ("9", "built", "拆除违建"))
"""Codes of the table ``matter_category`` that the seed names (S0-21)."""
_DONE = (one_of("stage", DONE_STAGES), is_("outcome", DONE))
_BROKEN = (is_("kind", BREAKING), *_DONE)
_TAKEN_ON = (is_("kind", SECRETARYS), not_one_of("stage", VOID_STAGES))
_RED = is_("red_estate", 1)
_BY_ENDING, _BY_BEGINNING = (
    "销号那天在期间里的，撤项、作废的不算",
    "立项（认领）那天在期间里的，后来撤项的也算，作废的不算",
)
_PEOPLE = "期间里立项的项目写的参与人，一人参与几个项目算一名，作废的项目不算"
PEOPLE_TAKEN = Choice(
    PEOPLE_FROM, ((OF_ALL_PROJECTS, "", _PEOPLE), (OF_RED_PROJECTS, "", _PEOPLE)), narrows=((OF_RED_PROJECTS, (_RED,)),)
)
"""No source says whether the 1000 who took part did so in all 90 projects, or in the 57 of 红色物业 (S0-31)."""


def _broken(name: str, label: str, *where: Condition) -> Figure:
    return Figure(
        name=f"projects_broken_{name}", label=f"完成破难：{label}", of="project", where=(*_BROKEN, *where), when="closed",
        unit="个", about=_BY_ENDING,
    )  # fmt: skip


FIGURES = (
    Figure(
        name="projects_broken", label="完成三级联动破难项目", of="project", where=_BROKEN, when="closed", unit="个",
        about=f"{_BY_ENDING}；按层级的三个数加起来就是它",
    ),
    *(_broken(name, label, is_("level", code)) for code, name, label in LEVELS),
    *(_broken(name, label, is_("category", code)) for code, name, label in _CLASSES),
    _broken("others", "其他方面", not_one_of("category", tuple(code for code, _, _ in _CLASSES))),
    Figure(
        name="secretary_projects", label="书记项目", of="project", where=_TAKEN_ON, when="started", unit="个", about=_BY_BEGINNING,
    ),
    Figure(
        name="secretary_projects_red", label="涉红色物业书记项目", of="project", where=(*_TAKEN_ON, _RED), when="started", unit="个",
        about=f"书记项目里勾了“涉红色物业”的；{_BY_BEGINNING}",
    ),
    Figure(
        name="secretary_project_people", label="参与书记项目党员干部", of="project", where=_TAKEN_ON, when="started",
        measure=distinct("people.person"), unit="名", choice=PEOPLE_TAKEN, about=_PEOPLE,
    ),
    Figure(
        name="projects_due_done", label="项目销号率", of="project", where=(not_one_of("stage", VOID_STAGES),), when="planned",
        measure=ratio(*_DONE), about="计划完成那天在期间里的项目，其中已经销号的；撤项的算没有销号",
    ),
    Figure(
        name="projects_open", label="在推进的项目", of="project", where=(not_one_of("stage", CLOSED_STAGES),), unit="个",
    ),
)  # fmt: skip
CHECKS = (
    Check(
        label="破难项目按层级", parts=tuple(f"projects_broken_{name}" for _, name, _ in LEVELS), whole="projects_broken",
    ),
    Check(
        label="破难项目按方面", parts=(*(f"projects_broken_{name}" for _, name, _ in _CLASSES), "projects_broken_others"),
        whole="projects_broken",
    ),
)  # fmt: skip
