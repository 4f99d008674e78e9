"""户卡: one household on a card of A5 across: the door, the head, the members. Masked unless asked otherwise.

While it is masked it shows neither days of birth nor the groups in which somebody is looked after.
"""

from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Flag, IdNumber, Name, Phone, Privacy, Text
from db.records.centre.centre import Centre
from db.values import masks
from db.values.address_order import place_key
from db.values.day import long_form
from printing.drawing import Sheet, named
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, hints_of, kind_of, label_of, refuse
from printing.pace import each
from printing.page import A5_LANDSCAPE, LIU_HAO, WU_HAO, XIAO_ER_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.covered import SAID, is_covered
from printing.tables import Band, Cell, Tall

_SIZES = (XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO, LIU_HAO)
_ROW_MM, _MEMBER_MM = 9.0, 8.0
_LABEL_MM, _FULL_MM = 20.0, 175.0
_NUMBER_MM = 11.0
_LEAST_ROWS = 6


@frozen(kw_only=True)
class CardMember:
    """One member of the household."""

    LABEL: ClassVar[str] = "户内成员"

    name: Annotated[str, Name("姓名", required=True)] = ""
    relation: Annotated[str, Text("与户主关系")] = ""
    sex: Annotated[str, Text("性别")] = ""
    id_number: Annotated[str, IdNumber("证件号码", privacy=Privacy.PERSONAL)] = ""
    birth: Annotated[date | None, Day("出生日期", privacy=Privacy.PERSONAL)] = None
    phone: Annotated[str, Phone("联系电话", privacy=Privacy.PERSONAL)] = ""
    care: Annotated[str, Text("关爱类别", privacy=Privacy.SENSITIVE)] = ""


@frozen(kw_only=True)
class HouseholdCard:
    """One household."""

    LABEL: ClassVar[str] = "户"

    address: Annotated[str, Text("住址", privacy=Privacy.PERSONAL)] = ""
    head: Annotated[str, Name("户主")] = ""
    kind: Annotated[str, Text("户别")] = ""
    booklet: Annotated[str, Text("户号", privacy=Privacy.PERSONAL)] = ""
    grid: Annotated[str, Text("网格")] = ""
    chief: Annotated[str, Text("网格长")] = ""
    members: tuple[CardMember, ...] = ()


@frozen(kw_only=True)
class HouseholdCards:
    """Input of the paper.

    Attributes:
        households: one card each, in the order of their doors.
        masked: whether personal fields are shown masked.
        day: the day of printing.
    """

    centre: Centre
    households: tuple[HouseholdCard, ...] = ()
    masked: Annotated[bool, Flag("遮盖")] = True
    day: Annotated[date | None, Day("打印日期")] = None


# Column, width in mm while masked and while not; 0 leaves it out.
_COLUMNS: tuple[tuple[str, float, float], ...] = (
    ("name", 42, 32), ("relation", 28, 19), ("sex", 14, 11), ("id_number", 46, 39), ("birth", 0, 20),
    ("phone", 34, 25), ("care", 0, 18),
)  # fmt: skip
_ABOUT = ("address", "head", "booklet", "grid", "chief")


def layout(given: HouseholdCards) -> list[list[Sheet]]:
    """One card a household; a large one goes on over a second card."""
    refuse([*demand(given.centre, "name"), *demand(given, "households")])
    ordered = sorted(given.households, key=lambda household: place_key(household.address))
    return each(ordered, lambda one: named(_form(given, one).sheets(), one.head, one.address))


def _form(given: HouseholdCards, household: HouseholdCard) -> Form:
    columns = {n: hidden if given.masked else shown for n, hidden, shown in _COLUMNS}
    columns = {n: width for n, width in columns.items() if width}
    kinds = {n: kind_of(hints_of(CardMember)[n]) for n in columns}
    head: Band = tuple(
        _label(label, width)
        for label, width in (("序号", _NUMBER_MM), *((label_of(CardMember, n), w) for n, w in columns.items()))
    )
    bands: list[Tall] = [*_about(given, household), head]
    for number in range(1, max(len(household.members), _LEAST_ROWS) + 1):
        member = household.members[number - 1] if number <= len(household.members) else None
        cells = [_small(str(number) if member else "", _NUMBER_MM)]
        for name, kind in kinds.items():
            value = getattr(member, name) if member else ""
            text = "" if kind is None or not member else kind.mask(value) if given.masked else kind.show(value)
            cells.append(_small(text, columns[name], solid=name == "name"))
        bands.append(tuple(cells))
    mask = [SAID] if given.masked and _is_covered(household) else []
    day = [f"打印日期：{long_form(given.day)}"] if given.day else []
    return Form(
        "户　卡",
        bands,
        lines=((given.centre.name, "　".join([*mask, *day])),),
        notes=((f"共{len(household.members)}人。", "内部使用，不得拍照外传。"),),
        running=f"户卡（续）　{household.address}",
        practice=given.centre.practice,
        geometry=A5_LANDSCAPE,
        title_pt=XIAO_ER_HAO,
    )


def _is_covered(household: HouseholdCard) -> bool:
    """Whether its card shows less than is known while it is masked."""
    columns = {name: hidden for name, hidden, _ in _COLUMNS}
    told = (getattr(household, name) for name in _ABOUT)
    return any(masks.in_text(text) != text for text in told) or any(is_covered(m, columns) for m in household.members)


def _about(given: HouseholdCards, household: HouseholdCard) -> list[Tall]:
    """The door and the head."""
    told = {name: getattr(household, name) for name in _ABOUT}
    if given.masked:
        told = {name: masks.in_text(text) for name, text in told.items()}
    grid = "　".join(filter(None, (told["grid"], told["chief"])))
    rest = _FULL_MM - _LABEL_MM
    third = (_FULL_MM - 3 * _LABEL_MM) / 3
    return [
        (_label("住　址"), _value(told["address"], rest)),
        (
            _label("户　主"), _value(told["head"], third, solid=True), _label("户　别"), _value(household.kind, third),
            _label("户　号"), _value(told["booklet"], third),
        ),
        (_label("网　格"), _value(grid, rest)),
    ]  # fmt: skip


def _label(text: str, width_mm: float = _LABEL_MM) -> Cell:
    return Cell(text, width_mm, Style.HEI, sizes_pt=(WU_HAO, XIAO_WU_HAO), height_mm=_MEMBER_MM)


def _value(text: str, width_mm: float, *, solid: bool = False) -> Cell:
    return Cell(text, width_mm, align="left", sizes_pt=_SIZES, height_mm=_ROW_MM, solid=solid)


def _small(text: str, width_mm: float, *, solid: bool = False) -> Cell:
    return Cell(text, width_mm, sizes_pt=_SIZES[1:], height_mm=_MEMBER_MM, solid=solid)


def example() -> HouseholdCards:
    """A couple."""
    return HouseholdCards(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        households=(
            HouseholdCard(
                address="幸福里小区12号楼1单元301室",
                head="阿卜杜拉·买买提",
                kind="家庭户",
                grid="第一网格",
                chief="王芳",
                members=(
                    CardMember(
                        name="阿卜杜拉·买买提", relation="户主", sex="男", id_number="110105197505060013",
                        birth=date(1975, 5, 6), phone="15912345670",
                    ),
                    CardMember(name="古丽娜尔·买买提", relation="配偶", sex="女"),
                ),
            ),
        ),
        day=date(2026, 3, 2),
    )  # fmt: skip


PAPER = Paper("household_card", "户卡", HouseholdCards, layout, lambda _: "户卡", A5_LANDSCAPE, example)
