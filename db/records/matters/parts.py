"""Rows of a matter: who brought it, who helps, and what looks like the same and is not."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Flag, Link, Name, Phone, Privacy, Ref
from db.records.base import Part, fields_of


@frozen(kw_only=True, slots=False)
class Claimant(Part):
    """诉求人: a resident, a body, or somebody from outside by name.

    Attributes:
        who: the resident or body; 0 for somebody from outside.
        anonymous: gave no name; there is nobody to call back.
        hidden: does not want to be named to others.
    """

    TABLE: ClassVar[str] = "matter_claimant"
    LABEL: ClassVar[str] = "诉求人"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body"), width=8)] = 0
    name: Annotated[str, Name("姓名或名称", width=6)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""
    anonymous: Annotated[bool, Flag("匿名", width=3)] = False
    hidden: Annotated[bool, Flag("要求不公开", width=5)] = False

    def rules(self) -> Iterable[Problem]:
        """Somebody is named, or wants no name."""
        if not (self.who or self.name.strip() or self.anonymous):
            yield fields_of(Claimant)["name"].problem("nobody", "没有填是谁", "请填姓名，或勾“匿名”")


@frozen(kw_only=True, slots=False)
class Respondent(Part):
    """被反映的人或单位: whom a complaint is about, who does not deal with it.

    Attributes:
        who: the resident, the body or the person; 0 for somebody of whom a name alone is known.
    """

    TABLE: ClassVar[str] = "matter_against"
    LABEL: ClassVar[str] = "被反映的人或单位"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body", "person"), width=8)] = 0
    name: Annotated[str, Name("姓名或名称", width=8)] = ""

    def rules(self) -> Iterable[Problem]:
        """Somebody is named."""
        if not (self.who or self.name.strip()):
            yield fields_of(Respondent)["name"].problem("nobody", "没有填是谁", "请填名字，或删去这一行")


@frozen(kw_only=True, slots=False)
class Helper(Part):
    """协办单位."""

    TABLE: ClassVar[str] = "matter_helper"
    LABEL: ClassVar[str] = "协办单位"

    body: Annotated[int, Link("协办单位", to="body", required=True, width=10)] = 0


@frozen(kw_only=True, slots=False)
class Apart(Part):
    """不是一件事: another matter that looks like the same, and of which somebody said that it is not."""

    TABLE: ClassVar[str] = "matter_apart"
    LABEL: ClassVar[str] = "不是一件事"

    other: Annotated[int, Link("另一件", to="matter", width=14)] = 0
