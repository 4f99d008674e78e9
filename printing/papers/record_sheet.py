"""The plain sheet of any record: its fields as the kernel declares them, its parts as tables below.

Masked unless asked otherwise, as the fields are (`db.fields.Field.mask`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from attrs import field, frozen

from db.fields import Code, Day, Field, Flag, Leading, LongText, Privacy, Rows, Text
from db.records.base import Part, Record, columns_of, fields_of, group_of, parts_of
from db.records.centre.centre import Centre
from db.records.registry.resident import CareTag, Resident
from db.values import masks
from db.values.day import long_form
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.page import FORM, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.covered import SAID
from printing.tables import Cell, Listed, Long, Tall

Titles = Mapping[str, Mapping[int, str]]
_LABEL_MM, _VALUE_MM, _WIDE_MM = 28.0, 50.0, 128.0
_FULL_MM = 156.0
_LONG_VALUE = 14
_SIZES = (XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO)
_SMALL = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_NUMBER_MM = 10.0


@frozen(kw_only=True)
class RecordSheet:
    """Input of the paper.

    Attributes:
        record: any record.
        titles: titles of linked records by table and id.
        masked: whether personal fields are shown masked.
        day: the day of printing.
        limit: how its last day was reckoned; "" where it has none.
        void: that the number of the record is void, and why; "" for any other.
    """

    centre: Centre
    record: Record
    titles: Titles = field(factory=dict[str, Mapping[int, str]])
    masked: Annotated[bool, Flag("遮盖")] = True
    day: Annotated[date | None, Day("打印日期")] = None
    limit: Annotated[str, LongText("期限怎么算的")] = ""
    void: Annotated[str, Text("编号作废", help="编号作废的原因；写了，每页都标明作废")] = ""


def shown(kind: Field[Any], value: Any, titles: Titles, *, masked: bool) -> str:
    """A value as the sheet prints it."""
    if isinstance(kind, Leading):
        text = titles.get(kind.titled_by, {}).get(value, "")
        return kind.mask_shown(text) if masked else text
    return kind.mask(value) if masked else kind.show(value)


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One sheet, with as many pages as the parts need."""
    record = given.record
    bands: list[Tall] = list(_fields(given))
    if given.limit:
        bands.append((_label("期限怎么算的"), Cell(given.limit, _WIDE_MM, align="left", sizes_pt=_SIZES, lines=0)))
    for name, kind in parts_of(type(record)).items():
        if not kind.fixed:  # what follows from other fields stands there already
            bands += _parts(kind, getattr(record, name), given)
    mask = [SAID] if given.masked and _is_covered(given) else []
    day = [f"打印日期：{long_form(given.day)}"] if given.day else []
    form = Form(
        f"{record.LABEL}登记信息表",
        bands,
        lines=((given.centre.name, "　".join([*mask, *day])),),
        running=f"{record.LABEL}登记信息表（续）",
        practice=given.centre.practice,
    )
    return [form.sheets()]


def _is_covered(given: RecordSheet) -> bool:
    """Whether the sheet shows less of the record than it says."""
    if _differs(columns_of(type(given.record)), given.record, given.titles):
        return True
    for name, kind in parts_of(type(given.record)).items():
        parts: Sequence[Part] = () if kind.fixed else getattr(given.record, name)
        if parts and kind.privacy >= Privacy.SENSITIVE:
            return True
        if any(_differs(fields_of(kind.part), part, given.titles) for part in parts):
            return True
    return False


def _differs(fields: Mapping[str, Field[Any]], row: object, titles: Titles) -> bool:
    told = ((kind, getattr(row, name)) for name, kind in fields.items())
    return any(
        shown(kind, value, titles, masked=True) != shown(kind, value, titles, masked=False) for kind, value in told
    )


def _fields(given: RecordSheet) -> Sequence[Tall]:
    """Two fields a row; long ones have a row of their own; groups have a heading."""
    record = given.record
    groups = group_of(type(record))
    bands: list[Tall] = []
    waiting: list[Cell] = []
    group = ""
    for name, kind in columns_of(type(record)).items():
        text = shown(kind, getattr(record, name), given.titles, masked=given.masked)
        if groups[name] != group:
            group = groups[name]
            bands += _flushed(waiting)
            bands.append((_heading(group),))
        if isinstance(kind, LongText) or kind.width > _LONG_VALUE or len(text) > 2 * _LONG_VALUE:
            bands += _flushed(waiting)
            bands.append(_wide(kind, text))
            continue
        waiting += [_label(kind.label), _value(text, _VALUE_MM)]
        if len(waiting) == 4:
            bands += _flushed(waiting)
    return [*bands, *_flushed(waiting)]


