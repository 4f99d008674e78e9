"""One check of the self-test: what it works on, how it went, and what it says when it fails."""

import time
import traceback
from collections.abc import Callable
from pathlib import Path

from attrs import define
from PySide6.QtWidgets import QApplication

from db.errors import AppError
from db.store import Store
from gui.tasks import Task

NAME = "\U00020bb7䶮"
"""A surname beyond U+FFFF and a given name that old systems lose: 𠮷䶮."""
INITIALS = "jy"
PARTS = "龙+天"
PASSPHRASE = "for-a-trial-only"  # noqa: S105  the store is invented and thrown away


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
        ms: how long it took, in milliseconds.
    """

    name: str
    ok: bool = False
    said: str = ""
    ms: int = 0


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


Act = Callable[[Bench, Store], str]
"""Tries something on the open store; what came of it in a few words. Raises what went wrong."""


def run(name: str, act: Callable[[], str]) -> Check:
    """A check as it went; a failure does not keep the next from being tried."""
    check = Check(name)
    started = time.perf_counter()
    task: Task[str] = Task(lambda _tick: act())
    task.succeeded.connect(lambda said: _note(check, said))
    task.failed.connect(lambda error: _note(check, error))
    task.run_now()
    check.ms = round((time.perf_counter() - started) * 1000)
    return check


def _note(check: Check, outcome: object) -> None:
    check.ok = not isinstance(outcome, BaseException)
    if isinstance(outcome, BaseException) and not isinstance(outcome, AppError):
        check.said = "".join(traceback.format_exception(outcome)[-3:])
    else:
        check.said = str(outcome)
