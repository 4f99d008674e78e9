"""诉求: taken in with a number and the code of its slip."""

from datetime import date

from db.records.matters.matter import Matter
from db.services.matters.take_in import take_in
from gui.numbering import numbered
from gui.pages.bound import Bound, Saving
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.papers import matter_papers
from gui.session import Session
from gui.words import tr


def _take_in(session: Session, _page: RecordPage) -> Saving:
    def save(typed: Matter) -> Matter:
        return numbered(session.store, session.messages, lambda _move: take_in(session.store, typed))

    return Saving(save)


def _intake(router: Router) -> list[PaperChoice]:
    return [PaperChoice(tr("诉求登记表（带回执）"), lambda i: router.print_job(matter_papers.matter_intake(i)))]


def _referral(router: Router) -> list[PaperChoice]:
    def run(matter_id: int) -> None:
        router.print_job(matter_papers.matter_referral(matter_id, date.today()))

    return [PaperChoice(tr("交办（转办）单"), run)]


BOUND = Bound(saves={"take_in": _take_in}, papers={"matter_intake": _intake, "matter_referral": _referral})
