"""The start of the program: arguments, settings, one window a store, another size of text."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.errors import ArgumentError
from db.records.base import changed
from db.records.bodies.tenure import Tenure
from db.records.letters.announcement import Announcement
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.services import kept_backups
from db.services.backed_pieces import SHARED
from db.services.evidence.add_evidence import add_evidence
from db.store import Store
from gui.app import EXIT_REFUSED, App
from gui.arguments import Arguments, read_arguments
from gui.dialogs.first_start import FirstStart
from gui.dialogs.lost_store import LostStore
from gui.notices import NoticeDialog
from gui.places import Place, Places
from gui.settings import Settings
from tests.architecture.source import ROOT
from tests.db.evidence.making import files_of, matter, photo
from tests.factories import plant
from tests.gui.keys import write

pytestmark = pytest.mark.usefixtures("dress")  # a program dresses all that is there

WITHOUT_STDERR = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from gui.app import main, make_application

def close():
    dialog = QApplication.activeModalWidget()
    print(*[label.text() for label in dialog.findChildren(QLabel)], sep=chr(10))
    dialog.accept()

application = make_application()
sys.stderr = None
main(["--selftest", "--bogus"])  # a script waits, and nobody would close a dialog
QTimer.singleShot(0, close)
sys.exit(main(["--bogus"]))
"""


