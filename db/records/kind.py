"""One declaration a record type: everything that the program needs to know of it beyond its fields.

`db.records.KINDS` is the only list of types. Navigation, pages, search, numbers, what is due and what stands on somebody's card
follow from it. What lies on a higher floor (a service that saves, a page, a paper) stands here by name; that floor binds its names
in its own rooms, and `db.records.checker` finds a name that nobody binds.
"""

from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from attrs import field, frozen

from db.records.base import Record
from db.records.clock import Clock
from db.records.condition import Condition
from db.records.deed import Deed
from db.records.figure import Check, Figure
from db.records.flow import Flow
from db.records.may import NOBODY, May, Right, Roles
from db.records.power import Power
from db.values.number_form import STANDARD

if TYPE_CHECKING:  # it needs the conditions that are declared here
    from db.records.must import Must


class Room(StrEnum):
    """The rooms: the same names on every floor; the value is what the navigation says."""

    REGISTRY = "居民"
    MATTERS = "诉求"
    MEDIATION = "矛盾调解"
    HALL = "议事厅"
    VISITS = "走访"
    BODIES = "组织"
    ESTATES = "物业"
    FORCES = "力量"
    LETTERS = "文书"
    DUTIES = "个人信息"
    CENTRE = "设置"

    @property
    def folder(self) -> str:
        """The name of its folders."""
        return self.name.casefold()


class Begins(Enum):
    """What a field of a new record has before anything is typed."""

    TODAY = "today"
    MYSELF = "myself"


@frozen
class Beside:
    """A tab of the room that lists no records, behind that of the kind.

    Attributes:
        page: the name under which the window binds its page; unlike any table.
        tab: what it says.
        help: what F1 says of it.
        right: what whoever works there does with records of the kind.
        power: what else is needed there; None for nothing.
    """

    page: str
    tab: str
    help: tuple[str, ...] = ()
    right: Right = Right.SEE
    power: Power | None = None


@frozen
class View:
    """A named part of a list, shown as a button over it.

    Attributes:
        name: what the button says; unlike any other view of the type.
        conditions: all must hold.
        reminds: what turns on that 今日 tells how many it finds; None where it never does.
        word: what that line says where others have their number, and the button of one that waits when asked.
        unit: what is counted in it, where no figure of its name says so.
        whose: the roles whose 今日 has it; nobody named is everybody's who sees such records.
        columns: those that tell why somebody stands in it; () for those of the list itself.
        order: the column that it is ordered by, as `SavedList` has it; "" as the list itself is.
        waits: whether it waits for whoever works here: 今日 has a button with how many it finds, which opens it, and no
            line besides.
    """

    name: str
    conditions: tuple[Condition, ...]
    reminds: "Switch | None" = None
    word: str = "快到了"
    unit: str = "条"
    whose: Roles = NOBODY
    columns: tuple[str, ...] = ()
    order: str = ""
    waits: bool = False


@frozen(kw_only=True, cache_hash=True)
class Found:
    """How records of a type are found by the search box; paths name fields, ``parties.name`` a field of the parts.

    Attributes:
        persons: fields with names of persons.
        texts: fields with other short text.
        identities: fields with identity numbers.
        telephones: fields with telephone numbers.
        documents: fields with numbers of cases, booklets and the like.
        home: the link to the house where this lives.
        coded: codes whose labels find whatever has them, also those of parts that hold today.
        aged: days whose full years find: 80岁, 60-69岁.
        present: what must hold besides, where a code or an age finds.
        newest_first: whether later records come before earlier ones.
    """

    persons: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    home: str = ""
    coded: tuple[str, ...] = ()
    aged: tuple[str, ...] = ()
    present: tuple[Condition, ...] = ()
    newest_first: bool = False


@frozen(kw_only=True)
class Family:
    """The numbers that a type is given, counted from 1 each year, and how they are written until the centre says otherwise.

    Attributes:
        day: the field whose day says the year; "" where the service that saves it says.
        code: the family in the number book; "" for the table of the type.
        label: what the book calls it; "" for the label of the type. One of the table ``number_family`` has its label there.
        word: what stands before them; "" to ask the centre for one.
        form: see `db.values.number_form`.
    """

    day: str = ""
    code: str = ""
    label: str = ""
    word: str = ""
    form: str = STANDARD


