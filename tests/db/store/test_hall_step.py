"""Resolutions and meetings of before: what was resolved is their subject, and what had two names is of two kinds."""

from db.records.hall.meeting import Meeting, Resolution
from db.services.find import find
from db.store import Store
from db.store.driver import Connection
from tests.db.store.test_migrations import apply_until, connection, old

__all__ = ["connection", "old"]

MEETINGS = {
    "3月三方联席会议": ("3", "7"),
    "物业联席会议": ("3", "3"),
    "物业联席会议（三方联席会）": ("3", "3"),
    "民情恳谈会": ("5", "8"),
    "事务协调会暨民情恳谈会": ("5", "5"),
    "幸福里流动茶桌": ("6", "10"),
    "流动茶桌": ("9", "9"),
}
"""By name the kind that it had, and the one that it has."""


def test_a_meeting_keeps_its_kind_unless_its_name_has_the_other_word(old: Store, connection: Connection) -> None:
    apply_until(connection, "m023_tenures")
    for number, (name, (kind, _)) in enumerate(MEETINGS.items(), 1):
        sql = (
            "INSERT INTO meeting (id, version, name, kind, starts, hall) VALUES (?, 3, ?, ?, '2026-03-25T14:30', '厅')"
        )
        connection.execute(sql, (number, name, kind))
    connection.close()
    upgraded = Store._with_key(old.folder, old._key)
    found = {m.name: m.kind for m in upgraded.get_many(Meeting, range(1, len(MEETINGS) + 1)).values()}
    assert found == {name: now for name, (_, now) in MEETINGS.items()}
    upgraded.close()


def test_what_was_resolved_is_the_subject_in_the_record_the_log_and_the_search(old: Store) -> None:
    upgraded = Store._with_key(old.folder, old._key)
    resolution = upgraded.select(Resolution)[0]
    assert resolution.subject == "议定事项1"
    assert upgraded.history(resolution)[-1].change["subject"] == [None, "议定事项1"]
    assert ("resolution", resolution.id) in [(found.table, found.id) for found in find(upgraded, "议定事项1")]
    assert upgraded.verify() == []
    upgraded.close()