def _app(tmp_path: Path) -> App:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return App(application, Places(tmp_path / "settings", tmp_path / "data", tmp_path / "practice"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--bogus"], "不认识的参数 --bogus"),
        (["extra"], "不认识的参数 extra"),
        (["--store"], "--store 后面缺少内容"),
        (["--roster", "x.csv"], "--roster 只和 --tour 一起用"),
        (["--tour", "pictures", "--roster", "nowhere.csv"], "没有找到花名册 nowhere.csv"),
        (["--practice", "--store", "x"], "--practice 和 --store 只能用一个"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(given: list[str], said: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        read_arguments(given)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_without_an_error_output_a_refusal_is_seen_on_the_screen() -> None:
    """As on Windows, where a window program has none; a process of its own, as nothing else is open at a refusal."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_STDERR],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == EXIT_REFUSED
    assert done.stdout.splitlines()[0] == "不认识的参数 --bogus"


def test_good_arguments_are_understood(tmp_path: Path) -> None:
    roster = tmp_path / "花名册.csv"
    roster.touch()
    assert read_arguments([]) == Arguments()
    assert read_arguments(["--store", str(tmp_path)]) == Arguments(store=tmp_path)
    assert read_arguments(["--tour", "out", "--roster", str(roster)]) == Arguments(tour=Path("out"), roster=roster)


@pytest.mark.parametrize(("file", "said"), [("not a folder", "是文件"), ("keyring.json", "钥匙文件")])
def test_a_foreign_store_ends_with_two_and_one_line(file: str, said: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / file).write_text("something else", encoding="utf-8")
    store = place / file if file == "not a folder" else place
    done = subprocess.run(
        [sys.executable, "-m", "gui", "--store", str(store)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (place / file).read_text(encoding="utf-8") == "something else"


@pytest.mark.parametrize("cut", [b"", b"{", b"\xff", b"[" * 100_000, b'{"scale": 130'])
def test_settings_that_are_empty_or_cut_are_none(tmp_path: Path, cut: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(cut)
    settings = Settings.load(tmp_path)
    assert settings == Settings(tmp_path)
    (tmp_path / "settings.json.new").symlink_to(tmp_path / "victim")
    settings.save()
    assert Settings.load(tmp_path) == settings
    assert not (tmp_path / "victim").exists()
    assert sorted(path.name for path in tmp_path.glob("*")) == ["home", "settings.json", "settings.json.new"]


def test_settings_outlive_the_program_and_a_broken_file(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path)
    settings.scale, settings.width, settings.last_store = 130, 1600, str(tmp_path / "资料")
    settings.save()
    again = Settings.load(tmp_path)
    assert (again.scale, again.width, again.last_store) == (130, 1600, str(tmp_path / "资料"))
    kept = json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))
    (tmp_path / "settings.json").write_text(
        json.dumps({**kept, "scale": 7, "width": "wide", "offered": {"labels": {"used": "x"}, "x": 3}}),
        encoding="utf-8",
    )
    assert (Settings.load(tmp_path).scale, Settings.load(tmp_path).width) == (100, 1366)
    assert Settings.load(tmp_path).offer_of("labels") == Settings.load(tmp_path).offer_of("x") == {}
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    assert Settings.load(tmp_path) == Settings(tmp_path)


def test_larger_text_makes_the_window_anew_and_keeps_what_is_typed(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    app = _app(tmp_path)
    window = app.open_window(store.again())
    window.open_new("topic")
    write(window.page("topic").form_page.form.editors["subject"].target(), "电梯")
    window.set_scale(130)
    fresh = app.window
    assert fresh is not None
    assert fresh is not window
    qtbot.addWidget(fresh)
    assert fresh.current_key() == "topic"
    assert max(label.fontInfo().pixelSize() for label in fresh.findChildren(QLabel)) > 26
    fresh.open_new("topic")
    assert fresh.page("topic").form_page.form.editors["subject"].value() == "电梯"
    app.close()
    assert Settings.load(tmp_path / "settings").scale == 130


def test_the_day_s_first_start_makes_a_backup(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    plant(store, Resident)
    app = _app(tmp_path)
    qtbot.addWidget(app.open_window(store.again()))
    app.close()
    assert {path.suffix for path in (store.folder / "backups").iterdir()} == {".dqbak", ".txt"}


def test_a_start_takes_the_names_of_those_out_whose_posts_ran_out(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    grid = store.save(Grid(name="第一网格", chief="钱一"))
    (post,) = store.select(Tenure)
    with store.writing() as w, w.posts.still():  # as it was saved while that day was still to come
        w.save(changed(post, since=date(2020, 1, 1), until=date(2024, 1, 1)))
    app = _app(tmp_path)
    qtbot.addWidget(app.open_window(store.again()))
    app.close()
    assert store.get(Grid, grid.id).chief == ""


def _read_and_closed() -> list[str]:
    """What a dialog in front says, which is closed; nothing where there is none."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, NoticeDialog):
        return []
    dialog.accept()
    return ["".join(label.text() for label in dialog.findChildren(QLabel))]


def test_each_start_looks_after_the_photos_and_tells_what_is_lost(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    """What the daily backups share is put back behind the clerk's back; only what is nowhere is told."""
    mended, lost = add_evidence(store, matter(store), [photo(1), photo(2)]).exhibits
    app = _app(tmp_path)
    window = app.open_window(store.again())
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.session.backups.opened is not None, timeout=20_000)
    app.close()
    files = files_of(store)
    files[mended.piece].unlink()
    files[lost.piece].unlink()
    (store.folder / "backups" / SHARED / lost.piece[:2] / lost.piece).unlink()
    app = _app(tmp_path)
    told: list[str] = []
    watch = QTimer(app)
    watch.timeout.connect(lambda: told.extend(_read_and_closed()))
    watch.start(20)
    window = app.open_window(store.again())
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    app.close()
    assert files_of(store).keys() == {mended.piece}
    assert "IMG_0002.jpg" in told[0]
    assert "IMG_0001.jpg" not in told[0]


def test_a_roster_that_is_imported_is_backed_up_at_once(
    qtbot: QtBot, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_backups, "MUCH", 2)
    app = _app(tmp_path)
    window = app.open_window(store.again())
    qtbot.addWidget(window)
    news = window.session.backups
    qtbot.waitUntil(lambda: news.opened is not None, timeout=20_000)
    before = window.session.store.last_entry()
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,住址\n张桂芳,幸福里3号楼1单元201\n李建国,幸福里3号楼1单元202\n", encoding="utf-8")
    page = window.page("import")
    page.load(roster)
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    page.commit()
    qtbot.waitUntil(lambda: news.opened is not None and news.opened.head.seq > before.seq, timeout=20_000)
    app.close()
    assert len(list((store.folder / "backups").glob("*.dqbak"))) == 2


def test_the_list_of_an_older_store_has_every_last_day_of_posting(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    posted = store.save(
        Announcement(kind="3", title_text="公示", body="名单如下。", day=date(2026, 3, 2), period=5, period_unit="2")
    )
    app = _app(tmp_path)
    window = app.open_window(store.again())
    qtbot.addWidget(window)
    window.show_page("announcement")
    model = window.page("announcement").list.model
    column = next(n for n, kind in enumerate(model.columns) if kind.name == "until")
    assert model.index(model.row_of(posted.id), column).data() == "2026-03-09"
    app.close()


def test_the_practice_community_is_a_step_away_and_can_be_made_anew(qtbot: QtBot, tmp_path: Path) -> None:
    app = _app(tmp_path)
    assert app.start(Arguments(practice=True))
    qtbot.waitUntil(lambda: app.window is not None, timeout=60_000)
    first = app.window
    assert first is not None
    assert first.session.is_practice
    residents = first.session.store.count(Resident)
    assert residents > 500
    plant(first.session.store, Resident)
    first.go(Place.FRESH_PRACTICE)
    qtbot.waitUntil(lambda: app.window is not None, timeout=60_000)
    second = app.window
    assert second is not None
    assert second.session.store.count(Resident) == residents
    second.go(Place.OWN)
    assert app.window is None
    assert isinstance(app.opening.dialog, FirstStart)
    with qtbot.waitSignal(app.ended):
        app.opening.dialog.reject()
    app.close()
    assert app.settings.last_store == ""


def test_a_store_that_is_gone_is_asked_for_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    app = _app(tmp_path)
    app.settings.last_store = str(tmp_path / "stick" / "store")
    assert app.start(Arguments())
    assert isinstance(app.opening.dialog, LostStore)
    with qtbot.waitSignal(app.ended):
        app.opening.dialog.reject()
    app.close()
    assert Settings.load(tmp_path / "settings").last_store == str(tmp_path / "stick" / "store")
