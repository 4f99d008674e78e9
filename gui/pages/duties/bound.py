"""个人信息: the notice that somebody is given, and what is held of whoever asks."""

from collections.abc import Sequence
from datetime import date

from db.records.duties.consent import Consent, PrivacyNotice
from gui.pages.bound import Bound
from gui.pages.record_form_page import PaperChoice
from gui.pages.router import Router
from gui.papers import duty_papers
from gui.words import tr


def _notice(router: Router, kind: str) -> Sequence[PaperChoice]:
    return [PaperChoice(tr("个人信息处理告知书"), lambda i: router.print_job(duty_papers.privacy_notice(i, kind)))]


def _mine(router: Router) -> Sequence[PaperChoice]:
    def run(request_id: int) -> None:
        router.print_job(duty_papers.my_information_of(request_id, date.today()))

    return [PaperChoice(tr("我的信息"), run)]


BOUND = Bound(
    papers={
        "privacy_notice": lambda router: _notice(router, PrivacyNotice.TABLE),
        "consent_notice": lambda router: _notice(router, Consent.TABLE),
        "my_information": _mine,
    }
)
