"""Whoever comes again: what of theirs is not over yet, what is to be brought for it, and what became a matter."""

from attrs import evolve

from db.errors import RecordChanged
from db.records.base import changed
from db.records.matters.codes import AT_THE_WINDOW
from db.records.matters.matter import Matter
from db.records.matters.parts import Claimant
from db.records.matters.reception import NOT_OVER, Material, Reception
from db.services.matters.keep_reception import home_of
from db.services.matters.take_in import claimant_from, enter_matter
from db.services.move import void
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq
from db.values import name_list

SHOWN = 5
WHY = "撤销转成诉求"


def in_hand_of(store: Store, who: int, name: str, but: int = 0) -> list[Reception]:
    """What is not over yet of somebody, as registered or by the name alone, the newest first."""
    asked = [eq("who", who)] if who else []
    asked += [eq("name", name.strip())] if name.strip() else []
    where = store.where(Reception, NOT_OVER)
    found = {one.id: one for by in asked for one in store.select(Reception, by, *where, order=("-at", "-id"))}
    others = (one for one in found.values() if one.id != but and not (who and one.who and one.who != who))
    return sorted(others, key=lambda one: (one.at is not None, one.at, one.id), reverse=True)[:SHOWN]


def materials_for(store: Store, item: str) -> tuple[Material, ...]:
    """What was to be brought for the same thing the last time, none of it brought yet; () where nobody wrote that down."""
    for one in store.select(Reception, eq("item", item.strip()), order=("-at", "-id"), limit=SHOWN):
        if one.materials:
            return tuple(evolve(row, id=0, version=0, brought=False) for row in one.materials)
    return ()


def become_matter(store: Store, reception: Reception) -> Matter:
    """The matter that it becomes: what they want, of whom and since when; the reception leads to it.

    Raises:
        RecordChanged: somebody else saved it since it was read, or it is a matter already.
        AppError: something forbids taking it in; no number is used up.
    """
    with store.writing("转成诉求") as w:
        now = store.get(Reception, reception.id)
        if now.version != reception.version or now.matter:
            raise RecordChanged(f"接待（{store.title(now)}）")
        known = claimant_from(store, now.who) if now.who else Claimant()
        name = now.name or known.name
        named = name_list.names(now.received_by)
        told = Matter(
            subject=now.item,
            channel=AT_THE_WINDOW,
            taken=now.at,
            taker=w.person_of(named[0]) if named else 0,
            claimants=(
                Claimant(who=now.who, name=name, phone=now.phone or known.phone, anonymous=not (now.who or name)),
            ),
            house=now.house or home_of(store, now.who),
            facts=now.remark,
        )
        matter = enter_matter(store, told)
        save_as_declared(store, changed(now, matter=matter.id))
    return matter


def matter_taken_back(store: Store, reception: Reception, matter: Matter) -> None:
    """The reception stands for itself again, and the matter is void, and its number with it.

    Raises:
        RecordChanged: something was done in the matter since, or the reception leads elsewhere.
    """
    with store.writing(WHY):
        now, made = store.get(Reception, reception.id), store.get(Matter, matter.id)
        if now.matter != made.id or store.steps(made):
            raise RecordChanged(f"诉求（{store.title(made)}）")
        save_as_declared(store, changed(now, matter=0))
        void(store, made, WHY, store.person_at_work())
