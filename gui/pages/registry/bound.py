"""居民、户: the card of a resident, what is asked before saving one, and what is printed of several."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from db.records.kind import PLAIN_SHEET
from db.records.registry.ledger import Ledger
from db.records.registry.resident import Resident
from db.services.registry.events import Done
from db.services.registry.next_of_family import family_of
from db.services.registry.register_resident import duplicates_warning
from db.store import Store
from gui.pages.bound import Bound, Saving
from gui.pages.entries import IMPORT
from gui.pages.hall.to_meeting import to_meeting
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import Detail, RecordPage
from gui.pages.registry.alike import Watching
from gui.pages.registry.by_list import by_list
from gui.pages.registry.duplicates import DuplicatesPage
from gui.pages.registry.family import Family
from gui.pages.registry.ledger import LedgerPage
from gui.pages.registry.life import life_events, life_key, life_of_person
from gui.pages.registry.person import PersonPage
from gui.pages.registry.since import Since
from gui.pages.router import Router
from gui.pages.visits.to_visits import to_visits
from gui.papers import list_papers, paperwork
from gui.papers.list_papers import ENVELOPE_C5, ENVELOPE_DL, LABELS
from gui.session import Session
from gui.widgets.print_menu import Ids, Printable
from gui.words import tr

_MAIL = (("地址标签（一张24个）", LABELS), ("信封 DL（220×110）", ENVELOPE_DL), ("信封 C5（229×162）", ENVELOPE_C5))


def _resident(session: Session, router: Router, page: RecordPage) -> Detail:
    """The card of one resident."""
    card = PersonPage(session)

    def told(done: Done) -> None:
        page.refresh()
        router.tell_saved(Resident.TABLE, done.people[0])

    card.open_requested.connect(router.open_record)
    card.back_requested.connect(page.close_record)
    card.edit_requested.connect(page.edit_record)
    card.begin_requested.connect(lambda table, i: router.open_new(table, {"resident": i}))
    card.sheet_requested.connect(
        lambda i: router.print_job(paperwork.own_paper(PLAIN_SHEET, Resident, i, date.today()))
    )
    card.noted.connect(lambda visit: router.tell_saved(visit.TABLE, visit.id))
    life_key(session, router, page)
    card.life_requested.connect(lambda i: life_of_person(session, i, card, told))
    card.relative_requested.connect(lambda i: page.open_new(family_of(session.store.get(Resident, i))))
    return Detail(card, card.show_resident, refresh=card.refresh)


def _registering(session: Session, page: RecordPage) -> Saving:
    """Who looks like somebody who is there is remarked on; the next of a family is begun from the one before."""
    Watching(session, page)
    family, since = Family(session, page), Since(session, page)
    return Saving(lambda one: since.said(one, family.said(one)), partial(duplicates_warning, session.store))


def residents(_store: Store, ids: Ids) -> list[Printable]:
    """花名册 of the residents listed."""
    return [Printable(tr("居民花名册"), lambda: list_papers.roster(ids(), date.today()))]


def mail_to_residents(_store: Store, ids: Ids) -> list[Printable]:
    """Labels and envelopes to the residents listed."""
    return [Printable(label, lambda name=name: list_papers.mail_to_residents(name, ids())) for label, name in _MAIL]


def _household_cards(_store: Store, ids: Ids) -> list[Printable]:
    return [Printable(tr("户卡"), lambda: list_papers.household_cards(ids(), date.today()))]


def _mail_to_households(_store: Store, ids: Ids) -> list[Printable]:
    return [Printable(label, lambda name=name: list_papers.mail_to_households(name, ids())) for label, name in _MAIL]


def _household_card(router: Router) -> list[PaperChoice]:
    return [PaperChoice(tr("户卡"), lambda i: router.print_job(list_papers.household_cards([i], date.today())))]


def _ledger(session: Session, router: Router, page: RecordPage) -> Detail:
    """Who is in a ledger, and who is left."""
    shown = LedgerPage(session)
    shown.back_requested.connect(page.close_record)
    shown.edit_requested.connect(page.edit_record)
    shown.open_requested.connect(router.open_record)
    shown.begin_requested.connect(router.open_new)
    shown.saved.connect(page.tell_saved)
    shown.bring_requested.connect(lambda i: router.show_page(IMPORT, f"{Ledger.TABLE} {i}"))
    shown.prints.ready.connect(router.print_job)
    return Detail(shown, shown.show_ledger, focus=shown.take_focus, refresh=shown.refresh)


def _duplicates(session: Session, router: Router, lead: QWidget) -> DuplicatesPage:
    page = DuplicatesPage(session, lead)
    page.open_requested.connect(router.open_record)
    page.saved.connect(lambda i: router.tell_saved(Resident.TABLE, i))
    return page


BOUND = Bound(
    beside={"duplicates": _duplicates},
    pages={"resident": _resident, "ledger": _ledger},
    many={"by_list": by_list, "to_meeting": to_meeting, "to_visits": to_visits, "life_events": life_events},
    saves={"register_resident": _registering},
    papers={"household_card": _household_card},
    lists={
        "residents": residents,
        "mail_to_residents": mail_to_residents,
        "household_cards": _household_cards,
        "mail_to_households": _mail_to_households,
    },
)
