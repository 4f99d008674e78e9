"""Whatever is written and however much of it: every paper prints all of it on paper, no text over another one."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, cast, get_args, get_origin

import attrs
import pytest

from db.errors import AppError
from db.fields import Name, Rows, Text
from db.records.hall.meeting import Attendee
from db.records.letters.number import VALID, IssuedNumber
from db.records.matters.common_problem import CommonMatter
from db.records.matters.joint_talk import OTHER_SEAT, JointSeat
from db.records.matters.three_steps import Resolved
from printing.inputs import hints_of, kind_of
from printing.papers import PAPERS
from printing.papers.common import Paper
from tests.printing import measure
from tests.printing.measure import Glyph

LONG = "吉林省通化市辉南县朝阳镇幸福里社区居民委员会党群服务中心二楼东侧多功能议事厅会议室"
TOLD = ("name", "subject", "matter", "title", "title_text", "door", "head")
EDGE_PT, SLACK_PT = 8.0, 1.5
KEPT = ("day_unit", "code", "number", "minutes_number", "options", "void")
SHORT = (
    "notice_slips",
    "notice_poster",
    "notice_poster_a3",
    "announcement_slips",
    "announcement_poster",
    "announcement_poster_a3",
    "ballots",
)
"""What is on one side only may be refused as too long."""
TELLING = {"attendees": ("minutes", "meeting_record", "sign_in")}
"""Who prints them; agendas are told by all but the sheet that is passed round."""
SILENT = (("sign_in", "agenda"), ("matter_extension", "claimants"), ("matter_levels", "claimants"))
"""What a paper has in its input and does not print: whoever decides on more time or reads the ladder is told of the matter."""
APART = ("recipients", "cards", "households", "parties")
"""Each has a paper of its own."""
ALIGNED = ("columns",)
"""Each row has a cell for each; how many fit a sheet is tested with the paper."""


def part_class(hint: Any) -> type[Any] | None:
    """The class of what a field repeats."""
    kind = kind_of(hint)
    if isinstance(kind, Rows):
        return kind.part
    if get_origin(hint) is tuple and isinstance(get_args(hint)[0], type) and attrs.has(get_args(hint)[0]):
        return cast("type[Any]", get_args(hint)[0])
    return None


def repeated(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The paths of all fields of an input that repeat something, with an example of it."""
    for name, hint in hints_of(type(value)).items():
        inner = getattr(value, name)
        if part_class(hint) is not None:
            if inner:
                yield (name,), inner[0]
        elif attrs.has(type(inner)):
            yield from (((name, *path), one) for path, one in repeated(inner))


def replaced(value: Any, path: tuple[str, ...], new: Any) -> Any:
    first, *rest = path
    inner = replaced(getattr(value, first), tuple(rest), new) if rest else new
    return attrs.evolve(value, **{first: inner})


def told_by(one: Any) -> str:
    """The field by which a thing is known."""
    return next((n for n in TOLD if isinstance(getattr(one, n, None), str)), "")


def many(one: Any, count: int) -> tuple[Any, ...]:
    """So many of a thing, each with a name of its own."""
    field, words = told_by(one), "甲乙丙丁戊己庚辛壬癸"
    if isinstance(one, IssuedNumber):
        return tuple(attrs.evolve(one, serial=n + 1, state=VALID, matter=f"第{n + 1}件周知的事") for n in range(count))
    if isinstance(one, Attendee):
        one = attrs.evolve(one, role="1", came="1")
    if isinstance(one, CommonMatter):
        return tuple(attrs.evolve(one, matter=n + 1) for n in range(count))
    if isinstance(one, Resolved):
        return tuple(attrs.evolve(one, resolution=n + 1) for n in range(count))
    if isinstance(one, JointSeat):
        one = attrs.evolve(one, seat=OTHER_SEAT)
    names = [f"周{words[n % 10]}{words[n // 10 % 10]}{words[n // 100]}" for n in range(count)]
    return tuple(attrs.evolve(one, **({field: name} if field else {})) for name in names)


