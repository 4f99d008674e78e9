"""What the clerk of the practice community added to the own diary by hand; the rest of it follows from the work."""

from datetime import date, timedelta

from db.records.visits.diary_line import DiaryLine
from db.services.save_as_declared import save_as_declared
from db.store import Store

_WRITTEN = (
    (0, "早上在3号楼下和楼栋长碰了头，充电桩的事物业周五前修"),
    (1, "下午到老年食堂坐了一会儿，几位老人说菜咸，已转告"),
    (4, "陪社工看了4号楼两户新搬来的，都登记了电话"),
)
"""How many days ago, and what."""


def write_diary(store: Store, today: date) -> None:
    """Writes the lines, of who works here."""
    person = store.person_at_work()
    for ago, text in _WRITTEN if person else ():
        save_as_declared(store, DiaryLine(day=today - timedelta(days=ago), person=person, text=text))
