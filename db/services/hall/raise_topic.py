"""征集议题: a topic that comes of a case is a way of the same matter."""

from db.errors import RecordInvalid
from db.records.base import changed, fields_of
from db.records.hall.meeting import Topic
from db.records.mediation.case import MediationCase
from db.services.answers import UNASKED, Answers
from db.services.matters.ways import root_of
from db.services.save_record import save_record
from db.store import Store


def raise_topic(store: Store, topic: Topic, answers: Answers = UNASKED) -> Topic:
    """The topic as saved; where it has a case and no matter of its own it has that of the case.

    Raises:
        RecordInvalid: something forbids saving, or its case is a way of another matter: it would be counted twice.
    """
    case = store.find(MediationCase, topic.case) if topic.case else None
    if case is not None and not topic.matter:
        topic = changed(topic, matter=case.matter)
    elif case is not None and case.matter and root_of(store, topic) != root_of(store, case):
        kind = fields_of(Topic)["matter"]
        raise RecordInvalid([kind.problem("other", "和关联案件不是一件事", "请选案件的诉求，或空着")])
    return save_record(store, topic, answers.number)
