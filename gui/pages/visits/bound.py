"""走访: the list to take along on the next round."""

from datetime import date

from db.services.visits.visit_round import rounds
from db.store import Store
from gui.pages.bound import Bound
from gui.papers import list_papers
from gui.widgets.print_menu import Ids, Printable
from gui.words import tr


def visit_rounds(store: Store, _ids: Ids | None = None) -> list[Printable]:
    """走访登记表 of each grid, or of one of its buildings."""
    return [
        Printable(
            (tr("走访登记表：{0}（整个网格）") if len(walk.buildings) > 1 else tr("走访登记表：{0}")).format(
                walk.label
            ),
            lambda walk=walk: list_papers.visit_list(walk, date.today()),
            walk.grid,
        )
        for walk in rounds(store)
    ]


BOUND = Bound(lists={"visit_rounds": visit_rounds})
