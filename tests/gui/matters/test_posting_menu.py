"""办理情况月公示 in the window: the paper is begun as a 公示 and looked at; one that is there is opened."""

from datetime import datetime
from pathlib import Path

from db.records.letters.announcement import Announcement
from db.records.matters.matter import Claimant, Matter
from db.services.matters.posting import title_of
from db.services.matters.take_in import take_in
from db.store import Store
from db.values.calendar_period import MONTH, period_of
from gui.main_window import MainWindow
from gui.pages.matters.posting import export, monthly_posting, post
from tests.gui.conftest import Shown

NOW = datetime.now()
THIS = period_of(NOW.date(), MONTH)


def test_the_paper_is_begun_looked_at_and_found_again(window: MainWindow, store: Store, shown: Shown) -> None:
    take_in(store, Matter(subject="漏水", taken=NOW, claimants=(Claimant(anonymous=True),)))
    window.show_page("matter")
    entries = [one.label for one in monthly_posting(window.session, window, window.page("matter"))]
    assert entries[1] == f"办理情况公示：{THIS.shown()}"
    post(window.session, window, THIS)
    assert window.current_key() == "announcement"
    form = window.page("announcement").form_page
    assert form.form.editors["title_text"].value() == title_of(THIS)
    assert "1.诉求" in form.form.editors["body"].value()
    form.save()
    (kept,) = store.select(Announcement)
    assert (kept.kind, kept.title_text, kept.day) == ("3", title_of(THIS), NOW.date())
    window.show_page("matter")
    post(window.session, window, THIS)
    assert window.page("announcement").form_page.record.id == kept.id
    assert not shown.errors


def test_of_nothing_it_is_said_what_to_tick(window: MainWindow, shown: Shown) -> None:
    post(window.session, window, THIS)
    assert "公开办理情况" in str(shown.errors[0])


def test_it_is_exported(window: MainWindow, store: Store, shown: Shown, tmp_path: Path) -> None:
    take_in(store, Matter(subject="漏水", taken=NOW, claimants=(Claimant(anonymous=True),)))
    export(window.session, THIS, tmp_path / "公示.xlsx")
    assert shown.news[-1] == "已导出 1 行：公示.xlsx"
