"""Whatever a centre does to its stages in whatever order, and whatever becomes of records meanwhile: each of them has a way on.

Real services on a real store; between two of them a night may pass, so that settings are of other days than records.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st

from db.fields import Day, Link, Looks, Rows
from db.records import KINDS
from db.records.base import Record, Row, changed, fields_of
from db.records.bodies.person import Person
from db.records.flow import Flow, Meaning, Move
from db.records.kind import Kind
from db.records.stage_setting import StageSetting
from db.services.centre.stage_names import insert, rename, settings_of, stages_of, switch_off
from db.services.check_store import check_store
from db.services.move import Keyed, catch_up, last_move, moves_of, undo_move, void
from db.store import MoveRefused, Store, eq
from db.values import code_table
from tests.db.second_clerk import second_clerk
from tests.factories import begun, example, plant, told_apart, value

FLOWS = [(kind, flow) for kind in KINDS for flow in kind.flows]
Act = tuple[str, int, int]


class Play:
    """One store, the records of one flow in it, and what may be done."""

    def __init__(self, store: Store, other: Store, kind: Kind, flow: Flow) -> None:
        self.store, self.other, self.kind, self.flow = store, other, kind, flow
        self.ids: list[int] = []
        self.people = store.ids(Person)
        self.acts: dict[str, Callable[[int, int], object]] = {
            "insert": self.insert,
            "rename": self.rename,
            "switch": self.switch,
            "night": self.night,
            "begin": self.begin,
            "move": self.move,
            "undo": self.undo,
            "date": self.date,
            "void": self.void,
        }

    def listed(self) -> list[StageSetting | str]:
        """The settings page: own stages, and the codes of the program's."""
        found = stages_of(self.flow, settings_of(self.store, self.kind, self.flow))
        return [one if isinstance(one, StageSetting) else one.code for one in found]

    def codes(self) -> list[str]:
        return [one if isinstance(one, str) else one.code for one in self.listed()]

    def insert(self, one: int, two: int) -> None:
        at_work = [stage.code for stage in self.flow.stages if not stage.meaning.is_over]
        with suppress(MoveRefused):
            insert(self.store, self.kind, self.flow, at_work[one % len(at_work)], f"自设{two % 5}")

    def rename(self, one: int, two: int) -> None:
        codes = self.codes()
        with suppress(MoveRefused):
            rename(self.store, self.kind, self.flow, codes[one % len(codes)], f"自设{two % 7}" if two % 3 else "")

    def switch(self, one: int, two: int) -> None:
        """An optional stage or an own one, off or on; more often one at which something stands."""
        may = [c for c in self.codes() if (stage := self.flow.stage(c)) is None or stage.optional]
        if two % 2:
            stood = {getattr(record, self.flow.field) for record in self.records()}
            may = [code for code in may if code in stood] or may
        if may:
            with suppress(MoveRefused):
                switch_off(self.store, self.kind, self.flow, may[one % len(may)], off=two % 3 > 0)

    def night(self, one: int, two: int) -> None:
        """All that is set was set a day earlier."""
        for setting in self.store.select(StageSetting):
            if setting.since:
                self.store.save(changed(setting, since=setting.since - timedelta(days=1)))

    def begin(self, one: int, two: int) -> None:
        if len(self.ids) < 4:
            self.ids.append(self.begun(two).id)

    def begun(self, days: int) -> Record:
        """A record at its beginning; for when it was planned is left open, for that day would be before."""
        kinds = fields_of(self.kind.record).items()
        ahead = {n: f.EMPTY for n, f in kinds if isinstance(f, Day) and f.looks is Looks.AHEAD and not f.required}
        return begun(self.store, self.kind.record, ahead | self.began(days) | told_apart(self.flow))

    def move(self, one: int, two: int) -> None:
        if (record := self.record(one)) is not None and (moves := moves_of(self.store, record)):
            self.make(record, moves[0] if two % 4 else moves[two % len(moves)])

    def undo(self, one: int, two: int) -> None:
        if (record := self.record(one)) is not None and last_move(self.store, record):
            undo_move(self.store, record)

    def date(self, one: int, two: int) -> None:
        if (record := self.record(one)) is not None and self.is_open(record):
            self.store.save(changed(record, **self.began(two)))

    def void(self, one: int, two: int) -> None:
        if (record := self.record(one)) is not None and getattr(record, self.flow.field) not in self.ends():
            void(self.store, record, "录重了")

    def began(self, days: int) -> dict[str, Any]:
        """A day on which a record was begun."""
        day = date.today() - timedelta(days=max(0, days % 5 - 2))
        is_day = isinstance(fields_of(self.kind.record)[self.flow.begun], Day)
        return {self.flow.begun: day if is_day else datetime(day.year, day.month, day.day)}

    def ends(self) -> tuple[str, ...]:
        return self.flow.codes(Meaning.VOID)

    def is_open(self, record: Record) -> bool:
        return getattr(record, self.flow.field) not in self.flow.codes(Meaning.DONE, Meaning.VOID)

    def record(self, number: int) -> Record | None:
        return self.store.get(self.kind.record, self.ids[number % len(self.ids)]) if self.ids else None

    def records(self) -> list[Record]:
        return list(self.store.get_many(self.kind.record, self.ids).values())

    def make(self, record: Record, move: Move) -> Record:
        """A move, by somebody who makes no other; what it needs and does not ask for is filled in by others before it."""
        fields = fields_of(self.kind.record)
        for name in move.needs:
            if name not in move.asks and getattr(record, name) == fields[name].EMPTY:
                other = next(
                    m for m in moves_of(self.store, record) if name in (*m.asks, *m.stamps, *m.once) and m != move
                )
                record = self.make(record, other)
        values = {name: self.filled(name, record) for name in move.needs if name in move.asks}
        if move.adds and isinstance(rows := fields[move.adds], Rows):
            bare = {n: f.EMPTY for n, f in fields_of(rows.part).items() if f.fixed or isinstance(f, Link)}
            values[move.adds] = (example(rows.part, **bare),)
        names = [m.name for m in self.flow.moves]
        did = self.people[names.index(move.name)] if move.name in names else 0
        second = next(p for p in self.people if p != did) if move.approved else 0
        keys = self.other if move.two_hands else self.store
        return catch_up(keys, record, [Keyed(move.name, did=did, second=second, reason="试", values=values)])

    def filled(self, name: str, record: Record) -> Any:
        """What a move is given; a last day is later than that before, as an extension asks, and a level is the one further on."""
        field = fields_of(self.kind.record)[name]
        if isinstance(field, Link):
            return self.store.select(KINDS[field.to].record)[0].id
        if isinstance(field, Rows) and (led := links_of(field.part)):
            ids = {n: self.store.select(KINDS[link.to].record)[0].id for n, link in led.items()}
            return (example(field.part, **ids),)
        held = getattr(record, name)
        if name == "level" and held:
            return held
        return (held or date.today()) + timedelta(days=9) if isinstance(field, Day) else value(field)

    def walk(self, record: Record) -> list[str]:
        """The stages that a record passes by its usual moves until it is over."""
        passed = [str(getattr(record, self.flow.field))]
        while self.is_open(record):
            record = self.make(record, next(m for m in moves_of(self.store, record) if m.main))
            passed.append(str(getattr(record, self.flow.field)))
            assert len(passed) <= 2 * len(self.codes()), "it goes in a circle"
        passed = [code for number, code in enumerate(passed) if code not in passed[:number]]
        return passed

    def check(self) -> None:
        """Each open record has a stage that is known, that behind which it was put, and a move that leads on from it."""
        behind = {s.code: s.behind for s in self.store.select(StageSetting) if s.is_own()}
        for record in self.records():
            flow = self.store.flow_of(record)
            assert flow is not None
            assert flow.stage_of(record) is not None
            code = str(getattr(record, self.flow.field))
            assert flow.stage(behind.get(code, code)) is not None
            assert not self.is_open(record) or any(move.to for move in flow.moves_from(code))

    def check_end(self) -> None:
        """Nothing is unsound, records pass the stages as the settings page has them, and all of them come to an end."""
        assert check_store(self.store, datetime.now(), lambda _done, _all: True).faults == ()
        listed = self.listed()
        off = {s.code for s in self.store.select(StageSetting, eq("off", 1))}
        over = self.flow.codes(Meaning.DONE, Meaning.VOID)
        stages = [c for c in self.codes() if c not in over]
        fresh = self.walk(self.begun(0))
        assert fresh[:-1] == [code for code in stages if code not in off]
        for record in filter(self.is_open, self.records()):
            passed = [stages.index(code) for code in self.walk(record)[:-1]]
            assert passed == sorted(passed), "not in the order of the settings page"
        assert self.listed() == listed


