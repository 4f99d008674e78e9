"""发公告通知: a paper that asks for its number gets it in the transaction that saves it, and stands in the book."""

from datetime import date

import attrs

from db.records.announcement import Announcement
from db.records.number import ANNOUNCEMENT, NOTICE, PUBLICITY
from db.services.issue_number import draw_number, enter_number
from db.store import Store

ASKED = ("取号", "自动", "?", "？")
"""What a clerk writes in place of a number to have the next one of its family."""
_FAMILIES = {"1": NOTICE, "2": ANNOUNCEMENT, "3": PUBLICITY, "4": ANNOUNCEMENT}


def issue_announcement(store: Store, announcement: Announcement) -> Announcement:
    """The announcement as saved; with the next number of its family and year where one was asked for.

    Without a word in the field of the number it gets none: what hangs in the stairway needs no number.

    Raises:
        RecordInvalid: something forbids saving it; no number is used up.
    """
    if announcement.number.strip() not in ASKED:
        return store.save(announcement)
    with store.writing("发公告通知") as w:
        drawn = draw_number(store, w, _FAMILIES.get(announcement.kind, NOTICE), announcement.day or date.today())
        saved = w.save(attrs.evolve(announcement, number=drawn.written))
        enter_number(w, drawn, saved.title_text, store.actor, saved)
        return saved
