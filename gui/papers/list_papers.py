"""Papers of many: 花名册, 户卡, 标签, 信封, 走访登记表. No Qt: they are made in a worker's thread."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import attrs

from db.errors import AppError
from db.fields import Code
from db.records.base import columns_of
from db.records.letters.number import IssuedNumber
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import IN_REGISTER, CareTag, Resident
from db.services.centre.recurring_days import next_visit_day
from db.services.letters.issue_number import bearer_of, last_serial
from db.services.letters.number_record import told_of
from db.services.note_output import Holds
from db.services.registry.resident_card import HouseMate, eldest_first
from db.services.visits.visit_round import Round, doors_of
from db.store import Store, among, eq
from db.values import code_table
from gui.papers.asked import MASKED, NONE, Answers, Asked
from gui.papers.paperwork import Job
from gui.tasks import Tick

if TYPE_CHECKING:
    from printing.papers.hall.notice import Recipient
    from printing.papers.letters.mailing import Mailing
    from printing.papers.registry.household_card import HouseholdCard

_PEOPLE = ("证件号码", "出生日期", "联系电话")
LABELS, ENVELOPE_DL, ENVELOPE_C5 = "labels", "envelope_dl", "envelope_c5"


class NothingToPrint(AppError):
    """A list of papers would be empty."""

    code = "nothing_to_print"


def _some(found: Sequence[object], what: str) -> None:
    if not found:
        raise NothingToPrint(f"没有可印的{what}", "请先清除筛选，或先登记，再打印")


def _residents(store: Store, ids: Sequence[int]) -> list[Resident]:
    """Those of the residents who live here still: nobody writes to the dead."""
    found = [one for one in store.get_many(Resident, ids).values() if one.state == IN_REGISTER]
    _some(found, "在册居民")
    return found


def _care(tags: Sequence[CareTag], day: date) -> str:
    kinds = code_table.load("care")
    return "、".join(kinds.label(tag.kind) for tag in tags if tag.until is None or tag.until >= day)


def _shown(kind: type[Resident] | type[Booklet], name: str, value: str) -> str:
    field = columns_of(kind)[name]
    return field.show(value) if isinstance(field, Code) else value


def roster(ids: Sequence[int], day: date, answers: Answers = NONE) -> Job:
    """居民花名册 of these residents, masked unless answered otherwise, ordered by building, unit and room; the head of a household first."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.registry import roster as paper

        people = _residents(store, ids)
        houses = store.get_many(House, {one.house for one in people})
        buildings = store.titles("building", {house.building for house in houses.values()})
        relations = {
            member.resident: member.relation
            for household in store.owners(Household, "members", "resident", [one.id for one in people])
            for member in household.present()
        }
        kinds = code_table.load("relation")
        ordered = eldest_first([HouseMate(one, relations.get(one.id, ""), False) for one in people])
        rows = tuple(
            paper.RosterRow(
                building=buildings.get(houses[one.house].building, "") if one.house in houses else "",
                door=houses[one.house].title({"building": ""}) if one.house in houses else "",
                name=one.name,
                sex=_shown(Resident, "sex", one.sex),
                relation=kinds.label(mate.relation) if mate.relation else "",
                id_number=one.id_number,
                birth=one.birth,
                phone=one.phone,
                population=_shown(Resident, "population", one.population),
                care=_care(one.care, day),
            )
            for mate in ordered
            for one in (mate.resident,)
        )
        given = paper.Roster(centre=store.centre(), rows=rows, day=day)
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    asked = Asked("roster", ("scope", MASKED), partial(roster, ids, day))
    return Job("居民花名册", make, asked=asked, holds=Holds(len(ids), _PEOPLE, tuple(ids), Resident.TABLE))


