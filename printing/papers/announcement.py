"""通知, 公告, 公示, 通告: without a red head for the board, as a paper with a red head, or as a 信函."""

import re
from datetime import date
from typing import Annotated, ClassVar

from attrs import evolve, frozen

from db.errors import Problem
from db.fields import Flag, LongText, Text, Whole
from db.records.announcement import PUBLICITY, Announcement
from db.records.centre import Centre
from db.records.holiday import HolidayYear, holidays_in
from db.values import code_table
from db.values.day import long_form
from db.values.posting_period import NO_HOLIDAYS, WORKING_DAYS, Holidays
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
from printing.papers.door_slip import slip_paper
from printing.papers.poster import poster_paper
from printing.parts import Body, Foot, numbered
from printing.typed import highest_number

RED_HEAD, LETTER = "2", "3"
"""Codes of ``announcement_dress``."""


@frozen(kw_only=True)
class Annex:
    """附件: what follows the paper on pages of its own."""

    LABEL: ClassVar[str] = "附件"

    title: Annotated[str, Text("标题", required=True)] = ""
    body: Annotated[str, LongText("正文")] = ""


@frozen(kw_only=True)
class Announced:
    """Input of the paper.

    Attributes:
        approvers: 签发人 of a paper that goes up, separated by 、.
        main_below: 主送 stands in 版记 instead of above the text.
        duplex: 版记 stands on the back of the last sheet.
        years: 放假安排, for the last day of a 公示期.
        void: that its number is void, and why; "" for a number in force.
    """

    centre: Centre
    announcement: Announcement
    annexes: tuple[Annex, ...] = ()
    serial: Annotated[int | None, Whole("份号")] = None
    secrecy: Annotated[str, Text("密级和保密期限")] = ""
    urgency: Annotated[str, Text("紧急程度")] = ""
    approvers: Annotated[str, Text("签发人", help="只有上行文才写；几位之间用顿号")] = ""
    note: Annotated[str, Text("附注")] = ""
    copies: Annotated[str, Text("抄送")] = ""
    main_below: Annotated[bool, Flag("主送移到版记")] = False
    duplex: Annotated[bool, Flag("双面打印")] = False
    years: tuple[HolidayYear, ...] = ()
    void: Annotated[str, Text("文号作废", help="文号作废的原因；写了，每页都标明作废")] = ""


def signer_of(centre: Centre, announcement: Announcement) -> str:
    """Who signs: as the clerk wrote it, otherwise the centre's."""
    return announcement.signer or centre.signer()


def message_of(
    centre: Centre, announcement: Announcement, *, annexes: tuple[str, ...] = (), holidays: Holidays = NO_HOLIDAYS
) -> Message:
    """What the announcement says, for any shape.

    Args:
        centre: signs it.
        announcement: the record.
        annexes: titles of attachments, when the record names none itself.
        holidays: for the last day of a 公示期.
    """
    lines = lines_of(announcement.body)
    told = _told(centre, announcement, holidays)
    number = highest_number(lines)
    added = tuple(numbered(1, number + n) + line if number else line for n, line in enumerate(told, 1))
    return Message(
        title=announcement.title_text.strip(),
        lines=(*lines, *added),
        signer=signer_of(centre, announcement),
        day=announcement.day,
        keep=tuple(name for name in (centre.community, signer_of(centre, announcement)) if name),
        addressee=announcement.addressee.strip(),
        attachments=announcement.attachment_names() or annexes,
        practice=centre.practice,
    )


def _told(centre: Centre, announcement: Announcement, holidays: Holidays) -> list[str]:
    """Lines that fields of their own make: 公示期, 异议受理, 联系人."""
    told: list[str] = []
    if announcement.kind == PUBLICITY:
        told += [_period(announcement, holidays), _objections(centre, announcement)]
    if announcement.contact:
        told.append(f"联系人及电话：{announcement.contact.strip().rstrip('。')}。")
    return [line for line in told if line]


def _period(announcement: Announcement, holidays: Holidays) -> str:
    begins, ends = announcement.begins(), announcement.ends(holidays)
    if not begins or not ends:
        return ""
    unit = "个工作日" if announcement.period_unit == WORKING_DAYS else "日"
    # A last day that the clerk set by hand need not agree with the count: then only the days are told.
    counted = f"（{announcement.period}{unit}，张贴当日不计）" if announcement.period and not announcement.until else ""
    return f"公示期：{long_form(begins)}至{long_form(ends)}{counted}。"


def _objections(centre: Centre, announcement: Announcement) -> str:
    way = announcement.objection_way.strip().rstrip("。；，")
    places = [
        f"受理电话：{announcement.objection_phone}" if announcement.objection_phone else "",
        f"受理地点：{announcement.objection_place.strip()}" if announcement.objection_place else "",
    ]
    found = "；".join(place for place in places if place)
    if not way and not found:
        return ""
    how = f"提出方式：{way}；" if way else ""
    end = f"{how}{found}".rstrip("；")
    return f"异议受理：公示期内对公示内容有异议的，请向{signer_of(centre, announcement)}提出。{end}。"


def _corner(given: Announced) -> Corner:
    return Corner(serial=given.serial, secrecy=given.secrecy, urgency=given.urgency)


def _trimmed(announcement: Announcement) -> Announcement:
    return evolve(announcement, title_text=announcement.title_text.strip(), body=announcement.body.strip())


def _check(given: Announced) -> None:
    problems = [*demand(given.centre, "name"), *demand(_trimmed(given.announcement), "title_text", "body")]
    problems += [p for p in given.announcement.problems() if p.field in ("until", "period") and p.blocking]
    problems += _corner(given).problems()
    for number, annex in enumerate(given.annexes, 1):
        if not annex.title.strip():
            problems.append(Problem("title", f"附件第{number}个 标题", "required", "没有填", "请写附件的标题"))
    refuse(problems)


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
        return red_head(f"{organ}文件", _number(announcement), _corner(given), _names(given.approvers))
    if announcement.dress == LETTER:
        return letter_head(organ, _number(announcement), _corner(given))
    return None


def _foot(given: Announced) -> Foot | None:
    announcement = given.announcement
    main = announcement.addressee.strip().rstrip("：:") if given.main_below else ""
    if announcement.dress == RED_HEAD:
        return full_colophon(signer_of(given.centre, announcement), announcement.day, given.copies, main)
    if announcement.dress == LETTER:
        return letter_colophon(given.copies, main)
    return None


def message(given: Announced) -> Message:
    """What the paper says, checked."""
    _check(given)
    found = message_of(
        given.centre,
        given.announcement,
        annexes=tuple(a.title for a in given.annexes),
        holidays=holidays_in(given.years),
    )
    moved = given.main_below and given.announcement.dress in (RED_HEAD, LETTER)
    return evolve(found, addressee="" if moved else found.addressee, note=given.note.strip())


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
    annexes = [
        annex_rows(str(number) if len(given.annexes) > 1 else "", annex.title, lines_of(annex.body))
        for number, annex in enumerate(given.annexes, 1)
    ]
    paper = Dispatch(
        found.rows(Body(OFFICIAL)),
        head=_head(given),
        foot=_foot(given),
        annexes=annexes,
        practice=given.centre.practice,
        first_number=given.announcement.dress != LETTER,
        foot_on_back=given.duplex,
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
            attachments="第三届业主委员会委员候选人简介",
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
POSTER = poster_paper("announcement_poster", "公告通知海报", Announced, to_post, example)
PAPER = Paper("announcement", "公告通知", Announced, layout, title_of, OFFICIAL, example, papers)