def assert_on_paper(pdf: bytes, paper_pt: tuple[float, float]) -> None:
    """Nothing beyond the paper's edge, and on its first and last pages no character upon another."""
    pages = measure.pages(pdf)
    for page in pages:
        for glyph in page:
            left, bottom, right, top = glyph.ink
            inside = (
                left > EDGE_PT and bottom > EDGE_PT and right < paper_pt[0] - EDGE_PT and top < paper_pt[1] - EDGE_PT
            )
            assert inside or not glyph.has_ink, glyph
    for page in (*pages[:3], pages[-1]):
        assert not (found := overlaps([g for g in page if g.has_ink])), found[0]


def overlaps(glyphs: Sequence[Glyph]) -> list[tuple[Glyph, Glyph]]:
    """The pairs of characters that lie on each other."""
    found: list[tuple[Glyph, Glyph]] = []
    near: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        left, bottom, right, top = glyph.ink
        spots = {(int(x // 40), int(y // 40)) for x in (left, right) for y in (bottom, top)}
        for other in {id(o): o for spot in spots for o in near.get(spot, ())}.values():
            across = min(right, other.ink[2]) - max(left, other.ink[0])
            up = min(top, other.ink[3]) - max(bottom, other.ink[1])
            if across > SLACK_PT and up > SLACK_PT:
                found.append((other, glyph))
        for spot in spots:
            near.setdefault(spot, []).append(glyph)
    return found


def tells(name: str, path: tuple[str, ...]) -> bool:
    """Whether a paper prints what is repeated there."""
    return name in TELLING.get(path[-1], (name,)) and (name, path[-1]) not in SILENT


def made(paper: Paper[Any], given: Any) -> bytes | None:
    """The paper, or None where it is refused in Chinese words that say what to do."""
    try:
        return paper.make(given)
    except AppError as refusal:
        words = str(refusal)
    assert re.search("[\u4e00-\u9fff]", words), words
    assert "None" not in words
    return None


REPEATED = [
    (name, path) for name, paper in PAPERS.items() for path, _ in repeated(paper.example()) if path[-1] not in ALIGNED
]


@pytest.mark.parametrize(
    ("name", "path"), REPEATED, ids=lambda value: value if isinstance(value, str) else ".".join(value)
)
def test_however_many_there_are_all_of_them_are_on_paper(name: str, path: tuple[str, ...]) -> None:
    paper = PAPERS[name]
    example = paper.example()
    one = dict(repeated(example))[path]
    for count in (0, 1, 30) if path[-1] in APART and name != "case_intake" else (0, 1, 30, 120):
        rows = many(one, count)
        pdf = made(paper, replaced(example, path, rows))
        if pdf is None:
            assert count < 2 or name in SHORT, (name, count)
            continue
        assert_on_paper(pdf, paper.geometry.paper_pt)
        text = measure.all_text(pdf).replace("\n", "")
        field = told_by(one)
        if field and tells(name, path):
            missing = [row for row in rows if getattr(row, field) not in text]
            assert not missing, (name, path, len(missing), missing[0])


def lengthened(value: Any) -> Any:
    """The input with every text that names something much longer than usual."""
    new: dict[str, Any] = {}
    for name, hint in hints_of(type(value)).items():
        inner, kind = getattr(value, name), kind_of(hint)
        if isinstance(inner, str) and type(kind) in (Text, Name) and inner and name not in KEPT:
            new[name] = LONG if type(kind) is Text else "阿卜杜热西提·麦麦提图尔荪江·吐尔逊阿依"
        elif isinstance(inner, tuple):
            new[name] = tuple(lengthened(one) for one in inner)
        elif attrs.has(type(inner)):
            new[name] = lengthened(inner)
    return attrs.evolve(value, **new)


@pytest.mark.parametrize("name", PAPERS)
def test_however_long_names_are_no_text_stands_on_another(name: str) -> None:
    paper = PAPERS[name]
    given = lengthened(paper.example())
    pdf = made(paper, given)
    assert pdf is not None or name in SHORT, name
    if pdf:
        assert_on_paper(pdf, paper.geometry.paper_pt)
