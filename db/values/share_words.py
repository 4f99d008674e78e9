"""怎样算一个率, in words: which answers count, and of which. 满意、基本满意，占满意、基本满意、不满意."""

import re
from collections.abc import Sequence

from attrs import frozen

from db.errors import ValueUnreadable

_OF = "占"
_BETWEEN = re.compile(r"[、,，;；\s]+")


@frozen
class ShareWords:
    """The words of a share.

    Attributes:
        so: the answers that count.
        of: all that are looked at; those that count are among them.
    """

    so: Sequence[str]
    of: Sequence[str]

    def written(self) -> str:
        """As `read_share` reads it."""
        return f"{'、'.join(self.so)}，{_OF}{'、'.join(self.of)}"


def read_share(written: str) -> ShareWords:
    """The words of what somebody wrote.

    Raises:
        ValueUnreadable: one of the two sides is empty, or what counts is not among what is looked at.
    """
    head, _, tail = written.partition(_OF)
    so, of = ([word for word in _BETWEEN.split(side) if word] for side in (head, tail))
    if not so or not of:
        raise ValueUnreadable(
            f"“{written}”看不出哪些算、占哪些", "请照“满意、基本满意，占满意、基本满意、不满意”这样写"
        )
    if left := [word for word in so if word not in of]:
        raise ValueUnreadable(f"“{'、'.join(left)}”不在“{_OF}”后面的里面", "算在里面的，“占”后面也要写")
    return ShareWords(so, of)
