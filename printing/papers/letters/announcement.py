"""通知, 公告, 公示, 通告: without a red head for the board, as a paper with a red head, or as a 信函."""

import re
from datetime import date
from typing import Annotated

from attrs import evolve, frozen

from db.fields import Text
from db.records.centre.centre import Centre
from db.records.centre.holiday import HolidayYear, holidays_in
from db.records.letters.announcement import LETTER, PLAIN, PUBLICITY, RED_HEAD, Annex, Announcement
from db.records.letters.wording import Wording
from db.values import code_table
from db.values.posting_period import WORKING_DAYS
from printing.colophon import full_colophon, letter_colophon
from printing.corner import Corner
from printing.dispatch import Dispatch, annex_rows
from printing.drawing import Sheet
from printing.heads import Head, red_head
from printing.inputs import demand, refuse
from printing.letterhead import letter_head
from printing.message import Message, lines_of
from printing.page import OFFICIAL
from printing.papers.common import Paper, PaperVoid
from printing.papers.letters.announcement_words import Speaker, signer_of
from printing.papers.letters.door_slip import slip_paper
from printing.papers.letters.poster import poster_papers
from printing.parts import Body, Foot
from printing.typed import without_marks


@frozen(kw_only=True)
class Announced:
    """Input of the paper.

    Attributes:
        years: 放假安排, for the last day of a 公示期.
        wordings: the centre's own words for this kind of announcement.
        void: that its number is void, and why; "" for a number in force.
    """

    centre: Centre
    announcement: Announcement
    years: tuple[HolidayYear, ...] = ()
    wordings: tuple[Wording, ...] = ()
    void: Annotated[str, Text("文号作废", help="文号作废的原因；写了，每页都标明作废")] = ""


def message_of(speaker: Speaker) -> Message:
    """What the announcement says, for any shape."""
    centre, announcement = speaker.centre, speaker.announcement
    return Message(
        title=announcement.title_text.strip(),
        lines=speaker.lines(),
        signer=speaker.signer(),
        day=announcement.day,
        keep=tuple(name for name in (centre.community, speaker.signer()) if name),
        addressee=announcement.addressee.strip(),
        number=announcement.number.strip(),
        attachments=_annex_titles(announcement),
        note=announcement.note.strip(),
        practice=centre.practice,
    )


def _annex_titles(announcement: Announcement) -> tuple[str, ...]:
    """The names of the annexes without numbers of their own and without stops (7.3.4)."""
    return tuple(without_marks([annex.title for annex in announcement.annexes]))


def _corner(announcement: Announcement) -> Corner:
    return Corner(
        serial=announcement.serial, secrecy=announcement.secrecy.strip(), urgency=announcement.urgency_words()
    )


def _trimmed(announcement: Announcement) -> Announcement:
    annexes = tuple(evolve(annex, title=annex.title.strip()) for annex in announcement.annexes)
    return evolve(
        announcement, title_text=announcement.title_text.strip(), body=announcement.body.strip(), annexes=annexes
    )


def _check(given: Announced) -> None:
    """Refuses what the record refuses; a day may be missing, it is written in by hand."""
    found = _trimmed(given.announcement).problems()
    blocking = [p for p in found if p.blocking and (p.field, p.code) != ("day", "required")]
    refuse([*demand(given.centre, "name"), *blocking])


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[、，,\s]+", text.strip()) if name)


def _number(announcement: Announcement) -> str:
    """发文字号; room to write it in while none is taken."""
    year = (announcement.day or date.today()).year
    return announcement.number.strip() or f"　　〔{year}〕　　号"


def _head(given: Announced) -> Head | None:
    announcement = given.announcement
    organ = signer_of(given.centre, announcement)
    if announcement.dress == RED_HEAD:
        return red_head(f"{organ}文件", _number(announcement), _corner(announcement), _names(announcement.approvers))
    if announcement.dress == LETTER:
        return letter_head(organ, _number(announcement), _corner(announcement))
    return None


