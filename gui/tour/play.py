"""Plays the tour and writes down how it went: pictures, papers, and ``tour.json``."""

import json
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from attrs import define, field

from db.errors import AppError
from gui.dialogs.print_preview import PrintPreview
from gui.main_window import MainWindow
from gui.tasks import Task
from gui.tour.hands import Album, press, until

REPORT = "tour.json"


@define
class Step:
    """One step as it went.

    Attributes:
        name: what was done.
        ok: whether it succeeded.
        error: why not, or "".
        seconds: how long it took, waiting for windows included.
        pictures: files in the tour's folder.
        papers: files in the tour's folder.
    """

    name: str
    ok: bool = True
    error: str = ""
    seconds: float = 0.0
    pictures: list[str] = field(factory=list[str])
    papers: list[str] = field(factory=list[str])


class Tour:
    """One tour through one window.

    Attributes:
        window: the window that is played in.
        album: where pictures go.
        steps: the steps so far.
    """

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.album = Album(folder)
        self.steps: list[Step] = []
        self._papers: list[str] = []
        self._preview: PrintPreview | None = None
        window.print_desk.previewed.connect(self._on_previewed)

    def play(self, name: str, act: Callable[["Tour"], None]) -> None:
        """Plays one step; a step that fails does not keep the next from being tried."""
        step = Step(name)
        pictures, papers = len(self.album.pictures), len(self._papers)
        started = time.perf_counter()
        task: Task[None] = Task(lambda _tick: act(self))
        task.failed.connect(lambda error: _note_failure(step, error))
        task.run_now()
        step.seconds = round(time.perf_counter() - started, 2)
        if not step.ok:
            self.album.take(self.window, f"{name}-失败")
        step.pictures = self.album.pictures[pictures:]
        step.papers = self._papers[papers:]
        self.steps.append(step)
        self.write_report()

    def picture(self, name: str) -> None:
        """A picture of the window as it is now."""
        self.album.take(self.window, name)

    def keep_paper(self, name: str) -> None:
        """Waits for a preview, takes its picture, saves its PDF and closes it."""
        until(lambda: self._preview is not None, f"{name}的预览")
        preview = self._preview
        assert preview is not None
        self.album.take(preview, name)
        file = f"{name}.pdf"
        preview.save_pdf(self.album.folder / file)
        self._papers.append(file)
        self._preview = None
        press(preview, "Escape")
        # Without a window manager nobody gives the keys back when a dialog goes.
        self.window.activateWindow()
        until(self.window.isActiveWindow, "窗口")

    def ok(self) -> bool:
        """Whether every step succeeded."""
        return all(step.ok for step in self.steps)

    def write_report(self) -> None:
        """Writes ``tour.json``."""
        told = {"ok": self.ok(), "steps": [_as_json(step) for step in self.steps]}
        text = json.dumps(told, ensure_ascii=False, indent=1)
        (self.album.folder / REPORT).write_text(text + "\n", encoding="utf-8")

    def _on_previewed(self, preview: PrintPreview) -> None:
        self._preview = preview


def _note_failure(step: Step, error: object) -> None:
    step.ok = False
    if isinstance(error, AppError):
        step.error = str(error)
    elif isinstance(error, BaseException):
        step.error = "".join(traceback.format_exception(error)[-3:])


def _as_json(step: Step) -> dict[str, object]:
    names = ("name", "ok", "error", "seconds", "pictures", "papers")
    return {name: getattr(step, name) for name in names}
