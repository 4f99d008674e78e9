"""From the store to paper: gathers what a paper needs and makes it. No Qt: it runs in a worker's thread.

`printing` is imported where it is used: nothing heavy is loaded before the first screen is painted.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from db.fields import Privacy
from db.records.base import Record, fields_of
from db.records.centre.centre import Centre
from db.records.centre.holiday import holidays_in
from db.records.hall.meeting import Meeting
from db.records.kind import PLAIN_SHEET, OwnPaper
from db.records.letters.announcement import Announcement
from db.records.letters.wording import Wording, announcement_paper
from db.services.centre.working_days import holiday_years
from db.services.clocks import printed
from db.services.duties.giving_out import Use, personal_labels
from db.services.hall.call_meeting import mark_notified, not_notified, recipients
from db.services.hall.write_minutes import resolutions_of
from db.services.letters.number_record import void_words
from db.services.letters.wordings import wordings_of
from db.services.matters.for_others import for_others
from db.services.note_output import NOTHING, ONE, Holds
from db.store import Store
from gui.papers.asked import MASKED, NONE, Answers, Asked
from gui.tasks import Tick

if TYPE_CHECKING:
    from printing.papers.hall.minutes import Minutes
    from printing.papers.hall.notice import Notice
    from printing.papers.letters.announcement import Announced

Make = Callable[[Store, Tick], bytes]


class Shape(StrEnum):
    """Shapes of a notice besides the letter; the value is what the clerk calls it."""

    SLIPS = "门条"
    POSTER = "海报"
    POSTER_A3 = "海报（A3）"


@frozen
class Sent:
    """What changed because a paper left the program.

    Attributes:
        record: the record as saved.
        told: what the clerk is told.
        undo: takes it back; the record as it is then.
    """

    record: Record
    told: str
    undo: Callable[[Store], Record]


@frozen
class Job:
    """One thing to print.

    Attributes:
        title: what the preview is called, and the log; never a person's name.
        make: makes the PDF, with a store of its own thread.
        word: makes the .docx of the same paper; None where there is none.
        asked: what the clerk may want otherwise; None for a paper that leaves nothing open.
        sent: called once the paper is printed or saved; None from it when nothing changed.
        next_time: what this computer is to offer the next time, once the paper has been printed to its end.
        of: table and id of the record that it is made of, under which the log enters it; `NOTHING` for one of many.
        file: what a saved file is called, without its suffix; "" for the title.
        given: to whom and what for it leaves whole though nobody is asked, as the store says; None for any other.
        holds: what of it is masked unless it is wanted whole, and of how many records.
    """

    title: str
    make: Make
    word: Make | None = None
    asked: Asked | None = None
    sent: Callable[[Store], Sent | None] = lambda _store: None
    next_time: Callable[[Store], dict[str, int]] | None = None
    of: tuple[str, int] = NOTHING
    file: str = ""
    holds: Holds = ONE
    given: Callable[[Store], Use] | None = None

    @property
    def file_name(self) -> str:
        """What a saved file is called."""
        return self.file or self.title


@frozen
class TextJob:
    """A text for elsewhere.

    Attributes:
        make: the text.
        sent: called once it is copied; as with `Job`.
    """

    make: Callable[[Store], str]
    sent: Callable[[Store], Sent | None] = lambda _store: None


def _notified(meeting_id: int) -> Callable[[Store], Sent | None]:
    """Marks a meeting 已通知 that was only planned."""

    def sent(store: Store) -> Sent | None:
        before = store.get(Meeting, meeting_id)
        saved = mark_notified(store, before)
        if saved == before:
            return None
        return Sent(saved, "会议已记为“已通知”", lambda store: not_notified(store, saved))

    return sent


def notices(meeting_id: int, day: date, answers: Answers = NONE) -> Job:
    """会议通知: one letter an invited household, in the order of their doors; with a 回执 when it is asked for."""

    def given(store: Store) -> "Notice":
        from printing.papers.hall import notice

        meeting = store.get(Meeting, meeting_id)
        letters = tuple(
            notice.Recipient(
                name=r.addressee, address=r.place, salutation="" if r.is_household else r.place or r.addressee
            )
            for r in recipients(store, meeting)
        )
        own = wordings_of(store, notice.PAPER.name)
        found = notice.Notice(centre=store.centre(), meeting=meeting, recipients=letters, day=day, wordings=own)
        return attrs.evolve(found, **answers)

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall.notice import PAPER

        return PAPER.make(given(store), tick)

    def word(store: Store, _tick: Tick) -> bytes:
        from printing.papers.hall.notice import PAPER

        return PAPER.word(given(store))

    names = ("slip", "reply_by", "compact")
    asked = Asked("notice", names, partial(notices, meeting_id, day), about=f"notice {meeting_id}", first=False)
    return Job("会议通知", make, word, asked, _notified(meeting_id), of=(Meeting.TABLE, meeting_id))


def worded_sample(name: str, label: str, wordings: tuple[Wording, ...]) -> Job:
    """A paper of invented content in other words, as they are typed: to look at before they are kept."""

    def make(store: Store, _tick: Tick) -> bytes:
        from printing.worded import WORDED

        return WORDED[name].sample(store.centre(), wordings)

    return Job(f"{label}样张", make)


def notice_shape(shape: Shape, meeting_id: int, day: date) -> Job:
    """会议通知 to everybody at once, for doors or for the board."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall import notice, notice_shapes

        shapes = notice_shapes
        paper = {Shape.SLIPS: shapes.SLIPS, Shape.POSTER: shapes.POSTER, Shape.POSTER_A3: shapes.POSTER_A3}[shape]
        meeting = store.get(Meeting, meeting_id)
        own = wordings_of(store, notice.PAPER.name)
        given = notice.Notice(centre=store.centre(), meeting=meeting, recipients=(), day=day, wordings=own)
        return paper.make(given, tick)

    return Job(f"会议通知{shape}", make, sent=_notified(meeting_id), of=(Meeting.TABLE, meeting_id))


