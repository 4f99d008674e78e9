"""Matters behind the cases and topics of before, as a step of the schema makes them; frozen like the step, never edited."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

HUB = """
ALTER TABLE matter ADD COLUMN "joined" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX matter_joined ON matter("joined");

UPDATE matter SET joined = root WHERE root IS NOT NULL;

ALTER TABLE mediation_case ADD COLUMN "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX mediation_case_matter ON mediation_case("matter");

ALTER TABLE topic ADD COLUMN "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX topic_matter ON topic("matter");

ALTER TABLE resolution ADD COLUMN "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX resolution_matter ON resolution("matter");

ALTER TABLE visit ADD COLUMN "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX visit_matter ON visit("matter")
"""
Execute = Callable[..., Any]
DESK_SHIFT = 40
MATTERS = 29 << 48
TAKEN_OVER, SAID = "9", "从旧版接续"
NEW, CLOSED, VOID, UNTOLD = "1", "5", "0", "0"
DISPUTE, OTHER = "6", "8"
FROM_MEDIATION, FROM_THE_HALL = "23", "11"
CHANNELS = {"1": FROM_THE_HALL, "2": "3", "3": FROM_MEDIATION, "6": FROM_THE_HALL}
"""The channel by the source of a topic that is a problem: residents and 物业 bring theirs to the hall."""
GOES_ON = "4"
"""The source of a topic that continues one of an earlier meeting."""
OVER_CASES, VOID_CASE = ("7", "8", "9"), "0"
OVER_TOPICS = ("3", "5")
_MARKS = re.compile(
    r"[（(\[【〔〈《][^（）()\[\]【】〔〕〈〉《》]*(?:结转|续)[^（）()\[\]【】〔〕〈〉《》]*[）)\]】〕〉》]|\s"
)


class _Made(NamedTuple):
    """What is known of a matter that is to be made.

    Attributes:
        day: on which it came; "" where nobody says.
        outcome: how it ended; "" while it is open or void.
    """

    subject: str
    nature: str
    channel: str
    day: str
    facts: str
    place: str
    stage: str
    outcome: str = ""
    closed: str | None = None


def enter_matters(execute: Execute) -> None:
    """A matter for each case and for each topic that is a problem or has a case; what belongs together has one.

    It draws no number and invents nobody: how a matter ended is 未记 where its record does not say it, and one step tells that it
    was taken over, with the day of the record.
    """
    entering = _Entering(execute)
    topics = _topics(execute)
    of_case = entering.cases({topic.case for topic in topics if topic.is_open})
    of_topic = entering.topics(topics, of_case)
    for table, found in (("mediation_case", of_case), ("topic", of_topic)):
        for record, matter in found.items():
            execute(f"UPDATE {table} SET matter = ? WHERE id = ?", (matter, record))  # noqa: S608
    execute("UPDATE resolution SET matter = (SELECT matter FROM topic WHERE topic.id = resolution.topic)")
    entering.end()


class _Topic(NamedTuple):
    """A topic as it was kept.

    Attributes:
        case: of itself, else of the topic that it continues; 0 for none.
        continues: the earlier topic of the same subject that it continues; 0 for none.
        is_open: whether it waits for a meeting and no later topic continues it.
    """

    id: int
    subject: str
    source: str
    raised: str
    case: int
    detail: str
    continues: int
    is_open: bool


def _topics(execute: Execute) -> list[_Topic]:
    """All topics in their order; one that goes on as another one is over itself."""
    sql = "SELECT id, subject, source, raised, state, \"case\", detail FROM topic ORDER BY coalesce(raised, ''), id"
    rows = execute(sql).fetchall()
    before: dict[str, int] = {}
    continues: dict[int, int] = {}
    cases: dict[int, int] = {}
    for topic, subject, source, _, _, case, _ in rows:
        key = _MARKS.sub("", str(subject)).casefold()
        if source == GOES_ON and key in before:
            continues[topic] = before[key]
        cases[topic] = case or cases.get(continues.get(topic, 0), 0)
        before[key] = topic
    passed = set(continues.values())
    return [
        _Topic(i, subject, source, raised or "", cases[i], detail, continues.get(i, 0), state not in OVER_TOPICS and i not in passed)
        for i, subject, source, raised, state, _, detail in rows
    ]  # fmt: skip


class _Entering:
    """Writes matters, with their claimants and steps, under ids of this desk."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        desk = execute("SELECT value FROM counter WHERE name = 'desk'").fetchone()
        self._first = (int(desk[0]) if desk else 1) << DESK_SHIFT
        self._now = datetime.now().isoformat(timespec="minutes")
        self._taken = {table: self._counted(table) for table in ("matter", "matter_claimant", "step")}
        self._had = dict(self._taken)

    def cases(self, with_open_topics: Iterable[int]) -> dict[int, int]:
        """A matter for each case, by the case; it is open while the case is, or a topic of it."""
        waiting, found = set(with_open_topics), dict[int, int]()
        sql = "SELECT id, title_text, received, facts, place, stage, outcome, closed FROM mediation_case ORDER BY id"
        for case, subject, received, facts, place, stage, outcome, closed in self._execute(sql).fetchall():
            day = received or self._entered("mediation_case", case)
            over = stage in OVER_CASES and case not in waiting
            made = _Made(
                subject, DISPUTE, FROM_MEDIATION, day, facts, place,
                VOID if stage == VOID_CASE else CLOSED if over else NEW,
                (outcome or UNTOLD) if over else "", closed if over else None,
            )  # fmt: skip
            found[case] = self._matter(made)
            self._claim(found[case], case)
        return found

    def topics(self, topics: Sequence[_Topic], of_case: dict[int, int]) -> dict[int, int]:
        """The matter of each topic that has one: of its case, of the topic that it continues, or of its own."""
        goes_on: dict[int, list[_Topic]] = defaultdict(list)
        for topic in topics:
            goes_on[topic.continues].append(topic)
        found: dict[int, int] = {}
        for topic in topics:
            matter = of_case.get(topic.case) or found.get(topic.continues)
            if matter is None and topic.source in CHANNELS:
                matter = self._matter(self._told(topic, is_open=_goes_on(topic, goes_on)))
            if matter is not None:
                found[topic.id] = matter
        return found

    def end(self) -> None:
        """Goes on counting; what is new is found once the index is filled anew."""
        for table, number in self._taken.items():
            if number:
                self._execute("INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)", (f"id:{table}", number))
        if self._taken != self._had:
            self._execute("DELETE FROM search_rules")

    def _told(self, topic: _Topic, *, is_open: bool) -> _Made:
        day = topic.raised or self._entered("topic", topic.id)
        stage, outcome = (NEW, "") if is_open else (CLOSED, UNTOLD)
        return _Made(topic.subject, OTHER, CHANNELS[topic.source], day, topic.detail, "", stage, outcome)

    def _matter(self, made: _Made) -> int:
        matter = self._next("matter")
        self._execute(
            "INSERT INTO matter (id, version, subject, nature, channel, urgency, taken, facts, place, stage, outcome, closed)"
            " VALUES (?, 1, ?, ?, ?, '1', ?, ?, ?, ?, ?, ?)",
            (
                matter, made.subject, made.nature, made.channel, _midnight(made.day), made.facts, made.place, made.stage,
                made.outcome, made.closed,
            ),
        )  # fmt: skip
        self._execute(
            'INSERT INTO step (id, version, "of", what, said, at, keyed) VALUES (?, 1, ?, ?, ?, ?, ?)',
            (self._next("step"), MATTERS | matter, TAKEN_OVER, SAID, _midnight(made.day), self._now),
        )
        return matter

    def _claim(self, matter: int, case: int) -> None:
        """Who applied for mediation claims; of whom they are, residents (1) and bodies (20) are known as such."""
        sql = (
            "SELECT iif(who >> 48 IN (1, 20), who, NULL), name, phone FROM case_party"
            " WHERE owner = ? AND side = '1' AND name != '' ORDER BY position"
        )
        for position, (who, name, phone) in enumerate(self._execute(sql, (case,)).fetchall()):
            self._execute(
                "INSERT INTO matter_claimant (id, version, owner, position, who, name, phone) VALUES (?, 1, ?, ?, ?, ?, ?)",
                (self._next("matter_claimant"), matter, position, who, name, phone),
            )

    def _entered(self, table: str, record: int) -> str:
        """The day on which a record was entered that has none; that of today where the log does not know it."""
        sql = "SELECT at FROM audit WHERE tbl = ? AND row_id = ? ORDER BY seq LIMIT 1"
        row = self._execute(sql, (table, record)).fetchone()
        return str(row[0] if row else self._now)[:10]

    def _counted(self, table: str) -> int:
        row = self._execute("SELECT value FROM counter WHERE name = ?", (f"id:{table}",)).fetchone()
        return int(row[0]) if row else 0

    def _next(self, table: str) -> int:
        self._taken[table] += 1
        return self._first + self._taken[table]


def _goes_on(topic: _Topic, goes_on: dict[int, list[_Topic]]) -> bool:
    """Whether a topic is open, or one by which it goes on."""
    return topic.is_open or any(_goes_on(later, goes_on) for later in goes_on.get(topic.id, ()))


def _midnight(day: str) -> str:
    return f"{day}T00:00"
