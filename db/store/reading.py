"""Reading records: by id, by conditions, their titles, and back through a part's link."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import TypeVar

from db.errors import AppError, RecordGone
from db.fields import Link
from db.records import KINDS
from db.records.base import Record, Row, columns_of, parts_of
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.centre.centre import Centre, Rule
from db.records.condition import Condition
from db.records.flow import Flow
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.registry.resident import Resident
from db.records.stage_setting import StageSetting, adapted
from db.records.step import Step
from db.store import (
    acting,
    as_of,
    clock_check,
    clock_ends,
    clock_runs,
    guard,
    references,
    rows,
    search_index,
    search_traits,
    stages,
)
from db.store.asking import Asking
from db.store.driver import Connection, in_clerks_words, whole
from db.store.due_rows import OpenRow, open_rows
from db.store.list_reading import ListReader
from db.store.log_reading import LogReader
from db.store.measuring import Measuring
from db.store.ordering import order_clause
from db.store.past_reading import PastReader
from db.store.search_may import LookedFor
from db.store.titles import TitleReader
from db.store.traces import TraceReader
from db.store.where import Where, among, clause, eq, known, le
from db.values.day import day_of

R = TypeVar("R", bound=Record)


class Reader(TitleReader, PastReader, LogReader, TraceReader, ListReader, Measuring):
    """Everything that only reads.

    Attributes:
        kinds: the types of records that are known here.
        actor: the name of the account that works here; "" for none.
        account: its id; 0 for none.
    """

    actor = ""
    account = 0
    _settings: tuple[tuple[Connection | None, int, int], list[StageSetting]] = (None, 0, 0), []

    def __init__(self, connection: Connection, check: Callable[[], None] = lambda: None, kinds: Kinds = KINDS) -> None:
        """Reads by a connection; ``check`` refuses what clerks ask for once the files of the store are gone."""
        self.kinds = kinds
        self._connection = connection
        self._check = check

    def where(self, kind: type[Row], conditions: Iterable[Condition], day: date | None = None) -> list[Where]:
        """What conditions ask of records of a type, for `select`, `count` and `ids`; with a day, for `as_of` that day.

        Raises:
            ValueError: one names what is not there, or cannot be asked so (a bug; see `db.records.paths.faults`).
        """
        asking = Asking(self.kinds, day or date.today(), self.person_at_work, was=day is not None)
        return [asking.where(kind, condition) for condition in conditions]

    def person_at_work(self) -> int:
        """The person whose account works here; 0 where nobody said who that is."""
        known = self.get_many(Account, [self.account]).get(self.account)
        return known.person if known else 0

    def select(
        self, kind: type[R], *conditions: Where, order: Iterable[str] = (), limit: int = -1, offset: int = 0
    ) -> list[R]:
        """The records that meet all conditions, with their parts; a negative limit means all.

        Raises:
            StoreGone: the files of the store are gone; so do `count`, `ids` and `search`.
        """
        self._check()
        return self._select(kind, *conditions, order=order, limit=limit, offset=offset)

    def _select(
        self, kind: type[R], *conditions: Where, order: Iterable[str] = (), limit: int = -1, offset: int = 0
    ) -> list[R]:
        if (asked := self.rights.asked(kind, conditions)) is None:
            return []
        where, values = clause(kind, asked)
        sql = f"{rows.select_sql(kind)}{where}{order_clause(self.kinds, kind, order)} LIMIT ? OFFSET ?"
        with in_clerks_words():
            found = self._connection.execute(sql, [*values, limit, offset]).fetchall()
            return self.rights.veiled(rows.load_all(self._connection, kind, found))

    def as_of(self, kind: type[R], day: date, *conditions: Where, order: Iterable[str] = ()) -> list[R]:
        """The records as they were on a day, as far as days are kept of them; see `db.store.as_of.kept_by_days`.

        Those that hold from one day to another are there only if they did then; the conditions are of that day, too. The order, and what
        is not kept by days, is that of now.
        """
        self._check()
        if (seeing := self.rights.seeing(kind.TABLE)) is None:
            return []
        where, values = as_of.conditions_on(kind, day, self.rights.guarded(conditions), seeing)
        sql = f"{rows.select_sql(kind)}{where}{order_clause(self.kinds, kind, order)}"
        with in_clerks_words():
            found = rows.load_all(self._connection, kind, self._connection.execute(sql, values).fetchall())
        return [as_of.on_day(record, day) for record in self.rights.veiled(found)]

    def find(self, kind: type[R], record_id: int) -> R | None:
        """The record with an id, or None."""
        found = self.select(kind, eq("id", record_id))
        return found[0] if found else None

    def get(self, kind: type[R], record_id: int) -> R:
        """The record with an id.

        Raises:
            RecordGone: there is none any more.
            NotAllowed: there is one, and it is not seen.
        """
        found = self.find(kind, record_id)
        if found is None:
            raise self._unseen(kind, record_id)
        return found

    def _unseen(self, kind: type[Record], record_id: int) -> AppError:
        """Why a record is not told."""
        if not self.rights.is_whole and self._has(kind, record_id):
            return self.rights.refused_seeing(self.kinds[kind.TABLE])
        return RecordGone(kind.LABEL)

    def _has(self, kind: type[Record], record_id: int) -> bool:
        with in_clerks_words():
            sql = f"SELECT 1 FROM {kind.TABLE} WHERE id = ?"  # noqa: S608
            return self._connection.execute(sql, (record_id,)).fetchone() is not None

    def get_many(self, kind: type[R], ids: Iterable[int]) -> dict[int, R]:
        """The records with these ids, by id; those that are gone are left out.

        Lists ask for these while they are painted, which is no moment to tell anybody anything.
        """
        found: dict[int, R] = {}
        for piece in rows.chunks(ids):
            found |= {r.id: r for r in self._select(kind, among("id", piece))}
        return found

    def owners(self, kind: type[R], part: str, link: str, ids: Iterable[int] | Iterable[str]) -> list[R]:
        """The records whose parts hold any of these: households of residents, meetings of a person."""
        return list(self.get_many(kind, self.owner_ids(kind, part, link, ids)).values())

    def owner_ids(self, kind: type[Record], part: str, link: str, ids: Iterable[int] | Iterable[str]) -> set[int]:
        """The ids of these records."""
        part_kind = parts_of(kind)[part].part
        known(part_kind, link)
        found: set[int] = set()
        for piece in rows.chunks(ids):
            marks = ", ".join("?" * len(piece))
            sql = f'SELECT DISTINCT owner FROM {part_kind.TABLE} WHERE "{link}" IN ({marks})'  # noqa: S608
            with in_clerks_words():
                found |= {whole(row[0]) for row in self._connection.execute(sql, piece)}
        return found if self.rights.seeing(kind.TABLE) == () else self.seen(kind.TABLE, found)

    def centre(self) -> Centre:
        """The centre whose store this is."""
        return self.select(Centre, limit=1)[0]

    def rule(self, key: str, day: date | None = None) -> str:
        """The value of a rule in force on a day; "" where the centre has set none."""
        found = self.rule_in_force(key, day or date.today())
        return found.value if found else ""

    def rule_in_force(self, key: str, day: date) -> Rule | None:
        """The rule itself; None where the centre has set none."""
        found = self.select(Rule, eq("key", key), le("since", day.isoformat()), order=("-since", "-id"), limit=1)
        return found[0] if found else None

    def search(self, words: str, limit: int = 50, kinds: Kinds | None = None) -> list["search_index.Hit"]:
        """What the one search box finds, best first; ``kinds`` are the types that it looks for, None for all."""
        self._check()
        but = [] if kinds is None else [k.code for k in self.kinds if k.found and k.table not in kinds]
        with in_clerks_words():
            found = search_index.search(self._connection, words, limit, self.kinds, self._looked_for(but))
        return found if self.rights.is_whole else [hit for hit in found if hit.id in self.seen(hit.table, [hit.id])]

    def _looked_for(self, but: Iterable[int] = ()) -> LookedFor:
        return LookedFor.by(self.kinds, self.rights, partial(search_traits.read, self.kinds, self._asked), but)

    def _asked(self, kind: type[Record], conditions: Iterable[Condition]) -> Sequence[Where] | None:
        """What conditions ask of those records of a type that are seen; None where none is."""
        return self.rights.asked(kind, self.where(kind, conditions))

    def found(self, kind: type[Record], words: str) -> list[int]:
        """The ids of all records of a type that the words find, best first, however many there are."""
        with in_clerks_words():
            found = search_index.every(self._connection, kind.TABLE, words, self.kinds, self._looked_for())
        if self.rights.seeing(kind.TABLE) == ():
            return found
        seen = self.seen(kind.TABLE, found)
        return [i for i in found if i in seen]

    def links_to(self, table: str, ids: Iterable[int]) -> Mapping[int, set[tuple[str, int]]]:
        """The records that link or refer to these, themselves or by their parts: table and id of each, by the id linked to."""
        pieces = list(rows.chunks(ids))
        found: dict[int, set[tuple[str, int]]] = defaultdict(set)
        for source, column, owner in _links(self.kinds, table):
            for piece in pieces:
                marks = ", ".join("?" * len(piece))
                sql = f'SELECT "{column}", {owner[1]} FROM {source} WHERE "{column}" IN ({marks})'  # noqa: S608
                with in_clerks_words():
                    for to, linking in self._connection.execute(sql, piece):
                        found[whole(to)].add((owner[0], whole(linking)))
        with in_clerks_words():
            referring = references.pointing(self._connection, self.kinds, table, (i for piece in pieces for i in piece))
        for to, linking in referring.items():
            found[to] |= linking
        return found if self.rights.is_whole else {to: self._seen_of(linking) for to, linking in found.items()}

    def _seen_of(self, records: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
        """Those of several records that are seen."""
        by_table: dict[str, list[int]] = defaultdict(list)
        for table, record_id in records:
            by_table[table].append(record_id)
        return {(table, i) for table, ids in by_table.items() for i in self.seen(table, ids)}

    def pointing_at(self, record: Record) -> set[tuple[str, int]]:
        """What points here: table and id of the records that link or refer to one, themselves or by their parts."""
        return self.links_to(record.TABLE, [record.id]).get(record.id, set())

    def steps(self, record: Record) -> list[Step]:
        """What happened with a record, step by step, in the order in which it was keyed."""
        return self.select(Step, eq("of", self.kinds.reference_of(record)), order=("id",))

    def open_names(self) -> list[acting.Open]:
        """The names of records of which nobody knows whose they are."""
        with in_clerks_words():
            found = acting.still_open(self._connection, self.kinds)
        if self.rights.is_whole:
            return found
        seen = self._seen_of((one.table, one.id) for one in found)
        return [one for one in found if (one.table, one.id) in seen]

    def namesakes(self) -> list[tuple[int, int]]:
        """Persons and residents of one name who are not tied to each other; see `db.store.acting.namesakes`."""
        with in_clerks_words():
            found = acting.namesakes(self._connection)
        persons = self.seen(Person.TABLE, (person for person, _ in found))
        residents = self.seen(Resident.TABLE, (resident for _, resident in found))
        return [(person, resident) for person, resident in found if person in persons and resident in residents]

    def clocks_of(self, record: Record) -> list[clock_runs.Run]:
        """Each time that the clocks of a record ran, by the name of the clock and in their order."""
        if not self._is_seen(record):
            return []
        with in_clerks_words():
            return clock_runs.runs(self._connection, self.kinds.reference_of(record))

    def clock_ends(self, kind: type[Record], clock: str, first: date | None, last: date) -> dict[int, datetime]:
        """By id the records of a type of which a clock, as it ran last, is due from a day to a day; see `db.store.clock_ends`."""
        self._check()
        with in_clerks_words():
            found = clock_ends.ends(self._connection, self.kinds[kind.TABLE].code, clock, first, last)
        seen = set(self.ids(kind, among("id", list(found)))) if found else set[int]()
        return {record: due for record, due in found.items() if record in seen}

    def disagreeing_clocks(self, passed: Callable[[], None] = lambda: None) -> list[str]:
        """A sentence for each clock that is kept otherwise than steps and rules tell; see `db.store.clock_check`."""
        everything = Reader(self._connection, self._check, self.kinds)
        with in_clerks_words():
            return list(clock_check.disagreeing(self._connection, everything, self.named, passed))

    def open_rows(self, kinds: Iterable[Kind], person: int) -> list[OpenRow]:
        """What is open of types that tell so, with its clocks; ``person`` is who works here, 0 for nobody. See `db.store.due_rows`."""
        self._check()
        with in_clerks_words():
            return open_rows(self._connection, kinds, person, self.rights)

    def reckoner(self) -> clock_runs.Reckoner:
        """What reckons when something is due by the rules of now."""
        return clock_runs.Reckoner(self._connection, self)

    def declared_flow(self, record: Record) -> Flow | None:
        """The flow of a record as the program declares it, by which clocks run whatever the centre does without."""
        return guard.flow_of(self.kinds, record)

    def flow_of(self, record: Record) -> Flow | None:
        """The flow of a record as the centre has it; None where its type has none."""
        if (flow := guard.flow_of(self.kinds, record)) is None:
            return None
        begun = day_of(getattr(record, flow.begun)) if flow.begun else None
        return self._adapted(record.TABLE, flow, begun, str(getattr(record, flow.field)))

    def flows_of(self, kind: Kind) -> tuple[Flow, ...]:
        """The flows of a type as the centre has them for what is begun today."""
        return tuple(self._adapted(kind.table, flow, date.today()) for flow in kind.flows)

    def own_stages_named(self) -> set[str]:
        """The codes of the centre's own stages that anything names; see `db.store.stages.own_codes`."""
        with in_clerks_words():
            return stages.own_codes(self._connection, self.kinds)

    def has_stood(self, setting: StageSetting) -> bool:
        """Whether a record ever stood at the stage of a setting; see `db.store.stages.has_stood`."""
        with in_clerks_words():
            return stages.has_stood(self._connection, self.kinds, setting)

    def _adapted(self, table: str, flow: Flow, begun: date | None, standing: str = "") -> Flow:
        settings = [one for one in self._stage_settings() if (one.table, one.flow) == (table, flow.name)]
        return adapted(flow, settings, begun, standing) if settings else flow

    def _stage_settings(self) -> list[StageSetting]:
        """What the centre changes of stages; read once until somebody writes, but within a deed, which may be taken back."""
        if self._connection.in_transaction:
            return self.select(StageSetting)
        self._check()
        now = self._connection, self.data_version(), self._connection.total_changes
        if now != self._settings[0]:
            self._settings = now, self.select(StageSetting)
        return self._settings[1]

    def last_number(self, name: str) -> int:
        """The number last taken from a counter; 0 when none was."""
        with in_clerks_words():
            row = self._connection.execute("SELECT value FROM counter WHERE name = ?", (name,)).fetchone()
        return whole(row[0]) if row else 0

    def data_version(self) -> int:
        """Changes when another window has written."""
        row = self._connection.execute("PRAGMA data_version").fetchone()
        return whole(row[0]) if row else 0


@cache
def _links(kinds: Kinds, table: str) -> tuple[tuple[str, str, tuple[str, str]], ...]:
    """All links to records of a table: table and column, the table of the linking record and the column of its id."""
    found: list[tuple[str, str, tuple[str, str]]] = []
    for kind in (one.record for one in kinds):
        parts = [rows_field.part for rows_field in parts_of(kind).values()]
        for row, owner in ((kind, "id"), *((part, "owner") for part in parts)):
            links = [name for name, field in columns_of(row).items() if isinstance(field, Link) and field.to == table]
            found += [(row.TABLE, name, (kind.TABLE, owner)) for name in links]
    return tuple(found)
