"""工作人员: who works with the program, an account of a person."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Link, Name, Phone
from db.records.base import Record
from db.records.kind import Kind, Room


@frozen(kw_only=True, slots=False)
class Account(Record):
    """工作人员: under this name the audit enters what somebody does."""

    TABLE: ClassVar[str] = "account"
    LABEL: ClassVar[str] = "工作人员"

    name: Annotated[str, Name("姓名", required=True, width=6, listed=True)] = ""
    role: Annotated[str, Code("岗位", table="clerk_role", width=6, listed=True)] = "1"
    phone: Annotated[str, Phone("电话", width=8, listed=True)] = ""
    person: Annotated[
        int,
        Link(
            "人员",
            to="person",
            width=6,
            help="空着就按姓名对上“人员”里的这个人，没有的建一条；几个人同名的到“同名待认”里认",
        ),
    ] = 0

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name


ACCOUNTS = Kind(record=Account, code=17, room=Room.CENTRE)
