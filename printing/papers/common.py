"""What every paper is: a name, an input, a way to lay it out, an example; and how it is made into PDF."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from attrs import frozen

from db.errors import AppError
from db.records.centre.centre import Centre
from printing.drawing import Sheet
from printing.glyphs import MissingGlyph, drawn
from printing.inputs import faults, refuse, texts
from printing.marks import void_mark
from printing.official import Editable
from printing.pace import Tick, paced
from printing.page import Geometry
from printing.press import pressed

T = TypeVar("T")


class PaperVoid(AppError):
    """The number of the paper is void: it is printed for the file, marked so, and no more sent out."""

    code = "paper_void"

    def __init__(self, words: str) -> None:
        super().__init__(f"{words}。作废的只能印存档件（每页标明作废），不再张贴、分发", "要重发，请先给它取新号")


@frozen
class Paper(Generic[T]):
    """A kind of paper.

    An input with a text ``void`` is of a paper whose number is void: every page is marked so.

    Attributes:
        name: the word for it on the command line.
        label: what the clerk calls it.
        takes: the class of its input.
        layout: the papers of one job, each as its sheets, in a batch with names; checks the input and every glyph.
        title: what the PDF is called in its properties; never a person's name.
        geometry: paper and type area.
        example: an input to start from, invented.
        papers: the papers of one job before they are cut into pages; None where there is no .docx of it.
        certifies: it says what its records say, so it is refused where their rules forbid that; a plain sheet of a
            record shows what is there, right or wrong.
    """

    name: str
    label: str
    takes: type[T]
    layout: Callable[[T], Sequence[Sequence[Sheet]]]
    title: Callable[[T], str]
    geometry: Geometry
    example: Callable[[], T]
    papers: Callable[[T], Sequence[Editable]] | None = None
    certifies: bool = True

    def make(self, given: T, tick: Tick | None = None) -> bytes:
        """The paper as PDF bytes.

        Args:
            given: the input.
            tick: told how far the job is while it is laid out and drawn; False stops it.

        Raises:
            RecordInvalid: the input lacks what the paper must say.
            MissingGlyph: no font has a character; the message says whose, where and its code point.
            Cancelled: ``tick`` said to stop.
        """
        self._ask(given)
        with paced(tick):
            try:
                papers = self.layout(given)
            except MissingGlyph as error:
                raise named(given, error) from error
            if void := getattr(given, "void", ""):
                mark = void_mark(str(void), self.geometry)
                papers = [[Sheet([*sheet.groups, (0.0, mark)]) for sheet in sheets] for sheets in papers]
            return pressed(papers, self.geometry, title=self.title(given), author=author(given))

    def word(self, given: T) -> bytes:
        """The paper as a .docx of the same measures, for those who must edit on.

        Raises:
            RecordInvalid: the input lacks what the paper must say.
            MissingGlyph: no font has a character.
            TypeError: this paper has none; see ``papers``.
            PaperVoid: its number is void.
        """
        from printing.word.document import written  # python-docx is loaded by those alone who want a .docx

        if self.papers is None:
            raise TypeError(f"no .docx of {self.name}")
        if void := getattr(given, "void", ""):
            raise PaperVoid(str(void))
        self._ask(given)
        try:
            return written(self.papers(given), title=self.title(given), author=author(given))
        except MissingGlyph as error:
            raise named(given, error) from error

    def _ask(self, given: T) -> None:
        if self.certifies:
            refuse(faults(given))


def author(given: object) -> str:
    """The centre's name, for the properties of the PDF."""
    centre = getattr(given, "centre", None)
    return centre.name if isinstance(centre, Centre) else ""


def named(given: object, error: MissingGlyph) -> MissingGlyph:
    """The refusal with the field, and the person or thing, that holds the character."""
    owner = next((where for where, text in texts(given) if error.char in drawn(text)), "")
    return MissingGlyph(error.char, owner)
