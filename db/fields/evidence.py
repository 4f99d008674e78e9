"""A sealed file beside the database, by its name."""

import re

from attrs import frozen

from db.errors import Problem
from db.fields.base import Field

_NAME = re.compile(r"[0-9a-f]{32}")


@frozen
class Evidence(Field[str]):
    """A photo or a scan: the name of its piece, which follows from what it holds; see `db.store.pieces`."""

    @property
    def is_checked(self) -> bool:
        """A name that is none of a piece could lead anywhere."""
        return True

    def fault(self, value: str) -> Problem | None:
        """It is the name of a piece."""
        if value and not _NAME.fullmatch(value):
            return self.problem("no_piece", "不是照片或扫描件", "请重新添加")
        return super().fault(value)
