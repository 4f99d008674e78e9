"""Papers for the table of a meeting: cards, ballots, tally, receipts. No Qt: they are made in a worker's thread."""

from datetime import date

from db.records.meeting import Attendee, Meeting
from db.services.call_meeting import recipients
from db.store import Store
from gui.paperwork import Job
from gui.tasks import Tick

_PRESENT, _CHAIR, _RECORDER = "1", "3", "4"
_VOTERS = (_PRESENT, _CHAIR)


def name_cards(meeting_id: int) -> Job:
    """席卡: the chair first, then the guests; a resident's door does not stand on the table."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import name_cards as paper

        meeting = store.get(Meeting, meeting_id)
        people = sorted(meeting.attendees, key=lambda a: (a.role != _CHAIR, a.role == _RECORDER))
        cards = [paper.NameCard(name=one.name, unit=_beside(one)) for one in people]
        names = {one.name for one in people}
        if meeting.chair and meeting.chair not in names:
            cards.insert(0, paper.NameCard(name=meeting.chair, unit="主持人"))
        if meeting.recorder and meeting.recorder not in names | {meeting.chair}:
            cards.append(paper.NameCard(name=meeting.recorder, unit="记录人"))
        return paper.PAPER.make(paper.NameCards(centre=store.centre(), cards=tuple(cards)), tick)

    return Job("席卡", make)


def _beside(one: Attendee) -> str:
    roles = {_CHAIR: "主持人", _RECORDER: "记录人"}
    return roles.get(one.role) or ("" if one.resident or one.household else one.unit)


def _voters(meeting: Meeting) -> int | None:
    """How many vote: who is invited as 出席 or 主持; None when nobody is."""
    return sum(one.role in _VOTERS for one in meeting.attendees) or None


def ballots(meeting_id: int) -> Job:
    """表决票: one for everybody who votes, four to a sheet."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import ballots as paper

        meeting = store.get(Meeting, meeting_id)
        given = paper.Ballots(centre=store.centre(), meeting=meeting, count=_voters(meeting))
        return paper.PAPER.make(given, tick)

    return Job("表决票", make)


def tally(meeting_id: int) -> Job:
    """唱票单."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import tally as paper

        meeting = store.get(Meeting, meeting_id)
        return paper.PAPER.make(paper.Tally(centre=store.centre(), meeting=meeting, count=_voters(meeting)), tick)

    return Job("唱票单", make)


def delivery_receipts(meeting_id: int, day: date) -> Job:
    """送达回证 of the meeting's notice: one an invited household, in the order of their doors."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import delivery_receipt as paper
        from printing.papers.notice import Recipient

        meeting = store.get(Meeting, meeting_id)
        given = paper.DeliveryReceipts(
            centre=store.centre(),
            matter=f"{meeting.name}通知" if meeting.name else "",
            recipients=tuple(Recipient(name=r.addressee, address=r.place) for r in recipients(store, meeting)),
            carrier=store.actor,
            day=day,
        )
        return paper.PAPER.make(given, tick)

    return Job("送达回证", make)


def posting_proof(meeting_id: int) -> Job:
    """张贴证明 of the meeting's notice; places and days are written in by hand."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import posting_proof as paper

        meeting = store.get(Meeting, meeting_id)
        matter = f"{meeting.name}通知" if meeting.name else ""
        return paper.PAPER.make(paper.PostingProof(centre=store.centre(), matter=matter, poster=store.actor), tick)

    return Job("张贴证明", make)
