"""Cases that tables bring: each is the way of a matter that it makes, as one that is accepted by hand."""

from datetime import date

from db.records.base import changed
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.importing.book import Book
from db.services.importing.way_matters import Comes
from db.services.mediation.accept_case import matter_of
from db.store.reading import Reader


def _none(_book: Book, _case: MediationCase) -> int:
    """What a row does not name is not guessed: another matter of those people may be about something else."""
    return 0


def _own(store: Reader, case: MediationCase) -> Matter:
    made = matter_of(store, case)
    kept = tuple(one for one in made.claimants if not one.refusals())
    return changed(made, claimants=kept)


def _order(case: MediationCase) -> date | None:
    return case.received


CASES_IN_TABLES = Comes(known=_none, own=_own, order=_order, always=True)
