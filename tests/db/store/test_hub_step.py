"""Cases and topics of before: each problem is one matter, nothing is lost, nothing is invented."""

from collections.abc import Mapping

import pytest

from db.records.hall.meeting import Resolution, Topic
from db.records.matters.flow import CLOSED_STAGES
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.step import TAKEN_OVER, Step
from db.services.find import find
from db.store import Store, driver
from db.store.driver import Connection
from tests.db.store.test_migrations import apply_until, connection, old

__all__ = ["connection", "old"]

CASES = {
    101: ("1", "", "2026-02-03"),
    102: ("7", "", "2026-03-03"),
    103: ("9", "4", "2026-03-04"),
    104: ("0", "", "2026-03-05"),
    105: ("7", "1", "2026-03-06"),
    106: ("7", "", "2026-03-07"),
}
"""By case its stage, how it ended, the day on which it was received."""
TOPICS = {
    201: ("加装电梯", "1", "2026-01-05", "1", 0),
    202: ("堆物", "2", "2026-01-06", "3", 0),
    203: ("换届选举", "5", "2026-01-07", "1", 0),
    204: ("路灯", "", "2026-01-08", "1", 0),
    205: ("漏水", "3", "2026-04-01", "1", 102),
    206: ("漏水 （结转）", "4", "2026-05-01", "3", 0),
    207: ("噪声", "3", "2026-04-02", "4", 106),
    208: ("停车", "6", "2026-04-03", "4", 0),
    209: ("停车（上次结转）", "4", "2026-04-20", "5", 0),
    210: ("谁也不知道（结转）", "4", "2026-04-21", "1", 0),
    211: ("换届选举", "4", "2026-04-22", "1", 0),
    212: ("漏水", "1", "", "3", 101),
}
"""By topic its subject, source, day, state and case."""
PARTIES = (("1", "王五", (1 << 48) | 7), ("1", "王六", (19 << 48) | 5), ("2", "赵六", None))
WITHOUT = {203, 204, 210, 211}


