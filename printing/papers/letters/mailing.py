"""信封 (DL, C5) and 标签 (3 × 8 on a sheet): addresses in the order in which they are carried, building by building."""

from collections.abc import Sequence
from typing import Annotated

from attrs import frozen

from db.fields import Whole
from db.records.centre.centre import Centre
from db.values.address_order import place_key
from printing import page
from printing.drawing import Ops, Sheet, moved, named
from printing.glyphs import Style
from printing.inputs import demand, refuse, within
from printing.marks import practice_mark
from printing.pace import each
from printing.page import C5, DL, MM, SHEET, Geometry
from printing.papers.common import Paper
from printing.papers.hall.notice import Recipient
from printing.tables import Cell, text_in

_ACROSS, _DOWN = 3, 8
_LABEL_WIDE_MM, _LABEL_HIGH_MM = 70.0, 37.0
_TOP_MM = (297 - _DOWN * _LABEL_HIGH_MM) / 2
_INNER_MM = 5.0
"""Labels are cut with a tolerance, and printers pull them in askew: this stays free within each."""
_SMALL = (page.WU_HAO, page.XIAO_WU_HAO, page.LIU_HAO)


@frozen(kw_only=True)
class Mailing:
    """Input of the paper.

    Attributes:
        recipients: who gets one; ``salutation`` is what stands in place of the name and 收.
        used: labels that are already taken off the first sheet; of no account for envelopes.
    """

    centre: Centre
    recipients: tuple[Recipient, ...] = ()
    used: Annotated[
        int | None,
        Whole(
            "第一张已用掉的标签",
            least=0,
            most=_ACROSS * _DOWN - 1,
            help="从左上角一行一行数；上次没印满的，这台电脑记着印到哪里，换了整张新的就写 0",
        ),
    ] = 0


def _ordered(given: Mailing) -> list[Recipient]:
    """The recipients door by door, without those that are wholly the same twice.

    Raises:
        RecordInvalid: there is nobody, or somebody without a name.
    """
    refuse([*demand(given.centre, "name"), *demand(given, "recipients")])
    refuse([problem for one in given.recipients for problem in demand(one, "name")])
    refuse(within(given, "used"))
    return sorted(
        dict.fromkeys(given.recipients), key=lambda one: (one.address == "", place_key(one.address), one.name)
    )


def whom(one: Recipient) -> str:
    """The line of the name."""
    return one.salutation or f"{one.name}　收"


def labels(given: Mailing) -> list[list[Sheet]]:
    """Sheets of 24 labels."""
    ordered = _ordered(given)
    count = _ACROSS * _DOWN
    places = [None] * (given.used or 0) + ordered
    sheets = [places[at : at + count] for at in range(0, len(places), count)]
    return each(sheets, lambda found: [_label_sheet(found, given.centre)])


def used_after(given: Mailing) -> int:
    """How many labels are gone from the sheet that the paper ends on; 0 when that one is used up."""
    return ((given.used or 0) + len(_ordered(given))) % (_ACROSS * _DOWN)


def _label_sheet(places: Sequence[Recipient | None], centre: Centre) -> Sheet:
    """One sheet, found again by its first and its last label."""
    marks = [(0.0, practice_mark(SHEET))] if centre.practice else []
    groups = [(0.0, _label(n, one, centre)) for n, one in enumerate(places) if one]
    words = [" ".join(_found_by(one)) for one in places if one]
    return Sheet([*marks, *groups], " — ".join(dict.fromkeys((words[0], words[-1]))))


def _found_by(one: Recipient) -> tuple[str, str]:
    """By what a letter is found: who, and where."""
    return one.name or one.salutation, one.address


