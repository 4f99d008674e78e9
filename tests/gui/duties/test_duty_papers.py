"""Papers of 个人信息: what is printed is what was asked for, by whom it may be, and it is entered that it was given."""

from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.errors import NotAllowed
from db.records.centre.account import Account, roles_of
from db.records.duties.consent import AGREED, BY_CONSENT, Consent, PrivacyNotice
from db.records.duties.giving import SAVED, TO_THEMSELVES, ExportEntry
from db.records.duties.request import RightsRequest
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store
from gui.dialogs.print_preview import PrintPreview
from gui.papers import duty_papers
from gui.papers.list_papers import NothingToPrint
from gui.papers.paperwork import Job
from gui.print_desk import PrintDesk
from gui.session import Session
from gui.settings import Settings
from tests.factories import citizen_number, plant
from tests.gui.conftest import Shown
from tests.printing.boxes import page_texts

AT = datetime(2026, 3, 2, 9, 30)
NUMBER = citizen_number(2)


def printed(store: Store, job: Job) -> str:
    return "".join(page_texts(job.make(store, lambda _done, _count: True)))


def asked(store: Store) -> RightsRequest:
    resident = store.save(Resident(name="张桂芳", id_number=NUMBER))
    request = RightsRequest(received=AT.date(), kind="1", resident=resident.id, asker="张桂芳", what="要一份")
    return save_as_declared(store, request)


def test_nothing_is_printed_for_who_is_not_known(store: Store) -> None:
    request = asked(store)
    job = duty_papers.my_information_of(request.id, AT.date())
    with pytest.raises(NothingToPrint, match="核验身份"):
        printed(store, job)
    move(store, request, "identify", AT, proof="1")
    assert NUMBER in printed(store, job)
    account = store.save(Account(name="窗口", roles=roles_of([Role.DESK])))
    with closing(Store._with_key(store.folder, store._key, account.id)) as desk, pytest.raises(NotAllowed):
        printed(desk, job)


def test_that_somebody_was_given_all_of_it_is_entered(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> None:
    request = asked(store)
    move(store, request, "identify", AT, proof="1")
    window = QWidget()
    qtbot.addWidget(window)
    desk = PrintDesk(Session(store, shown, Settings(tmp_path)), window)
    with qtbot.waitSignal(desk.previewed, timeout=20_000) as opened:
        desk.print_job(duty_papers.my_information_of(request.id, AT.date()))
    (preview,) = opened.args or [None]
    assert isinstance(preview, PrintPreview)
    preview.save_pdf(tmp_path / "a.pdf")
    (entry,) = store.select(ExportEntry)
    assert (entry.what, entry.way, entry.recipient, entry.basis) == ("我的信息", SAVED, "张桂芳（本人）", TO_THEMSELVES)
    assert "证件号码" in entry.told


@pytest.mark.parametrize(("born", "words"), [(date(1950, 1, 1), "签名："), (date(2020, 1, 1), "监护人（签名）：")])
def test_a_notice_is_for_a_pen_or_for_whoever_is_told(store: Store, born: date, words: str) -> None:
    notice = plant(store, PrivacyNotice, basis=BY_CONSENT, sensitive=True, until=None)
    resident = store.save(Resident(name="张小三", birth=born))
    consent = Consent(
        resident=resident.id, notice=notice.id, told=AT.date(), way="1", answer=AGREED, sensitive=AGREED, guardian="张国富",
        by=store.actor,
    )  # fmt: skip
    consent = save_as_declared(store, consent)
    blank = printed(store, duty_papers.privacy_notice(notice.id, PrivacyNotice.TABLE))
    told = printed(store, duty_papers.privacy_notice(consent.id, Consent.TABLE))
    assert "本人（签名）：" in blank
    assert "张小三" not in blank
    assert "本人：张小三" in told
    assert words in told
    assert "单独同意" in told
