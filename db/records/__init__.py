"""The registry of record types: explicit, so that a frozen program finds what the source finds."""

from collections.abc import Mapping

from db.records.base import Record, fields_of, parts_of
from db.records.centre.centre import Centre, Clerk, Rule
from db.records.centre.holiday import HolidayYear
from db.records.hall.meeting import Meeting, Resolution, Topic
from db.records.letters.announcement import Announcement
from db.records.letters.number import IssuedNumber
from db.records.letters.wording import Wording
from db.records.mediation.case import MediationCase
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.records.registry.roster_layout import RosterLayout
from db.records.visits.visit import Visit

RECORD_TYPES: tuple[type[Record], ...] = (
    Grid,
    Building,
    House,
    Resident,
    Household,
    MediationCase,
    Topic,
    Meeting,
    Resolution,
    Visit,
    Announcement,
    IssuedNumber,
    Wording,
    HolidayYear,
    RosterLayout,
    Centre,
    Clerk,
    Rule,
)

BY_TABLE: Mapping[str, type[Record]] = {r.TABLE: r for r in RECORD_TYPES}


def warm() -> None:
    """Reads what every record and part declares: what else the first page of an open store would wait for."""
    for kind in RECORD_TYPES:
        for row in (kind, *(rows.part for rows in parts_of(kind).values())):
            fields_of(row)
