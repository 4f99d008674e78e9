"""矛盾调解."""

from PySide6.QtWidgets import QWidget

from db.records.mediation.case import CLOSED_STAGES, MediationCase
from db.store import among
from db.values import code_table
from gui.pages.mediation.case import CasePage
from gui.pages.record_page import Detail, PageMaking
from gui.pages.router import OPEN_CASES, Router
from gui.pages.wiring.register import register
from gui.papers import case_papers
from gui.session import Session
from gui.widgets.record_list import View
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """The list, and one case."""
    stages = [code for code in code_table.load("case_stage").labels if code not in CLOSED_STAGES]
    making = PageMaking(
        title=tr("矛盾调解"),
        new=tr("受理纠纷"),
        order=("-received", "-id"),
        views=(View(OPEN_CASES, (among("stage", stages),)),),
    )
    page = register(session, router, MediationCase, making)
    case = CasePage(session.store, session.lookup, session.messages)
    case.saved.connect(lambda _table, i: page.tell_saved(i))
    case.back_requested.connect(page.close_record)
    case.open_requested.connect(router.open_record)
    case.print_requested.connect(lambda i: router.print_job(case_papers.case_intake(i)))
    case.rights_requested.connect(lambda i: router.print_job(case_papers.rights_notice(i)))
    page.set_detail(
        Detail(
            case,
            case.show_case,
            lambda values: case.show_new(_id(values.get("resident"))),
            case.keep_draft,
            lambda: case.form.focus_first(),
        )
    )
    return page


def _id(value: object) -> int:
    return value if isinstance(value, int) else 0
