"""Topics that tables bring: each is the way of the matter of its case, of the topic that it continues, or of one of its own."""

from collections import defaultdict
from datetime import date

from db.records.hall.meeting import GOES_ON, Topic
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.hall.raise_topic import CHANNELS, bare_subject, matter_of_topic
from db.services.importing.book import Book
from db.services.importing.way_matters import Comes
from db.store.reading import Reader

_BY_SUBJECT = "topics by subject"
"""Under this name a book keeps its topics by their subjects."""


def _known(book: Book, topic: Topic) -> int:
    if topic.case:
        case = book.known(MediationCase.TABLE).record(topic.case)
        assert isinstance(case, MediationCase)
        return case.matter
    return _continued(book, topic) if topic.source == GOES_ON else 0


def _continued(book: Book, topic: Topic) -> int:
    """The matter of the latest other topic of the same subject that has one; 0 where there is none."""
    wanted = bare_subject(topic.subject)
    there = [one for one in _called(book, wanted) if one.matter and one.id != topic.id] if wanted else []
    return max(there, key=lambda one: (one.raised or date.min, one.id)).matter if there else 0


def _called(book: Book, subject: str) -> list[Topic]:
    """The topics of a subject, as they stand by now."""
    known = book.known(Topic.TABLE)
    if _BY_SUBJECT not in book.shared:
        found: dict[str, list[int]] = defaultdict(list)
        for one in known.every():
            if isinstance(one, Topic):
                found[bare_subject(one.subject)].append(one.id)
        book.shared[_BY_SUBJECT] = found
    ids: dict[str, list[int]] = book.shared[_BY_SUBJECT]
    return [one for i in ids.get(subject, ()) if isinstance(one := known.record(i), Topic)]


def _own(_store: Reader, topic: Topic) -> Matter | None:
    return matter_of_topic(topic) if topic.source in CHANNELS else None


def _order(topic: Topic) -> date | None:
    return topic.raised


TOPICS_IN_TABLES = Comes(known=_known, own=_own, order=_order)
