"""时限 before anything is saved: the sum of a clock as it would begin with what is typed, and how long one takes that begins later."""

from collections.abc import Mapping
from datetime import datetime

from db.records.base import Record
from db.records.clock import Clock
from db.records.flow import Flow, Move
from db.records.running import runnings
from db.services.clocks import doubt_words, sum_words
from db.store import Store


class Foretelling:
    """Tells sums by the rules and the calendar of when it was made, so that it can be asked at every key."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reckoner = store.reckoner()

    def of_new(self, record: Record) -> list[str]:
        """One line for each clock of what is begun: its sum, or from what on it is counted; none without a rule.

        调结时限：03-02 受理 + 1个月 = 04-02；办结时限：从“转交处置”起 3个工作日
        """
        if (flow := self._store.declared_flow(record)) is None:
            return []
        told = (
            (clock, self._begun(flow, clock, record) if not clock.starts else self._later(flow, clock, record))
            for clock in flow.clocks
        )
        return [f"{clock.label}时限：{words}" for clock, words in told if words]

    def of_move(self, record: Record, move: Move, at: datetime) -> Mapping[str, str]:
        """The sum of each clock that a move begins, by the field of its last day, of the record with what is typed."""
        flow = self._store.declared_flow(record)
        begun = [
            clock for clock in (flow.clocks if flow else ()) if move.name in clock.starts and clock.day in move.asks
        ]
        return {clock.day: words for clock in begun if (words := self._words(record, clock, at, move.label))}

    def _begun(self, flow: Flow, clock: Clock, record: Record) -> str:
        ran = runnings(flow, clock, record, ())
        return self._words(record, clock, ran[-1].started, ran[-1].began) if ran else ""

    def _later(self, flow: Flow, clock: Clock, record: Record) -> str:
        begins = clock.starts[0]
        move, stage = flow.move(begins), flow.stage(begins)
        rule = self._reckoner.rule_for(record, clock, datetime.now().date())
        length = rule.length() if rule else None
        label = move.label if move else stage.label if stage else begins
        return f"从“{label}”起 {length.words()}" if length else ""

    def _words(self, record: Record, clock: Clock, at: datetime, began: str) -> str:
        rule = self._reckoner.rule_for(record, clock, at.date())
        length = rule.length() if rule else None
        if length is None:
            return ""
        due = self._reckoner.by_rule(record, clock, at).due
        words = sum_words(began, at, length.words(), due)
        return words + doubt_words(self._reckoner.calendar.holidays, at, due, length.words())
