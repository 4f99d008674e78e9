"""更正: what of a record may be put right when it is locked."""

from collections.abc import Mapping

from db.records.base import Record, fields_of
from db.records.flow import Flow
from db.records.moving import correctable, filled_in
from db.services.far_ahead import not_far
from db.store import MoveRefused, Store


def refuse_correcting(store: Store, flow: Flow, record: Record, values: Mapping[str, object]) -> None:
    """Lets values pass that may be put right.

    Raises:
        MoveRefused: one is a stage, an outcome, a number, what no move has filled in yet, a day years ahead, or nothing in place of what a move needed.
    """
    not_far(record, values)
    kinds, may = fields_of(type(record)), correctable(store.kinds[record.TABLE])
    filled, owed = filled_in(flow, record, store.steps(record))
    for name, value in values.items():
        if name not in may:
            raise MoveRefused([kinds[name].problem("fixed", "不能更正", "请用办理动作，或在文号簿里办")])
        if kinds[name].fixed and getattr(record, name) == kinds[name].EMPTY and name not in filled:
            raise MoveRefused([kinds[name].problem("not_yet", "还没有办到这一步", "请用办理动作填写")])
        if name in owed and (value.strip() if isinstance(value, str) else value) == kinds[name].EMPTY:
            raise MoveRefused([kinds[name].problem("owed", "办过的环节要有它，不能改成空的", "请改成对的内容")])