def fill(connection: Connection) -> None:
    """Cases and topics, linked and not, of a desk of the number 3."""
    apply_until(connection, "m024_subjects")
    for table in ("agenda_item", "resolution", "topic", "case_party", "case_actor", "mediation_case"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("UPDATE counter SET value = 3 WHERE name = 'desk'")
    for case, (stage, outcome, day) in CASES.items():
        sql = (
            "INSERT INTO mediation_case (id, version, title_text, dispute, source, received, facts, place, stage, outcome, closed)"
            " VALUES (?, 5, ?, '2', '1', ?, '漏水', '3号楼', ?, ?, ?)"
        )
        connection.execute(sql, (case, f"纠纷{case}", day, stage, outcome, "2026-03-20" if stage in "79" else None))
        for party, (side, name, who) in enumerate(PARTIES):
            sql = "INSERT INTO case_party (id, version, owner, position, who, side, name) VALUES (?, 1, ?, ?, ?, ?, ?)"
            connection.execute(sql, (case * 10 + party, case, party, who, side, name))
    for topic, (subject, source, day, state, case) in TOPICS.items():
        sql = 'INSERT INTO topic (id, version, subject, source, raised, state, "case", detail) VALUES (?, 2, ?, ?, ?, ?, ?, ?)'
        connection.execute(sql, (topic, subject, source, day or None, state, case or None, f"说明{topic}"))
    connection.execute(
        "INSERT INTO resolution (id, version, subject, owner, due, state, meeting, topic)"
        " SELECT 301, 1, '修', '物业', '2026-06-01', '1', id, 202 FROM meeting LIMIT 1"
    )


@pytest.fixture
def upgraded(old: Store, connection: Connection) -> Store:
    fill(connection)
    connection.close()
    return Store._with_key(old.folder, old._key)


def matters_of(store: Store) -> tuple[Mapping[int, Matter], Mapping[int, Matter]]:
    """The matters by case, and by topic."""
    matters = {matter.id: matter for matter in store.select(Matter)}
    of_case = {case.id: matters[case.matter] for case in store.select(MediationCase)}
    return of_case, {topic.id: matters[topic.matter] for topic in store.select(Topic) if topic.matter}


def test_each_problem_is_one_matter(upgraded: Store) -> None:
    of_case, of_topic = matters_of(upgraded)
    assert set(of_case) == set(CASES)
    assert set(of_topic) == set(TOPICS) - WITHOUT
    assert of_topic[205] == of_topic[206] == of_case[102]
    assert (of_topic[207], of_topic[212]) == (of_case[106], of_case[101])
    assert of_topic[208] == of_topic[209]
    used = [*(m.id for m in of_case.values()), *(of_topic[topic].id for topic in (201, 202, 208))]
    assert len(used) == len(set(used)) == upgraded.count(Matter) == 9
    assert {case.version for case in upgraded.select(MediationCase)} == {5}
    assert {topic.version for topic in upgraded.select(Topic)} == {2}
    (resolution,) = upgraded.select(Resolution)
    assert resolution.matter == of_topic[202].id
    upgraded.close()


def test_it_stands_as_its_ways_do_and_says_only_what_they_say(upgraded: Store) -> None:
    of_case, of_topic = matters_of(upgraded)
    stood = {case: (m.stage, m.outcome, str(m.closed or "")) for case, m in of_case.items()}
    assert stood == {
        101: ("1", "", ""),
        102: ("5", "0", "2026-03-20"),
        103: ("5", "4", "2026-03-20"),
        104: ("0", "", ""),
        105: ("5", "1", "2026-03-20"),
        106: ("1", "", ""),
    }, "a topic that waits keeps the matter of a closed case open"
    assert {t: (of_topic[t].stage, of_topic[t].outcome) for t in (201, 202, 208)} == {
        201: ("1", ""), 202: ("5", "0"), 208: ("5", "0"),
    }  # fmt: skip
    for matter in upgraded.select(Matter):
        assert (matter.number, matter.slip, matter.taker, matter.lead, matter.due, matter.root) == (
            "",
            "",
            0,
            0,
            None,
            0,
        )
        assert [p for p in matter.problems() if p.blocking] == []
    case = of_case[101]
    assert (case.subject, case.facts, case.place, case.nature) == ("纠纷101", "漏水", "3号楼", "6")
    assert [(c.name, c.who) for c in case.claimants] == [("王五", (1 << 48) | 7), ("王六", 0)]
    assert of_topic[201].claimants == ()
    assert (of_topic[202].subject, of_topic[202].facts, of_topic[202].channel) == ("堆物", "说明202", "3")
    upgraded.close()


def test_one_step_tells_that_it_was_taken_over_and_of_which_day(upgraded: Store) -> None:
    of_case, of_topic = matters_of(upgraded)
    for matter, day in ((of_case[101], "2026-02-03"), (of_topic[201], "2026-01-05")):
        (step,) = upgraded.steps(matter)
        assert (step.what, step.said, step.did, step.account) == (TAKEN_OVER, "从旧版接续", 0, 0)
        assert step.at is not None
        assert str(step.at.date()) == day == str(matter.taken and matter.taken.date())
    assert upgraded.count(Step) == upgraded.count(Matter)
    upgraded.close()


def test_what_is_new_is_found_and_numbers_of_rows_go_on(upgraded: Store) -> None:
    of_case, _ = matters_of(upgraded)
    assert ("matter", of_case[101].id) in [(found.table, found.id) for found in find(upgraded, "纠纷101")]
    made = upgraded.save(Matter(subject="新的", taken=of_case[101].taken))
    assert made.id == (3 << 40) + 10
    assert of_case[101].stage not in CLOSED_STAGES
    assert upgraded.verify() == []
    assert driver.faults(upgraded._connection) == []
    upgraded.close()