def _foot(given: Announced) -> Foot | None:
    announcement = given.announcement
    main = announcement.addressee.strip().rstrip("：:") if announcement.main_below else ""
    if announcement.dress == RED_HEAD:
        return full_colophon(signer_of(given.centre, announcement), announcement.day, announcement.copies, main)
    if announcement.dress == LETTER:
        return letter_colophon(announcement.copies, main)
    return None


def message(given: Announced) -> Message:
    """What the paper says, checked."""
    _check(given)
    found = message_of(Speaker(given.centre, given.announcement, given.wordings, holidays_in(given.years)))
    moved = given.announcement.main_below and given.announcement.dress in (RED_HEAD, LETTER)
    return evolve(found, addressee="" if moved else found.addressee)


def to_post(given: Announced) -> Message:
    """What the paper says to everybody: on doors, on the board, in a chat group.

    Raises:
        PaperVoid: its number is void.
    """
    if given.void:
        raise PaperVoid(given.void)
    return message(given)


def papers(given: Announced) -> list[Dispatch]:
    """One paper before it is cut into pages."""
    found = message(given)
    if given.announcement.dress != PLAIN:
        found = evolve(found, number="")  # the head has it
    annexes = given.announcement.annexes
    texts = [
        annex_rows(str(number) if len(annexes) > 1 else "", title, lines_of(annex.body))
        for number, (annex, title) in enumerate(zip(annexes, _annex_titles(given.announcement), strict=True), 1)
        if annex.body.strip()
    ]
    paper = Dispatch(
        found.rows(Body(OFFICIAL)),
        head=_head(given),
        foot=_foot(given),
        annexes=texts,
        practice=given.centre.practice,
        first_number=given.announcement.dress != LETTER,
        foot_on_back=given.announcement.duplex,
    )
    return [paper]


def layout(given: Announced) -> list[list[Sheet]]:
    """One paper."""
    return [paper.sheets() for paper in papers(given)]


def example() -> Announced:
    """A 公示 of candidates, five working days."""
    return Announced(
        centre=Centre(
            name="幸福里社区党群服务中心",
            community="幸福里社区",
            issuer="幸福里社区居民委员会",
            phone="0435-6321788",
        ),
        announcement=Announcement(
            kind=PUBLICITY,
            title_text="关于幸福里小区第三届业主委员会委员候选人名单的公示",
            addressee="幸福里小区全体业主",
            body="根据《中华人民共和国民法典》和《物业管理条例》的有关规定，幸福里小区业主大会筹备组通过业主自荐、业主联名推荐"
            "等方式，产生了第三届业主委员会委员候选人。现将有关情况公示如下：\n"
            "一、候选人产生情况\n"
            "筹备组共收到报名表12份，经资格审查，符合条件的11人。\n"
            "二、候选人名单（按姓氏笔画排列）\n"
            "（一）委员候选人\n"
            "王建军、刘　洋、张国富、陈玉梅、赵丽华、周秀兰、欧阳小三。\n"
            "（二）候补委员候选人\n"
            "孙志强、阿卜杜拉·买买提。",
            annexes=(Annex(title="第三届业主委员会委员候选人简介"),),
            day=date(2026, 3, 2),
            posted=date(2026, 3, 2),
            period=7,
            period_unit=WORKING_DAYS,
            objection_way="以书面或来电形式，并署真实姓名、留下联系方式",
            objection_phone="0435-6321788",
            objection_place="幸福里社区党群服务中心一楼业主大会筹备组",
        ),
    )


def title_of(given: Announced) -> str:
    """For the properties of the PDF: the kind alone, as titles of 公示 may name persons."""
    return code_table.load("announcement_kind").label(given.announcement.kind)


SLIPS = slip_paper("announcement_slips", "公告通知门条", Announced, to_post, example)
POSTER, POSTER_A3 = poster_papers("announcement_poster", "公告通知海报", Announced, to_post, example)
PAPER = Paper("announcement", "公告通知", Announced, layout, title_of, OFFICIAL, example, papers)
