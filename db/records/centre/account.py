"""工作人员: who works with the program, an account of a person."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Day, Link, Looks, Name, Phone, Rows
from db.records.base import Record, Spell, as_of, fields_of
from db.records.kind import Kind, Room
from db.records.may import SETTINGS_MAY
from db.records.role import Role


@frozen(kw_only=True, slots=False)
class AccountRole(Spell):
    """A role of an account from one day to another, both included."""

    TABLE: ClassVar[str] = "account_role"
    LABEL: ClassVar[str] = "角色"

    role: Annotated[str, Code("角色", table="role", required=True, width=6, listed=True)] = ""


@frozen(kw_only=True, slots=False)
class Account(Record):
    """工作人员: under this name the audit enters what somebody does.

    Attributes:
        role: 岗位, the title on papers; it gives no right.
        roles: what the account may see and do; see `roles_on`.
        left: the last day of somebody who works here no more; an account that did something is never deleted.
    """

    TABLE: ClassVar[str] = "account"
    LABEL: ClassVar[str] = "工作人员"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[str, Name("姓名", required=True, width=6, listed=True)] = ""
    role: Annotated[str, Code("岗位", table="clerk_role", width=6, listed=True)] = ""
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
    left: Annotated[date | None, Day("离开日期", looks=Looks.BACK, fixed=True, width=6)] = None
    roles: Annotated[tuple[AccountRole, ...], Rows("角色", part=AccountRole, fixed=True)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def mark(self) -> str:
        """That somebody works here no more."""
        return "已离开" if self.left else ""

    def roles_on(self, day: date) -> frozenset[Role]:
        """The roles of a day; of one that this program does not know nothing follows."""
        return frozenset(Role(row.role) for row in as_of(self.roles, day) if row.role in _KNOWN)


_KNOWN = frozenset(role.value for role in Role)


def roles_of(roles: Iterable[Role], since: date | None = None) -> tuple[AccountRole, ...]:
    """Roles from a day on, in the order of their table; None for ever since."""
    return tuple(AccountRole(role=role, since=since) for role in sorted(roles, key=lambda role: int(role)))


def told_apart(accounts: Iterable[Account]) -> dict[int, str]:
    """The names of accounts by their ids: of those with one name, the 岗位 with it, and where that is one, too, which of them it is.

    王敏（窗口登记员）; 王敏（第 2 位登记的）.
    """
    alike: dict[str, list[Account]] = {}
    for one in sorted(accounts, key=lambda one: one.id):
        alike.setdefault(one.name, []).append(one)
    found: dict[int, str] = {}
    for name, those in alike.items():
        posts = [fields_of(Account)["role"].show(one.role) if one.role else "" for one in those]
        for number, (one, post) in enumerate(zip(those, posts, strict=True), 1):
            apart = post if post and posts.count(post) == 1 else f"第 {number} 位登记的"
            found[one.id] = name if len(those) == 1 else f"{name}（{apart}）"
    return found


def without_what_tells_apart(name: str) -> str:
    """A name of `told_apart` as the account has it."""
    return name.partition("（")[0]


ACCOUNTS = Kind(record=Account, code=17, room=Room.CENTRE, may=SETTINGS_MAY, save="keep_account")