@frozen
class Numbered:
    """Where a record that bears a number of the book keeps it, and what the book tells of it.

    Attributes:
        number: the field of the number.
        subject: the field of what the paper is about.
        recipient: the field of whom it goes to; "" where there is none, or where it would name persons.
        family: of its numbers; None where each record may have another.
    """

    number: str
    subject: str
    recipient: str = ""
    family: Family | None = None


@frozen
class WhileOpen:
    """That whatever is open of a type with stages is to be done, until its clocks are over.

    Attributes:
        day: the field with the last day of a type that has no clock; "" where it has none.
        who: the field, link or derived field that says whom it concerns; "" for nobody.
        mine: fields that link to persons, or name who acts, who are those that deal with it: theirs come first.
        root: the link to the record that stands for it once it was joined to that; "" where it always stands for itself.
    """

    day: str = ""
    who: str = ""
    mine: tuple[str, ...] = ()
    root: str = ""


@frozen
class OwnPaper:
    """A paper that needs nothing but the record and what it leads to: the window binds none for it.

    Attributes:
        name: in the registry of papers; its input is that of the plain sheet.
        label: what the menu says.
    """

    name: str
    label: str


PLAIN_SHEET = OwnPaper("record_sheet", "登记信息表")
"""What can be printed of any record; a move may name it, too. Named as its heading is: many types have a 登记表 of their own."""


@frozen
class OnCard:
    """That records of a type stand on the card of a resident whom they concern.

    Attributes:
        by: the link to the resident: a field, or ``parties.resident`` of the parts.
        order: the newest come first by this column.
        line: what the line under the title tells.
        open: the view of those that are still open; "" where none ever is.
        open_line: what the line tells besides while it is open.
        household: whether those that concern who lives with the resident stand there, too.
        door: the link to the house where the resident lives, by which they stand there, too; "" for none.
        begins: whether a new one is begun from the card, with the resident: its saving knows how.
    """

    by: str
    order: str
    line: tuple[str, ...] = ()
    open: str = ""
    open_line: tuple[str, ...] = ()
    household: bool = False
    door: str = ""
    begins: bool = False


@frozen
class Way:
    """That records of a type are ways of dealing with a matter: what belongs to one matter is counted once.

    Attributes:
        by: the link to the matter.
        open: the view of those that are open; "" where their stages tell.
        continues: the condition of one that takes the place of those of its matter that came before; None where none does.
        key: the letter that begins one on the page of a matter, as long as nothing is typed there; with Alt in any case. "" for none.
    """

    by: str
    open: str = ""
    continues: Condition | None = None
    key: str = ""


@frozen
class BegunAt:
    """That one is begun on the page of a record.

    Attributes:
        by: the link to that record, or the rows and their link: "matters.matter".
        label: what the button says.
        key: see `Way.key`.
    """

    by: str
    label: str
    key: str = ""


@frozen
class Switch:
    """A piece of work that a centre may do without: what is off is seen nowhere, and what was kept of it stays.

    Several types may share one.

    Attributes:
        name: stable; the settings keep it.
        label: what the tick says.
        usual: whether it is on until somebody says otherwise; one that is not is on as soon as there is something of it.
    """

    name: str
    label: str
    usual: bool = False


