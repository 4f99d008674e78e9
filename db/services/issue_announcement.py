"""发公告通知: a paper that asks for its number, or brings one, stands in the book in the transaction that saves it."""

from datetime import date

from db.errors import Problem
from db.records.announcement import Announcement
from db.records.base import fields_of
from db.records.number import ANNOUNCEMENT, NOTICE, PUBLICITY
from db.services.number_record import number_record
from db.services.working_days import holidays_of
from db.store import Store
from db.values.posting_period import WORKING_DAYS, unknown_words

_FAMILIES = {"1": NOTICE, "2": ANNOUNCEMENT, "3": PUBLICITY, "4": ANNOUNCEMENT}


def issue_announcement(store: Store, announcement: Announcement) -> Announcement:
    """The announcement as saved; with the next number of its family and year where one was asked for.

    Without a word in the field of the number it gets none: what hangs in the stairway needs no number. Raises as
    `db.services.number_record.number_record` does.
    """
    family = _FAMILIES.get(announcement.kind, NOTICE)
    return number_record(store, announcement, family, announcement.day or date.today(), "发公告通知")


def period_doubts(store: Store, announcement: Announcement) -> list[Problem]:
    """A word where the end of a 公示期 is reckoned in a year whose 放假安排 nobody has entered."""
    holidays = holidays_of(store)
    begins, ends = announcement.begins(), announcement.ends(holidays)
    if announcement.until or not begins or not ends:
        return []
    # A period in days asks only whether its last day is a day off.
    first = begins if announcement.period_unit == WORKING_DAYS else ends
    told = unknown_words(holidays.unknown_years(first, ends))
    kind = fields_of(Announcement)["period"]
    remedy = "请到“设置 · 放假安排”录入，或自己填公示截止"
    return [kind.problem("holidays_unknown", told, remedy, blocking=False)] if told else []
