"""Who may what, as the store asks it: which records of each type somebody with some roles sees, and what he may do with them.

What is seen is asked as conditions of every query, so that what is not seen is not there. Somebody with every role is asked nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from attrs import define, field

from db.errors import NotAllowed
from db.fields import Code, Leading, Link, Ref
from db.records.base import Record, Row, columns_of
from db.records.bodies.tenure import Tenure
from db.records.condition import Condition, mine, nothing
from db.records.flow import Move
from db.records.kind import Kind
from db.records.kinds import HOLDERS, Kinds
from db.records.may import NOBODY, Own, Right, Roles
from db.records.paths import path_of
from db.records.power import WHO_CAN, Power
from db.records.role import EVERY_ROLE, Role
from db.records.scopes import ways_to
from db.store import veil
from db.store.asking import Asking
from db.store.where import (
    Belonging,
    Either,
    Every,
    Inside,
    Referred,
    Unless,
    Where,
    Within,
    among,
    eq,
    ge,
    holding,
    le,
    ne,
)
from db.values import code_table
from db.values.reference import ID_MASK, reference

R = TypeVar("R", bound=Record)
Seeing = tuple[Where, ...] | None
"""What must hold of a record so that it is seen: () of every one, None of none."""
GRID = "grid"


@define
class Rights:
    """What somebody may on a day.

    Attributes:
        kinds: the types of records that are known.
        roles: those of the account.
        person: whose account it is; 0 for nobody's.
        day: the day.
        is_whole: whether nothing has to be asked.
    """

    kinds: Kinds
    roles: Roles = EVERY_ROLE
    person: int = 0
    day: date = field(factory=date.today)
    is_whole: bool = field(init=False)
    _seeing: dict[str, Seeing] = field(init=False, factory=dict[str, Seeing])
    _veils: dict[str, veil.Veils] = field(init=False, factory=dict[str, veil.Veils])

    def __attrs_post_init__(self) -> None:
        """Learns whether anything has to be asked at all."""
        self.is_whole = self.roles >= EVERY_ROLE

    # What is seen.

    def seeing(self, table: str) -> Seeing:
        """What must hold of a record of a type so that it is seen."""
        if self.is_whole:
            return ()
        if table not in self._seeing:
            self._seeing[table] = self._reckoned(self.kinds[table])
        return self._seeing[table]

    def asked(self, kind: type[Record], conditions: Iterable[Where]) -> Sequence[Where] | None:
        """What is asked of records of a type, and that they are seen; None where none is.

        What the conditions ask of other records and of parts is asked of those alone that are seen: nobody finds out by asking.
        """
        if self.is_whole:
            return tuple(conditions)
        seeing = self.seeing(kind.TABLE)
        return None if seeing is None else (*map(self._guarded, conditions), *seeing)

    def guarded(self, conditions: Iterable[Where]) -> Sequence[Where]:
        """Conditions that ask of other records and of parts no more than is seen."""
        return tuple(conditions) if self.is_whole else tuple(map(self._guarded, conditions))

    def veils(self, kind: type[Row]) -> veil.Veils:
        """What is covered in records of a type, or in a part of them; see `db.store.veil`."""
        if self.is_whole:
            return ()
        if kind.TABLE not in self._veils:
            self._veils[kind.TABLE] = veil.veils_of(kind, self.roles)
        return self._veils[kind.TABLE]

    def asked_of_covered(self, kind: Kind, conditions: Iterable[Condition]) -> Roles:
        """Who may know what conditions ask of what is covered for this clerk; nobody where they ask of none of that."""
        if self.is_whole:
            return NOBODY
        return veil.asked_of_covered(kind.record, conditions, self.kinds.record_of, self.roles)

    def veiled(self, records: Sequence[R]) -> list[R]:
        """Records of one type as they are seen."""
        if not records or not (veils := self.veils(type(records[0]))):
            return list(records)
        return [veil.covered(record, veils) for record in records]

    def _reckoned(self, kind: Kind) -> Seeing:
        own = kind.may.own(self.roles)
        if Own.ALL in own or kind.may.for_all:
            return ()
        ways = [*self._in_grids(kind, own), *self._his(kind, own), *self._owned(kind, own)]
        if Own.LED_TO in own:
            for table, name in kind.may.led:
                if table in self.kinds and (seeing := self.seeing(table)) is not None:
                    ways.append(Within("id", self.kinds[table].record, name, seeing or (ne(name, None),)))
        if Own.ABOUT in own:
            ways.append(among(kind.may.about, [one.table for one in self.kinds if self._sees_some(one)]))
        if not ways:
            return None
        return (ways[0] if len(ways) == 1 else Either(tuple(ways)),)

    def _sees_some(self, kind: Kind) -> bool:
        """Whether a type is one of those of which anything may be seen."""
        return bool(kind.may.own(self.roles) & ~Own.ABOUT) or kind.may.for_all

    def _in_grids(self, kind: Kind, own: Own) -> Iterable[Where]:
        """That it belongs to a grid in which the person holds a post: by the nearest way that leads anywhere."""
        if Own.GRIDS not in own:
            return
        if kind.table == GRID:
            yield self._is_own_grid("id")
        asking = self._asking()
        for before, text in ways_to(kind.record, GRID, self.kinds.record_of):
            path = path_of(kind.record, text, self.kinds.record_of)
            assert path is not None
            there = self._is_own_grid(path.name)
            for hop in reversed(path.hops):
                there = Within(hop.name, hop.row, "id", (there,))
            none = [asking.where(kind.record, nothing(one)) for one in before]
            yield Every((*none, there)) if none else there

    def posts_in_grids(self) -> tuple[Where, ...]:
        """What is true of the posts that the person holds in grids."""
        base = reference(self.kinds[GRID].code, 0)
        return (eq("person", self.person), ge("of", base), le("of", base + ID_MASK), *holding(self.day))

    def _is_own_grid(self, column: str) -> Where:
        return Referred(column, Tenure, "of", self.posts_in_grids(), reference(self.kinds[GRID].code, 0))

    def _his(self, kind: Kind, own: Own) -> Iterable[Where]:
        if Own.MINE in own and self.person:
            yield self._asking().where(kind.record, mine())

    def _asking(self) -> Asking:
        return Asking(self.kinds, self.day, lambda: self.person)

    def _owned(self, kind: Kind, own: Own) -> Iterable[Where]:
        """That it belongs to what is seen, or to nothing."""
        if not own & (Own.OWNED | Own.LOOSE):
            return
        of = columns_of(kind.record)[kind.may.of]
        if Own.LOOSE in own:
            yield eq(of.name, None if isinstance(of, Leading) else of.EMPTY)
        for owner in self._owners(kind, of) if Own.OWNED in own else ():
            seeing = self.seeing(owner.table)
            if seeing is None:
                continue
            if isinstance(of, Code):
                told = (Belonging(kind.record, f"{of.name}_id", 0, owner.record, seeing),) if seeing else ()
                yield Every((eq(of.name, owner.table), *told))
            elif seeing:
                yield Belonging(kind.record, of.name, self._base(of, owner), owner.record, seeing)
            else:
                yield self._leads_to(of, owner)

    def _owners(self, kind: Kind, of: object) -> Iterable[Kind]:
        """The types to which one may belong."""
        if isinstance(of, Link):
            return [self.kinds[of.to]]
        if isinstance(of, Ref) and of.to:
            return [self.kinds[table] for table in of.to if table in self.kinds]
        if isinstance(of, Code) and of.table == HOLDERS:
            return [one for one in self.kinds if one.number]
        return [one for one in self.kinds if ((one.flows or one.evidence) if kind.may.as_owner else one.tab)]

    def _base(self, of: object, owner: Kind) -> int:
        return reference(owner.code, 0) if isinstance(of, Ref) else 0

    def _leads_to(self, of: "Link | Ref | object", owner: Kind) -> Where:
        name = str(getattr(of, "name"))  # noqa: B009 - a field of any kind
        if not isinstance(of, Ref):
            return ne(name, None)
        base = reference(owner.code, 0)
        return Every((ge(name, base), le(name, base + ID_MASK)))

    def _guarded(self, where: Where) -> Where:
        """What a condition asks, of those records and parts alone that are seen."""
        if isinstance(where, Inside):
            inner = tuple(map(self._guarded, where.conditions))
            if issubclass(where.row, Record):
                seeing = self.seeing(where.row.TABLE) if where.row.TABLE in self.kinds else ()
                inner = (*inner, *seeing) if seeing is not None else (Either(()),)
            elif inner and not veil.is_presence(inner):
                inner = (*inner, *veil.not_covered(where.row, self.roles))
            return where.with_conditions(inner)
        if isinstance(where, Every | Either | Unless):
            return type(where)(tuple(map(self._guarded, where.conditions)))
        return where

    # What may be done.

    def may(self, kind: Kind, right: Right) -> bool:
        """Whether there is a right to any of the records of a type."""
        if self.is_whole:
            return True
        return bool(self.who(kind, right) & self.roles) or (right is Right.SEE and kind.may.for_all)

    def may_move(self, kind: Kind, move: Move, record: Record) -> bool:
        """Whether a move of a record is one that this clerk keys."""
        return self.is_whole or bool((move.keyed_by(record) or kind.may.changes) & self.roles)

    def can(self, power: Power) -> bool:
        """Whether there is a power."""
        return self.is_whole or bool(WHO_CAN[power] & self.roles)

    def who(self, kind: Kind, right: Right) -> Roles:
        """Whoever has a right to some records of a type; of what belongs to others whoever may change any of those."""
        if not kind.may.as_owner or right in (Right.SEE, Right.EXPORT):
            return kind.may.roles(right)
        owners = self._owners(kind, columns_of(kind.record)[kind.may.of])
        return frozenset[Role]().union(*(owner.may.changes for owner in owners))

    # Refusals.

    def require(self, kind: Kind, right: Right) -> None:
        """Lets pass who has a right.

        Raises:
            NotAllowed: there is none.
        """
        if not self.may(kind, right):
            raise refused(self.who(kind, right), f"{right.value}{kind.label}")

    def require_power(self, power: Power) -> None:
        """Lets pass who has a power.

        Raises:
            NotAllowed: there is none.
        """
        if not self.can(power):
            raise refused(WHO_CAN[power], power.value)

    def require_move(self, kind: Kind, move: Move, record: Record) -> None:
        """Lets pass who may key a move of a record.

        Raises:
            NotAllowed: he may not.
        """
        if not self.may_move(kind, move, record):
            raise refused(move.keyed_by(record) or kind.may.changes, f"办{kind.label}的“{move.label}”")

    def refused_seeing(self, kind: Kind) -> NotAllowed:
        """The refusal to show a record."""
        if self.may(kind, Right.SEE):
            return NotAllowed(f"您无权查看这条{kind.label}", f"您能查看的是{self.own_words(kind)}")
        return refused(kind.may.roles(Right.SEE), f"查看{kind.label}")

    def own_words(self, kind: Kind) -> str:
        """Which records of a type are seen: 您网格里的、您经办的."""
        own = kind.may.own(self.roles)
        return "、".join(words for which, words in _OWN_WORDS.items() if which in own) or f"有权查看的{kind.label}"


_OWN_WORDS = {
    Own.GRIDS: "您任职的网格里的",
    Own.MINE: "您自己经办的",
    Own.LED_TO: "您经办的事牵涉到的",
    Own.OWNED: "您看得到的资料的",
}


def refused(who: Roles, what: str) -> NotAllowed:
    """The refusal of a deed that others may do."""
    if not who:
        return NotAllowed(f"不能{what}", "")
    return NotAllowed(f"只有{roles_words(who)}可以{what}", "请他们办；该由您办的，请管理员在“工作人员”里给您加上角色")


def roles_words(roles: Iterable[str]) -> str:
    """窗口登记员、书记/主任."""
    table = code_table.load("role")
    wanted = set(map(str, roles))
    return "、".join(label for code, label in table.labels.items() if code in wanted)