def household_cards(ids: Sequence[int], day: date, answers: Answers = NONE) -> Job:
    """户卡 of these households, masked unless answered otherwise, in the order of their doors."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.registry import household_card as paper

        households = list(store.get_many(Household, ids).values())
        _some(households, "户")
        cards = tuple(_cards(store, households, day))
        given = paper.HouseholdCards(centre=store.centre(), households=cards, day=day)
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    asked = Asked("household_card", (MASKED,), partial(household_cards, ids, day))
    return Job("户卡", make, asked=asked, holds=Holds(len(ids), _PEOPLE, tuple(ids), Household.TABLE))


def _booklets_of(store: Store, residents: Sequence[int]) -> dict[int, Booklet]:
    """The booklet in which each of some residents stands, or whose head they are."""
    headed = {one.head: one for one in store.select(Booklet, among("head", residents))}
    standing = store.owners(Booklet, "members", "resident", residents)
    return headed | {m.resident: one for one in standing for m in one.present()}


def _cards(store: Store, households: Sequence[Household], day: date) -> "list[HouseholdCard]":
    from printing.papers.registry.household_card import CardMember, HouseholdCard

    people = store.get_many(Resident, {m.resident for one in households for m in one.present()})
    addresses = store.titles("house", {one.house for one in households})
    heads = store.titles("resident", {one.head for one in households})
    houses = store.get_many(House, {one.house for one in households})
    buildings = store.get_many(Building, {house.building for house in houses.values()})
    grids = store.get_many(Grid, {building.grid for building in buildings.values()})
    relations = code_table.load("relation")
    booklets = _booklets_of(store, [one.head for one in households if one.head])
    cards: list[HouseholdCard] = []
    for one in households:
        mates = eldest_first(
            [HouseMate(people[m.resident], m.relation, False) for m in one.present() if m.resident in people]
        )
        building = buildings.get(houses[one.house].building) if one.house in houses else None
        grid = grids.get(building.grid, Grid()) if building else Grid()
        members = tuple(
            CardMember(
                name=mate.resident.name,
                relation=relations.label(mate.relation) if mate.relation else "",
                sex=_shown(Resident, "sex", mate.resident.sex),
                id_number=mate.resident.id_number,
                birth=mate.resident.birth,
                phone=mate.resident.phone,
                care=_care(mate.resident.care, day),
            )
            for mate in mates
        )
        cards.append(
            HouseholdCard(
                address=addresses.get(one.house, ""),
                head=heads.get(one.head, ""),
                kind=_shown(Booklet, "kind", booklets[one.head].kind) if one.head in booklets else "",
                booklet=booklets[one.head].number if one.head in booklets else "",
                grid=grid.name,
                chief=grid.chief,
                members=members,
            )
        )
    return cards


def mail_to_residents(paper_name: str, ids: Sequence[int]) -> Job:
    """标签 or 信封, one a resident, in the order of their doors."""

    def found(store: Store) -> "list[Recipient]":
        from printing.papers.hall.notice import Recipient

        people = _residents(store, ids)
        doors = store.titles("house", {one.house for one in people})
        return [Recipient(name=one.name, address=doors.get(one.house, "")) for one in people]

    return _mail(paper_name, found)


def mail_to_households(paper_name: str, ids: Sequence[int]) -> Job:
    """标签 or 信封, one a household, in the order of their doors; one without a head is left out."""

    def found(store: Store) -> "list[Recipient]":
        from printing.papers.hall.notice import Recipient

        households = [one for one in store.get_many(Household, ids).values() if one.head]
        _some(households, "户（有户主的）")
        doors = store.titles("house", {one.house for one in households})
        heads = store.titles("resident", {one.head for one in households})
        everybody = [Recipient(name=heads.get(one.head, ""), address=doors.get(one.house, "")) for one in households]
        return [one for one in everybody if one.name]

    return _mail(paper_name, found)


def _mail(paper_name: str, found: "Callable[[Store], list[Recipient]]", answers: Answers = NONE) -> Job:
    """Of labels it is asked how many are gone from the first sheet; an envelope leaves nothing open."""

    def given(store: Store) -> "Mailing":
        from printing.papers.letters.mailing import Mailing

        return attrs.evolve(Mailing(centre=store.centre(), recipients=tuple(found(store))), **answers)

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import PAPERS

        return PAPERS[paper_name].make(given(store), tick)

    def next_time(store: Store) -> dict[str, int]:
        from printing.papers.letters.mailing import used_after

        return {"used": used_after(given(store))}

    if paper_name != LABELS:
        return Job("信封", make)
    asked = Asked(LABELS, ("used",), partial(_mail, paper_name, found))
    return Job("地址标签", make, asked=asked, next_time=next_time)


def visit_list(walk: Round, today: date, answers: Answers = NONE) -> Job:
    """走访登记表 of a grid or building for the next 走访日, in the order of the walk."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.visits import visit_list as paper

        found = doors_of(store, walk.buildings, today, walk.houses)
        _some(found, f"门牌：{walk.label}还没有登记房屋")
        doors = tuple(
            paper.VisitDoor(
                building=door.building,
                door=door.place,
                people=door.person,
                count=door.count,
                care="、".join(door.care),
                promise=door.promise,
                promised=door.promised,
            )
            for door in found
        )
        given = paper.VisitList(
            centre=store.centre(), scope=walk.label, day=next_visit_day(store, today) or today, doors=doors
        )
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    names = ("visitor", MASKED)
    asked = Asked("visit_list", names, partial(visit_list, walk, today), usual=lambda store: {"visitor": store.actor})
    return Job("走访登记表", make, asked=asked, holds=Holds(len(walk.houses) or 1, ("姓名", "关爱类别")))


def number_book(family: str, year: int, day: date) -> Job:
    """文号簿 of a family and year; an old entry that does not tell whom its paper went to has it from the paper."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.letters import number_book as paper

        found = store.select(IssuedNumber, eq("family", family), eq("year", year), order=("serial",))
        _some(found, "文号")
        told = tuple(one if one.recipient else _with_recipient(store, one) for one in found)
        given = paper.NumberBook(
            centre=store.centre(),
            year=year,
            family=family,
            numbers=told,
            last=last_serial(store, family, year),
            day=day,
        )
        return paper.PAPER.make(given, tick)

    return Job("文号簿", make)


def _with_recipient(store: Store, number: IssuedNumber) -> IssuedNumber:
    bearer = bearer_of(store, number)
    return attrs.evolve(number, recipient=told_of(store, bearer)[1]) if bearer else number
