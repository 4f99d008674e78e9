"""矛盾调解: a case is begun with its parties out of the registry, accepted with a number and a term, and printed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase, Party
from db.records.registry.resident import Resident
from db.services.clocks import doubts
from db.services.matters.alike import alike
from db.services.mediation.accept_case import begun_of_matter, matter_of, party_from, party_of
from gui.pages.bound import Bound, Saving
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.papers import case_papers
from gui.session import Session
from gui.words import tr

SIDES = ("1", "2")
KEPT = ("who", "side", "consent")
"""What a party keeps when somebody else is picked for it."""


def _begun(session: Session, values: Mapping[str, object]) -> MediationCase:
    """A new case: of the matter or with the resident from whose page it is begun."""
    store = session.store
    if isinstance(number := values.get("matter"), int) and number:
        if (matter := store.find(Matter, number)) is not None:
            return begun_of_matter(store, matter, date.today())
        session.messages.inform(tr("原来的诉求已经不在了，受理时另登记一件"))
    first, second = (Party(side=side) for side in SIDES)
    if isinstance(resident := values.get("resident"), int) and resident:
        if (found := store.find(Resident, resident)) is not None:
            first = party_from(store, found, SIDES[0], date.today())
        else:
            session.messages.inform(tr("原来的当事人已经不在登记里，写过的内容都在；请把当事人补上"))
    return MediationCase(received=date.today(), recorder=store.actor, parties=(first, second))


def _accepting(session: Session, _page: RecordPage) -> Saving:
    store = session.store

    def begin(values: Mapping[str, object]) -> MediationCase:
        return _begun(session, values)

    def told(case: MediationCase) -> str:
        words = tr("已受理：{0}，{1} 前办结").format(case.number, case.due)
        if (matter := store.find(Matter, case.matter) if case.matter else None) is not None and matter.slip:
            words = tr("{0}；{1}，回执码 {2}").format(words, matter.number, matter.slip)
        doubt = doubts(store, case)
        return f"{words}（{doubt}）" if doubt else words

    def taken(_rows: str, name: str, value: int) -> Mapping[str, Any]:
        party = party_of(store, value, SIDES[0], date.today()) if name == "who" else Party()
        if not party.who:
            return {}
        return {name: getattr(party, name) for name in attrs.fields_dict(Party) if name not in KEPT}

    def same(case: MediationCase) -> Sequence[Matter]:
        return alike(store, matter_of(store, case), at_their_door=True)

    return Saving(label=tr("受理并取号"), begin=begin, told=told, taken=taken, alike=same)


def _case_intake(router: Router) -> Sequence[PaperChoice]:
    return [PaperChoice(tr("受理登记表"), lambda i: router.print_job(case_papers.case_intake(i)))]


def _rights_notice(router: Router) -> Sequence[PaperChoice]:
    return [PaperChoice(tr("权利义务告知书"), lambda i: router.print_job(case_papers.rights_notice(i)))]


def _agreement(router: Router) -> Sequence[PaperChoice]:
    return [PaperChoice(tr("调解协议书"), lambda i: router.print_job(case_papers.agreement(i)))]


BOUND = Bound(
    saves={"accept_case": _accepting},
    papers={"case_intake": _case_intake, "rights_notice": _rights_notice, "mediation_agreement": _agreement},
)
