"""送达回证: what was handed to whom, how, and who signed for it; one a recipient.

The ways of handing over are those of 民事诉讼法 第八十八条至第九十条 (直接, 留置, 邮寄), which communities follow by custom.
"""

from datetime import date
from typing import Annotated

from attrs import frozen

from db.fields import Day, Name, Text
from db.records.centre.centre import Centre
from db.records.letters.wording import Wording
from db.values.address_order import place_key
from db.values.day import long_form
from printing.drawing import Sheet, named
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.message import lines_of
from printing.pace import each
from printing.page import FORM, SI_HAO, WU_HAO, XIAO_SI_HAO
from printing.papers.common import Paper
from printing.papers.hall.notice import Recipient
from printing.tables import Band, Cell, Tall
from printing.wording import Passage, Words

_LABEL_MM, _REST_MM = 34.0, 122.0
_SIZES = (SI_HAO, XIAO_SI_HAO, WU_HAO)
_BLANK = "＿＿＿＿＿＿＿＿＿"
_BLANK_DAY = "　　　　年　　月　　日　　时"
_WAYS = "☐ 直接送达　☐ 留置送达　☐ 邮寄送达　☐ 其他＿＿＿＿＿"

PASSAGES = (
    Passage(
        "note",
        "表下的说明",
        "受送达人拒收的，由两名送达人写明情况并签名，请见证人签名，文书留在住处，宜拍照附后。",
        ("落款单位", "中心名称", "社区名称", "中心电话"),
    ),
)
"""What a centre may say in its own words."""


@frozen(kw_only=True)
class DeliveryReceipts:
    """Input of the paper.

    Attributes:
        matter: the paper that is handed over.
        number: its number.
        recipients: one form each, in the order of their doors, units and guests behind them, as their notices lie.
        carrier: who carries it.
        day: when it was made out.
        wordings: the centre's own words for some of `PASSAGES`.
    """

    centre: Centre
    matter: Annotated[str, Text("送达文书", required=True)] = ""
    number: Annotated[str, Text("文号")] = ""
    recipients: tuple[Recipient, ...] = ()
    carrier: Annotated[str, Name("送达人")] = ""
    day: Annotated[date | None, Day("制作日期")] = None
    wordings: tuple[Wording, ...] = ()


def layout(given: DeliveryReceipts) -> list[list[Sheet]]:
    """One form a recipient."""
    refuse([*demand(given.centre, "name"), *demand(given, "matter", "recipients")])
    refuse([problem for recipient in given.recipients for problem in demand(recipient, "name")])
    ordered = sorted(given.recipients, key=lambda r: (not _is_door(r.address), place_key(r.address)))
    return each(ordered, lambda one: named(_form(given, one).sheets(), one.name, one.address))


def _is_door(address: str) -> bool:
    """Whether an address leads to a door and is not a unit's name or blank."""
    return any(character.isdigit() for character in address)


def _note(given: DeliveryReceipts) -> tuple[str, ...]:
    """What is to be done when nobody takes it, a paragraph a line."""
    centre = given.centre
    values = {
        "落款单位": centre.signer(),
        "中心名称": centre.name,
        "社区名称": centre.community or centre.name,
        "中心电话": centre.phone,
    }
    return lines_of(Words(PASSAGES, given.wordings).say("note", values))


def _form(given: DeliveryReceipts, recipient: Recipient) -> Form:
    matter = f"{given.matter}　{given.number}".strip("　")
    bands: list[Tall] = [
        _row("送达文书\n及文号", matter, 20.0, 4),
        _row("受送达人", recipient.name, solid=True),
        _row("送达地点", recipient.address, 14.0, 3),
        _row("送达方式", _WAYS),
        _row("受送达人\n签名或盖章", f"{_BLANK}\n{_BLANK_DAY}", 23.0, 0),
        _row(
            "代收人签名\n及代收理由",
            f"{_BLANK}与受送达人关系：＿＿＿＿＿\n理由：{_BLANK}{_BLANK}\n{_BLANK_DAY}",
            35.0,
            0,
        ),
        _row("拒收、未遇\n等情况说明", "", 22.0),
        _row("见证人签名", f"{_BLANK}身份：{_BLANK}\n{_BLANK_DAY}", 23.0, 0),
        _row("送达人签名", f"{given.carrier + '　' if given.carrier else ''}{_BLANK}　{_BLANK}\n{_BLANK_DAY}", 23.0, 0),
        _row("备　注", "", 13.0),
    ]
    made = f"制作日期：{long_form(given.day)}" if given.day else ""
    return Form(
        "送达回证",
        bands,
        lines=((given.centre.signer(), made),),
        notes=tuple((line, "") for line in _note(given)),
        practice=given.centre.practice,
    )


def _row(label: str, text: str, height_mm: float = 12.0, lines: int = 2, *, solid: bool = False) -> Band:
    head = Cell(label, _LABEL_MM, Style.HEI, sizes_pt=(XIAO_SI_HAO,), height_mm=height_mm)
    if not lines:
        sizes, leading = (XIAO_SI_HAO,), 1.9
    else:
        sizes, leading = _SIZES, 1.35
    return head, Cell(
        text, _REST_MM, align="left", sizes_pt=sizes, lines=lines, height_mm=height_mm, leading=leading, solid=solid
    )


def example() -> DeliveryReceipts:
    """A notice for two households."""
    return DeliveryReceipts(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区", issuer="幸福里社区居民委员会"),
        matter="幸福里社区2026年3月议事厅会议通知",
        recipients=(
            Recipient(name="阿卜杜拉·买买提", address="幸福里小区12号楼1单元301室"),
            Recipient(name="张国富", address="幸福里小区3号楼2单元501室"),
        ),
        carrier="李敏",
        day=date(2026, 3, 20),
    )


PAPER = Paper("delivery_receipt", "送达回证", DeliveryReceipts, layout, lambda _: "送达回证", FORM, example)
