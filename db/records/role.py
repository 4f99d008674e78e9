"""角色: what an account may see and do; codes of the table ``role``. A title on papers (岗位) is none and gives no right."""

from enum import StrEnum


class Role(StrEnum):
    """One role; several an account, each from a day to a day."""

    DESK = "1"
    GRID = "2"
    MEDIATOR = "3"
    SECRETARY = "4"
    CHIEF = "5"
    FUNDS = "6"
    ARCHIVIST = "7"
    ADMIN = "8"
    AUDITOR = "9"
    JUSTICE = "10"
    DISABLED = "11"
    CIVIL = "12"


EVERY_ROLE = frozenset(Role)
"""What somebody has who does everything himself, as in a small centre."""
