"""Our own exports, known by their headings, which outlive saving as csv or in another program."""

from collections.abc import Sequence

from db.fields import Rows
from db.records.base import exported_of, fields_of
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident

OURS = "这是本程序导出的"
_FEWEST = 3
# Columns of a later version, or of an older one, that the sheet may lack; of few columns most must be there, for a
# roster of our own making has 姓名, 政治面貌, 电话 and 备注, too.
_MAY_LACK = 3
_LEAST_SHARE = 0.75
_ONLY_OURS = frozenset({"证件类型", "证件号码", "现住房屋", "登记状态", "状态日期", "待核实", "关爱类别"})
HEAD, BOOKLET = "户主姓名", "户号"


def beside() -> tuple[str, ...]:
    """The headings of what an export of residents tells beside the record: relation, head, booklet."""
    return (fields_of(Member)["relation"].label, HEAD, fields_of(Household)["booklet"].label)


def is_residents(headings: Sequence[str]) -> bool:
    """Whether these are the headings of our export of residents."""
    told = {h for h in headings if h}
    return told >= _ONLY_OURS and told <= {*(f.label for f in fields_of(Resident).values()), *beside()}


def other_export(headings: Sequence[str], kinds: Kinds) -> Kind | None:
    """The type of which this is our export, other than residents; None for any other table."""
    told = [h for h in headings if h]
    if len(told) < _FEWEST:
        return None
    for kind in kinds:
        fields = exported_of(kind.record)
        labels = [f.label for f in fields.values()]
        parts = {f.label for f in fields.values() if isinstance(f, Rows)}
        ours = [label for label in labels if label in told]
        enough = max(len(labels) - _MAY_LACK, len(labels) * _LEAST_SHARE)
        if kind.record is not Resident and ours == told and len(told) >= enough and parts <= set(told):
            return kind
    return None
