"""「N 条保管期满」 on 今日 opens those whose term is over, and not the rule."""

from datetime import date

from db.records.duties.retention import Retention
from db.records.registry.resident import Resident
from db.store import Store
from gui.main_window import MainWindow


def test_it_opens_the_people_whose_term_is_over(window: MainWindow, store: Store) -> None:
    gone = store.save(Resident(name="甲一", state="2", state_day=date(2015, 3, 1)))
    store.save(Resident(name="乙二"))
    store.save(Retention(what="居民登记", of="1", years=2, end="1", basis="本中心定的"))
    today = window.page("today")
    today.refresh()
    model = today._list.model()
    row = next(n for n in range(model.rowCount()) if "保管期满" in str(model.index(n, 1).data()))
    today._list.activated.emit(model.index(row, 1))
    assert window.current_key() == "resident"
    found = window.page("resident").list
    assert [found.view.model().id_at(n) for n in range(found.view.model().rowCount())] == [gone.id]
    assert found.added(), "the clerk sees by what it is narrowed"
