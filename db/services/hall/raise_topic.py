"""征集议题: a topic that comes of a case is a way of the same matter."""

from db.errors import RecordInvalid
from db.records.base import changed, fields_of
from db.records.hall.meeting import WAITING_STATES, Topic
from db.records.mediation.case import MediationCase
from db.services.answers import UNASKED, Answers
from db.services.matters.ending import refuse_opening
from db.services.matters.ways import root_of
from db.services.save_record import save_record
from db.store import Store


def raise_topic(store: Store, topic: Topic, answers: Answers = UNASKED) -> Topic:
    """The topic as saved; where it has a case and no matter of its own it has that of the case.

    Raises:
        RecordInvalid: something forbids saving, its case is a way of another matter and it would be counted twice, or it would
            be open as a way of what is over.
    """
    with store.writing():
        told = _of_case(store, topic)
        before = store.find(Topic, topic.id) if topic.id else None
        was_open = before is not None and before.state in WAITING_STATES and before.matter == told.matter
        if told.state in WAITING_STATES and not was_open:
            refuse_opening(store, told)
        return save_record(store, told, answers.number)


def _of_case(store: Store, topic: Topic) -> Topic:
    """The topic with the matter of its case, where it has none of its own."""
    case = store.find(MediationCase, topic.case) if topic.case else None
    if case is not None and not topic.matter:
        return changed(topic, matter=case.matter)
    if case is not None and case.matter and root_of(store, topic) != root_of(store, case):
        kind = fields_of(Topic)["matter"]
        raise RecordInvalid([kind.problem("other", "和关联案件不是一件事", "请选案件的诉求，或空着")])
    return topic
