"""发公告通知: a paper that asks for its number, or brings one, stands in the book in the transaction that saves it."""

from datetime import date

import attrs

from db.errors import Problem
from db.records.base import fields_of
from db.records.letters.announcement import Announcement
from db.records.letters.number import ANNOUNCEMENT, NOTICE, PUBLICITY
from db.services.answers import UNASKED, Answers
from db.services.centre.working_days import holidays_of
from db.services.letters.number_record import number_record
from db.store import Store, eq, ne
from db.store.lift import Lift
from db.values.posting_period import WORKING_DAYS, unknown_words

_FAMILIES = {"1": NOTICE, "2": ANNOUNCEMENT, "3": PUBLICITY, "4": ANNOUNCEMENT}


def issue_announcement(store: Store, announcement: Announcement, answers: Answers = UNASKED) -> Announcement:
    """The announcement as saved; with the next number of its family and year where one was asked for.

    公示截止 is reckoned where it is empty, and again when the period changes; one set by hand stays. Without a word in
    the field of the number it gets none: what hangs in the stairway needs no number. ``answers`` say what becomes of the
    number of one whose kind or year changes. Raises as `db.services.letters.number_record.number_record` does.
    """
    return number_record(store, _with_end(store, announcement), _counted, "发公告通知", answers=answers)


def _counted(announcement: Announcement) -> tuple[str, date]:
    return _FAMILIES.get(announcement.kind, NOTICE), announcement.day or date.today()


def _with_end(store: Store, announcement: Announcement) -> Announcement:
    """The announcement with its last day of posting, so that lists and searches have it."""
    holidays = holidays_of(store)
    reckoned = announcement.reckoned_end(holidays)
    if reckoned is None or announcement.until == reckoned:
        return announcement
    before = store.find(Announcement, announcement.id) if announcement.id else None
    untouched = before and before.until == announcement.until and before.reckoned_end(holidays) == before.until
    return attrs.evolve(announcement, until=reckoned) if untouched or not announcement.until else announcement


def reckon_missing_ends(store: Store) -> list[Announcement]:
    """The announcements that had days of posting but no last day, as saved with it: those of before it was kept.

    What cannot be saved as it stands is left for the clerk to mend.
    """
    with store.lifted(Lift.OPENING):
        return _reckon_missing_ends(store)


def _reckon_missing_ends(store: Store) -> list[Announcement]:
    lacking = store.select(Announcement, eq("until", None), ne("period", None))
    if not lacking:
        return []
    holidays = holidays_of(store)
    ended = [attrs.evolve(one, until=one.reckoned_end(holidays)) for one in lacking]
    sound = [one for one in ended if one.until and not any(problem.blocking for problem in one.problems())]
    if not sound:
        return []
    with store.writing("补算公示截止") as w:
        return w.save_all(sound)


def period_doubts(store: Store, announcement: Announcement) -> list[Problem]:
    """A word where the last day of a 公示期 is not what its count gives, or was reckoned without a 放假安排."""
    holidays = holidays_of(store)
    begins, reckoned = announcement.begins(), announcement.reckoned_end(holidays)
    if not begins or not reckoned:
        return []
    kinds = fields_of(Announcement)
    if announcement.until and announcement.until != reckoned:
        told = f"按公示天数算应到 {reckoned}"
        return [kinds["until"].problem("end_differs", told, "清空公示截止再保存，就重新算", blocking=False)]
    # A period in days asks only whether its last day is a day off.
    first = begins if announcement.period_unit == WORKING_DAYS else reckoned
    told = unknown_words(holidays.unknown_years(first, reckoned))
    remedy = "请到“设置 · 放假安排”录入，再清空公示截止重新算"
    return [kinds["period"].problem("holidays_unknown", told, remedy, blocking=False)] if told else []
