"""矛盾调解: the page of one case."""

from gui.pages.bound import Bound
from gui.pages.mediation.case import CasePage
from gui.pages.record_page import Detail, RecordPage
from gui.pages.router import Router
from gui.papers import case_papers
from gui.session import Session


def _case(session: Session, router: Router, page: RecordPage) -> Detail:
    case = CasePage(session.store, session.lookup, session.messages)
    case.saved.connect(lambda _table, i: page.tell_saved(i))
    case.back_requested.connect(page.close_record)
    case.open_requested.connect(router.open_record)
    case.print_requested.connect(lambda i: router.print_job(case_papers.case_intake(i)))
    case.rights_requested.connect(lambda i: router.print_job(case_papers.rights_notice(i)))
    return Detail(
        case,
        case.show_case,
        lambda values: case.show_new(_id(values.get("resident"))),
        case.keep_draft,
        lambda: case.form.focus_first(),
    )


def _id(value: object) -> int:
    return value if isinstance(value, int) else 0


BOUND = Bound(pages={"case": _case})
