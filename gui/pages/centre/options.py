"""选项: what stands in the lists to choose from: the centre's own names and order, its own ones, and what it uses no more."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError, ValueUnreadable
from db.fields import Code
from db.records.base import fields_of
from db.records.centre.option_list import Option
from db.services.centre.bearing import bearing
from db.services.centre.own_options import (
    Choices,
    Said,
    add,
    as_shipped,
    explain,
    is_as_shipped,
    name_for,
    options_of,
    put_under,
    rename,
    retire,
    shift,
    tables,
    take_back,
)
from db.values import code_table
from gui.keys import bring_to_sight, on_key, stops_in, tab_through
from gui.messages import Question
from gui.notices import Toast
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import CodeEditor
from gui.widgets.parts import Card, PageHeader, Tabs, button, label, put_in_place, scrolled

FRESH = "+"
"""Stands for the code of the one that is to be added."""

SIDE = 190
"""The width of the list of tables, at the usual size of letters: what is typed beside it needs the room."""


class OptionsPage(QWidget):
    """The tables at the left, and what stands in the chosen one; what is typed holds as soon as its line is left.

    Attributes:
        tables: the names of the tables.
        names: the line with the name of each code, and that of a new one under `FRESH`.
        offs: the box of each code.
        sources: the line with the paper on which it rests what the centre said of a code; there for such codes alone.
        sinces: the same with the day from which it holds.
        uppers: of codes of the centre's own in a table of two levels, under which one each stands.
    """

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self._asking = False
        self._choices = tables(session.kinds)
        self.names: dict[str, QLineEdit] = {}
        self.offs: dict[str, QCheckBox] = {}
        self.sources: dict[str, QLineEdit] = {}
        self.sinces: dict[str, QLineEdit] = {}
        self.uppers: dict[str, CodeEditor] = {}
        self._refused = label("", "accent", "small", wrap=True)
        self._grid = QGridLayout()
        self._news = ""
        # The law on which a table rests stands over its rows.
        self.tables = Tabs([one.title.partition("：")[0] for one in self._choices], upright=True)
        self.tables.chosen.connect(self._show)
        self._title, self._used = label("", size="large"), label("", "quiet", "small", wrap=True)
        self._rows = QWidget()
        self._card = Card()
        self._build(lead)

    @property
    def choices(self) -> Choices:
        """The table that is shown."""
        return self._choices[self.tables.current()]

    def refresh(self) -> None:
        """Reads the shown table again; the focus stays with its code."""
        self._show(self.tables.current())

    def show_table(self, table: str) -> None:
        """Shows the table of a name."""
        number = [one.table for one in self._choices].index(table)
        self.tables.choose(number)
        self._show(number)

    def keep_draft(self) -> None:
        """Lets the line that is typed in be kept: it loses the focus."""
        self.setFocus()

    def refusal(self) -> str:
        """Why what was typed last is refused; "" where it is not."""
        return self._refused.text()

    def _build(self, lead: QWidget) -> None:
        side = scrolled(self.tables)
        side.setFixedWidth(px(SIDE))
        self.tables.elide(px(SIDE - 46))
        self._card.inside.addWidget(self._title)
        self._card.inside.addWidget(self._used)
        self._card.inside.addWidget(self._rows)
        self._shipped = button(self.tr("恢复程序原来的叫法和先后，不再用的也回来"), "link")
        self._shipped.clicked.connect(self._on_shipped_clicked)
        self._card.inside.addWidget(self._shipped)
        inside = QWidget()
        inside.setObjectName("plain")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, px(6), 0)
        cards.addWidget(self._card)
        cards.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(px(14))
        row.addWidget(side)
        row.addWidget(scrolled(inside), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(10))
        column.addWidget(PageHeader("", lead=lead))
        hint = self.tr(
            "登记时下拉里选的，可以换成本中心的叫法、加自己的、排先后；不再用的不再列出，登记过的照样看得到。"
            "改过的后面写依据和从哪天起，日子还没到的不生效：到那天才不列出、才列出。"
        )
        column.addWidget(label(hint, "quiet", wrap=True))
        column.addLayout(row, 1)

    def _show(self, number: int) -> None:
        which, code = self._focused()
        choices = self._choices[number]
        self._title.setText(choices.title)
        self._used.setText(self.tr("用在：{0}").format("、".join(choices.used)))
        for shown in (self.names, self.offs, self.sources, self.sinces, self.uppers):
            shown.clear()
        fresh = QWidget()
        grid = self._grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        options = options_of(self._session.store, choices.table)
        grid.addWidget(self._fresh(), 0, 1)
        if any(option.since is not None for option in options):
            for column, words in ((2, self.tr("依据")), (3, self.tr("从哪天起"))):
                grid.addWidget(label(words, "quiet", "small"), 0, column, Qt.AlignmentFlag.AlignBottom)
        for row, option in enumerate(options, 1):
            self._put(grid, 2 * row, option)  # between two there is room for why one of them was refused
        grid.addWidget(self._refused, 1, 1, 1, -1)
        put_in_place(self._card.inside, self._rows, fresh)
        self._rows = fresh
        self._shipped.setVisible(not is_as_shipped(choices.table, options))
        tab_through(stops_in(fresh))
        if code in self.names:
            self._widgets()[which].get(code, self.names[code]).setFocus()

    def _put(self, grid: QGridLayout, row: int, option: Option) -> None:
        shipped = code_table.program(self.choices.table).labels.get(option.code, "")
        if option.is_own() and code_table.program(self.choices.table).levels:
            grid.addWidget(self._upper(option), row, 0)
        else:
            grid.addWidget(label(shipped or self.tr("（本中心加的）"), "quiet"), row, 0)
        grid.addWidget(self._name(option, shipped), row, 1)
        if option.since is not None:
            grid.addWidget(self._source(option, shipped), row, 2)
            grid.addWidget(self._since(option, shipped), row, 3)
        grid.addWidget(self._off(option), row, 4)
        for column, (words, tip, step) in enumerate((("↑", self.tr("上移"), -1), ("↓", self.tr("下移"), 1)), 5):
            moved = button(words, "link", self.tr("{0}（Alt+{1}）").format(tip, words))
            moved.setAccessibleName(self.tr("{0}{1}").format(option.label or shipped, tip))
            moved.clicked.connect(partial(self._shift, option.code, step))
            grid.addWidget(moved, row, column)

    def _name(self, option: Option, shipped: str) -> QLineEdit:
        line = _line(option.label)
        line.setMaximumWidth(px(360))
        line.setPlaceholderText(self.tr("本中心的叫法，不填照左边"))
        line.setAccessibleName(self.tr("{0}的叫法").format(shipped or option.label))
        before = line.text()

        def keep() -> None:
            if self.names.get(option.code) is line and line.text().strip() != before and not self._asking:
                self._rename(option.code, line, before)

        line.editingFinished.connect(keep)
        on_key("Alt+Up", line, partial(self._shift, option.code, -1))
        on_key("Alt+Down", line, partial(self._shift, option.code, 1))
        self.names[option.code] = line
        return line

    def _source(self, option: Option, shipped: str) -> QLineEdit:
        line = _line(option.source)
        line.setPlaceholderText(self.tr("哪份文件"))
        line.setAccessibleName(self.tr("{0}的依据").format(option.label or shipped))
        self._explained(line, option)
        self.sources[option.code] = line
        return line

    def _since(self, option: Option, shipped: str) -> QLineEdit:
        line = QLineEdit(fields_of(Option)["since"].show(option.since))
        line.setFixedWidth(px(112))
        line.setPlaceholderText(self.tr("从哪天起"))
        line.setAccessibleName(self.tr("{0}从哪天起").format(option.label or shipped))
        line.setToolTip(self.tr("从哪天起不再用") if option.off else self.tr("从哪天起这样"))
        self._explained(line, option)
        self.sinces[option.code] = line
        return line

    def _upper(self, option: Option) -> CodeEditor:
        """Under which other option it stands; nothing for the first level."""
        table = code_table.load(self.choices.table)
        editor = CodeEditor(Code(self.tr("属于"), table=table.name))
        editor.leave_out({option.code, *table.upper})
        editor.set_value(option.upper)
        editor.line.setPlaceholderText(self.tr("属于哪一类"))
        editor.line.setAccessibleName(self.tr("{0}属于").format(option.label))
        editor.setFixedWidth(px(130))

        def keep() -> None:
            with suppress(ValueUnreadable):
                if self.uppers.get(option.code) is editor and (upper := editor.value()) != option.upper:
                    self._do(lambda: put_under(self._session.store, table.name, option.code, upper))

        editor.line.unfocused.connect(keep)
        self.uppers[option.code] = editor
        return editor

    def _explained(self, line: QLineEdit, option: Option) -> None:
        """Has what is typed hold as soon as the line is left."""
        before = line.text()

        def keep() -> None:
            lines = [one.get(option.code) for one in (self.sources, self.sinces)]
            if line in lines and line.text().strip() != before:
                told = [one.text() for one in lines if one is not None]
                self._do(lambda: explain(self._session.store, self.choices.table, option.code, *told), line)

        line.editingFinished.connect(keep)

    def _off(self, option: Option) -> QCheckBox:
        box = QCheckBox(self.tr("不再用"))
        box.setChecked(option.off)
        box.clicked.connect(
            lambda on: self._do(lambda: retire(self._session.store, self.choices.table, option.code, off=bool(on)))
        )
        self.offs[option.code] = box
        return box

    def _fresh(self) -> QLineEdit:
        line = QLineEdit()
        line.setMaximumWidth(px(360))
        line.setPlaceholderText(self.tr("＋ 加一个，写好名字按回车"))
        line.setAccessibleName(self.tr("加一个选项"))

        def put() -> None:
            if line.text().strip():
                table, told = self.choices.table, self.tr("加了“{0}”").format(line.text().strip())
                self._do(lambda: add(self._session.store, table, line.text()), line, told)
                if not self.refusal() and (last := [code for code in self.names if code != FRESH]):
                    bring_to_sight(self.names[last[-1]])
            else:
                self._refuse(self.tr("先写好新选项的名字，再按回车"), line)

        line.returnPressed.connect(put)
        self.names[FRESH] = line
        return line

    def _rename(self, code: str, line: QLineEdit, before: str) -> None:
        """Gives a code another name; where records bear it, what that changes is asked first, and 不 leaves the name of before."""
        table, typed = self.choices.table, line.text()
        try:
            name = name_for(table, code, typed)
        except AppError as error:
            self._refuse(str(error), line)
            return
        was = code_table.load(table).label(code)
        borne = bearing(self._session.store, self._session.kinds, table, code) if name != was else {}
        if borne and not self._ask_name(was, name, borne):
            self._refused.setText("")
            line.setText(before)
            return
        told = self.tr("“{0}”改叫“{1}”了").format(was, name)
        self._do(lambda: rename(self._session.store, table, code, typed), line, told)

    def _ask_name(self, was: str, name: str, borne: Mapping[str, int]) -> bool:
        told = "，".join(self.tr("{0} {1} 条").format(label, count) for label, count in borne.items())
        question = Question(
            self.tr("“{0}”改叫“{1}”？").format(was, name),
            self.tr(
                "登记过的里面写着它的有：{0}。改了以后，它们在列表、查找、打印、导出里都写“{1}”；以前的叫法照样认得。"
                "改完点下面的“撤销”或按 F8 就改回来。"
            ).format(told, name),
            self.tr("改名"),
        )
        self._asking = True  # the line loses the focus to the question
        try:
            return self._session.messages.ask(question)
        finally:
            self._asking = False

    def _widgets(self) -> Sequence[Mapping[str, QWidget]]:
        return self.names, self.sources, self.sinces, self.offs, self.uppers

    def _focused(self) -> tuple[int, str]:
        """Which line or box of which code has the focus; "" for none."""
        found = [
            (n, code) for n, one in enumerate(self._widgets()) for code, widget in one.items() if widget.hasFocus()
        ]
        return found[0] if found else (0, "")

    def _shift(self, code: str, step: int, _checked: bool = False) -> None:
        self.names[code].setFocus()
        self._do(lambda: shift(self._session.store, self.choices.table, code, step))

    def _on_shipped_clicked(self) -> None:
        question = Question(
            self.tr("“{0}”恢复程序原来的叫法和先后？").format(self.choices.title),
            self.tr("本中心的叫法、先后、依据不再有，不再用的又列出来；自己加的还在，排到最后。"),
            self.tr("恢复"),
            grave=True,
        )
        if self._session.messages.ask(question):
            self._do(lambda: as_shipped(self._session.store, self.choices.table))

    def _do(self, change: Callable[[], Said | None], typed: QLineEdit | None = None, told: str = "") -> None:
        """Makes a change and shows what holds now, with a way back; what is refused is said below, and what was typed stays."""
        self._refused.setText("")
        table = self.choices.table
        try:
            said = change()
        except AppError as error:
            if typed is None:
                self.refresh()
            self._refuse(str(error), typed)
            return

        def back() -> None:
            if said is None:
                return
            try:
                take_back(self._session.store, table, said)
            except AppError as error:
                self._session.messages.show_error(error)
            self.refresh()

        self._news = told or self.tr("选项已改")
        self._session.messages.inform(self._news, None if said is None else back)
        self.refresh()

    def _refuse(self, why: str, line: QLineEdit | None) -> None:
        """Says why something was refused, under the line in which it was typed, and in sight."""
        at = self._grid.indexOf(line) if line is not None else -1
        row = self._grid.getItemPosition(at)[0] if at >= 0 else 0  # pyright: ignore[reportIndexIssue]
        self._grid.addWidget(self._refused, row + 1, 1, 1, -1)
        self._refused.setText(why)
        bring_to_sight(self._refused)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was told of a change, and the way back, belong to this page."""
        super().hideEvent(event)
        if not event.spontaneous():
            for news in self.window().findChildren(Toast):
                if self._news and news.tells(self._news):
                    news.close()


def _line(text: str) -> QLineEdit:
    """A line that begins with the beginning, and tells all of it where it is longer."""
    made = QLineEdit(text)
    made.setCursorPosition(0)
    made.setToolTip(text)
    return made
