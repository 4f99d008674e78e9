"""Saving a resident: what becomes of the household is asked before, where others are concerned."""

from collections.abc import Sequence
from functools import partial

from db.records.registry.resident import Resident
from db.services.registry.change_house import Becomes, house_change
from db.services.registry.register_resident import duplicates_warning, register_resident
from db.store.drafts import begun_values
from gui.messages import Question
from gui.pages.bound import Saving
from gui.pages.record_page import RecordPage
from gui.session import Session
from gui.words import tr

SOME = 3
"""How many names a question tells."""


def saving_resident(session: Session, page: RecordPage) -> Saving:
    """Registers; who looks like somebody who is there is remarked on."""
    return Saving(partial(_save, session, page), partial(duplicates_warning, session.store))


def _save(session: Session, page: RecordPage, resident: Resident) -> Resident:
    """Saves a resident after asking what becomes of the household, where others are concerned."""
    change = house_change(session.store, resident)
    address = session.store.titles("house", [resident.house]).get(resident.house, "")
    becomes = Becomes.USUAL
    if change.left and session.messages.ask(
        Question(
            tr("全户一起搬到{0}吗？").format(address),
            tr("现在同户的有{0}。只改本人的，就从这一户迁出，别人不动。").format(_listed(change.left)),
            tr("全户一起搬"),
            tr("只改本人"),
        )
    ):
        becomes = Becomes.TOGETHER
    elif change.met and not _is_begun_there(page, resident):
        asked = Question(
            tr("编入{0}的这一户吗？").format(address),
            tr("那里住着{0}。不是一家人就另立一户。").format(_listed(change.met)),
            tr("编入这一户"),
            tr("另立一户"),
        )
        becomes = Becomes.JOIN if session.messages.ask(asked) else Becomes.OWN
    elif change.left:
        becomes = Becomes.OWN
    return register_resident(session.store, resident, becomes=becomes)


def _is_begun_there(page: RecordPage, resident: Resident) -> bool:
    """Whether the registration was begun from somebody who lives behind this door."""
    return not resident.id and begun_values(page.form_page.begun).get("house") == resident.house


def _listed(names: Sequence[str]) -> str:
    rest = tr("等 {0} 人").format(len(names)) if len(names) > SOME else ""
    return "、".join(names[:SOME]) + rest
