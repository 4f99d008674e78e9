"""What the papers of a matter share: its boxes, and what they may tell of who brought it."""

from collections.abc import Mapping
from typing import Any

from db.fields import Leading
from db.records.base import fields_of
from db.records.matters.matter import Claimant, Helper, Matter
from db.records.matters.parts import Callback
from db.records.matters.unnamed import CLAIMANT, names_kept, without_names
from db.values import masks
from printing.glyphs import Style
from printing.page import WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.tables import Band, Cell, Side, Signed

Titles = Mapping[str, Mapping[int, str]]
"""Titles of what fields lead to; see `db.store.reading.Titles`."""
LABEL_MM, REST_MM, HALF_MM = 26.0, 130.0, 52.0
SIZES = (XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO)
ROW_MM = 9.5
ANONYMOUS, HIDDEN = "匿名", "要求不公开"
BLANK, BLANK_DAY = "＿＿＿＿＿＿＿＿", "　　　年　　月　　日"
_NAME_MM, _CALLED_MM, _PHONE_MM = 68.0, 16.0, 46.0


def label(text: str, height_mm: float = ROW_MM) -> Cell:
    """What a box holds."""
    return Cell(text, LABEL_MM, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO), height_mm=height_mm)


def value(text: str, width_mm: float = REST_MM, *, solid: bool = False) -> Cell:
    """What stands in it."""
    return Cell(text, width_mm, align="left", sizes_pt=SIZES, lines=2, height_mm=ROW_MM, solid=solid)


def pair(first: tuple[str, str], second: tuple[str, str]) -> Band:
    """Two boxes with their labels in a row."""
    return label(first[0]), value(first[1], HALF_MM), label(second[0]), value(second[1], HALF_MM)


def limit_row(text: str) -> tuple[Band, ...]:
    """How the last day was reckoned, so that whoever reads it can reckon it again; no row where there is nothing to tell."""
    return ((label("期限怎么\n算的"), value(text)),) if text else ()


def facts(text: str, height_mm: float) -> Cell:
    """What happened: it goes on over the page."""
    return Cell(
        text, REST_MM, align="justify", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=height_mm, indent=2, leading=1.5,
        upper=True,
    )  # fmt: skip


def signed(left: list[str], right: list[str]) -> Signed:
    """Two halves to sign in."""
    half = (LABEL_MM + REST_MM) / 2
    cells = [
        Cell("\n".join(lines), half, align="left", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=18.0, leading=1.7)
        for lines in (left, right)
    ]
    return Signed(tuple(cells))


def told(row: Matter | Claimant | Helper | Callback, name: str, titles: Titles, *, masked: bool) -> str:
    """A field of a row as the paper tells it: links by their titles, masked by the rule of the field."""
    field = fields_of(type(row))[name]
    kept: Any = getattr(row, name)
    if isinstance(field, Leading):
        title = titles.get(field.titled_by, {}).get(kept, "")
        return field.mask_shown(title) if masked else title
    return field.mask(kept) if masked else field.show(kept)


def name_of(claimant: Claimant, titles: Titles) -> str:
    """The name of a claimant: as typed, else that of the registered resident or body."""
    return claimant.name or titles.get("", {}).get(claimant.who, "")


def place_of(matter: Matter, titles: Titles, *, masked: bool) -> str:
    """Where it is: the nearest place that is registered, and what was typed."""
    registered = (told(matter, name, titles, masked=masked) for name in ("house", "building", "estate"))
    return "　".join(filter(None, (next(filter(None, registered), ""), told(matter, "place", titles, masked=masked))))


def helpers_of(matter: Matter, titles: Titles) -> str:
    """The bodies that help."""
    return "、".join(filter(None, (told(helper, "body", titles, masked=True) for helper in matter.helpers)))


def without_hidden(text: str, matter: Matter, titles: Titles) -> str:
    """A text for others: without the names of those who do not want to be named to them, as typed and as registered, and masked."""
    return without_names(masks.in_text(text), names_kept(matter, titles))


def claimant_row(name: str, phone: str) -> Band:
    """One claimant in the box of all."""
    return value(name, _NAME_MM, solid=True), Cell("电话", _CALLED_MM, Style.HEI), value(phone, _PHONE_MM)


def claimants_of(matter: Matter, titles: Titles, *, masked: bool, outside: bool) -> Side:
    """The box of all who brought it; ``outside`` for a paper that others see: it does not name who does not want to be."""
    rows = tuple(_claimant(one, titles, masked=masked, outside=outside) for one in matter.claimants)
    return Side(label("诉求人"), rows or (claimant_row("", ""),))


def _claimant(one: Claimant, titles: Titles, *, masked: bool, outside: bool) -> Band:
    if one.anonymous:
        return claimant_row(ANONYMOUS, "")
    if one.hidden and outside:
        return claimant_row(f"{CLAIMANT}{HIDDEN}姓名", "")
    name = name_of(one, titles)
    phone = told(one, "phone", titles, masked=masked)
    return claimant_row(f"{name}（{HIDDEN}）" if one.hidden and name else name, phone)
