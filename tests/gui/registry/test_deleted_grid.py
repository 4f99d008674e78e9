"""A grid that was registered by mistake is deleted in its window, with what its name alone made."""

from db.records.bodies.tenure import Tenure
from db.records.registry.place import Grid
from gui.main_window import MainWindow
from tests.factories import plant
from tests.gui.conftest import Shown


def test_a_grid_goes_with_the_post_of_its_chief_and_both_come_back(window: MainWindow, shown: Shown) -> None:
    store = window.session.store
    grid = plant(store, Grid)
    held = [(post.person, post.post, post.since) for post in store.select(Tenure)]
    window.open_record("grid", grid.id)
    shown.answer = True
    window.page("grid").form_page.delete()
    assert ([error.code for error in shown.errors], store.count(Grid), store.count(Tenure)) == ([], 0, 0)
    assert shown.undo is not None
    shown.undo()
    assert [(post.person, post.post, post.since) for post in store.select(Tenure)] == held
    assert len(held) == 1
    assert [back.chief for back in store.select(Grid)] == [grid.chief]
