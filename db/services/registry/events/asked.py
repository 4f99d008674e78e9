"""人口变动: what may happen to people, and what is asked about each of it; a form, never a record of the store."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Day, Flag, IdNumber, Link, Looks, Name, Phone, Privacy, Rows, Text
from db.records.base import Part, Record


class What(Enum):
    """What happened; the value is the name under which a step tells it, see `db.services.registry.events.told`."""

    CAME = "life_came"
    MOVED = "life_moved"
    LEFT = "life_left"
    BORN = "life_born"
    DIED = "life_died"
    MARRIED = "life_married"
    DIVIDED = "life_divided"
    JOINED = "life_joined"
    RETURNED = "life_returned"

    @property
    def label(self) -> str:
        """What the clerk calls it."""
        return LABELS[self]


LABELS: Mapping[What, str] = {
    What.CAME: "迁入",
    What.MOVED: "搬家",
    What.LEFT: "迁出",
    What.BORN: "出生",
    What.DIED: "死亡",
    What.MARRIED: "结婚",
    What.DIVIDED: "分户",
    What.JOINED: "并户",
    What.RETURNED: "回来",
}


@frozen(kw_only=True, slots=False)
class Newcomer(Part):
    """迁来的人: somebody who is not in the register yet."""

    TABLE: ClassVar[str] = "newcomer"
    LABEL: ClassVar[str] = "迁来的人"

    name: Annotated[str, Name("姓名", required=True, width=6)] = ""
    id_number: Annotated[str, IdNumber("证件号码", privacy=Privacy.PERSONAL, width=12)] = ""
    relation: Annotated[str, Code("与户主关系", table="relation", width=6, help="第一个人空着就是户主")] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""


@frozen(kw_only=True, slots=False)
class Newborn(Part):
    """出生的孩子: one row a child, two for twins."""

    TABLE: ClassVar[str] = "newborn"
    LABEL: ClassVar[str] = "出生的孩子"

    name: Annotated[str, Name("姓名", required=True, width=6, help="还没有取名的，写“某某之子”，以后再改")] = ""
    sex: Annotated[str, Code("性别", table="sex", width=3)] = ""
    id_number: Annotated[str, IdNumber("证件号码", privacy=Privacy.PERSONAL, width=12)] = ""
    relation: Annotated[str, Code("与户主关系", table="relation", width=6, help="空着由程序按父母推")] = ""


@frozen(kw_only=True, slots=False)
class Asked(Record):
    """What is asked about all of them together; `ASKS` says which about one."""

    TABLE: ClassVar[str] = "life_event"
    LABEL: ClassVar[str] = "人口变动"

    day: Annotated[date | None, Day("哪一天", looks=Looks.BACK, required=True, ahead=timedelta(), width=6)] = None
    house: Annotated[int, Link("住到哪里", to="house", privacy=Privacy.PERSONAL, width=14)] = 0
    use: Annotated[
        str, Code("空置的改成", table="house_use", width=4, help="房屋写着空置的才改；空着由程序按产权人推")
    ] = ""
    home: Annotated[int, Link("编入哪一户", to="household", width=10, help="空着就另立一户")] = 0
    relation: Annotated[str, Code("与那户户主关系", table="relation", width=6)] = ""
    reason: Annotated[str, Code("迁移原因", table="moving_reason", width=5, help="空着记作其他")] = ""
    whence: Annotated[str, Text("从哪里来", privacy=Privacy.PERSONAL, width=10)] = ""
    whither: Annotated[str, Text("到哪里去", privacy=Privacy.PERSONAL, width=10)] = ""
    population: Annotated[str, Code("人员类别", table="population", width=5)] = ""
    partner: Annotated[int, Link("和谁结婚", to="resident", width=6, help="没有登记的，空着")] = 0
    together: Annotated[bool, Flag("对方搬来同住", width=4)] = False
    divorced: Annotated[bool, Flag("因离婚", width=4, help="本人和这一户里的配偶，婚姻状况记作离婚")] = False
    booklet: Annotated[bool, Flag("户口本上也照办", width=4, help="户口簿以派出所办的为准；没有办就不要勾")] = False
    stays: Annotated[bool, Flag("户口留在这里", width=4, help="只是人搬走：还在册，人户不一致")] = False
    posts: Annotated[bool, Flag("职务不动", width=4, help="不勾，在任的职务到这一天为止")] = False
    people: Annotated[tuple[Newcomer, ...], Rows("迁来的人", part=Newcomer)] = ()
    children: Annotated[tuple[Newborn, ...], Rows("出生的孩子", part=Newborn)] = ()


ASKS: Mapping[What, tuple[str, ...]] = {
    What.CAME: ("day", "house", "use", "home", "reason", "whence", "population", "people"),
    What.MOVED: ("day", "house", "use", "home", "relation"),
    What.LEFT: ("day", "whither", "stays", "posts"),
    What.BORN: ("day", "booklet", "children"),
    What.DIED: ("day",),
    What.MARRIED: ("day", "partner", "together"),
    What.DIVIDED: ("day", "house", "use", "divorced", "booklet"),
    What.JOINED: ("day", "home", "relation", "booklet"),
    What.RETURNED: ("day", "house", "use", "home", "relation", "reason", "whence"),
}
MANY = frozenset({What.MOVED, What.LEFT, What.DIVIDED, What.JOINED, What.RETURNED})
"""What several of one household do at once."""
LEAVES_HEADLESS = frozenset({What.MOVED, What.LEFT, What.DIED, What.MARRIED, What.DIVIDED, What.JOINED})
"""What may take the head away from those who stay."""


@frozen(kw_only=True, slots=False)
class Event:
    """One thing that happened.

    Attributes:
        what: what it was.
        who: the ids of those to whom it happened, the one who is asked about first; of a birth the parent, of an arrival nobody.
        asked: what was said of it.
        head: who is to be the head of those who stay; 0 for whoever is proposed.
    """

    what: What
    who: tuple[int, ...] = ()
    asked: Asked = Asked()
    head: int = 0
