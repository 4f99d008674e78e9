"""What kinds name of the services: each name with what it stands for, room by room."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from db.records.flow import Move
from db.services.answers import Answers
from db.services.centre.keep_account import keep_account
from db.services.centre.working_days import enter_holidays
from db.services.due import Due
from db.services.duties.consents import consents_due, keep_consent
from db.services.duties.expired import retention_due
from db.services.estates.committee_table import COMMITTEE_TABLE
from db.services.estates.company_table import COMPANY_TABLE
from db.services.hall.call_meeting import call_meeting
from db.services.hall.due import minutes_due, resolutions_due
from db.services.hall.raise_topic import raise_topic
from db.services.hall.topics_in_tables import TOPICS_IN_TABLES
from db.services.hall.write_minutes import keep_resolution
from db.services.importing.form import TableForm
from db.services.importing.way_matters import Comes
from db.services.letters.due import postings_due
from db.services.letters.issue_announcement import issue_announcement
from db.services.matters.blow import blow_whistle
from db.services.matters.ending import offered, proposed, way_moved
from db.services.matters.joined import matter_moved
from db.services.matters.joint import keep_joint_talk
from db.services.matters.keep_common import keep_common
from db.services.matters.keep_reception import keep_reception
from db.services.matters.listen import keep_listening
from db.services.matters.order_table import ORDER_TABLE
from db.services.matters.stages import filled, sent_back
from db.services.matters.stepping_aside import refuse_doer
from db.services.matters.take_in import take_in
from db.services.matters.three_steps import known_of, three_steps_moved
from db.services.matters.urge import draft_letter, keep_reminder
from db.services.mediation.accept_case import accept_case
from db.services.mediation.cases_in_tables import CASES_IN_TABLES
from db.services.registry.grid_tables import GRID_TABLE, GROUP_TABLE, STEWARD_TABLE
from db.services.registry.in_one_household import save_home
from db.services.registry.ledgers.counts import ledgers_due
from db.services.registry.register_resident import register_resident
from db.services.visits.diary import keep_diary_line
from db.services.visits.due import visits_due
from db.services.visits.sheets import keep_sheet, sheets_due
from db.store import Store, Writer


@frozen
class Follows:
    """What a type has to say to its moves.

    Attributes:
        made: looks at a move before it is made, or taken back (None), in its transaction: the record before and after, and it.
        offered: which of the moves at a stage are offered.
        proposed: the outcome that is filled in before where a move asks for it; "" for none.
        keyed: refuses a move of a record to a person who did it.
        filled: what else is filled in before where a move asks for it and nothing is there yet.
        then: the name of the move that the program makes by itself after a move, of the record before and after that, and its
            note, which says why; ("", "") for none.
    """

    made: Callable[[Store, Writer, Any, Any, Move | None], Any]
    offered: Callable[[Store, Any, list[Move]], list[Move]] = field(default=lambda _store, _record, moves: moves)
    proposed: Callable[[Store, Any], str] = field(default=lambda _store, _record: "")
    keyed: Callable[[Store, Any, Move, int], None] = field(default=lambda _store, _record, _move, _did: None)
    filled: Callable[[Store, Any, Move], Mapping[str, object]] = field(default=lambda _store, _record, _move: {})
    then: Callable[[Any, Any, Move], tuple[str, str]] = field(default=lambda _before, _after, _move: ("", ""))


Save = Callable[[Store, Any, Answers], Any]
"""Gives the record as saved, after the answers that were given."""

DUE: Mapping[str, Due] = {
    service.__name__: service
    for service in (
        minutes_due,
        resolutions_due,
        visits_due,
        sheets_due,
        postings_due,
        ledgers_due,
        consents_due,
        retention_due,
    )
}
"""What tells what of a type is due, by the name that its kind has for it."""

SAVES: Mapping[str, Save] = {
    "register_resident": register_resident,
    "save_home": save_home,
    "take_in": take_in,
    "blow_whistle": blow_whistle,
    "keep_reminder": keep_reminder,
    "keep_reception": keep_reception,
    "draft_letter": draft_letter,
    "accept_case": accept_case,
    "call_meeting": call_meeting,
    "raise_topic": raise_topic,
    "keep_resolution": keep_resolution,
    "issue_announcement": issue_announcement,
    "enter_holidays": enter_holidays,
    "keep_consent": keep_consent,
    "keep_account": keep_account,
    "keep_sheet": keep_sheet,
    "keep_diary_line": keep_diary_line,
    "keep_listening": keep_listening,
    "keep_joint_talk": keep_joint_talk,
    "keep_common": keep_common,
}
"""What saves a record of a type, by the name that its kind has for it; `db.services.save_as_declared` alone calls it."""

FOLLOWS: Mapping[str, Follows] = {
    "matter_moved": Follows(matter_moved, offered, proposed, refuse_doer, filled, sent_back),
    "way_moved": Follows(way_moved),
    "three_steps_moved": Follows(three_steps_moved, filled=known_of),
}
"""What looks at the moves of a type, by the name that its kind has for it; `db.services.following` alone reads it."""

TABLES: tuple[TableForm, ...] = (COMPANY_TABLE, COMMITTEE_TABLE, GRID_TABLE, STEWARD_TABLE, GROUP_TABLE, ORDER_TABLE)
"""The forms of tables that tell of several types at once, or otherwise than an export does; `db.services.import_file` alone reads them."""

COMES: Mapping[str, Comes] = {"accept_case": CASES_IN_TABLES, "raise_topic": TOPICS_IN_TABLES}
"""How a way that a table brings comes by its matter, by the name of what saves one by hand; `db.services.import_file` alone reads it."""
