"""Our bugs: what is said of them, without anything a clerk typed."""

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6

Reporter = Callable[[BaseException], None]


def details(error: BaseException) -> str:
    """Where and of what kind an error was: never its text, which may hold what somebody typed."""
    lines = [f"Python {platform.python_version()} · PySide6 {PySide6.__version__} · {platform.platform()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def install(report: Reporter) -> None:
    """Sends every exception that nobody caught, in any thread, to ``report``; Ctrl+C in a terminal still ends."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report(error.with_traceback(trace))

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            hook(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
