"""变动…: what happened to people, from a card and from the lists of residents and households."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from db.records.may import Right
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.registry.events import Done
from gui.dialogs.life import Subject, of_home, of_newcomers, of_people
from gui.keys import on_key
from gui.pages.record_page import RecordPage
from gui.pages.registry.life_opening import LIFE_KEY, Told, may_happen, open_life
from gui.pages.router import Router
from gui.session import Session
from gui.widgets.print_menu import Printable
from gui.words import tr


def life_of_person(session: Session, resident: int, parent: QWidget, told: Told) -> None:
    """What happened to somebody; one who is dead is told as such by the dialog's having nothing to offer."""
    subject = of_people(session.store, [resident])
    if not subject.offered:
        session.messages.inform(tr("登记的是死亡，没有可办的变动；登记错了的，点“修改”改登记状态"))
        return
    open_life(session, subject, parent, told)


def life_key(session: Session, router: Router, page: RecordPage) -> None:
    """Ctrl+E on the list of residents: what happened to those who are picked, else to the one whose row has the keys."""

    def told(done: Done) -> None:
        page.refresh()
        router.tell_saved(Resident.TABLE, done.people[0])

    def ask() -> None:
        view = page.list.view
        people = view.picked() or ([view.current_id()] if view.current_id() else [])
        if not people or not may_happen(session):
            return
        if len(people) == 1:
            life_of_person(session, people[0], page, told)
        elif (subject := of_people(session.store, people)).offered:
            open_life(session, subject, page, told)

    on_key(LIFE_KEY, page.list, ask)


def life_events(session: Session, router: Router, page: RecordPage) -> Sequence[Printable]:
    """The entries of the menu of a list: of those who are picked, and of whoever comes."""
    if not may_happen(session):
        return []

    def told(done: Done) -> None:
        page.refresh()
        router.tell_saved(Resident.TABLE, done.people[0])

    def ask(subject: Subject) -> None:
        open_life(session, subject, page, told)

    found: list[Printable] = []
    picked = page.list.view.picked()
    if picked and page.kind is Resident:
        subject = of_people(session.store, picked)
        if subject.offered:
            found.append(Printable(tr("变动（选中的人）…"), lambda: ask(of_people(session.store, picked))))
    if picked and page.kind is Household and len(picked) == 1:
        found.append(
            Printable(
                tr("变动（选中的户）…"), lambda: ask(of_home(session.store, session.store.get(Household, picked[0])))
            )
        )
    if session.may(Resident, Right.MAKE):
        found.append(Printable(tr("迁入…"), lambda: ask(of_newcomers())))
    return found
