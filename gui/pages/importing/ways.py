"""The two ways in which a file is imported: as a roster of residents, and as tables of any other type."""

from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen
from PySide6.QtCore import QObject, Signal

from db.errors import FileUnreadable
from db.records.kinds import Kinds
from db.records.registry.resident import Resident
from db.services import import_file as tables
from db.services.importing.choices import Choices as TableChoices
from db.services.importing.fates import WORDS, WRONG, Fate, fates_of, held, written
from db.services.importing.plan import TablePlan
from db.services.importing.problems import RowProblem, Verdict
from db.services.registry.import_roster import Choices, Counts, ImportPlan, Roster, commit, preview, roster_in
from db.services.registry.import_roster.row_problems import NOT_TAKEN
from db.store import Store
from gui.models.import_rows import refused_in
from gui.pages.importing.import_preview import ImportPreview
from gui.pages.importing.table_preview import TablePreview
from gui.tasks import Tick
from gui.words import tr

MOST_REFUSED = 8
"""So many of what was refused are told at the end, row by row."""


@frozen
class Told:
    """What is said of an import that was carried out.

    Attributes:
        title, text: on the page.
        news: in one line.
        has_doubts: whether some of it is on the list 待核实.
        leads_to: table and id of the record that it all came into; ("", 0) for none.
    """

    title: str
    text: str
    news: str
    has_doubts: bool = False
    leads_to: tuple[str, int] = ("", 0)


def refused_lines(heading: str, refused: Sequence[RowProblem], kinds: Kinds) -> list[str]:
    """What was not taken, row by row, as many as there is room for; nothing where all was."""
    if not refused:
        return []
    more = [tr("另有 {0:,} 处").format(len(refused) - MOST_REFUSED)] if len(refused) > MOST_REFUSED else []
    return [tr("{0}：").format(heading), *refused_in(refused[:MOST_REFUSED], kinds), *more]


class Way(QObject):
    """How a file is planned, shown and taken over; its work is done in a thread, on the store that is handed in.

    Signals:
        changed: the clerk wants it otherwise: it is to be planned again.
        other_requested: the clerk says that it is the other thing.
    """

    changed = Signal()
    other_requested = Signal()

    def begin(self, file: tables.ReadFile, wanted: str = "", *, asked: bool = False) -> None:
        """Starts with a file, and with nothing said of it.

        Args:
            file: as it was read.
            wanted: the type from whose list it comes; "" for none.
            asked: whether the clerk said that it is of this way.
        """
        raise NotImplementedError

    def plan(self, store: Store, tick: Tick) -> object:
        """What importing it would do."""
        raise NotImplementedError

    def show_plan(self, plan: object) -> None:
        """Shows that."""
        raise NotImplementedError

    def commit_words(self) -> tuple[str, bool]:
        """What the red button says, and whether there is anything to take over."""
        raise NotImplementedError

    def commit(self, store: Store, tick: Tick) -> object:
        """Takes over what is shown, in one transaction; gives what `told` tells of."""
        raise NotImplementedError

    def told(self, result: object) -> Told:
        """What is said of it afterwards."""
        raise NotImplementedError


