"""Roles in words."""

from collections.abc import Collection

from db.records.role import EVERY_ROLE, Role
from db.store.rights import roles_words
from db.values import code_table

EVERYTHING, NO_ROLE = "全部角色", "没有角色"


def roles_told(roles: Collection[Role]) -> str:
    """窗口登记员、调解员; 全部角色 of somebody who does everything, "" of nobody's."""
    return EVERYTHING if set(roles) >= EVERY_ROLE else roles_words(roles)


def role_label(role: str) -> str:
    """What a role is called."""
    return code_table.load("role").label(str(role))