def _label(number: int, one: Recipient, centre: Centre) -> Ops:
    """One label: the door, the name below it larger, the sender small at the foot."""
    wide = _LABEL_WIDE_MM - 2 * _INNER_MM
    left = (number % _ACROSS * _LABEL_WIDE_MM + _INNER_MM) * MM
    top = (297 - _TOP_MM - number // _ACROSS * _LABEL_HIGH_MM - _INNER_MM) * MM
    address = Cell(one.address, wide, align="left", sizes_pt=(page.XIAO_SI_HAO, *_SMALL), lines=2, upper=True)
    name = Cell(
        whom(one), wide, Style.HEI, "left", (page.SI_HAO, page.XIAO_SI_HAO, *_SMALL), lines=2, solid=True
    )  # fmt: skip
    sender = Cell(centre.signer(), wide, Style.KAI, "right", (page.XIAO_WU_HAO, page.LIU_HAO), lines=1)
    return (
        *text_in(address, left, top, 12 * MM),
        *text_in(name, left, top - 11.5 * MM, 10 * MM),
        *text_in(sender, left, top - 21.5 * MM, 6 * MM),
    )


def _envelopes(given: Mailing, paper: Geometry) -> list[list[Sheet]]:
    """One envelope a recipient; the place of the postcode and of the stamp stays free."""
    return each(_ordered(given), lambda one: named([_envelope(one, given.centre, paper)], *_found_by(one)))


def _envelope(one: Recipient, centre: Centre, paper: Geometry) -> Sheet:
    """The door at the left above the middle, the name in the middle, the sender at the foot on the right."""
    wide, high = paper.area_width_mm, paper.area_height_mm
    address = Cell(
        one.address,
        wide - 20,
        align="left",
        sizes_pt=(page.SAN_HAO, page.SI_HAO, page.XIAO_SI_HAO),
        lines=2,
        upper=True,
    )
    name = Cell(
        whom(one), wide - 20, Style.HEI, sizes_pt=(page.ER_HAO, page.XIAO_ER_HAO, page.SAN_HAO, page.SI_HAO, page.XIAO_SI_HAO),
        solid=True,
    )  # fmt: skip
    about = "　".join(filter(None, (centre.address, centre.phone)))
    sender = Cell(
        "\n".join(filter(None, (centre.signer(), about))), wide * 0.62, align="right",
        sizes_pt=(page.XIAO_SI_HAO, page.WU_HAO, page.XIAO_WU_HAO), lines=3,
    )  # fmt: skip
    left, top = paper.left_pt, paper.top_pt
    ops = (
        *text_in(address, left + 10 * MM, top - high * 0.22 * MM, 16 * MM),
        *text_in(name, left + 10 * MM, top - high * 0.44 * MM, 18 * MM),
        *moved(text_in(sender, 0, 0, 18 * MM), paper.right_pt - wide * 0.62 * MM, paper.bottom_pt + 18 * MM),
    )
    marks = [(0.0, practice_mark(paper))] if centre.practice else []
    return Sheet([*marks, (0.0, ops)])


def envelopes_dl(given: Mailing) -> list[list[Sheet]]:
    """Envelopes DL."""
    return _envelopes(given, DL)


def envelopes_c5(given: Mailing) -> list[list[Sheet]]:
    """Envelopes C5."""
    return _envelopes(given, C5)


def example() -> Mailing:
    """Doors of two buildings and a company."""
    return Mailing(
        centre=Centre(
            name="幸福里社区党群服务中心", community="幸福里社区", issuer="幸福里社区居民委员会", phone="0435-6440001",
            address="幸福街道幸福路8号",
        ),
        recipients=(
            Recipient(name="阿卜杜拉·买买提", address="幸福里小区12号楼1单元301室"),
            Recipient(name="张国富", address="幸福里小区3号楼2单元501室"),
            Recipient(name="幸福物业服务有限公司", address="幸福里小区物业用房"),
        ),
    )  # fmt: skip


LABELS = Paper("labels", "地址标签", Mailing, labels, lambda _: "地址标签", SHEET, example)
ENVELOPE_DL = Paper("envelope_dl", "信封（DL）", Mailing, envelopes_dl, lambda _: "信封", DL, example)
ENVELOPE_C5 = Paper("envelope_c5", "信封（C5）", Mailing, envelopes_c5, lambda _: "信封", C5, example)
