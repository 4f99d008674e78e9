"""民情日志 of somebody over some days. No Qt: it is made in a worker's thread."""

from datetime import date

from db.services.visits.diary import diarists, diary
from db.store import Store
from gui.papers.list_papers import NothingToPrint
from gui.papers.paperwork import Job
from gui.tasks import Tick


def diary_paper(person: int, first: date, last: date) -> Job:
    """民情日志, as it is then."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.visits import diary as paper

        found = diary(store, person, first, last)
        if not found:
            raise NothingToPrint("这几天没有可印的日志", "请换一天，或先在上面写一句")
        rows = tuple(paper.DiaryRow(at=one.at, what=one.what, title=one.title, more=one.more) for one in found)
        who = dict(diarists(store))[person]
        given = paper.Diary(centre=store.centre(), who=who, first=first, last=last, rows=rows)
        return paper.PAPER.make(given, tick)

    return Job("民情日志", make)
