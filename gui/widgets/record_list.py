"""A list with what it is narrowed by, how many there are, and what to do when there are none."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.records.condition import Condition, Test
from db.records.kind import View
from db.records.may import Right
from db.services.conditions_told import Said, choices_of, grouped, said
from db.services.listed_rows import Rows
from db.services.saved_lists import Offered, offered, shipped_lists
from db.services.selection import Selection
from db.services.switched_off import Parted, parted
from gui.dialogs.filter_dialog import FilterDialog
from gui.messages import show_failure
from gui.models.record_source import RecordSource
from gui.models.record_table import RecordTableModel
from gui.session import Session
from gui.theme import px
from gui.widgets.filters.bar import FilterBar
from gui.widgets.list_bar import FEW_LISTS, ListBar
from gui.widgets.list_keeping import ListKeeper
from gui.widgets.narrowing import Narrowing
from gui.widgets.parts import Card, EmptyState, button, label
from gui.widgets.record_view import RecordView
from gui.widgets.whole_list import when_whole

PAUSE_MS = 150
FILTER_KEY = "Ctrl+Shift+F"
PARTS = (Test.HAS, Test.HAS_NOT)


class RecordList(QWidget):
    """The list of one record type.

    Signals:
        opened: the id of the record that the clerk wants to open.
        new_requested: the clerk wants to enter a new one.
    """

    opened = Signal(object)
    new_requested = Signal()

    def __init__(
        self, session: Session, source: RecordSource, new_label: str, empty: str = "", views: Sequence[View] = ()
    ) -> None:
        super().__init__()
        self._session, self._kind = session, source.kind
        self._new_label = new_label
        self._empty_words = empty or self.tr("点“{new}”登记第一条（Ctrl+N）").format(new=new_label)
        self.model = RecordTableModel(source, parent=self)
        self.view = RecordView(self.model)
        self.view.when_whole = lambda then: when_whole(self, session.messages, then)
        self.view.opened.connect(self.opened)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._show_picked())
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("输入任意文字或拼音首字母"))
        self.words.setClearButtonEnabled(True)
        self.words.returnPressed.connect(self._on_words_return_pressed)
        self._views, self._makes = views, session.may(source.kind, Right.MAKE)
        self._left_out: dict[str, Sequence[str]] = {}
        self.filters: tuple[tuple[Condition, ...], ...] = ()
        self.rows: Rows | None = None
        self._off = Parted(())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._apply)
        self.words.textChanged.connect(self._pause.start)
        self._make_bars()
        self._build()
        self.model.modelReset.connect(self._show_state)
        self.model.counted.connect(self._show_state)
        self.model.failed.connect(lambda error: show_failure(session.messages, error))
        self._show_state()

    def refresh(self) -> None:
        """Reads again, staying at the marked row."""
        kept = self.view.current_id()
        self.lists.refresh()
        self.model.refresh()
        if self.filters:
            self._take(self.filters)  # what they name may be called otherwise by now
        if not self.view.picked_count():
            self.view.mark(kept)
        self._show_state()

    def narrowed(self) -> Sequence[int] | None:
        """The ids of what the list is narrowed to, as typed by now; None where it shows everything."""
        self.take_words()
        return self.model.ids() if self._is_filtered() else None

    def take_words(self) -> None:
        """Asks for what is typed by now."""
        if self._pause.isActive():
            self._apply()

    def clear_filter(self) -> None:
        """Shows everything; the order and the columns of a list that held go with it."""
        self.words.clear()
        self.rows, self._off = None, Parted(())
        self._take(())
        if self.lists.on() or self.keeper.changing:
            self.lists.choose()
            self._on_list_chosen()
        else:
            self._apply()

    def leave_out(self, name: str, codes: Collection[str]) -> None:
        """Offers codes of a field no more to narrow the list by."""
        self._left_out[name] = sorted(codes)

    def filter_dialog(self) -> FilterDialog:
        """What asks for one more filter, or for one that is there otherwise."""
        given = {group[0].path: group for group in self.filters}
        choices = choices_of(self._kind, self._session.seen)
        return FilterDialog(choices, self._session.lookup, given, self._left_out, self)

    def ask_filter(self) -> None:
        """Asks for one more filter."""
        if (dialog := self.filter_dialog()).exec():
            self.add_filter(dialog.taken)

    def add_filter(self, conditions: Sequence[Condition]) -> None:
        """Narrows the list further; what was asked of the same field gives way, but for parts, of which there may be several."""
        path = conditions[0].path
        kept = [group for group in self.filters if group[0].path != path or group[0].test in PARTS]
        self.narrow(condition for group in (*kept, conditions) for condition in group)

    def narrow(self, conditions: Iterable[Condition]) -> None:
        """Narrows the list by these conditions, in place of those before; words and lists that hold stay."""
        self._take(grouped(conditions))
        self._apply()

    def narrowing(self) -> Narrowing:
        """What it is narrowed by."""
        lists, conditions = [one.name for one in self.lists.on()], (*self.added(), *self._off.off)
        return Narrowing(self.words.text(), lists, conditions, self.rows, self.order(), self.columns())

    def narrow_as(self, other: Narrowing) -> None:
        """Narrows it as another one was; what leads to what is not done any more is not asked, and told."""
        self._off = parted(self._session.store, self._kind, other.conditions, self._session.kinds)
        self.words.setText(other.words)
        self.lists.choose(*other.lists)
        self._show_columns(other.columns)
        self.view.order_by(other.order)
        self.rows = other.rows
        self.narrow(self._off.asked)

    def show_rows(self, rows: Rows) -> None:
        """Shows the rows of a figure, or of a pasted list, and nothing else narrowed."""
        self.clear_filter()
        self.rows = rows
        self._take(self.filters)
        self._apply()

    def show_view(self, name: str) -> None:
        """Shows one of the parts that the type itself names, and nothing else narrowed: what the program counts by it.

        Where the centre keeps a list of its own under that name, the conditions are shown one by one.
        """
        self.clear_filter()
        one = next(one for one in self.lists.offered if one.name == name)
        if one.own is None:
            self.lists.choose(name)
            self._apply()
        else:
            self.narrow(next(view for view in self._views if view.name == name).conditions)

    # As it is narrowed now; see `gui.widgets.list_keeping.Narrowed`.

    def chosen(self) -> Sequence[Offered]:
        """The lists that hold."""
        return self.lists.on()

    def asked(self) -> tuple[Condition, ...]:
        """All that is asked, each thing once."""
        every = (condition for one in self.lists.on() for condition in one.conditions)
        return tuple(dict.fromkeys((*every, *self.added())))

    def added(self) -> tuple[Condition, ...]:
        """What was added by hand."""
        return tuple(condition for group in self.filters for condition in group)

    def unkept(self) -> str:
        """What narrows it besides and no condition says, with what to do; "" for nothing."""
        if self.rows:
            return self.tr("列的是数出来、按名单找来的那些，条件存不下来：先去掉列表上面的那一条")
        return self.tr("找的字存不下来：先清掉它，改用筛选") if self.words.text().strip() else ""

    def order(self) -> str:
        """The column by which the rows are ordered; "" for the usual order."""
        return self.model.order()

    def columns(self) -> tuple[str, ...]:
        """The columns that are shown; () for the usual ones."""
        return self._columns

    def wait(self) -> None:
        """Reads no more; for closing the window."""
        self._pause.stop()
        self.model.wait()

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

    # Inside.

    def _make_bars(self) -> None:
        session = self._session
        kind = session.store.kinds[self._kind.TABLE]
        self._columns: tuple[str, ...] = ()
        self.bar = FilterBar()
        self.bar.opened.connect(self._on_filter_opened)
        self.bar.taken_off.connect(self._on_filter_taken_off)
        self.ask = button(self.tr("筛选…"), "quiet", FILTER_KEY)
        self.ask.clicked.connect(self.ask_filter)
        self.keeper = ListKeeper(self._session, kind, self, self)
        self.keeper.kept.connect(self._on_kept)
        self.keeper.gone.connect(self._on_list_gone)
        self.keeper.spread.connect(self._on_spread)
        self.keeper.columns_chosen.connect(self._show_columns)
        self.keeper.ordered.connect(self.view.order_by)
        self.keep = button(self.tr("名单…"), "quiet", self.tr("把现在的筛选存成名单，改名、更新、删去"))
        self.keep.clicked.connect(lambda: self.keeper.menu.popup(self.keep.mapToGlobal(QPoint(0, self.keep.height()))))
        if not kind.tab:
            self.keep.hide()
        self.again = button(self.tr("再读"), "link")
        self.again.clicked.connect(self.refresh)
        self._clear = button(self.tr("清除筛选"), "link")
        self._clear.clicked.connect(self.clear_filter)
        own = kind.tab and self._views == kind.views
        self.lists = ListBar(
            lambda: offered(self._session.store, kind, session.kinds) if own else shipped_lists(self._views),
        )
        self.lists.chosen.connect(self._on_list_chosen)
        self.lists.made.connect(self._place_lists)

    def _build(self) -> None:
        self._line = QHBoxLayout()
        self._line.setSpacing(px(10))
        self.words.setMaximumWidth(px(360))
        self._count = label("", "quiet", "small")
        self._picked = label("", "accent", "small")
        self._picked.hide()
        for part, stretch in ((self.words, 3), (self.ask, 0), (self.keep, 0)):
            self._line.addWidget(part, stretch)
        self._line.addStretch(2)
        for part in (self._picked, self._clear, self._count, self.again):
            self._line.addWidget(part)
        self._told = label("", "warn", "small", wrap=True)
        self._told.hide()
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
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(12))
        self._column.addLayout(self._line)
        self._column.addWidget(self.bar)
        self._column.addWidget(self._told)
        self._column.addWidget(card, 1)
        self._place_lists()

    def _place_lists(self) -> None:
        """A few lists stand beside the filter, more under it."""
        for layout in (self._line, self._column):
            layout.removeWidget(self.lists)
        if len(self.lists.chips) <= FEW_LISTS:
            self._line.insertWidget(self._line.indexOf(self.keep) + 1, self.lists, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._column.insertWidget(1, self.lists)
        self.lists.setVisible(bool(self.lists.chips))

    def _apply(self) -> None:
        self._pause.stop()
        told = [*self._off.told, *(line for one in self.lists.on() for line in one.told)]
        words = [self.tr("没有照这些筛选：{0}").format("；".join(told))] if told else []
        if self.rows and (unseen := self.rows.unseen(self._session.store)):
            words.append(self.tr("另有 {0:,} 行您无权查看，数里算着").format(unseen))
        self._told.setText("\n".join(words))
        self._told.setVisible(bool(words))
        self.model.set_filter(Selection(words=self.words.text(), conditions=self.asked(), rows=self.rows))

    def _take(self, filters: Sequence[tuple[Condition, ...]]) -> None:
        self.filters = tuple(filters)
        counted = [Said(self.rows.words(), ())] if self.rows else []
        self.bar.show_filters([*counted, *said(self._session.store, self._kind, self.added())])

    def _on_filter_opened(self, number: int) -> None:
        number -= self.rows is not None
        if number < 0:
            return
        group = self.filters[number]
        dialog = self.filter_dialog()
        if dialog.choose(group[0].path, group) and dialog.exec():
            groups = [*self.filters]
            groups[number] = dialog.taken
            self.narrow(condition for one in groups for condition in one)

    def _on_filter_taken_off(self, number: int) -> None:
        number -= self.rows is not None
        if number < 0:
            self.rows = None
        self.narrow(condition for n, group in enumerate(self.filters) if n != number for condition in group)
        if not self.filters:
            self.ask.setFocus()

    def _on_list_chosen(self) -> None:
        """What is chosen holds, in the order and with the columns of the one that says so."""
        self.keeper.changing = None
        chosen = self.lists.on()
        self._show_columns(next((one.columns for one in chosen if one.columns), ()))
        self.view.order_by(next((one.order for one in chosen if one.order), ""))
        self._apply()

    def _on_kept(self, name: str) -> None:
        """A list is kept as it is asked for now: it alone holds, and nothing stands beside it."""
        self.lists.refresh()
        self.lists.choose(name)
        self._take(())
        self._on_list_chosen()

    def _on_list_gone(self) -> None:
        self.clear_filter()
        self.lists.refresh()

    def _on_spread(self, one: Offered) -> None:
        self.lists.choose()
        self.narrow((*one.conditions, *self.added()))

    def _show_columns(self, names: Sequence[str]) -> None:
        self._columns = tuple(names)
        self.model.show_columns(names)

    def picked(self) -> Sequence[int]:
        """The ids of the rows that are picked."""
        return self.view.picked()

    def every(self) -> Sequence[int]:
        """The ids of all that is listed, in its order."""
        return self.model.ids()

    def shown(self) -> tuple[str, ...]:
        """The columns that are seen."""
        return tuple(column.name for column in self.model.columns)

    def name(self) -> str:
        """What is listed is called: the one list that holds, or the number whose rows these are; "" for neither."""
        chosen = self.chosen()
        return self.rows.words() if self.rows else chosen[0].name if len(chosen) == 1 else ""

    def _show_picked(self) -> None:
        picked = self.view.picked_count()
        self._picked.setText(self.tr("选中 {0:,} 条 · Esc 取消").format(picked))
        self._picked.setVisible(bool(picked))

    def _show_state(self) -> None:
        count, filtered = self.model.total(), self._is_filtered()
        self._clear.setVisible(filtered)
        self._count.setText(self.model.count_words())
        self.again.setVisible(self.model.is_broken_off)
        self._stack.setCurrentIndex(1 if count == 0 else 0)
        self._make.setVisible(self._makes and not filtered)
        if filtered:
            self.empty.say(self.tr("没有符合的{label}").format(label=self._kind.LABEL), self.tr("换个词，或清除筛选"))
        else:
            told = self._empty_words if self._makes else self.tr("有您能看的，就列在这里")
            self.empty.say(self.tr("还没有{label}").format(label=self._kind.LABEL), told)

    def _is_filtered(self) -> bool:
        return bool(self.words.text().strip() or self.rows or self.filters or self._off.off or self.lists.on())

    def _on_words_return_pressed(self) -> None:
        self._apply()
        if self.model.rowCount():
            self.view.setFocus()
            self.view.mark_first()
