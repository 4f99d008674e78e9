"""``--selftest``: whether this program, as it was installed, can do its work on this computer.

Every check does what a clerk does, with invented people, in a folder that is handed in. ``result.json`` says how it went.
"""

import json
import platform
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import attrs
import PySide6
from attrs import define
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from db import VERSION
from db.errors import AppError
from db.records.resident import Resident
from db.services.find import find
from db.services.register_resident import Door, house_at, register_resident
from db.services.set_up import set_up
from db.store import Store
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from gui.tasks import Task
from gui.theme import Theme

RESULT = "result.json"
NAME = "\U00020bb7䶮"
"""A surname beyond U+FFFF and a given name that old systems lose: 𠮷䶮."""
INITIALS = "jy"
_PASSPHRASE = "for-a-trial-only"  # noqa: S105  the store is invented and thrown away
_PAINT_MS = 300
_FEWEST_COLOURS = 8


class CheckFailed(AppError):
    """The program runs, and yet something did not come out as it should."""

    code = "selftest_failed"

    def __init__(self, message: str) -> None:
        super().__init__(message, "请重新安装；还不行时把自检文件夹交给技术人员")


@define
class Check:
    """One check as it went.

    Attributes:
        name: what was tried.
        ok: whether it succeeded.
        said: what came of it, or why it failed.
        seconds: how long it took.
    """

    name: str
    ok: bool = False
    said: str = ""
    seconds: float = 0.0


@define
class Bench:
    """What the checks work on.

    Attributes:
        application: the Qt application.
        folder: where all files go.
        store: the new store, once it is made.
    """

    application: QApplication
    folder: Path
    store: Store | None = None


def selftest(application: QApplication, folder: Path) -> int:
    """Runs every check into a folder and writes ``result.json``; 0 when all succeeded, 1 otherwise.

    Raises:
        CheckFailed: the folder holds a self-test already, or cannot be made.
    """
    started = time.perf_counter()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CheckFailed("自检文件夹建不了") from error
    if (folder / RESULT).exists() or (folder / "store").exists():
        raise CheckFailed("这个文件夹里已经有一次自检的结果")
    checks = _checked(application, folder)
    ok = all(check.ok for check in checks)
    told = {
        "ok": ok,
        "frozen": bool(getattr(sys, "frozen", False)),
        "seconds": round(time.perf_counter() - started, 2),
        "checks": [attrs.asdict(check) for check in checks],
        "versions": versions(),
        "printers": len(QPrinterInfo.availablePrinterNames()),
        "sizes": {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()},
    }
    (folder / RESULT).write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    return 0 if ok else 1


def _checked(application: QApplication, folder: Path) -> list[Check]:
    """Every check; without a new store only whether an old one can be upgraded."""
    bench = Bench(application, folder)
    checks = [run("新建资料", partial(_set_up, bench)), run("升级旧资料", partial(_upgrade, bench))]
    if bench.store is not None:
        checks += [run(name, partial(act, bench, bench.store)) for name, act in CHECKS]
    return checks


def run(name: str, act: Callable[[], str]) -> Check:
    """A check as it went; a failure does not keep the next from being tried."""
    check = Check(name)
    started = time.perf_counter()
    task: Task[str] = Task(lambda _tick: act())
    task.succeeded.connect(lambda said: _note(check, said))
    task.failed.connect(lambda error: _note(check, error))
    task.run_now()
    check.seconds = round(time.perf_counter() - started, 3)
    return check


def versions() -> dict[str, str]:
    """What this program is made of."""
    return {
        "program": VERSION,
        "python": platform.python_version(),
        "pyside6": PySide6.__version__,
        "system": platform.platform(),
        "qpa": QApplication.platformName(),
    }


def _note(check: Check, outcome: object) -> None:
    check.ok = not isinstance(outcome, BaseException)
    if isinstance(outcome, BaseException) and not isinstance(outcome, AppError):
        check.said = "".join(traceback.format_exception(outcome)[-3:])
    else:
        check.said = str(outcome)


def _set_up(bench: Bench) -> str:
    bench.store = set_up(bench.folder / "store", "梧桐社区党群服务中心", "卢清", _PASSPHRASE).store
    return "store"


def _upgrade(bench: Bench) -> str:
    from db.services.try_upgrade import try_upgrade  # heavy: sqlite-utils

    return try_upgrade(bench.folder / "old-store")


def _register(_bench: Bench, store: Store) -> str:
    house = house_at(store, Door("梧桐苑", "3", "2", "501"))
    saved = register_resident(store, Resident(name=NAME, house=house.id, state="1"))
    return f"{saved.name} {saved.id}"


def _search(_bench: Bench, store: Store) -> str:
    found = [line.title for line in find(store, INITIALS)]
    if not any(NAME in title for title in found):
        raise CheckFailed(f"打 {INITIALS} 没有找到刚登记的人，只有 {found}")
    return f"{INITIALS}: {len(found)}"


def _print(bench: Bench, _store: Store) -> str:
    """The notice of the example, to the resident just registered, printed and read again."""
    import pypdfium2

    from printing.papers.notice import PAPER, Recipient

    data = PAPER.make(attrs.evolve(PAPER.example(), recipients=(Recipient(name=NAME),)))
    (bench.folder / "notice.pdf").write_bytes(data)
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    pages = len(document)
    document.close()
    missing = [wanted for wanted in (f"尊敬的{NAME}及家人", "特此通知") if wanted not in text]
    if missing:
        raise CheckFailed(f"打印的通知里读不回：{'、'.join(missing)}")
    return f"{pages} page(s), {len(data)} bytes"


def _paint(bench: Bench, store: Store) -> str:
    """The window as a clerk sees it; a picture of one grey means that nothing was painted."""
    settings = Settings(bench.folder)
    theme = Theme(bench.application)
    theme.apply(settings.factor)
    window = MainWindow(lambda messages: Session(store, messages, settings))
    window.show()
    loop = QEventLoop()
    QTimer.singleShot(_PAINT_MS, loop.quit)
    loop.exec()
    picture = window.grab().toImage()
    window.close()
    window.deleteLater()
    across, down = range(0, picture.width(), 4), range(0, picture.height(), 4)
    colours = {picture.pixel(x, y) for x in across for y in down}
    if len(colours) < _FEWEST_COLOURS or not picture.save(str(bench.folder / "window.png")):
        raise CheckFailed(f"窗口没有画出来，只有{len(colours)}种颜色")
    return f"{picture.width()}x{picture.height()}, {len(colours)} colours"


def _export(bench: Bench, store: Store) -> str:
    """The residents as a workbook, read again as a roster."""
    from db.services.export_table import export_table
    from db.services.import_roster import read_roster

    path = bench.folder / "residents.xlsx"
    written = export_table(store, Resident, path, plain=True)
    cells = [cell for sheet in read_roster(path).sheets for row in sheet.rows for cell in row]
    if NAME not in cells:
        raise CheckFailed("导出的表格读不回刚登记的人")
    return f"{written} row(s)"


def _close(_bench: Bench, store: Store) -> str:
    faults = store.verify()
    store.close()
    if faults:
        raise CheckFailed(f"资料核验没有通过：{faults[0]}")
    return "verified"


CHECKS: tuple[tuple[str, Callable[[Bench, Store], str]], ...] = (
    ("登记居民", _register),
    ("首字母查找", _search),
    ("打印通知", _print),
    ("画出窗口", _paint),
    ("导出表格", _export),
    ("核验并关闭", _close),
)
