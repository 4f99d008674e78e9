"""Papers of a mediation case, from the store to paper. No Qt: they are made in a worker's thread."""

from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.letters.number_record import void_words
from db.services.letters.wordings import wordings_of
from db.store import Store
from gui.papers.paperwork import Job
from gui.tasks import Tick


def case_intake(case_id: int) -> Job:
    """人民调解受理登记表."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.mediation import case_intake as paper

        case = store.get(MediationCase, case_id)
        matter = store.find(Matter, case.matter) if case.matter else None
        given = paper.CaseIntake(
            centre=store.centre(), case=case, matter=matter or Matter(), void=void_words(store, case)
        )
        return paper.PAPER.make(given, tick)

    return Job("人民调解受理登记表", make, of=(MediationCase.TABLE, case_id))


def rights_notice(case_id: int) -> Job:
    """人民调解当事人权利义务告知书: one a party, to be signed before mediation."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.mediation import rights_notice as paper

        case = store.get(MediationCase, case_id)
        own = wordings_of(store, paper.PAPER.name)
        given = paper.RightsNotice(centre=store.centre(), case=case, wordings=own, void=void_words(store, case))
        return paper.PAPER.make(given, tick)

    return Job("权利义务告知书", make, of=(MediationCase.TABLE, case_id))


def agreement(case_id: int) -> Job:
    """人民调解协议书."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.mediation import agreement as paper

        case = store.get(MediationCase, case_id)
        given = paper.Agreement(centre=store.centre(), case=case, void=void_words(store, case))
        return paper.PAPER.make(given, tick)

    return Job("人民调解协议书", make, of=(MediationCase.TABLE, case_id))
