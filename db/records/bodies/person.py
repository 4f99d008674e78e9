"""人员: whoever acts, in the register of residents or not: a clerk, a mediator, a cadre, a manager, a policeman."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Link, LongText, Name, Phone, Privacy, Rows, Text, Whole
from db.records.base import Part, Record
from db.records.kind import Beside, Found, Kind, OnCard, Room
from db.records.may import STAFF_MAY, Right


@frozen(kw_only=True, slots=False)
class SomebodyElse(Part):
    """不是的居民: a resident of the same name, of whom a clerk said that it is somebody else.

    Attributes:
        resident: the id; no link, for what was said once keeps nobody in the register.
    """

    TABLE: ClassVar[str] = "person_not"
    LABEL: ClassVar[str] = "不是的居民"

    resident: Annotated[int | None, Whole("居民编号", required=True, width=8)] = None


@frozen(kw_only=True, slots=False)
class Person(Record):
    """人员: unique behind a resident, so that one who acts in three roles is counted once."""

    TABLE: ClassVar[str] = "person"
    LABEL: ClassVar[str] = "人员"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[str, Name("姓名", required=True, width=6, listed=True, words=("人员姓名", "名字"))] = ""
    resident: Annotated[
        int,
        Link(
            "登记居民",
            to="resident",
            unique=True,
            privacy=Privacy.PERSONAL,
            width=6,
            help="是本社区登记的居民就选上；同名的人不会自动连起来",
        ),
    ] = 0
    unit: Annotated[int, Link("所在单位", to="body", width=14, listed=True)] = 0
    job: Annotated[str, Text("职务", width=8, listed=True, words=("岗位", "职位"))] = ""
    politics: Annotated[str, Code("政治面貌", table="politics", privacy=Privacy.PERSONAL, width=7)] = ""
    phone: Annotated[
        str,
        Phone(
            "电话", privacy=Privacy.PERSONAL, width=8, listed=True, words=("手机", "联系电话", "手机号码", "联系方式")
        ),
    ] = ""
    note: Annotated[str, LongText("备注", privacy=Privacy.PERSONAL, width=20)] = ""
    others: Annotated[tuple[SomebodyElse, ...], Rows("不是的居民", part=SomebodyElse, fixed=True)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name


PERSONS = Kind(
    record=Person,
    code=19,
    room=Room.BODIES,
    may=STAFF_MAY,
    tab="人员",
    order=("name",),
    new="新建人员",
    empty="办事的人都登记在这里：工作人员、调解员、网格员、民警、物业经理；按“新建人员”录入第一位（Ctrl+N）",
    help=(
        "办事的人：工作人员、调解员、网格员、民警、物业经理。是本社区居民的，在“登记居民”里选上，一个居民只对应一条。",
        "登记里写的办事的人，照姓名自动对上；没登记过的自动建一条。打开一个人，看得到他的任职和办过的事。",
        "同一个人登记过两次，打开其中一条，按“合并到一条”：先看归过去多少、补上什么，再合并；任职、办过的事都归留下的那一条，"
        "写着的姓名、印过的文书不变。合并了马上可以撤销。两条都是居民、都是工作人员，或同一职务写得不一样的，说清楚了才能合并。",
    ),
    beside=(
        Beside(
            "whose_name",
            "同名待认",
            (
                "几个人同名，程序不猜写的是哪一位：在这里逐处认，认过的以后不变，印出来的文书也不变。",
                "“像是居民”是和居民同名的人，是同一个人就说是，不是的说不是，以后不再问。",
                "几个同名的其实是同一个人，按后一位旁边的“合并”。",
            ),
            Right.CHANGE,
        ),
    ),
    page="person",
    many=("to_meeting",),
    known_by=(("resident",), ("name", "phone"), ("name", "unit"), ("name",)),
    found=Found(persons=("name",), telephones=("phone",)),
    line=("{unit}", "{job}", "{phone}"),
    on_card=OnCard("resident", "id", ("{unit}", "{job}")),
)