class RosterWay(Way):
    """Residents."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self.view: ImportPreview = ImportPreview()
        self.view.choices_changed.connect(self._on_choices_changed)
        self.view.other_requested.connect(self.other_requested)
        self._kinds = kinds
        self._file = tables.ReadFile("", ())
        self._roster: Roster | None = None
        self._choices = Choices()

    def understood(self) -> tuple[Roster, Choices] | None:
        """The roster and how the clerk wants it understood; None before it is planned."""
        return (self._roster, self._choices) if self._roster else None

    def begin(self, file: tables.ReadFile, wanted: str = "", *, asked: bool = False) -> None:
        """See `Way`."""
        self._file, self._roster, self._choices = file, None, Choices()
        if asked:
            self._choices = Choices(taken=frozenset(sheet.name for sheet in file.roster().sheets))

    def plan(self, store: Store, tick: Tick) -> object:
        """See `Way`."""
        roster = self._roster = self._roster or roster_in(self._file.source, self._file.sheets, self._kinds)
        return preview(store, roster, self._choices, date.today(), tick)

    def show_plan(self, plan: object) -> None:
        """See `Way`."""
        if isinstance(plan, ImportPlan) and self._roster:
            self.view.show_plan(plan, self._roster, self._choices)

    def commit_words(self) -> tuple[str, bool]:
        """See `Way`."""
        if self.view.plan and self.view.plan.unplaced:
            return tr("请先选小区"), False
        counts = self.view.plan.counts if self.view.plan else Counts()
        told = self._written(counts)
        return (tr("导入：{0}").format(told), True) if told else (tr("没有要导入的"), False)

    def _written(self, counts: Counts) -> str:
        """What comes in, in the words of the figures over the preview."""
        told = (
            (tr("新增 {0:,} 人"), counts.people_new),
            (tr("补全 {0:,} 人"), counts.people_completed),
            (tr("改动 {0:,} 人"), counts.people_changed),
            (tr("新立户 {0:,}"), counts.households),
            (tr("新户籍户 {0:,}"), counts.booklets),
        )
        return "，".join(words.format(number) for words, number in told if number)

    def commit(self, store: Store, tick: Tick) -> object:
        """See `Way`."""
        assert self.view.plan is not None
        return commit(store, self.view.plan, self._file.source, tick)

    def told(self, result: object) -> Told:
        """See `Way`."""
        assert isinstance(result, Counts)
        told = self._written(result)
        problems = self.view.plan.problems if self.view.plan else []
        refused = [evolve(one, table=Resident.TABLE) for one in problems if one.code in NOT_TAKEN]
        first = tr("{0:,} 行是已有的人；{1:,} 人待核实。").format(result.people_matched, result.people_doubtful)
        return Told(
            tr("导入完成：{0}").format(told),
            "\n".join((first, *refused_lines(tr("没有照样写进去的"), refused, self._kinds))),
            tr("已导入：{0}").format(told),
            has_doubts=bool(result.people_doubtful),
        )

    def _on_choices_changed(self, choices: Choices) -> None:
        self._choices = evolve(choices)
        self.changed.emit()


class TableWay(Way):
    """Tables of any other type."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self.view: TablePreview = TablePreview(kinds)
        self.view.choices_changed.connect(self._on_choices_changed)
        self.view.roster_requested.connect(self.other_requested)
        self._kinds = kinds
        self._file = tables.ReadFile("", ())
        self._choices = TableChoices()
        self._wanted = self._first = ""

    def begin(self, file: tables.ReadFile, wanted: str = "", *, asked: bool = False) -> None:
        """See `Way`; a file without a table of the type that is wanted is shown as what it seems to be."""
        self._file, self._choices = file, TableChoices()
        self._wanted = wanted if wanted != Resident.TABLE else ""
        self._first = ""
        self.view.begin(self._choices)

    def plan(self, store: Store, tick: Tick) -> object:
        """See `Way`."""
        wanted, self._wanted = self._wanted, ""
        if wanted:
            try:
                self._choices = tables.as_kind(self._file, self._kinds, wanted)
            except FileUnreadable as error:
                self._first = error.message
        return tables.plan_of(store, self._file, self._choices, date.today(), tick)

    def show_plan(self, plan: object) -> None:
        """See `Way`."""
        if isinstance(plan, TablePlan):
            self.view.say_first(self._first)
            self.view.show_plan(plan, self._choices)

    def commit_words(self) -> tuple[str, bool]:
        """See `Way`."""
        told = self._written(self.view.plan) if self.view.plan else ""
        return (tr("导入：{0}").format(told), True) if told else (tr("没有要导入的"), False)

    def _written(self, plan: TablePlan) -> str:
        """What comes in, in the words of the line over the preview."""
        told = zip((WORDS[Fate.NEW], WORDS[Fate.UPDATED]), written(plan), strict=True)
        return "，".join(f"{word} {number:,}" for word, number in told if number)

    def commit(self, store: Store, tick: Tick) -> object:
        """See `Way`."""
        assert self.view.plan is not None
        return tables.commit(store, self.view.plan, self._file.source, tick)

    def told(self, result: object) -> Told:
        """See `Way`."""
        assert isinstance(result, TablePlan)
        told = [
            f"{self._label(table)} {words}"
            for table, count in result.counts.items()
            if (words := "、".join(f"{word} {number:,}" for word, number in fates_of(count)))
        ]
        if number := held(result):
            told.append(tr("{0} {1:,} 行").format(WORDS[Fate.HELD], number))
        wrong = [problem for problem in result.problems if problem.verdict is Verdict.WRONG]
        lines = refused_lines(WRONG, wrong, self._kinds)
        text = "；".join(told)
        news = tr("已导入“{0}”：{1}").format(self._file.source, self._written(result))
        return Told(
            tr("导入完成：{0}").format(self._written(result)), "\n".join((tr("{0}。").format(text), *lines)), news
        )

    def _label(self, table: str) -> str:
        kind = self._kinds.find(table)
        return kind.label if kind else table

    def _on_choices_changed(self, choices: TableChoices) -> None:
        self._choices = choices
        self.changed.emit()