def notice_text(meeting_id: int, day: date) -> TextJob:
    """会议通知 as plain text for a chat group: who gets it there is notified as by a letter."""

    def make(store: Store) -> str:
        from printing.papers.hall import notice, notice_shapes

        meeting = store.get(Meeting, meeting_id)
        own = wordings_of(store, notice.PAPER.name)
        given = notice.Notice(centre=store.centre(), meeting=meeting, recipients=(), day=day, wordings=own)
        return notice_shapes.message(given).text()

    return TextJob(make, _notified(meeting_id))


def _announced(store: Store, announcement_id: int) -> "Announced":
    """What the papers of an announcement are made from."""
    from printing.papers.letters.announcement import Announced

    found = store.get(Announcement, announcement_id)
    return Announced(
        centre=store.centre(),
        announcement=found,
        years=holiday_years(store),
        wordings=wordings_of(store, announcement_paper(found.kind)),
        void=void_words(store, found),
    )


def announcement(announcement_id: int) -> Job:
    """通知, 公告 or 公示 on A4, in the dress that the record says; also as .docx."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.letters.announcement import PAPER

        return PAPER.make(_announced(store, announcement_id), tick)

    def word(store: Store, _tick: Tick) -> bytes:
        from printing.papers.letters.announcement import PAPER

        return PAPER.word(_announced(store, announcement_id))

    return Job("公告通知", make, word, of=(Announcement.TABLE, announcement_id))


def announcement_shape(shape: Shape, announcement_id: int) -> Job:
    """The same for doors or for the board."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.letters import announcement as paper

        shapes = {Shape.SLIPS: paper.SLIPS, Shape.POSTER: paper.POSTER, Shape.POSTER_A3: paper.POSTER_A3}
        made = shapes[shape]
        return made.make(_announced(store, announcement_id), tick)

    return Job(f"公告通知{shape}", make, of=(Announcement.TABLE, announcement_id))


