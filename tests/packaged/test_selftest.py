"""The self-test finds the program well, from the source and, where it was built, in the bundle."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage

from db import VERSION
from db.errors import AppError
from gui.selftest import CheckFailed
from gui.selftest import run as checked
from installer.common import PROGRAM
from tests.architecture.source import ROOT

CHECKS = [
    "新建资料", "升级旧资料", "照片和扫描件", "资料加密", "登记居民", "首字母查找", "导出表格", "导入表格", "导入国标文本", "读零散单元格", "备份与恢复",
    "打印通知", "每种文书", "送打印机", "存为Word", "中文界面", "自带字体", "后台装入", "画出窗口", "核验并关闭",
]  # fmt: skip
BUNDLE = os.environ.get("DANGQUN_BUNDLE", "")
"""The bundle that was just built; an older one lying about would be none of this source's business."""
FROM_SOURCE = [sys.executable, "-m", "gui"]


def run_selftest(program: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*program, "--selftest", str(folder)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def assert_well(program: list[str], folder: Path, *, frozen: bool) -> None:
    done = run_selftest(program, folder)
    assert done.stderr == ""
    told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert [c["name"] for c in told["checks"]] == CHECKS
    assert (done.returncode, [c for c in told["checks"] if not c["ok"]]) == (0, [])
    assert told["frozen"] is frozen
    assert told["version"] == VERSION
    assert "\U00020bb7䶮" in pypdfium2.PdfDocument(folder / "notice.pdf")[0].get_textpage().get_text_bounded()
    picture = QImage(str(folder / "window.png"))
    assert picture.width() >= 1280


def test_from_the_source(tmp_path: Path) -> None:
    folder = tmp_path / "自检"
    assert_well(FROM_SOURCE, folder, frozen=False)
    again = run_selftest(FROM_SOURCE, folder)
    assert again.returncode == 2
    assert "已经有一次自检" in again.stderr


@pytest.mark.skipif(not BUNDLE, reason="built by run.py test without paths, and by run.py package")
def test_in_the_bundle(tmp_path: Path) -> None:
    bundle = Path(BUNDLE)
    assert_well([str(bundle / PROGRAM)], tmp_path / "自检", frozen=True)
    assert not [path for path in bundle.rglob("*") if not path.exists()], "links that lead nowhere"
    assert {"LICENSE", "THIRD_PARTY.md", "licences"} <= {path.name for path in bundle.iterdir()}
    texts = {path.parent.name for path in (bundle / "licences").rglob("*") if path.is_file()}
    assert {"PySide6-and-Qt", "fonts", "sqlcipher3", "argon2-cffi-bindings", "pycryptodomex", "reportlab"} <= texts


@pytest.mark.parametrize(("error", "said"), [(CheckFailed("没有画出来"), "没有画出来"), (KeyError("x"), "KeyError")])
def test_a_failing_check_says_why_and_stops_nothing(error: Exception, said: str) -> None:
    def fail() -> str:
        raise error

    check = checked("画出窗口", fail)
    assert not check.ok
    assert said in check.said
    assert isinstance(error, AppError) != ("Traceback" in check.said or "File" in check.said)
