"""征集议题: a topic that somebody brings is a way of a matter: of that of its case, of the topic that it continues, or of one of its own."""

import re
from datetime import datetime, time
from typing import Final

from db.errors import RecordInvalid
from db.records.base import changed, fields_of
from db.records.hall.meeting import GOES_ON, WAITING_STATES, Resolution, Topic
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.services.answers import UNASKED, Answers
from db.services.letters.number_day import settle_day
from db.services.matters.ending import refuse_opening
from db.services.matters.take_in import enter_matter
from db.services.matters.ways import root_of
from db.services.save_record import save_record
from db.store import Store, eq, ne
from db.store.lift import Lift
from db.values import folding
from db.values.day import this_minute

NO_KIND_OF_ITS_OWN = "8"
"""The nature 其他: what a topic is about, its source does not say."""
CHANNELS: Final = {"1": "11", "2": "3", "3": "23", "6": "11"}
"""The channel of the matter by the source of a topic that is a problem: residents and 物业 bring theirs to the hall."""
BROUGHT = ("1", "6")
"""Sources of which whoever proposes the topic is whose matter it is."""
_MARKS = re.compile(r"[（(【〔\[][^（()）【】〔〕\[\]]*(?:结转|续)[^（()）【】〔〕\[\]]*[)）】〕\]]")


def raise_topic(store: Store, topic: Topic, answers: Answers = UNASKED) -> Topic:
    """The topic as saved, with its matter: what counts problems counts those of the hall, too, and each once.

    A topic of 社区提出 or of no source is no problem that somebody brought, and has none unless one is chosen. One that has been there
    without is left as it is, as long as its source is the same. What was resolved on it goes along with it to another matter, but for
    what somebody gave to one of its own.

    Raises:
        RecordInvalid: something forbids saving, its case is a way of another matter, so that it would be counted twice, or it would
            be talked over though its matter is over.
    """
    with store.writing(f"{'修改' if topic.id else '登记'}{topic.LABEL}") as w:
        before = store.find(Topic, topic.id) if topic.id else None
        topic = _with_matter(store, before, topic, answers)
        was_open = before is not None and before.state in WAITING_STATES and before.matter == topic.matter
        if topic.state in WAITING_STATES and not was_open:
            refuse_opening(store, topic)
        saved = save_record(store, topic, answers)
        if before is not None and before.matter != saved.matter:
            with store.lifted(Lift.FOLLOWING):
                along = store.select(Resolution, eq("topic", saved.id), eq("matter", before.matter or None))
                w.save_all([changed(one, matter=saved.matter) for one in along])
        return saved


def raise_of_matter(store: Store, topic: Topic, matter: int) -> Topic:
    """A topic as saved that comes of another way of a matter.

    Raises:
        AppError: see `raise_topic`.
    """
    return raise_topic(store, changed(topic, matter=matter))


def matter_of_topic(topic: Topic) -> Matter:
    """The matter of which a topic is one way of dealing with it, not saved."""
    now = this_minute()
    raised = topic.raised or now.date()
    is_brought = topic.source in BROUGHT and topic.proposer.strip()
    return Matter(
        subject=topic.subject,
        nature=NO_KIND_OF_ITS_OWN,
        channel=CHANNELS[topic.source],
        taken=now if raised == now.date() else datetime.combine(raised, time()),
        facts=topic.detail,
        claimants=(Claimant(name=topic.proposer),) if is_brought else (),
    )


def _with_matter(store: Store, before: Topic | None, topic: Topic, answers: Answers) -> Topic:
    case = store.find(MediationCase, topic.case) if topic.case else None
    if topic.matter:
        if case is not None and case.matter and root_of(store, topic) != root_of(store, case):
            kind = fields_of(Topic)["matter"]
            raise RecordInvalid([kind.problem("other", "和关联案件不是一件事", "请选案件的诉求，或空着")])
        return topic
    if case is not None:
        return changed(topic, matter=case.matter)
    if before is not None and before.source == topic.source:
        return topic
    if topic.source == GOES_ON:
        return changed(topic, matter=_continued(store, topic))
    if topic.source in CHANNELS and not topic.refusals():
        if topic.raised:
            settle_day(topic.raised, fields_of(Topic)["raised"], answers)
        with store.lifted(Lift.FOLLOWING):
            return changed(topic, matter=enter_matter(store, matter_of_topic(topic)).id)
    return topic


def _continued(store: Store, topic: Topic) -> int:
    """The matter of the latest earlier topic of the same subject that has one; 0 where there is none."""
    wanted = bare_subject(topic.subject)
    earlier = store.select(Topic, ne("id", topic.id), ne("matter", None), order=("-raised", "-id")) if wanted else []
    return next((one.matter for one in earlier if bare_subject(one.subject) == wanted), 0)


def bare_subject(subject: str) -> str:
    """A subject without what marks it as carried on: 停车（上次结转） is 停车."""
    return folding.fold(_MARKS.sub("", subject))
