"""拆分、合并小区: buildings of one estate belong to another from a day on; all or nothing, and it can be taken back.

plan = weigh_split(store, estate, Estate.called("翠湖里（东区）"), buildings, day)   # changes nothing
done = carry_out(store, plan)
take_back(store, done.seq)                                                           # of past_divisions
"""

from collections.abc import Collection, Sequence
from datetime import date

import attrs
from attrs import frozen

from db.errors import AppError
from db.records.base import changed
from db.records.estates.estate import Estate
from db.records.registry.building_place import placed, standing
from db.records.registry.household import Household
from db.records.registry.place import Building, House
from db.records.registry.resident import IN_REGISTER, Resident
from db.services.estates.naming import estate_called
from db.services.estates.past_divisions import enter_division, last_division
from db.store import Store, among, eq
from db.values.address import building_title
from db.values.address_order import place_key


class CannotDivide(AppError):
    """It cannot be divided or joined so; nothing was changed."""

    code = "cannot_divide"


@frozen
class Moving:
    """A building that belongs to another estate from then on: its address as it is and as it will be."""

    building: Building
    before: str
    after: str


@frozen
class Division:
    """What becomes of an estate.

    Attributes:
        estate: as it is.
        into: to which the buildings belong from then on; its id is 0 while it is to be made.
        day: the first day on which they do.
        moving: these buildings, in the order of their addresses.
        staying: how many buildings stay; where none does, the estate is part of the other from then on.
        houses: how many houses stand in those that move.
        households: how many households live there.
        residents: how many residents of the register live there.
    """

    estate: Estate
    into: Estate
    day: date
    moving: tuple[Moving, ...]
    staying: int
    houses: int
    households: int
    residents: int


@frozen
class Divided:
    """What was done.

    Attributes:
        division: what was asked for, with the other estate as it is now.
        seq: its number, by which it is taken back; see `db.services.estates.past_divisions`.
    """

    division: Division
    seq: int


def buildings_of(store: Store, estate: Estate) -> list[Building]:
    """The buildings of an estate today, in the order of their numbers."""
    return sorted(store.select(Building, eq("estate", estate.id)), key=lambda b: place_key(b.number))


def weigh_split(store: Store, estate: Estate, name: str, buildings: Collection[int], day: date) -> Division:
    """What dividing an estate would do: these buildings make an estate of this name from a day on.

    Raises:
        CannotDivide: the name says another estate or none, no building goes or none stays, or the day will not do.
    """
    if not name.strip():
        raise CannotDivide("没有写新小区的名称", "请写上，例如：翠湖里（东区）")
    if known := estate_called(store, name.strip()):
        raise CannotDivide(f"已经有“{known.title({})}”这个小区", "请换一个名称；要并到那里去，请用合并")
    there = buildings_of(store, estate)
    going = [b for b in there if b.id in set(buildings)]
    if not going:
        raise CannotDivide("没有选分出去的楼栋", "请勾上分出去的楼栋")
    if len(going) == len(there):
        raise CannotDivide("所有楼栋都分出去了", "这是改名：请直接改小区的名称")
    return _weigh(store, estate, Estate.called(name.strip()), going, day)


def weigh_join(store: Store, estate: Estate, into: Estate, day: date) -> Division:
    """What joining an estate to another would do: all its buildings belong to that from a day on.

    Raises:
        CannotDivide: it is the same one, one is part of another one already, both have a building of one number, or the day will not do.
    """
    if estate.id == into.id:
        raise CannotDivide("是同一个小区", "请另选一个小区")
    if gone := next((one for one in (estate, into) if one.closed), None):
        raise CannotDivide(f"“{gone.title({})}”已经并出", "请另选一个小区；还在的，先打开它，去掉“并出日期”和“并入”")
    there = buildings_of(store, estate)
    taken = {b.number for b in buildings_of(store, into)}
    if both := [b.number for b in there if b.number in taken]:
        raise CannotDivide(f"两个小区都有{'、'.join(both)}号楼", "请先改掉其中一个的楼号，或并掉重复的楼栋")
    return _weigh(store, estate, into, there, day)


def carry_out(store: Store, division: Division) -> Divided:
    """Does it.

    Raises:
        RecordChanged: somebody changed one of the buildings or estates since it was weighed.
        RecordTwice: there is such a building by now.
    """
    joins = not division.staying
    with store.writing("合并小区" if joins else "拆分小区") as w:
        into = division.into
        if not into.id:
            into = w.save(attrs.evolve(into, community=division.estate.community))
        w.save_all([_moved(moving.building, into.id, division.day) for moving in division.moving])
        if joins:
            aliases = [n for n in (*into.names()[1:], *division.estate.names()) if n != into.title({})]
            w.save(attrs.evolve(into, aliases="、".join(dict.fromkeys(aliases))))
            w.save(attrs.evolve(division.estate, closed=division.day, joined=into.id))
        enter_division(w, (division.estate, into), division.day, len(division.moving), joins=joins)
        w.finish()  # its number is read out of the audit, before another window divides something
        return Divided(attrs.evolve(division, into=into), last_division(store))


def _moved(building: Building, estate: int, day: date) -> Building:
    places = placed(building.places, estate, building.grid, day)
    return changed(building, estate=estate, places=places)


def _weigh(store: Store, estate: Estate, into: Estate, going: Sequence[Building], day: date) -> Division:
    if day > date.today():
        raise CannotDivide("日期还没有到", "请写今天或更早的日期，到了那天再办")
    if late := [b for b in going if (told := standing(b.places)) and told.since and told.since >= day]:
        raise CannotDivide(
            f"{late[0].number}号楼在这一天以后还变动过小区或网格", "请写更晚的日期，或先核对这栋楼的变动"
        )
    houses = store.ids(House, among("building", [b.id for b in going])) if going else []
    name, other = estate.title({}), into.title({})
    return Division(
        estate=estate,
        into=into,
        day=day,
        moving=tuple(Moving(b, building_title(name, b.number), building_title(other, b.number)) for b in going),
        staying=store.count(Building, eq("estate", estate.id)) - len(going),
        houses=len(houses),
        households=store.count(Household, among("house", houses)) if houses else 0,
        residents=store.count(Resident, among("house", houses), eq("state", IN_REGISTER)) if houses else 0,
    )
