"""What a 通知, 公告, 公示 or 通告 says besides what the clerk typed: openings and closings, 公示期, 异议受理, 联系人."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from db.records.centre.centre import Centre
from db.records.letters.announcement import PUBLICITY, Announcement
from db.records.letters.wording import Wording
from db.values import code_table
from db.values.day import long_form
from db.values.posting_period import NO_HOLIDAYS, Holidays, count_words
from printing.message import lines_of
from printing.parts import numbered
from printing.typed import highest_number
from printing.wording import Passage, Words

_FIELDS = ("标题", "主送", "落款单位", "落款日期", "联系人", "中心名称", "社区名称", "中心电话")
_CONTACT = Passage("contact", "联系人（填了联系人时）", "联系人及电话：{联系人}。", _FIELDS)
_PUBLICITY = (
    Passage(
        "period",
        "公示期",
        "公示期：{公示起日}至{公示止日}{天数说明}。",
        (*_FIELDS, "公示起日", "公示止日", "天数说明"),
    ),
    Passage(
        "objections",
        "异议受理",
        "异议受理：公示期内对公示内容有异议的，请向{落款单位}提出。{异议途径}。",
        (*_FIELDS, "异议途径", "异议提出方式", "受理电话", "受理地点"),
    ),
)


def signer_of(centre: Centre, announcement: Announcement) -> str:
    """Who signs: as the clerk wrote it, otherwise the centre's."""
    return announcement.signer or centre.signer()


def passages(kind: str) -> tuple[Passage, ...]:
    """What a centre may say in its own words in a kind of announcement."""
    label = code_table.load("announcement_kind").label(kind)
    opening = Passage(
        "opening", "开头（加在正文前）", "", _FIELDS, example=f"例如：为保障居民生命财产安全，现将有关事项{label}如下："
    )
    closing = Passage("closing", "结束语（加在正文后）", "", _FIELDS, example=f"例如：特此{label}。")
    return (opening, *(_PUBLICITY if kind == PUBLICITY else ()), _CONTACT, closing)


@frozen
class Speaker:
    """Says what belongs to one announcement, in the words of the centre."""

    centre: Centre
    announcement: Announcement
    wordings: Sequence[Wording] = ()
    holidays: Holidays = NO_HOLIDAYS

    def lines(self) -> tuple[str, ...]:
        """The whole text, a paragraph each: opening, what the clerk typed, what fields of their own tell, closing.

        Where the clerk numbered the headings, what is added goes on with the numbers. A closing that the clerk
        typed as well is not said twice.

        Raises:
            RecordInvalid: a passage or a field of the centre's words is not known.
        """
        words = Words(passages(self.announcement.kind), self.wordings)
        typed = lines_of(self.announcement.body)
        number = highest_number(typed)
        told = [lines_of(words.say(key, values)) for key, values in self._told()]
        added = [
            numbered(1, number + place) + line if number and not later else line
            for place, lines in enumerate(told, 1)
            for later, line in enumerate(lines)
        ]
        values = self._values()
        opening, closing = (lines_of(words.say(key, values)) for key in ("opening", "closing"))
        return (
            *(line for line in opening if line not in typed),
            *typed,
            *added,
            *(line for line in closing if line not in typed),
        )

    def signer(self) -> str:
        """Who signs."""
        return signer_of(self.centre, self.announcement)

    def _values(self) -> dict[str, str]:
        announcement, centre = self.announcement, self.centre
        return {
            "标题": announcement.title_text.strip(),
            "主送": announcement.addressee.strip().rstrip("：:"),
            "落款单位": self.signer(),
            "落款日期": long_form(announcement.day) if announcement.day else "",
            "联系人": announcement.contact.strip().rstrip("。"),
            "中心名称": centre.name,
            "社区名称": centre.community or centre.name,
            "中心电话": centre.phone,
        }

    def _told(self) -> list[tuple[str, Mapping[str, str]]]:
        """The passages that have something to say, with what stands for their fields."""
        values = self._values()
        told: list[tuple[str, Mapping[str, str]]] = []
        if self.announcement.kind == PUBLICITY:
            if period := self._period():
                told.append(("period", {**values, **period}))
            if objections := self._objections():
                told.append(("objections", {**values, **objections}))
        if values["联系人"]:
            told.append(("contact", values))
        return told

    def _period(self) -> dict[str, str]:
        announcement = self.announcement
        begins, ends = announcement.begins(), announcement.ends(self.holidays)
        if not begins or not ends:
            return {}
        # A last day that the clerk set by hand need not agree with the count: then only the days are told.
        told = count_words(begins, ends, announcement.period, announcement.period_unit, self.holidays)
        counted = f"（{told}）" if told else ""
        return {"公示起日": long_form(begins), "公示止日": long_form(ends), "天数说明": counted}

    def _objections(self) -> dict[str, str]:
        announcement = self.announcement
        way = announcement.objection_way.strip().rstrip("。；，")
        phone, place = announcement.objection_phone, announcement.objection_place.strip()
        parts = (
            f"提出方式：{way}" if way else "",
            f"受理电话：{phone}" if phone else "",
            f"受理地点：{place}" if place else "",
        )
        ways = "；".join(part for part in parts if part)
        if not ways:
            return {}
        return {"异议途径": ways, "异议提出方式": way, "受理电话": phone, "受理地点": place}
