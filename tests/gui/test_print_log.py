"""What leaves the program is in the log: which paper, who, when; and no name of anybody on it."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.records.duties.giving import SAVED, ExportEntry
from db.services.duties.giving_out import Use
from db.services.note_output import Deed, Holds, Wholly, note_output
from db.store import Store
from gui.papers.paperwork import Job
from gui.print_desk import PrintDesk
from gui.session import Session
from gui.settings import Settings
from printing.papers import PAPERS
from tests.gui.conftest import Shown


def log(store: Store) -> list[tuple[object, ...]]:
    sql = "SELECT action, actor, change FROM audit WHERE action IN ('print', 'save') ORDER BY seq"
    return [tuple(row) for row in store._connection.execute(sql)]


def test_saving_a_paper_is_logged_once(qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    desk = PrintDesk(Session(store, shown, Settings(tmp_path)), window)
    paper = PAPERS["sign_in"]
    preview = desk.show_preview("会议签到表", paper.make(paper.example()))
    preview.save_pdf(tmp_path / "签到表.pdf")
    ((action, actor, change),) = log(store)
    assert (action, actor) == ("save", f"{store.actor}#{store.account}")
    assert json.loads(str(change)) == {"paper": [None, "会议签到表"]}
    assert not shown.errors


def test_printing_is_logged_and_the_chain_holds(store: Store) -> None:
    note_output(store, Deed.PRINT, "会议通知")
    assert [row[0] for row in log(store)] == ["print"]
    assert store.verify() == []


@pytest.mark.parametrize("purpose", ["核对名单", ""])
def test_a_whole_paper_that_leaves_as_word_is_entered_before_it_does(
    qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown, purpose: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    desk = PrintDesk(Session(store, shown, Settings(tmp_path)), window)
    paper = PAPERS["sign_in"]
    whole = Wholly(Use(recipient="街道", purpose=purpose), Holds(count=3, told=("电话",)))
    preview = desk.show_preview("会议签到表", paper.make(paper.example()), whole=whole)
    job = Job("会议签到表", lambda _store, _tick: b"", word=lambda _store, _tick: b"PK")
    desk.save_word(job, tmp_path / "签到表", preview.enters)
    qtbot.waitUntil(lambda: desk._task is None, timeout=20_000)
    entered = [(one.recipient, one.count, one.way) for one in store.select(ExportEntry)]
    assert (tmp_path / "签到表.docx").exists() == bool(purpose)
    assert entered == ([("街道", 3, SAVED)] if purpose else [])
    assert [row[0] for row in log(store)] == (["save"] if purpose else []), "once"
    assert bool(shown.errors) == (not purpose), "and why not is told"
