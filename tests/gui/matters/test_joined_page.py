"""The page of a matter that is joined, and that of one whose ways are over."""

from datetime import date

from pytestqt.qtbot import QtBot

from db.records.matters.codes import JOINED
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase, Party
from db.services.mediation.accept_case import accept_case
from db.services.move import move
from db.store import Store
from gui.main_window import MainWindow
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import buttons, choose, dialog, page_of, pick, taken_in


def test_a_matter_is_joined_to_one_that_is_picked_and_taken_out_again(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    settle(store)
    one, root = taken_in(store), taken_in(store, "3号楼东侧没有电")
    in_front(qtbot, window)
    window.open_record("matter", one.id)
    page = page_of(window)
    choose(page, "并案…")
    asked = dialog(qtbot)
    editor = asked.form.editors["joined"]
    pick(qtbot, editor, root.slip)
    asked.go.click()
    joined = store.get(Matter, one.id)
    assert (joined.root, joined.outcome) == (root.id, JOINED)
    assert page.stages.ending() == f"并入{root.number}，在办", "its lamp is dark, but the matter goes on over there"
    assert f"并到：{store.title(root)}" in page.timeline.lines[0].more
    assert set(buttons(page)) >= {"撤出并案"}
    assert "重开" not in buttons(page)
    assert [(line.label, line.id) for line in page.related.lines if line.table == "matter"] == [("并入", root.id)]
    assert not {"root", "joined"} & {fact.name for fact in page.facts.facts}
    window.open_record("matter", root.id)
    assert [(line.label, line.id) for line in page.related.lines if line.table == "matter"] == [("并来的", one.id)]
    window.open_record("matter", one.id)
    buttons(page)["撤出并案"].click()
    asked = dialog(qtbot)
    write(asked.form.editors["reason"].target(), "不是一件事")
    asked.go.click()
    assert store.get(Matter, one.id).root == 0
    assert "召集完成，转分级" in buttons(page)
    assert [stop.mark for stop in page.strip.stops()] == [""] * 5, "what it came back from lies ahead again"
    assert shown.undo is not None
    shown.undo()
    assert store.get(Matter, one.id).root == root.id
    assert shown.errors == []


def test_the_last_way_that_is_over_makes_the_red_button_end_the_matter(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    settle(store)
    given = MediationCase(
        title_text="楼上渗水", dispute="2", facts="渗水。", received=date(2026, 3, 9),
        parties=(Party(name="张桂芳"), Party(side="2", name="李国富")),
    )  # fmt: skip
    case = accept_case(store, given)
    in_front(qtbot, window)
    window.open_record("mediation_case", case.id)
    shown_case = page_of(window, "mediation_case")
    assert [(line.table, line.id) for line in shown_case.related.lines] == [("matter", case.matter)]
    move(store, case, "end", reason="不愿意", outcome="3")
    window.open_record("matter", case.matter)
    page = page_of(window)
    assert [(line.table, line.id) for line in page.related.lines] == [("mediation_case", case.id)]
    assert page.moving is not None
    assert page.moving.editors["outcome"].value() == "3", "how the last way ended is proposed"
    buttons(page)["办结"].click()
    over = store.get(Matter, case.matter)
    assert (over.stage, over.outcome, over.closed) == ("5", "3", date.today())
    assert shown.errors == []
