"""Keeps clocks with what is written: those of a record as it is saved or moved, those of all that go by hours, holidays and rules."""

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from db.errors import AppError, Problem
from db.records.base import Record, changed, columns_of
from db.records.centre.clock_rule import ClockRule
from db.records.centre.holiday import HolidayYear
from db.records.flow import Flow, Move
from db.records.running import clock_refusals
from db.records.step import CORRECTED, MOVED, RECKONED, UNDONE, Step
from db.store import clock_runs
from db.store.at_work import AtWork
from db.store.driver import Connection
from db.store.reading import Reader
from db.values.day import this_minute

R = TypeVar("R", bound=Record)

_RUN_CLOCKS = (MOVED, UNDONE, CORRECTED)
"""Steps that tell of clocks."""
_GONE_BY = (*clock_runs.CALENDARS, ClockRule)


class ClocksNeed(AppError):
    """Opening hours or holidays without which work that is open would have no last moment, or a wrong one."""

    code = "clocks_need"


class ClockKeeper:
    """The clocks of one transaction.

    Attributes:
        reckoner: reckons them.
    """

    def __init__(
        self,
        connection: Connection,
        read: Reader,
        at_work: AtWork,
        save: Callable[[Sequence[Any]], Sequence[Any]],
    ) -> None:
        """Keeps them by a connection; ``save`` passes the guard, for what follows a clock is no change that somebody makes."""
        self._connection, self._read, self._at_work, self._save = connection, read, at_work, save
        self.reckoner = clock_runs.Reckoner(connection, read)
        self._told_next: Collection[tuple[str, int]] = ()
        self._put_right: dict[int, set[str]] = {}

    @contextmanager
    def told_next(self, *records: Record) -> Generator[None]:
        """Leaves the clocks of records alone while they are saved: the step that is written next tells what they do.

        Settled between the two they would be told by the steps before, and take what the step gives for given by hand.
        """
        self._told_next = {(record.TABLE, record.id) for record in records}
        try:
            yield
        finally:
            self._told_next = ()

    def saved(self, records: Sequence[Record], before: Mapping[int, Record]) -> None:
        """Writes the clocks of what was saved; ``before`` has those that were in the store.

        What somebody puts right was always so: the rule is looked for anew. What a move changes leaves the rule with which a clock began.
        """
        kind = type(records[0])
        if kind is Step:
            steps = [one for one in records if isinstance(one, Step) and (one.what in _RUN_CLOCKS or one.until)]
            numbers = clock_runs.referred(steps)
            anew = {number: self._put_right.pop(number, set[str]()) for number in numbers}
            right = {one.of for one in steps if one.what == CORRECTED}
            self.reckoner.settle_all(numbers, {number: anew[number] for number in right})
        elif issubclass(kind, _GONE_BY):
            self._reckon_anew([*records, *before.values()])
        elif self._read.kinds[kind.TABLE].clocks:
            for record in records:
                was = before.get(record.id)
                anew = self.reckoner.put_right(was, record) if was else set[str]()
                if not self._is_told_next(record):
                    self.reckoner.settle(record, anew, is_new=record.version == 1 and was is None)
                elif anew:
                    self._put_right.setdefault(self._read.kinds.reference_of(record), set()).update(anew)

    def followed(self, records: list[R], before: Mapping[int, Record]) -> list[R]:
        """What was saved, each with the last days that its clocks come to now: who moves its beginning moves these, too."""
        if not self._read.kinds[type(records[0]).TABLE].clocks:
            return records
        return [self.follow(r) if r.id in before and not self._is_told_next(r) else r for r in records]

    def deleted(self, kind: type[Record], gone: Mapping[int, Record]) -> None:
        """Drops the clocks of what was deleted."""
        if gone and issubclass(kind, _GONE_BY):
            self._reckon_anew(list(gone.values()), are_gone=True)
        elif self._read.kinds[kind.TABLE].clocks:
            clock_runs.forget(self._connection, (self._read.kinds.reference_of(record) for record in gone.values()))

    def refusals(
        self, move: Move, records: tuple[Record, Record], steps: Sequence[Step], at: datetime | None
    ) -> list[Problem]:
        """Why a move of clocks must not be made, of the record before and after; nothing of any other."""
        flow = self._read.declared_flow(records[0])
        return list(clock_refusals(flow, move, records, steps, at)) if flow else []

    def gives(self, flow: Flow, move: Move, record: Record, step: Step) -> Step:
        """The step of a move with the last day that it gives by hand."""
        given = self.reckoner.given_by(flow, move, record, step.at) if step.at else None
        return changed(step, until=given)

    def follow(self, record: R, at: datetime | None = None) -> R:
        """The record with the last days that its clocks come to; a step says so where one is another than before.

        Args:
            record: as it was just saved.
            at: when that happened which has moved them, beside which the step is told; None for now.
        """
        days = self.reckoner.later_days(record, self.reckoner.runs(record))
        return self._moved([(record, days)], Step(at=at))[0] if days else record

    def _moved(self, told: Sequence[tuple[R, Mapping[str, object]]], step: Step) -> Sequence[R]:
        """Records of one type with other last days as saved; a step of each says so, ``step`` what all of them have."""
        records = [changed(record, **days) for record, days in told]
        kinds = columns_of(type(records[0]))
        with self.told_next(*records):
            saved = self._save(records)
        said = ("；".join(f"{kinds[n].label}改为{kinds[n].show(day)}" for n, day in days.items()) for _, days in told)
        self._tell((r, changed(step, said=words, kept=r.version)) for r, words in zip(saved, said, strict=True))
        return saved

    def _is_told_next(self, record: Record) -> bool:
        return (record.TABLE, record.id) in self._told_next

    def _reckon_anew(self, records: Sequence[Record], *, are_gone: bool = False) -> None:
        """Moves the clocks that run and go by opening hours, holidays or rules that changed.

        Raises:
            ClocksNeed: some that had a last moment would have none, or they go by holidays that are gone.
        """
        self.reckoner.forget_calendars()
        labels = "、".join(dict.fromkeys(record.LABEL for record in records))
        years = [record for record in records if isinstance(record, HolidayYear) and are_gone]
        lost, why = list[clock_runs.Run](), f"{labels}有改动"
        moved: dict[type[Record], list[tuple[Record, Mapping[str, object]]]] = {}
        for record, was, now in self.reckoner.settle_many(self.reckoner.open_by(records)):
            lost += clock_runs.lost(was, now, is_by_holidays=bool(years))
            self._keep_days(record, now, why)
            if days := self.reckoner.later_days(record, now):
                moved.setdefault(type(record), []).append((record, days))
            elif said := _moved_within_the_day(self._read.declared_flow(record), was, now):
                self._tell([(record, Step(said=said, note=why))])
        if lost:
            raise self._needed(lost, years)
        for told in moved.values():
            self._moved(told, Step(note=why))

    def _needed(self, lost: Sequence[clock_runs.Run], years: Sequence[HolidayYear]) -> ClocksNeed:
        """Why opening hours or holidays must stay, with the rules that need them."""
        rules = filter(None, (self.reckoner.book.get(number) for number in dict.fromkeys(run.rule for run in lost)))
        named = "、".join(rule.title({}) for rule in rules)
        count = len({run.of for run in lost})
        if years:
            of = "、".join(str(year.year) for year in years)
            by = f"（{named}）" if named else ""
            told = f"{of}年的放假安排还用着：{count}件在办的事按它算期限{by}，去掉期限就不对了"
            return ClocksNeed(told, "日子写错了的，请打开这一年来改")
        told = f"没有办公时间，“{named}”就算不出来，{count}件在办的事会没有期限"
        return ClocksNeed(told, "请先填好别的办公时间；不再按工作小时算的，先到“办理时限”改那一条")

    def _keep_days(self, record: Record, runs: Sequence[clock_runs.Run], why: str) -> None:
        """Has a step tell the last days of clocks that no rule gives any more: they stay what they were."""
        kinds = columns_of(type(record))
        for name, day in self.reckoner.left_days(record, runs).items():
            said = f"{kinds[name].label}仍是{kinds[name].show(getattr(record, name))}"
            self._tell([(record, Step(said=said, note=why, until=day))])

    def _tell(self, told: Iterable[tuple[Record, Step]]) -> None:
        """Writes down a step of each of some records."""
        now, of = this_minute(), self._read.kinds.reference_of
        known = {"what": RECKONED, "keyed": now, "account": self._at_work.account}
        self._save([changed(step, of=of(record), at=step.at or now, **known) for record, step in told])


def _moved_within_the_day(flow: Flow | None, was: Sequence[clock_runs.Run], now: Sequence[clock_runs.Run]) -> str:
    """办结时限改为03-02 10:00: of clocks that run by hours those that end at another time than before; "" where none does."""
    before = {(run.clock, run.number): run.due for run in was}
    labels = {clock.name: clock.label for clock in (flow.clocks if flow else ())}
    return "；".join(
        f"{labels[run.clock]}时限改为{run.due:%m-%d %H:%M}"
        for run in now
        if run.stopped is None and run.due and run.is_by_the_clock() and run.due != before.get((run.clock, run.number))
    )
