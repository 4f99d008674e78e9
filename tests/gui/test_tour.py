"""The whole main job in the real window, as IT staff start it; and no page flashes a window of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.entries import pages
from gui.session import Session
from gui.settings import Settings
from tests.architecture.source import ROOT
from tests.factories import plant

SHARED = ROOT.parent / "shared"
STEPS = ["导入花名册", "查找", "受理纠纷", "登记诉求", "办理诉求", "预约会议", "写纪要", "今日"]
PAPERS = {"受理登记表.pdf", "诉求登记表.pdf", "交办单.pdf", "会议通知.pdf", "签到表.pdf", "会议纪要.pdf"}


# Read by every Python that the tour starts: writes down each address that one of them asks for or connects to.
WATCH = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        with open(os.environ["WATCHED"], "a") as file:
            file.write(f"{event} {arguments}\\n")
sys.addaudithook(watch)
"""


def play(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    watch = folder.parent / "watch"
    watch.mkdir(exist_ok=True)
    (watch / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "gui", "--tour", str(folder), *more],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8",
             "PYTHONPATH": str(watch), "WATCHED": str(watch / "asked")},
    )  # fmt: skip


def test_the_tour_does_the_whole_job_and_leaves_its_papers(tmp_path: Path) -> None:
    """资料怎样保护：程序运行时不连接任何服务器。"""
    done = play(tmp_path / "tour")
    told = json.loads((tmp_path / "tour" / "tour.json").read_text(encoding="utf-8"))
    assert done.returncode == 0, [s for s in told["steps"] if not s["ok"]]
    assert [s["name"] for s in told["steps"]] == STEPS
    assert {p for s in told["steps"] for p in s["papers"]} == PAPERS
    pictures = [p for s in told["steps"] for p in s["pictures"]]
    assert all((tmp_path / "tour" / p).stat().st_size > 5000 for p in pictures)
    assert len(pypdfium2.PdfDocument(tmp_path / "tour" / "会议通知.pdf")) > 5
    assert not (tmp_path / "watch" / "asked").exists()


def test_the_watch_over_the_network_sees_a_connection(tmp_path: Path) -> None:
    """Without this the tour's silence would prove nothing."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    line = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    watched = {"PYTHONPATH": str(tmp_path), "WATCHED": str(tmp_path / "asked")}
    subprocess.run([sys.executable, "-c", line], env={**os.environ, **watched}, check=True)
    assert "socket.connect" in (tmp_path / "asked").read_text(encoding="utf-8")


def test_the_tour_tells_which_step_failed_and_ends_with_one(tmp_path: Path) -> None:
    """A roster without anybody who could be a party: import works, what needs people does not."""
    roster = tmp_path / "一个人.csv"
    roster.write_text("姓名,住址\n张三,3号楼502\n", encoding="utf-8")
    done = play(tmp_path / "tour", "--roster", str(roster))
    told = json.loads((tmp_path / "tour" / "tour.json").read_text(encoding="utf-8"))
    assert done.returncode == 1
    assert not told["ok"]
    assert {s["name"]: s["ok"] for s in told["steps"]}["导入花名册"]
    failed = next(s for s in told["steps"] if not s["ok"])
    assert failed["error"]


@pytest.mark.skipif(not SHARED.exists(), reason="the rosters lie beside the checkout")
@pytest.mark.parametrize("name", ["roster-merged.xlsx", "roster-flat.csv"])
def test_the_tour_takes_a_roster_as_it_is(tmp_path: Path, name: str) -> None:
    done = play(tmp_path / "tour", "--roster", str(SHARED / "data" / name))
    told = json.loads((tmp_path / "tour" / "tour.json").read_text(encoding="utf-8"))
    assert done.returncode == 0, [s for s in told["steps"] if not s["ok"]]


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_as_a_window_while_it_is_made(
    qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path
) -> None:
    window = MainWindow(lambda messages: Session(store, messages, Settings(tmp_path)))
    qtbot.addWidget(window)
    window.show()
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    for entry in pages(KINDS):
        window.show_page(entry.key)
    for kind in (one for one in KINDS if one.tab):
        window.open_record(kind.table, plant(store, kind.record).id)
    qapp.removeEventFilter(flashes)
    assert flashes.seen == []