def _flushed(waiting: list[Cell]) -> list[Tall]:
    """The waiting row, filled up with an empty box; nothing when none waits."""
    if not waiting:
        return []
    row = tuple(waiting) if len(waiting) == 4 else (waiting[0], waiting[1]._replace(width_mm=_WIDE_MM))
    waiting.clear()
    return [row]


def _wide(kind: Field[Any], text: str) -> Tall:
    value = Cell(text, _WIDE_MM, align="left", sizes_pt=(XIAO_SI_HAO,), lines=0)
    return Long(_label(kind.label), value) if isinstance(kind, LongText) else (_label(kind.label), value)


def _label(text: str) -> Cell:
    return Cell(text, _LABEL_MM, Style.HEI, sizes_pt=(WU_HAO, XIAO_WU_HAO))


def _value(text: str, width_mm: float) -> Cell:
    return Cell(text, width_mm, align="left", sizes_pt=_SIZES)


def _heading(text: str) -> Cell:
    return Cell(text, _FULL_MM, Style.HEI, "left", sizes_pt=(XIAO_SI_HAO,))


def _parts(kind: Rows, parts: Sequence[Part], given: RecordSheet) -> list[Tall]:
    """A heading, column headings and a row a part; only columns that some part fills."""
    if not parts:
        return [(_heading(f"{kind.label}：无"),)]
    if given.masked and kind.privacy >= Privacy.SENSITIVE:
        return [(_heading(f"{kind.label}：{masks.whole(kind.show(tuple(parts)))}"),)]
    rows = [
        {
            name: shown(k, getattr(part, name), given.titles, masked=given.masked)
            for name, k in fields_of(kind.part).items()
        }
        for part in parts
    ]
    kinds = {name: k for name, k in fields_of(kind.part).items() if any(row[name] for row in rows)}
    shares = {name: max(k.width, min(len(k.label), 4)) for name, k in kinds.items()}
    widths = {name: (_FULL_MM - _NUMBER_MM) * share / sum(shares.values()) for name, share in shares.items()}
    head = (_small("序号", _NUMBER_MM, Style.HEI), *(_small(k.label, widths[n], Style.HEI) for n, k in kinds.items()))
    found: list[Tall] = [(_heading(f"{kind.label}（{len(parts)}）"),), head]
    for number, row in enumerate(rows, 1):
        cells = [_part_cell(k, row[name], widths[name]) for name, k in kinds.items()]
        found.append(Listed((_small(str(number), _NUMBER_MM), *cells), head))
    return found


def _part_cell(kind: Field[Any], text: str, width_mm: float) -> Cell:
    if isinstance(kind, LongText):
        return _small(text, width_mm, align="left")._replace(sizes_pt=(XIAO_WU_HAO,), lines=0)
    return _small(text, width_mm, align="centre" if isinstance(kind, Code | Day) else "left")


def _small(text: str, width_mm: float, style: Style = Style.FANGSONG, align: Any = "centre") -> Cell:
    return Cell(text, width_mm, style, align, sizes_pt=_SMALL, lines=2, height_mm=8)


def example() -> RecordSheet:
    """A resident who is looked after."""
    resident = Resident(
        name="张国富",
        id_number="11010519491231002X",
        sex="1",
        birth=date(1949, 12, 31),
        ethnicity="01",
        phone="13804350021",
        house=1,
        registered_at="幸福街道幸福里小区3号楼2单元501室",
        population="1",
        care=(CareTag(kind="10", since=date(2024, 1, 1), basis="街道批复"),),
        note="一人居住，儿子在外地工作。",
    )
    return RecordSheet(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        record=resident,
        titles={"house": {1: "幸福里小区3号楼2单元501室"}},
        day=date(2026, 3, 2),
    )


PAPER = Paper(
    "record_sheet",
    "登记信息表",
    RecordSheet,
    layout,
    lambda given: f"{given.record.LABEL}登记信息表",
    FORM,
    example,
    certifies=False,
)
