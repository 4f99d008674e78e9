"""What saving would refuse is found while it is only planned, so that one row never holds up a file."""

from typing import TypeVar

from db.records.base import Record, changed, fields_of
from db.services.registry.import_roster.row_problems import Remark

R = TypeVar("R", bound=Record)


def fitted(record: R) -> tuple[R | None, list[Remark]]:
    """The record without the values that forbid saving it, each told; None where it cannot be saved at all."""
    if not record.refusals():  # as nearly always
        return record, []
    remarks: list[Remark] = []
    for _ in range(2):  # a value that is taken out may leave a required field empty
        blocking = record.refusals()
        if not blocking:
            return record, remarks
        kinds = fields_of(type(record))
        names = dict.fromkeys(p.field.partition(".")[0] for p in blocking)
        remarks += [Remark(name, "refused") for name in names]
        changes = {name: kinds[name].EMPTY for name in names if name in kinds}
        if not changes or any(kinds[name].required for name in changes):
            return None, remarks
        record = changed(record, **changes)
    return None, remarks
