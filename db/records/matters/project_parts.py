"""Rows of a project: the matters that it comes of, who takes part, what reviewers said, and how it went on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Flag, Link, LongText, Looks, Moment, Name, Text, Whole
from db.records.base import Part, fields_of


@frozen(kw_only=True, slots=False)
class ProjectMatter(Part):
    """来源诉求: a matter that the project is to settle."""

    TABLE: ClassVar[str] = "project_matter"
    LABEL: ClassVar[str] = "来源诉求"

    matter: Annotated[int, Link("诉求", to="matter", required=True, width=20)] = 0


@frozen(kw_only=True, slots=False)
class ProjectMember(Part):
    """参与的党员干部; who takes part in several projects is counted once."""

    TABLE: ClassVar[str] = "project_member"
    LABEL: ClassVar[str] = "参与的党员干部"

    person: Annotated[int, Link("姓名", to="person", required=True, width=8)] = 0
    does: Annotated[str, Text("做什么", width=12)] = ""


@frozen(kw_only=True, slots=False)
class ProjectReview(Part):
    """立项评审: what one reviewer says of a project of a secretary.

    Attributes:
        at, by: when it was written down, and by whom; both are those of the step.
        small, hard, exemplary, feasible: 切口小, 有难度, 示范强, 能落实: what is asked of such a project.
    """

    TABLE: ClassVar[str] = "project_review"
    LABEL: ClassVar[str] = "评审意见"

    at: Annotated[datetime | None, Moment("评审时间", looks=Looks.BACK, width=8, fixed=True)] = None
    by: Annotated[int, Link("记录人", to="person", width=6, fixed=True)] = 0
    reviewer: Annotated[str, Name("评审人", required=True, width=6)] = ""
    small: Annotated[bool, Flag("切口小", width=4)] = False
    hard: Annotated[bool, Flag("有难度", width=4)] = False
    exemplary: Annotated[bool, Flag("示范强", width=4)] = False
    feasible: Annotated[bool, Flag("能落实", width=4)] = False
    opinion: Annotated[str, LongText("意见", width=14, lines=1)] = ""

    def rules(self) -> Iterable[Problem]:
        """It is known when: one is entered by its move alone."""
        if self.at is None:
            yield fields_of(ProjectReview)["reviewer"].problem("no_time", "不在这里添", "新的意见请用“立项评审”记")


@frozen(kw_only=True, slots=False)
class ProjectProgress(Part):
    """进度: how far it is, and what was done since.

    Attributes:
        at, by: when that was, and who says so; both are those of the step.
        percent: how far it is, from 0 to 100.
    """

    TABLE: ClassVar[str] = "project_progress"
    LABEL: ClassVar[str] = "进度"

    at: Annotated[datetime | None, Moment("时间", looks=Looks.BACK, width=8, fixed=True)] = None
    by: Annotated[int, Link("记录人", to="person", width=6, fixed=True)] = 0
    percent: Annotated[int | None, Whole("完成（%）", units=("%", "％"), least=0, most=100, required=True, width=4)] = (
        None
    )
    done: Annotated[str, LongText("做了什么", required=True, width=20, lines=1)] = ""

    def rules(self) -> Iterable[Problem]:
        """It is known when: one is entered by its move alone."""
        if self.at is None:
            yield fields_of(ProjectProgress)["done"].problem("no_time", "不在这里添", "新的进度请用“记进度”记")
