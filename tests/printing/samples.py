"""Inputs that real communities bring: long names, rare characters, many topics, many people."""

from attrs import evolve

from db.records.hall.meeting import AgendaItem, Attendee
from printing.papers.hall.minutes import Minutes
from printing.papers.hall.minutes import example as minutes_example
from printing.papers.hall.notice import Notice, Recipient
from printing.papers.hall.notice import example as notice_example

LONG_NAME = "阿卜杜热西提·买买提依明·吐尔逊江·艾合买提·库尔班江·穆罕默德·伊敏江·热合曼·托合提·玉苏甫"
LATIN_NAME = "Maximiliana Alexandra von Hohenzollern-Sigmaringen"
NAMES = ("张国富", "阿卜杜拉·买买提", "王𠮷", "欧阳小三", "李𬭚", LONG_NAME, LATIN_NAME, "㛃䶮")


def letter(**changes: object) -> Notice:
    """One letter without a slip."""
    return evolve(notice_example(), slip=False, **changes)


def letters(count: int, **changes: object) -> Notice:
    """Many letters, each to another name."""
    recipients = tuple(
        Recipient(name=NAMES[n % len(NAMES)], address=f"幸福里小区{n // 12 + 1}号楼{n % 3 + 1}单元{n % 6 + 1}01室")
        for n in range(count)
    )
    return letter(recipients=recipients, **changes)


def agenda(count: int) -> tuple[AgendaItem, ...]:
    """Topics of two lines each."""
    subject = "幸福里小区第{}项公共设施维修改造资金使用方案及后续养护责任划分"
    return tuple(
        AgendaItem(subject=subject.format(n), speaker="欧阳建国" if n % 2 else "") for n in range(1, count + 1)
    )


def attendees(count: int) -> tuple[Attendee, ...]:
    """People with addresses."""
    return tuple(
        Attendee(name=NAMES[n % len(NAMES)], household=n + 1, unit=f"{n // 40 + 1}号楼{n % 4 + 1}单元{n % 9 + 1}01室")
        for n in range(count)
    )


def long_minutes(times: int) -> Minutes:
    """Minutes whose discussions are repeated."""
    example = minutes_example()
    items = tuple(evolve(item, discussion="\n".join([item.discussion] * times)) for item in example.meeting.agenda)
    return evolve(example, meeting=evolve(example.meeting, agenda=items))


def headed_minutes() -> Minutes:
    """Minutes in whose first discussion the clerk typed headings of all four levels."""
    given = minutes_example()
    first, *more = given.meeting.agenda
    said = "一、主要意见\n（一）采光\n一层住户担心采光，设计单位作了说明。\n1、加装隔声板；\n（1）由设计单位补图。"
    agenda = (evolve(first, discussion=said), *more)
    return evolve(given, meeting=evolve(given.meeting, agenda=agenda, dissent="（一）收费\n再议。"))
