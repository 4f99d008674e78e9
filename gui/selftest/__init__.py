"""``--selftest``: whether this program, as it was installed, can do its work on this computer.

Every check does what a clerk does, with invented people, in a folder that is handed in. ``result.json`` says how it went.
"""

import json
import platform
import sys
import time
from functools import partial
from pathlib import Path

import attrs
import PySide6
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from db import VERSION
from gui.selftest import evidence_checks, paper_checks, store_checks, window_checks
from gui.selftest.checks import Bench, Check, CheckFailed, run

__all__ = ["CheckFailed", "run", "selftest"]

RESULT = "result.json"
CHECKS = (*evidence_checks.CHECKS, *store_checks.FIRST, *paper_checks.CHECKS, *window_checks.CHECKS, *store_checks.LAST)


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
    failed = [check for check in checks if not check.ok]
    told = {
        "ok": not failed,
        "version": VERSION,
        "frozen": bool(getattr(sys, "frozen", False)),
        "seconds": round(time.perf_counter() - started, 2),
        "checks": [attrs.asdict(check) for check in checks],
        "versions": versions(),
        "printers": len(QPrinterInfo.availablePrinterNames()),
        "sizes": {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()},
    }
    (folder / RESULT).write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    if failed and sys.stderr is not None:  # a program without a console has none
        for check in failed:
            print(f"自检没有通过 · {check.name}：{check.said}", file=sys.stderr)  # noqa: T201 - a command's answer
    return 1 if failed else 0


def _checked(application: QApplication, folder: Path) -> list[Check]:
    """Every check; without a new store only whether an old one can be upgraded."""
    bench = Bench(application, folder)
    checks = [
        run("新建资料", partial(store_checks.make, bench)),
        run("升级旧资料", partial(store_checks.upgrade, bench)),
    ]
    if bench.store is not None:
        checks += [run(name, partial(act, bench, bench.store)) for name, act in CHECKS]
    return checks


def versions() -> dict[str, str]:
    """What this program is made of."""
    return {
        "program": VERSION,
        "python": platform.python_version(),
        "pyside6": PySide6.__version__,
        "system": platform.platform(),
        "qpa": QApplication.platformName(),
    }
