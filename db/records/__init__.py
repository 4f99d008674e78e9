"""The registry of record types: explicit, so that a frozen program finds what the source finds."""

from db.records.base import Record, fields_of, parts_of
from db.records.bodies.body import BODIES
from db.records.bodies.person import PERSONS
from db.records.bodies.placement import PLACEMENTS
from db.records.bodies.tenure import TENURES
from db.records.centre.account import ACCOUNTS
from db.records.centre.centre import CENTRES, RULES
from db.records.centre.clock_rule import CLOCK_RULES
from db.records.centre.handover import HANDOVERS
from db.records.centre.holiday import HOLIDAY_YEARS
from db.records.centre.opening import OPENINGS
from db.records.centre.option_list import OPTION_LISTS
from db.records.centre.table_layout import TABLE_LAYOUTS
from db.records.duties.consent import CONSENTS, PRIVACY_NOTICES
from db.records.duties.giving import EXPORT_ENTRIES
from db.records.duties.incident import INCIDENTS
from db.records.duties.request import RIGHTS_REQUESTS
from db.records.duties.retention import APPRAISALS, RETENTIONS
from db.records.estates.estate import ESTATES
from db.records.exhibit import EXHIBITS
from db.records.hall.meeting import MEETINGS, RESOLUTIONS, TOPICS
from db.records.kept_figure import KEPT_FIGURES
from db.records.kinds import Kinds
from db.records.letters.announcement import ANNOUNCEMENTS
from db.records.letters.number import ISSUED_NUMBERS
from db.records.letters.wording import WORDINGS
from db.records.matters.common_problem import COMMON_PROBLEMS
from db.records.matters.joint_talk import JOINT_TALKS
from db.records.matters.listening import LISTENINGS
from db.records.matters.matter import MATTERS
from db.records.matters.opinion_letter import OPINION_LETTERS
from db.records.matters.project import PROJECTS
from db.records.matters.reception import RECEPTIONS
from db.records.matters.reminder import REMINDERS
from db.records.matters.skip_rule import SKIP_RULES
from db.records.matters.three_steps import THREE_STEPS
from db.records.matters.whistle import WHISTLES
from db.records.mediation.case import MEDIATION_CASES
from db.records.registry.booklet import BOOKLETS
from db.records.registry.household import HOUSEHOLDS
from db.records.registry.ledger import LEDGER_ROWS, LEDGERS
from db.records.registry.place import BUILDINGS, GRIDS, HOUSES
from db.records.registry.resident import RESIDENTS
from db.records.registry.roster_layout import ROSTER_LAYOUTS
from db.records.saved_list import SAVED_LISTS
from db.records.stage_setting import STAGE_SETTINGS
from db.records.step import STEPS
from db.records.visits.diary_line import DIARY_LINES
from db.records.visits.round_sheet import ROUND_SHEETS
from db.records.visits.visit import VISITS

KINDS = Kinds(
    (
        RESIDENTS,
        HOUSEHOLDS,
        BOOKLETS,
        HOUSES,
        BUILDINGS,
        GRIDS,
        LEDGERS,
        LEDGER_ROWS,
        ROSTER_LAYOUTS,
        TABLE_LAYOUTS,
        MATTERS,
        LISTENINGS,
        RECEPTIONS,
        SKIP_RULES,
        WHISTLES,
        REMINDERS,
        OPINION_LETTERS,
        PROJECTS,
        COMMON_PROBLEMS,
        JOINT_TALKS,
        MEDIATION_CASES,
        MEETINGS,
        TOPICS,
        RESOLUTIONS,
        THREE_STEPS,
        VISITS,
        ROUND_SHEETS,
        DIARY_LINES,
        BODIES,
        PERSONS,
        TENURES,
        PLACEMENTS,
        ESTATES,
        ANNOUNCEMENTS,
        ISSUED_NUMBERS,
        WORDINGS,
        EXPORT_ENTRIES,
        PRIVACY_NOTICES,
        CONSENTS,
        RIGHTS_REQUESTS,
        RETENTIONS,
        APPRAISALS,
        INCIDENTS,
        HOLIDAY_YEARS,
        OPENINGS,
        CLOCK_RULES,
        CENTRES,
        ACCOUNTS,
        HANDOVERS,
        RULES,
        STEPS,
        EXHIBITS,
        STAGE_SETTINGS,
        SAVED_LISTS,
        KEPT_FIGURES,
        OPTION_LISTS,
    )
)
"""Every type, in the order in which rooms, tabs and hits show them."""

RECORD_TYPES: tuple[type[Record], ...] = tuple(kind.record for kind in KINDS)


def warm() -> None:
    """Reads what every record and part declares: what else the first page of an open store would wait for."""
    for kind in RECORD_TYPES:
        for row in (kind, *(rows.part for rows in parts_of(kind).values())):
            fields_of(row)
