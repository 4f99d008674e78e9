"""Papers for the table of a meeting: cards, ballots, tally, receipts. No Qt: they are made in a worker's thread."""

from collections.abc import Callable
from datetime import date
from functools import partial

import attrs

from db.records.hall.meeting import Attendee, Meeting
from db.services.hall.call_meeting import recipients
from db.services.letters.wordings import wordings_of
from db.store import Store
from gui.papers.asked import NONE, Answers, Asked
from gui.papers.paperwork import Job
from gui.tasks import Tick

_PRESENT, _CHAIR, _RECORDER = "1", "3", "4"
_VOTERS = (_PRESENT, _CHAIR)


def name_cards(meeting_id: int, answers: Answers = NONE) -> Job:
    """席卡: the chair first, then the guests; a resident's door does not stand on the table."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall import name_cards as paper

        meeting = store.get(Meeting, meeting_id)
        people = sorted(meeting.attendees, key=lambda a: (a.role != _CHAIR, a.role == _RECORDER))
        cards = [paper.NameCard(name=one.name, unit=_beside(one)) for one in people]
        names = {one.name for one in people}
        if meeting.chair and meeting.chair not in names:
            cards.insert(0, paper.NameCard(name=meeting.chair, unit="主持人"))
        if meeting.recorder and meeting.recorder not in names | {meeting.chair}:
            cards.append(paper.NameCard(name=meeting.recorder, unit="记录人"))
        given = paper.NameCards(centre=store.centre(), cards=tuple(cards))
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    return Job(
        "席卡",
        make,
        asked=Asked("name_cards", ("wide_mm", "high_mm"), partial(name_cards, meeting_id)),
        of=(Meeting.TABLE, meeting_id),
    )


def _beside(one: Attendee) -> str:
    roles = {_CHAIR: "主持人", _RECORDER: "记录人"}
    return roles.get(one.role) or ("" if one.is_neighbour else one.unit)


def _voters(meeting: Meeting) -> int | None:
    """How many vote: who is invited as 出席 or 主持; None when nobody is."""
    return sum(one.role in _VOTERS for one in meeting.attendees) or None


def ballots(meeting_id: int, answers: Answers = NONE) -> Job:
    """表决票: one for everybody who votes, four to a sheet."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall import ballots as paper

        meeting = store.get(Meeting, meeting_id)
        own = wordings_of(store, paper.PAPER.name)
        given = paper.Ballots(centre=store.centre(), meeting=meeting, count=_voters(meeting), wordings=own)
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    return Job(
        "表决票", make, asked=_vote("ballots", meeting_id, partial(ballots, meeting_id)), of=(Meeting.TABLE, meeting_id)
    )


def _vote(paper_name: str, meeting_id: int, again: Callable[[Answers], Job]) -> Asked:
    """How many vote and on which options; as many as are invited unless the clerk knows better."""

    def usual(store: Store) -> Answers:
        return {"count": _voters(store.get(Meeting, meeting_id))}

    return Asked(paper_name, ("count", "options"), again, about=f"vote {meeting_id}", usual=usual)


def tally(meeting_id: int, answers: Answers = NONE) -> Job:
    """唱票单."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall import tally as paper

        meeting = store.get(Meeting, meeting_id)
        own = wordings_of(store, paper.PAPER.name)
        given = paper.Tally(centre=store.centre(), meeting=meeting, count=_voters(meeting), wordings=own)
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    return Job(
        "唱票单", make, asked=_vote("tally", meeting_id, partial(tally, meeting_id)), of=(Meeting.TABLE, meeting_id)
    )


def delivery_receipts(meeting_id: int, day: date) -> Job:
    """送达回证 of the meeting's notice: one an invited household, in the order of their doors."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall import delivery_receipt as paper
        from printing.papers.hall.notice import Recipient

        meeting = store.get(Meeting, meeting_id)
        given = paper.DeliveryReceipts(
            centre=store.centre(),
            matter=f"{meeting.name}通知" if meeting.name else "",
            recipients=tuple(Recipient(name=r.addressee, address=r.place) for r in recipients(store, meeting)),
            carrier=store.actor,
            day=day,
            wordings=wordings_of(store, paper.PAPER.name),
        )
        return paper.PAPER.make(given, tick)

    return Job("送达回证", make, of=(Meeting.TABLE, meeting_id))


def posting_proof(meeting_id: int) -> Job:
    """张贴证明 of the meeting's notice; places and days are written in by hand."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.letters import posting_proof as paper

        meeting = store.get(Meeting, meeting_id)
        matter = f"{meeting.name}通知" if meeting.name else ""
        own = wordings_of(store, paper.PAPER.name)
        given = paper.PostingProof(centre=store.centre(), matter=matter, poster=store.actor, wordings=own)
        return paper.PAPER.make(given, tick)

    return Job("张贴证明", make, of=(Meeting.TABLE, meeting_id))
