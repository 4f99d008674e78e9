"""What kinds name of the window: pages of their own, questions before saving, papers. Each room binds the names of its kinds.

A room that binds nothing has no file here: its kinds have the plain list and form.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from attrs import Factory, field, frozen
from PySide6.QtWidgets import QWidget

from db.errors import Problem
from db.records.base import Record
from db.records.kind import Kind, Room
from db.records.kinds import Kinds
from db.records.matters.matter import Matter
from db.services.answers import UNASKED, Answers
from db.services.matters.at_door import AtDoor
from db.store import Store
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import Detail, PageMaking, RecordPage
from gui.pages.router import Router
from gui.session import Session
from gui.widgets.print_menu import Ids, Printable

ROOMS = frozenset(
    {
        Room.REGISTRY,
        Room.MATTERS,
        Room.MEDIATION,
        Room.HALL,
        Room.VISITS,
        Room.BODIES,
        Room.ESTATES,
        Room.LETTERS,
        Room.DUTIES,
    }
)
"""The rooms that bind something: explicit, so that a frozen program finds what the source finds."""


After = Callable[[Any, Any], tuple[str, Callable[[], Record | None]]]
"""See `Saving.after`: it takes the record before and as saved."""


@frozen
class Saving:
    """What the window adds to saving a type, and how the page of matters begins a new one.

    Attributes:
        said: what need not be asked of a record, for the clerk has said it by how they came to it.
        remarks: what is worth a look in what was saved.
        label: what the red button says that saves a new one; "" for 保存.
        begin: a new record from what it is begun from; None for the plain one.
        told: what is told of a new one that was saved; "" for nothing of its own.
        taken: what a row takes over once a record was picked in it: field of the rows, field in the row, what it holds now.
        alike: the matters that may be the same as a new one; None where that is not asked.
        after: what is told of a record of the plain form that was saved, and what takes that back: it gives the record as it was, or None
            where that was a new one. None where nothing of its own is told.
        at_door: what is known of the door of what is typed; None where what residents had before is told alone.
    """

    said: Callable[[Any], Answers] = field(default=lambda _typed: UNASKED)
    remarks: Callable[[Any], Sequence[Problem]] = field(default=lambda _saved: ())
    label: str = ""
    begin: Callable[[Mapping[str, object]], Record] | None = None
    told: Callable[[Any], str] = field(default=lambda _saved: "")
    taken: Callable[[str, str, int], Mapping[str, Any]] = field(default=lambda _rows, _name, _value: {})
    alike: Callable[[Any], Sequence[Matter]] | None = None
    at_door: Callable[[Any], AtDoor] | None = None
    after: After | None = None


@frozen
class MatterMaking:
    """How the page of one kind is made.

    Attributes:
        kind: whose records it shows.
        saving: how they are saved and begun.
        page: how the list beside it is made.
        offers: ways to print a paper that a move offers, by the name of the paper.
    """

    kind: Kind
    saving: Saving
    page: PageMaking
    offers: Callable[[str], Sequence[PaperChoice]]


@frozen(kw_only=True)
class Bound:
    """What one room binds, each under the name that a kind has for it.

    Attributes:
        pages: pages of their own for one record.
        saves: what the window adds to a service that saves; nothing where it adds nothing.
        papers: ways to print one record.
        lists: what can be printed of the records listed, by their ids.
        many: what can be done with those that are picked or listed, as entries of a menu.
        beside: tabs that list no records; what stands at their head is handed in.
        quick: lines over a list by which one is entered and done with at once.
    """

    pages: Mapping[str, Callable[[Session, Router, RecordPage], Detail]] = Factory(dict)
    saves: Mapping[str, Callable[[Session, RecordPage], Saving]] = Factory(dict)
    papers: Mapping[str, Callable[[Router], Sequence[PaperChoice]]] = Factory(dict)
    lists: Mapping[str, Callable[[Store, Ids], Sequence[Printable]]] = Factory(dict)
    many: Mapping[str, Callable[[Session, Router, RecordPage], Sequence[Printable]]] = Factory(dict)
    beside: Mapping[str, Callable[[Session, Router, QWidget], QWidget]] = Factory(dict)
    quick: Mapping[str, Callable[[Session, RecordPage], QWidget]] = Factory(dict)


NOTHING = Bound()


def bound(room: Room) -> Bound:
    """What a room binds, imported at the first call."""
    return import_module(_module(room)).BOUND if room in ROOMS else NOTHING


def modules(kinds: Kinds) -> Iterable[str]:
    """The modules that bind the names of kinds, to be loaded in idle time."""
    return [_module(room) for room in kinds.rooms() if room in ROOMS]


def _module(room: Room) -> str:
    return f"gui.pages.{room.folder}.bound"
