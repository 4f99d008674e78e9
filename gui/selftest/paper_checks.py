"""Papers: every kind is made, a notice is read back, goes to a printer as lines and letters, and becomes a .docx."""

import io
import zipfile

import attrs
import pypdfium2
from PySide6.QtPrintSupport import QPrinter

from db.store import Store
from gui.page_setup import PageSetup
from gui.pdf_document import PdfDocument
from gui.printer import new_printer, print_pages
from gui.selftest.checks import NAME, Act, Bench, CheckFailed
from printing.papers import PAPERS
from printing.papers.hall.notice import PAPER, Notice, Recipient

PRINTED = "printed.pdf"
_LEAST_BYTES = 1_000


def notice(bench: Bench, _store: Store) -> str:
    """The notice of the example to the resident just registered, read again."""
    data = PAPER.make(_notice())
    (bench.folder / "notice.pdf").write_bytes(data)
    pages, text = _read(data)
    missing = [wanted for wanted in (f"尊敬的{NAME}及家人", "特此通知") if wanted not in text]
    if missing:
        raise CheckFailed(f"打印的通知里读不回：{'、'.join(missing)}")
    return f"{pages} page(s), {len(data)} bytes"


def every_paper(_bench: Bench, _store: Store) -> str:
    """The example of every kind of paper."""
    for paper in PAPERS.values():
        data = paper.make(paper.example())
        if not data.startswith(b"%PDF") or len(data) < _LEAST_BYTES:
            raise CheckFailed(f"{paper.label}没有排出来")
    return f"{len(PAPERS)} kinds"


def on_a_printer(bench: Bench, _store: Store) -> str:
    """The notice through Qt's print system into a file, as a printer gets it: letters and lines, never a picture."""
    document = PdfDocument(PAPER.make(_notice()))
    printer = new_printer(document, "自检")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(bench.folder / PRINTED))
    print_pages(document, printer, PageSetup(), lambda _done, _total: True)
    data = (bench.folder / PRINTED).read_bytes()
    pages, _ = _read(data)
    if pages != document.page_count or b"/Subtype /Image" in data or b"/Subtype/Image" in data:
        raise CheckFailed(f"打印出来的不是矢量，或页数不对：{pages}页")
    return f"{pages} page(s), {len(data)} bytes"


def as_word(bench: Bench, _store: Store) -> str:
    """The notice as .docx, its text read again."""
    data = PAPER.word(_notice())
    (bench.folder / "notice.docx").write_bytes(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    if "特此通知" not in text:
        raise CheckFailed("Word 通知里读不回文字")
    return f"{len(data)} bytes"


def _notice() -> Notice:
    return attrs.evolve(PAPER.example(), recipients=(Recipient(name=NAME),))


def _read(data: bytes) -> tuple[int, str]:
    """The number of pages and their text."""
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    pages = len(document)
    document.close()
    return pages, text


CHECKS: tuple[tuple[str, Act], ...] = (
    ("打印通知", notice),
    ("每种文书", every_paper),
    ("送打印机", on_a_printer),
    ("存为Word", as_word),
)
