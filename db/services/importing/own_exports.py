"""Exports of this program, known by their headings, which outlive saving as csv or in another program."""

from collections.abc import Sequence

from db.fields import Rows
from db.records.base import exported_of
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.registry.resident import Resident

_FEWEST = 3
# Columns of a later version, or of an older one, that the sheet may lack; of few columns most must be there, for a
# roster of our own making has 姓名, 政治面貌, 电话 and 备注, too.
_MAY_LACK = 3
_LEAST_SHARE = 0.75


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
