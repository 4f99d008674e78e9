"""A list with what it is narrowed by, how many there are, and what to do when there are none."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.records.condition import Condition, Test
from db.records.kind import View
from db.services.conditions_told import choices_of, grouped, said
from gui.dialogs.filter_dialog import FilterDialog
from gui.models.record_filter import RecordFilter
from gui.models.record_source import RecordSource
from gui.models.record_table import RecordTableModel
from gui.session import Session
from gui.theme import px
from gui.widgets.filters.bar import FilterBar
from gui.widgets.parts import Card, EmptyState, button, label
from gui.widgets.record_view import RecordView

PAUSE_MS = 150
FILTER_KEY = "Ctrl+Shift+F"
PARTS = (Test.HAS, Test.HAS_NOT)


class RecordList(QWidget):
    """The list of one record type.

    Signals:
        opened: the id of the record that the clerk wants to open.
        new_requested: the clerk wants to enter a new one.
        counted: how many are listed.
    """

    opened = Signal(object)
    new_requested = Signal()
    counted = Signal(int)

    def __init__(
        self, session: Session, source: RecordSource, new_label: str, empty: str = "", views: Sequence[View] = ()
    ) -> None:
        super().__init__()
        self._session = session
        self._kind = source.kind
        self._new_label = new_label
        self._empty_words = empty or self.tr("点“{new}”登记第一条（Ctrl+N）").format(new=new_label)
        self.model = RecordTableModel(source)
        self.view = RecordView(self.model)
        self.view.opened.connect(self.opened)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("输入任意文字或拼音首字母"))
        self.words.setClearButtonEnabled(True)
        self.words.returnPressed.connect(self._on_words_return_pressed)
        self._views = {view.name: (view, _chip(view.name)) for view in views}
        self._left_out: dict[str, Sequence[str]] = {}
        self.filters: tuple[tuple[Condition, ...], ...] = ()
        self.bar = FilterBar()
        self.bar.opened.connect(self._on_filter_opened)
        self.bar.taken_off.connect(self._on_filter_taken_off)
        self.ask = button(self.tr("筛选…"), "chip", FILTER_KEY)
        self.ask.clicked.connect(self.ask_filter)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._apply)
        self.words.textChanged.connect(self._pause.start)
        self._clear = button(self.tr("清除筛选"), "link")
        self._clear.clicked.connect(self.clear_filter)
        self._build()
        self.model.modelReset.connect(self._show_state)
        self._show_state()

    def refresh(self) -> None:
        """Reads again, staying at the marked row."""
        kept = self.view.current_id()
        self.model.refresh()
        self.view.mark(kept)
        self._show_state()

    def narrowed(self) -> Sequence[int] | None:
        """The ids of what the list is narrowed to, as typed by now; None where it shows everything."""
        if self._pause.isActive():
            self._apply()
        return self.model.ids() if self._is_filtered() else None

    def clear_filter(self) -> None:
        """Shows everything."""
        self.words.clear()
        self._take(())
        for _, chip in self._views.values():
            chip.setChecked(False)
        self._apply()

    def leave_out(self, name: str, codes: Collection[str]) -> None:
        """Offers codes of a field no more to narrow the list by."""
        self._left_out[name] = sorted(codes)

    def filter_dialog(self) -> FilterDialog:
        """What asks for one more filter, or for one that is there otherwise."""
        given = {group[0].path: group for group in self.filters}
        choices = choices_of(self._kind, self._session.kinds)
        return FilterDialog(choices, self._session.lookup, given, self._left_out, self)

    def ask_filter(self) -> None:
        """Asks for one more filter."""
        dialog = self.filter_dialog()
        if dialog.exec():
            self.add_filter(dialog.taken)

    def add_filter(self, conditions: Sequence[Condition]) -> None:
        """Narrows the list further; what was asked of the same field gives way, but for parts, of which there may be several."""
        path = conditions[0].path
        kept = [group for group in self.filters if group[0].path != path or group[0].test in PARTS]
        self.narrow(condition for group in (*kept, conditions) for condition in group)

    def narrow(self, conditions: Iterable[Condition]) -> None:
        """Narrows the list by these conditions, in place of those before; words and views stay."""
        self._take(grouped(conditions))
        self._apply()

    def show_view(self, label: str) -> None:
        """Shows one of the named parts of the list, and nothing else narrowed."""
        self.clear_filter()
        self._views[label][1].setChecked(True)
        self._apply()

    def take_focus(self) -> None:
        """Takes the keys: for the list, or for what there is to do when it is empty."""
        if self.model.rowCount():
            if not self.view.selectionModel().hasSelection():
                self.view.mark_first()
            self.view.setFocus()
        else:
            self._make.setFocus()

    def focus_words(self) -> None:
        """Takes the keys for the filter."""
        self.words.setFocus()
        self.words.selectAll()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(px(10))
        self.words.setMaximumWidth(px(420))
        bar.addWidget(self.words, 3)
        bar.addWidget(self.ask)
        for _, chip in self._views.values():
            chip.clicked.connect(self._apply)
            bar.addWidget(chip)
        bar.addWidget(self._clear)
        bar.addStretch()
        self._count = label("", "quiet", "small")
        bar.addWidget(self._count)
        self.empty = EmptyState("", "")
        self._make: QPushButton = button(self._new_label)
        self._make.clicked.connect(self.new_requested)
        self.empty.add_action(self._make)
        card = Card(margin=0)
        card.inside.setContentsMargins(px(10), px(6), px(4), px(8))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        card.inside.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(bar)
        column.addWidget(self.bar)
        column.addWidget(card, 1)

    def _apply(self) -> None:
        self._pause.stop()
        chosen = [view.conditions for view, chip in self._views.values() if chip.isChecked()]
        asked = (condition for group in (*chosen, *self.filters) for condition in group)
        self.model.set_filter(RecordFilter(words=self.words.text(), conditions=tuple(asked)))

    def _take(self, filters: Sequence[tuple[Condition, ...]]) -> None:
        self.filters = tuple(filters)
        asked = [condition for group in self.filters for condition in group]
        self.bar.show_filters(said(self._session.store, self._kind, asked))

    def _on_filter_opened(self, number: int) -> None:
        group = self.filters[number]
        dialog = self.filter_dialog()
        if dialog.choose(group[0].path, group) and dialog.exec():
            groups = [*self.filters]
            groups[number] = dialog.taken
            self.narrow(condition for one in groups for condition in one)

    def _on_filter_taken_off(self, number: int) -> None:
        self.narrow(condition for n, group in enumerate(self.filters) if n != number for condition in group)
        if not self.filters:
            self.ask.setFocus()

    def _show_state(self) -> None:
        count = self.model.rowCount()
        filtered = self._is_filtered()
        self._clear.setVisible(filtered)
        self._count.setText(self.tr("{count:,} 条").format(count=count))
        self._stack.setCurrentIndex(0 if count else 1)
        self._make.setVisible(not filtered)
        if filtered:
            self.empty.say(self.tr("没有符合的{label}").format(label=self._kind.LABEL), self.tr("换个词，或清除筛选"))
        else:
            self.empty.say(self.tr("还没有{label}").format(label=self._kind.LABEL), self._empty_words)
        self.counted.emit(count)

    def _is_filtered(self) -> bool:
        chosen = any(chip.isChecked() for _, chip in self._views.values())
        return bool(self.words.text().strip() or self.filters) or chosen

    def _on_words_return_pressed(self) -> None:
        self._apply()
        if self.model.rowCount():
            self.view.setFocus()
            self.view.mark_first()


def _chip(text: str) -> QPushButton:
    made = button(text, "chip")
    made.setCheckable(True)
    return made
