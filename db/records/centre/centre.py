"""中心、规则: what the papers name, and what differs from place to place."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem, ValueUnreadable
from db.fields import Day, Flag, LongText, Phone, Privacy, Text
from db.records.base import Record, fields_of
from db.records.kind import Kind, Room
from db.records.may import SETTINGS_MAY
from db.values.number_form import read_number_form
from db.values.percent import read_percent
from db.values.recurrence import read_monthly
from db.values.share_words import read_share

TOPIC_DAY = "topic_day"
VISIT_DAY = "visit_day"
WHISTLE_RATE_LEAST, WHISTLE_RATE_MOST = "whistle_rate_least", "whistle_rate_most"
"""The band in which 吹哨率 should lie, in per cent."""
COMMON_COUNT, COMMON_DAYS = "common_count", "common_days"
"""How many matters of one kind, within how many days, are a common problem."""
DISPUTES_FROM = "disputes_from"
"""From where 化解矛盾纠纷 is taken; see `db.records.matters.figures.DISPUTES_TAKEN`."""
OF_THE_HALL, OF_ALL = "议事厅事项", "全部纠纷"
"""What that rule says."""
PEOPLE_FROM = "secretary_people_from"
"""Of which projects those who took part are counted; see `db.records.matters.project_figures.PEOPLE_TAKEN`."""
OF_ALL_PROJECTS, OF_RED_PROJECTS = "全部书记项目", "涉红色物业书记项目"
"""What that rule says."""
_MOST = 999
TAKEN_OVER = frozenset({"mediation_limit"})
"""Keys that something else has taken the place of (办理时限): what was entered stays as it was, and nobody reads it."""


def read_number(written: str) -> int:
    """How many somebody wrote; one alone makes nothing common, and no count of days is longer than some years.

    Raises:
        ValueUnreadable: it is no number, or none of these.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) >= 2):
        raise ValueUnreadable(f"“{written}”看不出是几", f"请填2到{_MOST}之间的整数")
    return int(text)


def _read_taken(first: str, second: str, written: str) -> str:
    """From where a figure is taken.

    Raises:
        ValueUnreadable: it says neither.
    """
    if written.strip() not in (first, second):
        raise ValueUnreadable(f"“{written}”看不出取自哪里", f"请填“{first}”或“{second}”")
    return written.strip()


READERS: Mapping[str, Callable[[str], object]] = {
    TOPIC_DAY: read_monthly,
    VISIT_DAY: read_monthly,
    WHISTLE_RATE_LEAST: read_percent,
    WHISTLE_RATE_MOST: read_percent,
    DISPUTES_FROM: partial(_read_taken, OF_THE_HALL, OF_ALL),
    PEOPLE_FROM: partial(_read_taken, OF_ALL_PROJECTS, OF_RED_PROJECTS),
    COMMON_COUNT: read_number,
    COMMON_DAYS: read_number,
}
_NUMBER_FORM = "number_form_"
_SWITCH = "switch_"
_SHARE = "share_"
ON, OFF = "开展", "不开展"
"""What the rule of a piece of work says."""


def number_word_key(family: str) -> str:
    """The key of the rule that holds the 代字 of a family of numbers."""
    return f"number_word_{family}"


def number_form_key(family: str) -> str:
    """The key of the rule that says how the numbers of a family are written."""
    return f"{_NUMBER_FORM}{family}"


def switch_key(name: str) -> str:
    """The key of the rule that says whether the centre does a piece of work."""
    return f"{_SWITCH}{name}"


def share_key(figure: str) -> str:
    """The key of the rule that says how a share is reckoned which every centre lays down itself."""
    return f"{_SHARE}{figure}"


def read_switch(written: str) -> bool:
    """Whether a piece of work is done.

    Raises:
        ValueUnreadable: it says neither.
    """
    if written.strip() not in (ON, OFF):
        raise ValueUnreadable(f"“{written}”看不出开展不开展", f"请填“{ON}”或“{OFF}”")
    return written.strip() == ON


_READERS: Mapping[str, Callable[[str], object]] = {
    _NUMBER_FORM: read_number_form,
    _SWITCH: read_switch,
    _SHARE: read_share,
}
"""The same of keys that begin so."""


@frozen(kw_only=True, slots=False)
class Centre(Record):
    """本中心: one row; what heads and signs the papers."""

    TABLE: ClassVar[str] = "centre"
    LABEL: ClassVar[str] = "本中心"

    name: Annotated[
        str, Text("中心名称", required=True, width=16, listed=True, help="例如：幸福里社区党群服务中心")
    ] = ""
    community: Annotated[str, Text("社区名称", width=10, help="例如：幸福里社区")] = ""
    issuer: Annotated[str, Text("落款单位", width=16, help="印在纸上的落款；空着就用中心名称")] = ""
    committee: Annotated[str, Text("人民调解委员会", width=16, help="受理登记表上的名称")] = ""
    case_word: Annotated[str, Text("案件代字", width=4, help="民调〔2026〕118号里的“民调”")] = "民调"
    hall: Annotated[str, Text("议事厅地点", width=26)] = ""
    address: Annotated[str, Text("地址", width=20)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PUBLIC, width=8)] = ""
    practice: Annotated[bool, Flag("练习小区", help="练习资料，画面和纸面都会标明")] = False

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def signer(self) -> str:
        """Who signs notices and minutes."""
        return self.issuer or self.name


@frozen(kw_only=True, slots=False)
class Rule(Record):
    """规则: a dated setting with its source; the row in force on a day is the latest that has begun."""

    TABLE: ClassVar[str] = "rule"
    LABEL: ClassVar[str] = "规则"

    key: Annotated[str, Text("规则代号", required=True, width=10)] = ""
    label: Annotated[str, Text("规则", required=True, width=12, listed=True)] = ""
    value: Annotated[str, Text("取值", width=8, listed=True, longest=300)] = ""
    since: Annotated[date | None, Day("生效日期", required=True, width=6, listed=True)] = None
    source: Annotated[str, LongText("依据", width=24, listed=True)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The label."""
        return self.label

    def rules(self) -> Iterable[Problem]:
        """A value that the program cannot read would surprise the clerk on the day it is needed."""
        if self.key in TAKEN_OVER and not self.id:
            yield fields_of(Rule)["key"].problem("taken_over", "现在由“办理时限”来定", "请到“设置 → 办理时限”里填")
        read = next((r for start, r in _READERS.items() if self.key.startswith(start)), READERS.get(self.key))
        if not self.value or read is None:
            return
        try:
            read(self.value)
        except ValueUnreadable as error:
            yield fields_of(Rule)["value"].problem(error.code, error.message, error.remedy)


CENTRES = Kind(record=Centre, code=14, room=Room.CENTRE, may=SETTINGS_MAY)
RULES = Kind(record=Rule, code=18, room=Room.CENTRE, may=SETTINGS_MAY)