@frozen(kw_only=True)
class Kind:
    """A record type.

    Attributes:
        record: its class.
        code: its number in references and in the search index; 1 to 32766, never changed, never used again.
        room: where it belongs.
        tab: what its tab in the room says; "" for a type without a list of its own.
        order: of its list, before the clerk chooses.
        views: named parts of its list.
        new: what the button that makes a new one says; "" for 新建 with its label.
        empty: what to do while there is none.
        start: what the button beside the search box says that makes a new one; "" for none.
        begins: fields of a new record that have something before anything is typed.
        begins_named: fields that begin with the name of what a new one was begun from by a link, each with that link.
        begun_at: on the pages of which records a new one is begun; what both have under one name goes along.
        help: what F1 says of its page.
        beside: tabs of the room that belong to it and list no records.
        found: how it is found; None when it is not.
        line: fields, links or derived fields that tell a record from its namesakes in a list of hits; () for the listed ones.
        number: where it bears a number of the book; None when it bears none.
        flows: the stages that its records go through.
        on_card: how it stands on a resident's card; None when it does not.
        way: how it is a way of dealing with a matter; None where it is none.
        due: what of it is due: a service that tells, or what is open; "" for nothing.
        moved: the service that looks at a move before it is made, or taken back, and does what follows from it; "" for none.
        save: the service that saves it, for every door; "" where it is saved as it is, with a number of its family where it has one.
        page: the page that shows one record; "" for the plain form, or the page of matters where it has a flow.
        papers: what can be printed of one record before its plain sheet; its moves offer some of these.
        lists: what can be printed of the records listed.
        many: what can be done with several of the records listed at once.
        quick: the line over its list by which one is entered and done with at once; "" for none.
        deed: how 民情日志 tells its records as what somebody did; None where it does not.
        switch: what turns it off where a centre does not do it; None for what is always there.
        musts: what each of its records must have; see `db.records.must`.
        figures: what is counted of it; see `db.records.figure`.
        checks: that some of them add up to another.
        known_by: the keys by which an import knows a record again, the strongest first, each with its fields; one with ``?`` behind it
            may be empty. () for what it cannot be without.
        imported: whether tables of it are taken in; never of a type without a list.
        rules: keys of the centre's rules that are about it alone, besides those of its numbers.
        centre: the fields of the centre that it alone needs.
        tells: what F1 says of it on the pages of other types, each with the table of the page.
        purged: whether records of it can be deleted for good: never what the law on archives keeps.
        evidence: whether photos and scans can be added to its records; see `db.records.exhibit`.
        may: who sees, makes, changes, deletes and exports them; nobody where nothing is said.
    """

    record: type[Record]
    code: int
    room: Room
    tab: str = ""
    order: tuple[str, ...] = ("-id",)
    views: tuple[View, ...] = ()
    new: str = ""
    empty: str = ""
    start: str = ""
    begins: tuple[tuple[str, Begins], ...] = ()
    begins_named: tuple[tuple[str, str], ...] = ()
    begun_at: tuple[BegunAt, ...] = ()
    help: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    found: Found | None = None
    line: tuple[str, ...] = ()
    number: Numbered | None = None
    flows: tuple[Flow, ...] = field(default=())
    on_card: OnCard | None = None
    way: Way | None = None
    due: str | WhileOpen = ""
    moved: str = ""
    save: str = ""
    page: str = ""
    papers: tuple[str | OwnPaper, ...] = ()
    lists: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    quick: str = ""
    deed: Deed | None = None
    switch: Switch | None = None
    rules: tuple[str, ...] = ()
    centre: tuple[str, ...] = ()
    tells: tuple[tuple[str, str], ...] = ()
    musts: "tuple[Must, ...]" = ()
    figures: tuple[Figure, ...] = field(default=(), repr=False)
    checks: tuple[Check, ...] = field(default=(), repr=False)
    known_by: tuple[tuple[str, ...], ...] = ()
    imported: bool = True
    purged: bool = False
    evidence: bool = False
    may: May = field(default=May(), repr=False)

    @property
    def family(self) -> str:
        """The code of the family of its numbers; "" where it has none of its own."""
        own = self.number.family if self.number else None
        return (own.code or self.table) if own else ""

    @property
    def can_be_imported(self) -> bool:
        """Whether tables of it are taken in."""
        return self.imported and bool(self.tab)

    @property
    def table(self) -> str:
        """The table of its records."""
        return self.record.TABLE

    @property
    def label(self) -> str:
        """What the clerk calls it."""
        return self.record.LABEL

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The clocks of its flows."""
        return tuple(clock for flow in self.flows for clock in flow.clocks)

    def view(self, name: str) -> View:
        """The view of a name.

        Raises:
            StopIteration: it has none.
        """
        return next(view for view in self.views if view.name == name)
