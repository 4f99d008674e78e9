"""What the forms of a case share: the block of a party, labels and values, and the lines that are signed by hand."""

from collections.abc import Sequence

from db.records.centre.centre import Centre
from db.records.mediation.case import Party
from db.values import code_table
from printing.flow import Span
from printing.glyphs import Style
from printing.page import SI_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.tables import Band, Cell, Heading, Listed, Long, Side, Signed, Tall

LABEL_MM, REST_MM = 26.0, 130.0
SIZES = (SI_HAO, XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO)
ROW_MM = 10.5
BLANK, DATED, AIR = "＿＿＿＿＿＿＿＿", "　　　　　　　　年　　月　　日", "\u3000"
"""A line to sign on, one for the day, and one for nothing."""
SEAL = "（人民调解委员会印章）"


def committee_of(centre: Centre) -> str:
    """The name of the centre's 人民调解委员会."""
    return centre.committee or f"{centre.community or centre.name}人民调解委员会"


def label(text: str, width_mm: float = LABEL_MM, height_mm: float = ROW_MM) -> Cell:
    """What a box is for."""
    return Cell(text, width_mm, Style.HEI, sizes_pt=(XIAO_SI_HAO,), height_mm=height_mm)


def value(text: str | tuple[Span, ...], width_mm: float, lines: int = 2, *, solid: bool = False) -> Cell:
    """What stands in a box."""
    return Cell(text, width_mm, align="left", sizes_pt=SIZES, lines=lines, height_mm=ROW_MM, solid=solid)


def parties_blocks(parties: Sequence[Party]) -> list[Side]:
    """The blocks of all parties, each under its side, counted where several are on one."""
    sides = code_table.load("party_side")
    counts = {code: sum(p.side == code for p in parties) for code in sides.labels}
    seen: dict[str, int] = {}
    found: list[Side] = []
    for party in parties:
        seen[party.side] = seen.get(party.side, 0) + 1
        nth = str(seen[party.side]) if counts.get(party.side, 0) > 1 else ""
        found.append(_party(f"{sides.label(party.side) or '当事人'}{nth}", party))
    return found


def _party(side: str, party: Party) -> Side:
    """The party block of the forms: 姓名 性别 民族 年龄, 职业或职务 联系方式, 单位或住址."""
    sex = code_table.load("sex").label(party.sex)
    people = code_table.load("ethnicity").label(party.ethnicity)
    age = f"{party.age}岁" if party.age is not None else ""
    first: Band = (
        label("姓名", 12), value(party.name, 42, solid=True), label("性别", 11.5), _centred(sex, 9),
        label("民族", 11.5), _centred(people, 19.5), label("年龄", 11.5), _centred(age, 13),
    )  # fmt: skip
    second: Band = (
        label("职业或职务", 26), value(party.job, 37), label("联系方式", 22), value(party.phone, 45),
    )  # fmt: skip
    third: Band = (label("单位或住址", 26), value(party.address, 104))
    return Side(label(side), (first, second, third))


def _centred(text: str, width_mm: float) -> Cell:
    return Cell(text, width_mm, sizes_pt=SIZES, lines=1, height_mm=ROW_MM)


def to_sign(lines: list[str], leading: float, height_mm: float = 42.0) -> Cell:
    """Half a row to sign in."""
    return Cell(
        "\n".join(lines),
        (LABEL_MM + REST_MM) / 2,
        align="left",
        sizes_pt=(XIAO_SI_HAO,),
        lines=0,
        height_mm=height_mm,
        leading=leading,
    )


def set_at(band: Tall, row_mm: float) -> Tall:
    """The band with its rows of the usual height as high as told."""
    if isinstance(band, Side):
        inner = tuple(set_at(one, row_mm) for one in band.bands)
        return band._replace(bands=inner)  # type: ignore[arg-type]
    if isinstance(band, Long | Signed | Listed | Heading):
        return band
    return tuple(_cell_at(cell, row_mm) for cell in band)


def _cell_at(cell: Cell, row_mm: float) -> Cell:
    if cell.height_mm != ROW_MM or row_mm == ROW_MM:
        return cell
    sizes = SIZES[1:] if cell.sizes_pt == SIZES else cell.sizes_pt
    return cell._replace(height_mm=row_mm, sizes_pt=sizes, leading=1.2)
