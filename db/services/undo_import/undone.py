"""What taking an import back does, and who or what stays as the import left it."""

from collections.abc import Mapping

from attrs import frozen

from db.records.registry.resident import Resident

CHANGED = "之后改过"
TYPING = "正在修改，还没有保存"
BEGUN = "还有从这里起头、没写完的内容"
GONE = "导入前连着的资料，之后删去或并掉了"


@frozen
class Kept:
    """A record that stays as the import left it.

    Attributes:
        id: which.
        name: what it is called.
        why: why, as a clerk says it.
        table: its type.
    """

    id: int
    name: str
    why: str
    table: str = Resident.TABLE


@frozen
class Undone:
    """What undoing an import does.

    Attributes:
        removed: how many residents go whom it had registered.
        restored: how many records are as before that it had completed or changed: residents, where it is a roster.
        households: how many households go.
        places: how many houses, buildings, estates and grids go; 0 while it is only weighed.
        kept: what stays because somebody had to do with it since.
        others: how many records go of other types, by what a clerk calls them.
    """

    removed: int = 0
    restored: int = 0
    households: int = 0
    places: int = 0
    kept: tuple[Kept, ...] = ()
    others: Mapping[str, int] = {}
