"""破难项目清单 and 书记项目台账 of the projects listed. No Qt: they are made in a worker's thread."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from db.records.base import fields_of
from db.records.matters.project import Project
from db.records.matters.project_figures import BREAKING, SECRETARYS
from db.services.note_output import Holds
from db.store import Store
from gui.papers.list_papers import NothingToPrint
from gui.papers.paperwork import Job
from gui.tasks import Tick
from gui.widgets.print_menu import Ids, Printable
from gui.words import tr

if TYPE_CHECKING:
    from printing.papers.matters.project_list import ProjectLine


def project_lists(_store: Store, ids: Ids) -> list[Printable]:
    """The two papers of the projects listed, each of those that it is for."""
    return [
        Printable(tr("破难项目清单"), lambda: _job(list(ids()), BREAKING)),
        Printable(tr("书记项目台账"), lambda: _job(list(ids()), SECRETARYS)),
    ]


def _job(ids: Sequence[int], kind: str) -> Job:
    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.matters import project_list as paper

        kept = store.get_many(Project, ids)
        found = [kept[i] for i in ids if i in kept and kept[i].kind == kind]
        if not found:
            what = fields_of(Project)["kind"].show(kind)
            raise NothingToPrint(f"列出的没有{what}项目", "请先清除筛选，或先立项，再打印")
        found.sort(key=lambda one: one.level)
        bodies = store.titles("body", {one.body for one in found if one.body})
        lines = tuple(_line(one, bodies.get(one.body, "")) for one in found)
        secretarys = kind == SECRETARYS
        given = paper.ProjectList(centre=store.centre(), day=date.today(), projects=lines, by_secretaries=secretarys)
        return (paper.LEDGER if secretarys else paper.PAPER).make(given, tick)

    name = "书记项目台账" if kind == SECRETARYS else "三级联动破难项目清单"
    return Job(name, make, holds=Holds(len(ids), ("姓名",)))


def _line(one: Project, body: str) -> "ProjectLine":
    from printing.papers.matters.project_list import ProjectLine

    fields = fields_of(Project)
    ended = f"{fields['outcome'].show(one.outcome)} {one.closed:%m-%d}" if one.closed else ""
    return ProjectLine(
        part=fields["level"].show(one.level),
        number=one.number,
        name=one.name,
        about=fields["category"].show(one.category),
        red=one.red_estate,
        leader=one.leader,
        body=body,
        started=one.started,
        planned=one.planned,
        far=ended or f"{fields['stage'].show(one.stage)} {one.so_far}".strip(),
        people=len({row.person for row in one.people}),
    )