def announcement_proof(announcement_id: int) -> Job:
    """张贴证明 of what was posted: with the places and days that the record knows, the rest to be written in."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.letters import posting_proof as paper

        posted, years = store.get(Announcement, announcement_id), holiday_years(store)
        given = paper.PostingProof(
            centre=store.centre(),
            matter=posted.title_text,
            number=posted.number,
            places="\n".join(posted.place_names()),
            since=posted.begins(),
            until=posted.ends(holidays_in(years)),
            period=posted.period,
            period_unit=posted.period_unit,
            years=years,
            poster=store.actor,
            wordings=wordings_of(store, paper.PAPER.name),
        )
        return paper.PAPER.make(given, tick)

    return Job("张贴证明", make, of=(Announcement.TABLE, announcement_id))


def announcement_text(announcement_id: int) -> TextJob:
    """The same as plain text for a chat group."""

    def make(store: Store) -> str:
        from printing.papers.letters import announcement as paper

        return paper.to_post(_announced(store, announcement_id)).text()

    return TextJob(make)


def meeting_agenda(meeting_id: int) -> Job:
    """会议议程."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall import meeting_agenda as paper

        given = paper.MeetingAgenda(centre=store.centre(), meeting=store.get(Meeting, meeting_id))
        return paper.PAPER.make(given, tick)

    return Job("会议议程", make, of=(Meeting.TABLE, meeting_id))


def meeting_record(meeting_id: int) -> Job:
    """会议记录, to be signed and kept."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall import meeting_record as paper

        meeting = store.get(Meeting, meeting_id)
        own = tuple(resolutions_of(store, meeting))
        return paper.PAPER.make(paper.MeetingRecord(centre=store.centre(), meeting=meeting, resolutions=own), tick)

    return Job("会议记录", make, of=(Meeting.TABLE, meeting_id))


def sign_in_sheet(meeting_id: int) -> Job:
    """签到表."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall import sign_in

        return sign_in.PAPER.make(sign_in.SignIn(centre=store.centre(), meeting=store.get(Meeting, meeting_id)), tick)

    return Job("会议签到表", make, of=(Meeting.TABLE, meeting_id))


def minutes(meeting_id: int) -> Job:
    """会议纪要, also as .docx."""

    def given(store: Store) -> "Minutes":
        from printing.papers.hall.minutes import Minutes

        meeting = store.get(Meeting, meeting_id)
        own = tuple(resolutions_of(store, meeting))
        return Minutes(
            centre=store.centre(),
            meeting=meeting,
            resolutions=own,
            wordings=wordings_of(store, "minutes"),
            void=void_words(store, meeting),
        )

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.hall.minutes import PAPER

        return PAPER.make(given(store), tick)

    def word(store: Store, _tick: Tick) -> bytes:
        from printing.papers.hall.minutes import PAPER

        return PAPER.word(given(store))

    return Job("会议纪要", make, word, of=(Meeting.TABLE, meeting_id))


def own_paper(paper: OwnPaper, kind: type[Record], record_id: int, day: date, answers: Answers = NONE) -> Job:
    """The plain sheet of any record, or another paper that needs no more than that; masked unless answered otherwise."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import PAPERS
        from printing.papers.record_sheet import RecordSheet

        record = store.get(kind, record_id)
        titles, void, limit = store.all_titles([record]), void_words(store, record), printed(store, record)
        if paper != PLAIN_SHEET:
            record, titles = for_others(store, record, titles)
        given = RecordSheet(centre=store.centre(), record=record, titles=titles, day=day, limit=limit, void=void)
        return PAPERS[paper.name].make(attrs.evolve(given, **answers), tick)

    personal = any(field.privacy >= Privacy.PERSONAL for field in fields_of(kind).values())
    asked = Asked(paper.name, (MASKED,), partial(own_paper, paper, kind, record_id, day), first=False)
    title = f"{kind.LABEL}{paper.label}" if paper == PLAIN_SHEET else paper.label
    holds = Holds(1, personal_labels(kind))
    return Job(title, make, asked=asked if personal else None, of=(kind.TABLE, record_id), holds=holds)


def recovery_sheet(centre: Centre, clerk: str, code: str, day: date) -> bytes:
    """恢复码单: printed once, before anything else is in the store."""
    from printing.papers.centre import recovery

    return recovery.PAPER.make(recovery.RecoverySheet(centre=centre, clerk=clerk, day=day, code=code))


def calibration() -> Job:
    """校准页: whether the printer puts things where they belong."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.centre import calibration as paper

        return paper.PAPER.make(paper.Calibration(centre=store.centre()), tick)

    return Job("打印机校准页", make)
