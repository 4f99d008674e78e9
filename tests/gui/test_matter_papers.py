"""Papers of one record: made of what the store knows, entered in the log under the record, told when a move is taken back."""

import inspect
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.hall.meeting import Meeting
from db.records.kind import PLAIN_SHEET
from db.records.letters.announcement import Announcement
from db.records.matters.matter import Claimant, Helper, Matter
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.services.matters.take_in import take_in
from db.services.move import move, undo_move, void
from db.services.note_output import Deed
from db.services.timeline import timeline
from db.store import Store
from gui.dialogs.print_preview import PrintPreview
from gui.papers import case_papers, matter_papers, meeting_papers, paperwork
from gui.papers.asked import MASKED
from gui.papers.paperwork import Job
from gui.print_desk import PrintDesk
from gui.session import Session
from gui.settings import Settings
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.printing import measure

DAY = date(2026, 3, 2)
JOBS: dict[Callable[..., Job], type] = {
    matter_papers.matter_intake: Matter,
    matter_papers.matter_referral: Matter,
    case_papers.case_intake: MediationCase,
    case_papers.rights_notice: MediationCase,
    case_papers.agreement: MediationCase,
    paperwork.notices: Meeting,
    paperwork.meeting_agenda: Meeting,
    paperwork.meeting_record: Meeting,
    paperwork.sign_in_sheet: Meeting,
    paperwork.minutes: Meeting,
    paperwork.announcement: Announcement,
    paperwork.announcement_proof: Announcement,
    meeting_papers.name_cards: Meeting,
    meeting_papers.ballots: Meeting,
    meeting_papers.tally: Meeting,
    meeting_papers.delivery_receipts: Meeting,
    meeting_papers.posting_proof: Meeting,
}


def printed(store: Store, job: Job) -> str:
    return measure.all_text(job.make(store, lambda _done, _count: True)).replace("\n", "").replace("\u3000", "")


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that was given to a body, brought by a resident."""
    resident = plant(store, Resident, name="周桂芳")
    who = store.kinds.reference_of(resident)
    helper = plant(store, Body, name="街道物业办")
    given = Matter(
        subject="3号楼充电桩断电",
        taken=datetime(2026, 3, 2, 9, 20),
        claimants=(Claimant(who=who, phone="13804350021"),),
        helpers=(Helper(body=helper.id),),
    )
    return take_in(store, given)


def assigned(store: Store, matter: Matter) -> Matter:
    body = plant(store, Body, name="安居乐物业")
    gathered = move(store, matter, "gather", datetime(2026, 3, 2, 10), called="网格长")
    return move(store, gathered, "assign", datetime(2026, 3, 2, 11), lead=body.id, due=DAY)


def test_the_intake_is_made_of_what_the_store_knows(store: Store, matter: Matter) -> None:
    told = printed(store, matter_papers.matter_intake(matter.id))
    for shown in (matter.number, matter.slip, "周桂芳", "138****0021", "街道物业办"):
        assert shown in told
    assert "13804350021" in printed(store, matter_papers.matter_intake(matter.id, {MASKED: False}))
    gone = void(store, matter, "录重了")
    assert "已作废：录重了" in printed(store, matter_papers.matter_intake(gone.id))


def test_the_referral_is_made_of_what_the_store_knows(store: Store, matter: Matter) -> None:
    given = assigned(store, matter)
    told = printed(store, matter_papers.matter_referral(given.id, DAY))
    for shown in (matter.number, "安居乐物业", "街道物业办", "周桂芳", "138****0021", "交办日期：2026年3月2日"):
        assert shown in told
    assert matter.slip not in told


@pytest.mark.parametrize(("make", "kind"), JOBS.items(), ids=lambda v: getattr(v, "__name__", ""))
def test_a_paper_of_one_record_names_it(make: Callable[..., Job], kind: type) -> None:
    more = [DAY] if "day" in inspect.signature(make).parameters else []
    job = make(7, *more)
    assert job.of == (kind.TABLE, 7)
    if job.asked is not None:
        assert job.asked.job({}).of == job.of, "and keeps it when it is wanted otherwise"


def test_shapes_and_plain_sheets_name_their_record() -> None:
    assert paperwork.notice_shape(paperwork.Shape.SLIPS, 7, DAY).of == ("meeting", 7)
    assert paperwork.announcement_shape(paperwork.Shape.SLIPS, 7).of == ("announcement", 7)
    assert paperwork.own_paper(PLAIN_SHEET, Resident, 7, DAY).of == ("resident", 7)
    assert paperwork.calibration().of == ("", 0)


@pytest.mark.parametrize("deed", Deed)
def test_a_paper_that_left_stands_in_the_timeline_and_is_told_when_its_move_is_taken_back(
    qtbot: QtBot, store: Store, matter: Matter, shown: Shown, tmp_path: Path, deed: Deed
) -> None:
    given = assigned(store, matter)
    window = QWidget()
    qtbot.addWidget(window)
    desk = PrintDesk(Session(store, shown, Settings(tmp_path / "settings")), window)
    previews: list[PrintPreview] = []
    desk.previewed.connect(previews.append)
    desk.print_job(matter_papers.matter_referral(given.id, DAY))
    qtbot.waitUntil(lambda: bool(previews), timeout=20000)
    (preview,) = previews
    if deed is Deed.PRINT:
        preview.printed.emit()
    else:
        preview.save_pdf(tmp_path / "交办单.pdf")
    desk.wait()
    word = "打印" if deed is Deed.PRINT else "另存文书"
    assert f"{word}交办（转办）单" in [line.what for line in timeline(store, given)]
    assert undo_move(store, store.get(Matter, given.id)).printed == ("交办（转办）单",)
    assert not shown.errors
