"""What is due of announcements: the 公示 that hang."""

from datetime import datetime, timedelta

from db.records.letters.announcement import PUBLICITY, Announcement
from db.services.centre.working_days import holidays_of
from db.services.due import DueItem
from db.store import Store, eq

STILL_TOLD = timedelta(days=30)
"""How long a 公示 that is over waits to be taken down before nobody is told any more."""


def postings_due(store: Store, now: datetime) -> list[DueItem]:
    """What hangs out as 公示: until its last day how long it must hang, afterwards that it is to be taken down.

    Nobody is hurt by a sheet that hangs too long: what is over has no last day, and is not told of for ever.
    """
    today, holidays = now.date(), holidays_of(store)
    items: list[DueItem] = []
    for one in store.select(Announcement, eq("kind", PUBLICITY), eq("taken_down", None)):
        begins, ends = one.begins(), one.ends(holidays)
        if not begins or not ends or begins > today or ends < today - STILL_TOLD:
            continue
        runs = today <= ends
        stage = "公示中" if runs else "期满，待撤下"
        items.append(
            DueItem(
                "announcement", one.id, one.number or "公示", one.title_text, one.places, stage, ends if runs else None
            )
        )
    return items
