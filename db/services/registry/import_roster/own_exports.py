"""Our own exports, known by their headings, which outlive saving as csv or in another program."""

from collections.abc import Sequence

from db.records.base import fields_of
from db.records.registry.booklet import Booklet
from db.records.registry.household import Member
from db.records.registry.resident import Resident

OURS = "这是本程序导出的"
_ONLY_OURS = frozenset({"证件类型", "证件号码", "现住房屋", "登记状态", "状态日期", "待核实", "关爱类别"})
HEAD, BOOKLET = "户主姓名", "户号"


def beside() -> tuple[str, ...]:
    """The headings of what an export of residents tells beside the record: relation, head, booklet."""
    return (fields_of(Member)["relation"].label, HEAD, fields_of(Booklet)["number"].label)


def is_residents(headings: Sequence[str]) -> bool:
    """Whether these are the headings of our export of residents."""
    told = {h for h in headings if h}
    return told >= _ONLY_OURS and told <= {*(f.label for f in fields_of(Resident).values()), *beside()}
