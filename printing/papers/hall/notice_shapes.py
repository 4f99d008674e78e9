"""会议通知 to everybody at once: for doors, for the board, for a chat group; the same fields as the letter."""

from attrs import evolve

from db.records.hall.meeting import AgendaItem
from printing.inputs import demand, refuse
from printing.message import Message, lines_of
from printing.papers.hall.notice import PASSAGES, Notice, contact_of, participants, topic_of, values_of, when
from printing.papers.hall.notice import example as letter_example
from printing.papers.hall.topics import counted_meeting
from printing.papers.letters.door_slip import slip_paper
from printing.papers.letters.poster import poster_papers
from printing.parts import listed, numbered
from printing.wording import Words

GREETING = "各位居民"


def message(given: Notice) -> Message:
    """The notice without its recipients.

    Raises:
        RecordInvalid: time, place or name of the meeting is missing.
    """
    refuse([*demand(given.centre, "name"), *demand(given.meeting, "name", "starts", "hall")])
    meeting = counted_meeting(given.meeting)
    assert meeting.starts is not None
    words, values = Words(PASSAGES, given.wordings), values_of(given)
    sections = (
        ("时间", f"{when(meeting.starts)}。"),
        ("地点", f"{meeting.hall}。"),
        ("议题", _topics(meeting.agenda)),
        ("参加人员", given.participants or participants(meeting)),
        ("有关要求", meeting.requirements or words.say("wishes", values)),
        ("联系人", contact_of(given)),
    )
    lines = list(lines_of(words.say("opening", {**values, "邀请": words.say("to_others", values)})))
    for number, (label, told) in enumerate((s for s in sections if s[1]), 1):
        first, *more = lines_of(told)
        separate = label == "议题" and more
        lines += [f"{numbered(1, number)}{label}", first] if separate else [f"{numbered(1, number)}{label}：{first}"]
        lines += more
    return Message(
        title=words.say("title", values).replace("\n", ""),
        lines=(*lines, *lines_of(words.say("closing", values))),
        signer=given.centre.signer(),
        day=given.day,
        keep=(given.centre.community,) if given.centre.community else (),
        addressee=GREETING,
        practice=given.centre.practice,
    )


def _topics(agenda: tuple[AgendaItem, ...]) -> str:
    """One topic as a sentence, several as a numbered list."""
    if not agenda:
        return ""
    if len(agenda) == 1:
        return f"{topic_of(agenda[0])}。"
    ends = ["；"] * (len(agenda) - 1) + ["。"]
    return "\n".join(listed(n, f"{topic_of(i)}{e}") for n, (i, e) in enumerate(zip(agenda, ends, strict=True), 1))


def example() -> Notice:
    """The letter's meeting, to nobody in particular."""
    return evolve(letter_example(), recipients=(), slip=False, reply_by=None)


SLIPS = slip_paper("notice_slips", "会议通知门条", Notice, message, example)
POSTER, POSTER_A3 = poster_papers("notice_poster", "会议通知海报", Notice, message, example)
