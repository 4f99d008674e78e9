"""走访: papers to take along, keying them when they are back, doors knocked at by building, promises."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from db.records.visits.diary_line import DiaryLine
from db.records.visits.round_sheet import RoundSheet
from db.records.visits.visit import Visit
from db.services.visits.visit_round import rounds
from db.store import Store
from gui.pages.bound import Bound
from gui.pages.record_form_page import PaperChoice
from gui.pages.router import Router
from gui.pages.visits.coverage import CoveragePage
from gui.pages.visits.diary import DiaryPage
from gui.pages.visits.keying import KeyingPage
from gui.pages.visits.promises import promises
from gui.pages.visits.visit_day import VisitDayPage
from gui.papers import list_papers, visit_papers
from gui.session import Session
from gui.widgets.print_menu import Ids, Printable
from gui.words import tr


def visit_rounds(store: Store, _ids: Ids | None = None) -> list[Printable]:
    """走访登记表 of each grid, or of one of its buildings."""
    return [
        Printable(
            (tr("走访登记表：{0}（整个网格）") if len(walk.buildings) > 1 else tr("走访登记表：{0}")).format(
                walk.label
            ),
            lambda walk=walk: list_papers.visit_list(walk, date.today()),
            walk.grid,
        )
        for walk in rounds(store)
    ]


def _round_sheet(router: Router) -> Sequence[PaperChoice]:
    return [PaperChoice(tr("走访单"), lambda i: router.print_job(visit_papers.round_sheets([i], date.today())))]


def _visit_day(session: Session, router: Router, lead: QWidget) -> VisitDayPage:
    page = VisitDayPage(session, lead)
    page.job_requested.connect(router.print_job)
    page.open_requested.connect(router.open_record)
    page.saved.connect(lambda i: router.tell_saved(RoundSheet.TABLE, i))
    return page


def _keying(session: Session, router: Router, lead: QWidget) -> KeyingPage:
    page = KeyingPage(session, lead)
    page.saved.connect(lambda i: router.tell_saved(Visit.TABLE, i))
    return page


def _coverage(session: Session, router: Router, lead: QWidget) -> CoveragePage:
    page = CoveragePage(session, lead)
    page.rows_requested.connect(router.show_rows)
    page.job_requested.connect(router.print_job)
    return page


def _diary(session: Session, router: Router, lead: QWidget) -> DiaryPage:
    page = DiaryPage(session, lead)
    page.open_requested.connect(router.open_record)
    page.job_requested.connect(router.print_job)
    page.saved.connect(lambda i: router.tell_saved(DiaryLine.TABLE, i))
    return page


BOUND = Bound(
    lists={"visit_rounds": visit_rounds},
    many={"promises": promises},
    papers={"round_sheet": _round_sheet},
    beside={"visit_day": _visit_day, "keying": _keying, "coverage": _coverage, "diary": _diary},
)