def links_of(part: type[Row]) -> dict[str, Link]:
    """What a row cannot be without that leads to a record."""
    return {n: f for n, f in fields_of(part).items() if isinstance(f, Link) and f.required}


@pytest.fixture(scope="module")
def planted(made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A store with somebody for each move, and whoever moves lead to; closed."""
    original, _ = made_store
    folder = shutil.copytree(original.folder, tmp_path_factory.mktemp("planted") / "store")
    store = Store._with_key(folder, original._key)
    while store.count(Person) < max(len(flow.moves) for _, flow in FLOWS):
        plant(store, Person)
    for kind, flow in FLOWS:
        for name in {name for move in flow.moves for name in move.needs}:
            field = fields_of(kind.record)[name]
            links = links_of(field.part).values() if isinstance(field, Rows) else [field]
            for link in links:
                if isinstance(link, Link) and not store.count(KINDS[link.to].record):
                    plant(store, KINDS[link.to].record)
    store.close()
    return folder, original._key


@contextmanager
def opened(planted: tuple[Path, bytes], folder: Path) -> Iterator[Store]:
    shutil.copytree(planted[0], folder)
    store = Store._with_key(folder, planted[1])
    try:
        yield store
    finally:
        store._connection.close()
        shutil.rmtree(folder)
        code_table.lay_over({})


NAMES = (*3 * ("insert", "switch", "switch", "undo", "date", "begin"), *9 * ("move",), "night", "rename", "void")


def acts(seed: int) -> Iterator[Act]:
    """What is done, evenly drawn: lists that hypothesis draws repeat themselves, and little comes to pass in them."""
    chance = Random(seed)
    for _ in range(40):
        yield chance.choice(NAMES), chance.randrange(99), chance.randrange(99)


@pytest.mark.parametrize(("kind", "flow"), FLOWS, ids=lambda one: getattr(one, "name", ""))
def test_whatever_is_done_every_record_has_a_way_on(
    planted: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory, kind: Kind, flow: Flow
) -> None:
    folder = tmp_path_factory.mktemp("played")

    @settings(max_examples=8, phases=[Phase.generate])
    @given(st.integers(0, 10**9))
    def played(seed: int) -> None:
        with opened(planted, folder / "store") as store, closing(second_clerk(store)) as other:
            play = Play(store, other, kind, flow)
            for number in range(3):
                play.begin(number, number)
                play.insert(number, number)
            for name, one, two in acts(seed):
                note(f"{name} {one} {two}: {[setting.code for setting in store.select(StageSetting)]}")
                play.acts[name](one, two)
                play.check()
            play.check_end()

    played()
