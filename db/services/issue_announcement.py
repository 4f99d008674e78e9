"""发公告通知: a paper that asks for its number, or brings one, stands in the book in the transaction that saves it."""

from datetime import date

from db.records.announcement import Announcement
from db.records.number import ANNOUNCEMENT, NOTICE, PUBLICITY
from db.services.number_record import number_record
from db.store import Store

_FAMILIES = {"1": NOTICE, "2": ANNOUNCEMENT, "3": PUBLICITY, "4": ANNOUNCEMENT}


def issue_announcement(store: Store, announcement: Announcement) -> Announcement:
    """The announcement as saved; with the next number of its family and year where one was asked for.

    Without a word in the field of the number it gets none: what hangs in the stairway needs no number. Raises as
    `db.services.number_record.number_record` does.
    """
    family = _FAMILIES.get(announcement.kind, NOTICE)
    return number_record(store, announcement, family, announcement.day or date.today(), "发公告通知")
