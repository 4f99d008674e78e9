"""Asked before a paper is made: what is masked and why not, labels already gone, voters, sizes; for this run only."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.errors import NotAllowed
from db.records.centre.account import Account, roles_of
from db.records.duties.giving import SAVED, ExportEntry
from db.records.hall.meeting import AgendaItem, Attendee, Meeting
from db.records.kind import PLAIN_SHEET
from db.records.registry.resident import Resident, reference_to
from db.records.role import Role
from db.services.note_output import SEEN
from db.store import Store
from gui.dialogs.paper_options import PaperOptions
from gui.dialogs.print_preview import PrintPreview
from gui.page_setup import PageSetup
from gui.papers import list_papers, meeting_papers, paperwork
from gui.papers.paperwork import Job
from gui.print_desk import PrintDesk
from gui.printer import new_printer
from gui.session import Session
from gui.settings import Settings
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.test_page_papers import TODAY, settle
from tests.gui.test_print_log import log
from tests.gui.test_print_preview import to_file
from tests.printing.boxes import page_texts

PHONE = "13812345678"


@pytest.fixture
def desk(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> PrintDesk:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return PrintDesk(Session(store, shown, Settings(tmp_path)), window)


Asking = Callable[[Job], PaperOptions]


@pytest.fixture
def asking(desk: PrintDesk, qtbot: QtBot) -> Asking:
    def ask(job: Job) -> PaperOptions:
        with qtbot.waitSignal(desk.asked) as opened:
            desk.print_job(job)
        dialog = (opened.args or [None])[0]
        assert isinstance(dialog, PaperOptions)
        return dialog

    return ask


def preview_of(desk: PrintDesk, qtbot: QtBot, act: Callable[[], object]) -> PrintPreview:
    with qtbot.waitSignal(desk.previewed, timeout=20_000) as opened:
        act()
    preview = (opened.args or [None])[0]
    assert isinstance(preview, PrintPreview)
    return preview


def words(preview: PrintPreview) -> str:
    return "".join(page_texts(preview.document.data))


def say(dialog: PaperOptions, recipient: str, purpose: str) -> None:
    dialog.asks.editors["recipient"].set_typed(recipient)
    dialog.asks.editors["purpose"].set_typed(purpose)


def roster(store: Store) -> Job:
    return list_papers.roster([one.id for one in settle(store).values()], TODAY)


def test_a_roster_is_masked_unless_it_is_said_what_for(
    store: Store, desk: PrintDesk, asking: Asking, qtbot: QtBot
) -> None:
    job = roster(store)
    masked = preview_of(desk, qtbot, asking(job).accept)
    assert PHONE not in words(masked)
    dialog = asking(job)
    dialog.choose_plain(plain=True)
    dialog.accept()
    assert dialog.isVisible(), "不写给谁、用途不能印完整的"
    say(dialog, "派出所", "核对户籍")
    assert PHONE in words(preview_of(desk, qtbot, dialog.accept))
    assert not asking(job).is_plain(), "下一次又是遮住的"


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_enter_makes_the_paper_where_nothing_is_to_be_typed(
    store: Store, desk: PrintDesk, asking: Asking, qtbot: QtBot, held: Qt.KeyboardModifier
) -> None:
    dialog = asking(roster(store))
    in_front(qtbot, dialog)

    def press() -> None:
        focus = dialog.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return, held)

    assert PHONE not in words(preview_of(desk, qtbot, press))


def test_ctrl_enter_makes_the_paper_from_the_chips_too(
    store: Store, desk: PrintDesk, asking: Asking, qtbot: QtBot
) -> None:
    dialog = asking(roster(store))
    in_front(qtbot, dialog)
    chip = next(one for one in dialog.findChildren(QPushButton) if one.text() == "遮挡")
    chip.setFocus()
    preview_of(desk, qtbot, lambda: QTest.keyClick(chip, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))


def test_what_is_whole_leaves_only_when_it_is_entered(
    store: Store, desk: PrintDesk, asking: Asking, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    """遮住的内容：完整地打印、另存，先记入外送登记，记不下就不出去；预览也记一笔。"""
    dialog = asking(roster(store))
    dialog.choose_plain(plain=True)
    say(dialog, "派出所", "核对户籍")
    full = preview_of(desk, qtbot, dialog.accept)
    (seen,) = store.deeds("", [SEEN])
    assert "联系电话" in str(seen.change["fields"][1])
    account = store.get(Account, store.account)
    store.save(Account(name="王敏", roles=roles_of([Role.ADMIN])))
    store.save(evolve(account, roles=roles_of([Role.ADMIN])))
    printed = tmp_path / "印.pdf"
    full.print_on(to_file(new_printer(full.document, "居民花名册"), printed), PageSetup())
    with pytest.raises(NotAllowed):
        full.save_pdf(tmp_path / "存.pdf")
    assert [type(error) for error in shown.errors] == [NotAllowed]
    assert not [path for path in tmp_path.glob("*.pdf*")]
    assert not log(store)
    assert not store.deeds("export_entry", ["create"])


def test_the_log_says_what_the_full_data_were_for(
    store: Store, desk: PrintDesk, asking: Asking, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = asking(roster(store))
    dialog.choose_plain(plain=True)
    say(dialog, "派出所", "核对户籍")
    full = preview_of(desk, qtbot, dialog.accept)
    full.save_pdf(tmp_path / "a.pdf")
    full.close()
    preview_of(desk, qtbot, asking(roster(store)).accept).save_pdf(tmp_path / "b.pdf")
    first, second = (json.loads(str(change)) for _, _, change in log(store))
    assert first == {"paper": [None, "居民花名册"], "plain": [None, True], "reason": [None, "核对户籍"]}
    assert second == {"paper": [None, "居民花名册"]}
    (entry,) = store.select(ExportEntry)
    assert (entry.what, entry.recipient, entry.purpose, entry.way, entry.count) == (
        "居民花名册",
        "派出所",
        "核对户籍",
        SAVED,
        5,
    )
    assert (entry.by, entry.told) == (store.actor, "证件号码、出生日期、联系电话")


def test_a_sheet_begins_at_the_first_free_label(store: Store, desk: PrintDesk, asking: Asking, qtbot: QtBot) -> None:
    people = settle(store)
    job = list_papers.mail_to_residents("labels", [one.id for one in people.values()])
    dialog = asking(job)
    dialog.editors["used"].set_typed("24")
    dialog.accept()
    assert dialog.isVisible(), "一张只有 24 个标签"
    dialog.editors["used"].set_typed("22")
    made = preview_of(desk, qtbot, dialog.accept)
    assert made.document.page_count == 2
    assert asking(job).answers() == {"used": 22}, "这次打开期间记得"


def test_the_next_labels_go_on_where_the_last_sheet_ended(
    qtbot: QtBot, store: Store, shown: Shown, desk: PrintDesk, asking: Asking, tmp_path: Path
) -> None:
    """On this computer, also after the program was closed; 恢复默认 begins a new sheet."""
    people = settle(store)
    assert len(people) == 5
    job = list_papers.mail_to_residents("labels", [one.id for one in people.values()])
    dialog = asking(job)
    dialog.editors["used"].set_typed("22")
    preview = preview_of(desk, qtbot, dialog.accept)

    def print_pages(pages: str) -> None:
        printer = to_file(new_printer(preview.document, "地址标签"), tmp_path / f"{pages}.pdf")
        with qtbot.waitSignal(preview.printed, timeout=20_000):
            preview.print_on(printer, PageSetup(pages=pages))

    print_pages("1")
    assert asking(job).answers() == {"used": 22}, "the last sheet is not out yet"
    print_pages("2")
    assert asking(job).answers() == {"used": 3}
    window = QWidget()
    qtbot.addWidget(window)
    later = PrintDesk(Session(store, shown, Settings.load(tmp_path)), window)
    assert job.asked is not None
    again = later.ask(job, job.asked)
    assert again.answers() == {"used": 3}
    again.reset()
    assert again.answers() == {"used": 0}


def hall(store: Store) -> Meeting:
    agenda = (AgendaItem(subject="充电桩选址"),)
    return store.save(Meeting(name="会议", starts=datetime(2026, 11, 25, 14, 30), hall="议事厅", agenda=agenda))


def test_voters_and_options_are_those_of_this_meeting(
    store: Store, desk: PrintDesk, asking: Asking, qtbot: QtBot
) -> None:
    one, other = hall(store), hall(store)
    dialog = asking(meeting_papers.tally(one.id))
    dialog.accept()
    assert dialog.isVisible(), "没有人数不能排"
    dialog.editors["count"].set_typed("5")
    dialog.editors["options"].set_typed("张三、李四")
    assert "李四" in words(preview_of(desk, qtbot, dialog.accept))
    ballots = asking(meeting_papers.ballots(one.id))
    assert ballots.answers() == {"count": 5, "options": "张三、李四"}
    assert preview_of(desk, qtbot, ballots.accept).document.page_count == 2
    assert asking(meeting_papers.ballots(other.id)).answers() == {"count": None, "options": "同意、反对、弃权"}


def test_one_key_brings_back_what_is_usual(store: Store, asking: Asking, qtbot: QtBot) -> None:
    dialog = asking(meeting_papers.name_cards(hall(store).id))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    usual = dialog.answers()
    dialog.editors["wide_mm"].set_typed("200")
    dialog.editors["high_mm"].set_typed("100")
    assert dialog.answers() == {"wide_mm": 200, "high_mm": 100}
    qtbot.keyClick(dialog, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert dialog.answers() == usual == {"wide_mm": 210, "high_mm": 148}


def test_a_notice_gets_its_slip_when_it_is_wanted(store: Store, desk: PrintDesk, qtbot: QtBot) -> None:
    people = settle(store)
    guest = Attendee(name="张桂芳", who=reference_to(people["张桂芳"].id))
    meeting = store.save(evolve(hall(store), attendees=(guest,)))
    job = paperwork.notices(meeting.id, TODAY)
    assert "会议回执" not in words(preview_of(desk, qtbot, lambda: desk.print_job(job)))
    assert job.asked is not None
    dialog = desk.ask(job, job.asked)
    dialog.editors["slip"].set_value(True)
    dialog.editors["reply_by"].set_typed("11.24")
    made = words(preview_of(desk, qtbot, dialog.accept))
    assert "会议回执（请于2026年11月24日前交回社区）" in made
    assert "会议回执" in words(preview_of(desk, qtbot, lambda: desk.print_job(job))), "这次打开期间记得"


def test_a_record_sheet_comes_at_once_and_can_be_had_in_full(store: Store, desk: PrintDesk, qtbot: QtBot) -> None:
    people = settle(store)
    someone = people["张桂芳"]
    preview = preview_of(
        desk, qtbot, lambda: desk.print_job(paperwork.own_paper(PLAIN_SHEET, Resident, someone.id, TODAY))
    )  # fmt: skip
    assert PHONE not in words(preview)
    (button,) = (one for one in preview.findChildren(QPushButton) if one.text() == "改选项…")
    with qtbot.waitSignal(desk.asked) as opened:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = (opened.args or [None])[0]
    assert isinstance(dialog, PaperOptions)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not preview.findChildren(PaperOptions))
    assert preview.isVisible(), "whoever goes back comes to the preview again"
    with qtbot.waitSignal(desk.asked) as opened:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = (opened.args or [None])[0]
    assert isinstance(dialog, PaperOptions)
    dialog.choose_plain(plain=True)
    say(dialog, "本人", "本人申请")
    assert PHONE in words(preview_of(desk, qtbot, dialog.accept))


def test_the_cursor_begins_in_the_first_of_what_is_asked(desk: PrintDesk) -> None:
    job = paperwork.own_paper(PLAIN_SHEET, Resident, 1, TODAY)
    assert job.asked is not None
    dialog = desk.ask(job, job.asked)
    focused = dialog.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "排版预览", "nothing is to be typed: Enter makes the paper, and nothing is on 恢复默认"
