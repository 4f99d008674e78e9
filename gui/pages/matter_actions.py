"""The buttons at the head of the page of a matter: the red one, other moves, 更多, printing, changing."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtWidgets import QMenu, QPushButton

from db.records.base import Record
from db.records.flow import Move
from db.records.may import Right
from db.services.move import flow_of
from gui.pages.matter_head import key_words, menu_button
from gui.pages.matter_moves import Desk, voiding
from gui.pages.past import PAST_KEY
from gui.pages.record_form_page import AGAIN_KEY, PaperChoice
from gui.widgets.parts import button
from gui.widgets.print_menu import MORE_KEY
from gui.words import tr

MORE = "more"
"""The name of the button 更多 among its siblings."""
UNDO_KEY = "Ctrl+B"
DIRECT = 2
"""Moves besides the main one that have a button of their own; the others are under 更多."""


@frozen
class Doing:
    """What the buttons do.

    Attributes:
        desk: makes moves.
        papers: ways to print the record.
        go: the red button.
        print: prints in one way.
        edit: opens the form.
        correct: opens the form in which what is locked is put right.
        again: begins another record from this one.
    """

    desk: Desk
    papers: Sequence[PaperChoice]
    go: Callable[[], object]
    print: Callable[[PaperChoice], object]
    edit: Callable[[], object]
    correct: Callable[[], object]
    again: Callable[[int], object]


def is_over(desk: Desk, record: Record) -> bool:
    """Whether nothing of a record can be typed any more, or nothing by who works here."""
    if not desk.changes(record):
        return True
    flow = flow_of(desk.store, record)
    stage = flow.stage_of(record)
    return stage is not None and stage.meaning.is_over


def reading_buttons(doing: Doing, record: Record, moves: Sequence[Move]) -> list[QPushButton]:
    """The buttons over a record that is read, of which these moves can be made."""
    main = moves[0] if moves and moves[0].main else None
    others = moves[1:] if main else moves
    direct = [move for move in others if not move.rare][:DIRECT]
    found = [print_button(doing)]
    if not is_over(doing.desk, record):
        change = button(tr("修改"), "quiet", tr("改登记的内容"))
        change.clicked.connect(lambda: doing.edit())
        found.append(change)
    menu = more_menu(doing, record, [move for move in others if move not in direct], can_move=bool(moves))
    if menu.actions():
        more = menu_button(tr("更多…"), menu, MORE_KEY)
        more.setObjectName(MORE)
        found.append(more)
    found += [_move_button(doing, record, move) for move in reversed(direct)]
    if main is not None:
        red = button(main.label, "primary", "\n".join(filter(None, ("Ctrl+Enter", key_words(main.key)))))
        red.clicked.connect(lambda: doing.go())
        found.append(red)
    return found


def print_button(doing: Doing) -> QPushButton:
    """打印…: the papers of the record; the first one is what Ctrl+P prints."""
    menu = QMenu()
    for choice in doing.papers:
        menu.addAction(choice.label).triggered.connect(lambda _on=False, choice=choice: doing.print(choice))
    return menu_button(tr("打印…"), menu, "Ctrl+P")


def more_menu(doing: Doing, record: Record, moves: Sequence[Move], *, can_move: bool) -> QMenu:
    """更多: moves without a button of their own, then what is done about mistakes."""
    menu, desk = QMenu(), doing.desk
    for move in moves:
        key = f"\tAlt+{move.key}" if move.key else ""
        menu.addAction(f"{move.label}…{key}").triggered.connect(lambda _on=False, move=move: desk.ask(record, move))
    if moves:
        menu.addSeparator()
    if can_move:
        menu.addAction(tr("补记…")).triggered.connect(lambda: desk.catch_up(record))
    if desk.can_undo(record):
        menu.addAction(f"{tr('撤回上一步')}\t{UNDO_KEY}").triggered.connect(lambda: desk.undo(record))
    if desk.may(record, Right.MAKE):
        menu.addAction(f"{tr('再来一份')}\t{AGAIN_KEY}").triggered.connect(lambda: doing.again(record.id))
    menu.addAction(f"{tr('修改记录…')}\t{PAST_KEY}").triggered.connect(lambda: desk.past(record))
    void = voiding(desk.store, record)
    if void is not None and desk.changes(record):
        menu.addAction(tr("更正…")).triggered.connect(lambda: doing.correct())
    if void is not None and desk.store.may_move(record, void):
        menu.addAction(tr("作废…")).triggered.connect(lambda: desk.ask(record, void))
    return menu


def _move_button(doing: Doing, record: Record, move: Move) -> QPushButton:
    made = button(move.label, tip=key_words(move.key))
    made.clicked.connect(lambda: doing.desk.ask(record, move))
    return made
