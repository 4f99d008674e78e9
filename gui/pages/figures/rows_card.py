"""The rows of one number beside the text."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.records.centre.centre import Rule
from db.records.kept_figure import KeptFigure
from db.records.may import Right
from db.services.figures.counted import Ids
from db.services.figures.kept import PREFIX
from db.services.figures.measure import Measured
from db.services.figures.rows import FigureRows, Which, unseen_of
from db.store import Store
from gui.models.figured_table import COL_MORE, COL_TITLE, ROW_ROLE, FiguredTableModel
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import Card, EmptyState, button, label
from gui.widgets.plain_table import plain_table

ROW = 38
WIDTHS = {COL_MORE: 170}


class RowsCard(QWidget):
    """What a number counts.

    Signals:
        open_requested: table and id of a row.
        list_requested: the `FigureRows` that are wanted in their list.
        remove_requested: the figure of the centre's own that is to be counted no more.
        to_lay_down: the share of which the centre says how it is reckoned.

    Attributes:
        chips: the parts of a ratio.
        model, list: the rows.
        open: opens them in their list.
        remove: counts a figure of the centre's own no more.
        rule: asks how a share is to be reckoned from some day on.
    """

    open_requested = Signal(str, object)
    list_requested = Signal(object)
    remove_requested = Signal(object)
    to_lay_down = Signal(object)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.found: Measured | None = None
        self._which = Which.ALL
        self._value, self._name = label("", "accent", "large"), label(size="large")
        self._about = label("", "quiet", "small", wrap=True)
        self.chips: dict[Which, QPushButton] = {}
        self._group = QButtonGroup(self)
        chips = QWidget()
        self._flow = FlowLayout(chips, px(8))
        self.model = FiguredTableModel(store, self)
        self.list = plain_table(self.model, COL_TITLE, WIDTHS, ROW, gives_way=(COL_MORE,))
        self.list.share(COL_MORE)
        self.list.activated.connect(self._on_activated)
        self._foot = label("", "faint", "small")
        self.open = button(self.tr("在列表里打开"), "", "Ctrl+Enter")
        self.open.clicked.connect(self.show_list)
        self.remove = button(self.tr("删去这个口径"), "link")
        self.remove.clicked.connect(lambda: self.found and self.remove_requested.emit(self.found.figure))
        self.rule = button(self.tr("改怎样算…"), "link")
        self.rule.clicked.connect(lambda: self.found and self.to_lay_down.emit(self.found.figure))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        for one in (self._value, self._name):
            head.addWidget(one)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._foot, 1)
        foot.addWidget(self.remove)
        foot.addWidget(self.rule)
        foot.addWidget(self.open)
        self._stack = QStackedWidget()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(chips)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._stack.addWidget(EmptyState(self.tr("点一个数"), self.tr("它数的是哪些，列在这里")))
        self._stack.addWidget(inside)
        card = Card()
        card.inside.addWidget(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def show_waiting(self, found: Measured) -> None:
        """Shows which figure was chosen while its rows are being found."""
        self._show_head(found)
        self._make_chips(None)
        self.model.show_ids({})
        self._foot.setText(self.tr("正在找出是哪些…"))
        self.open.hide()

    def show_rows(self, found: Measured) -> None:
        """Shows the rows of a figure, which were read with it."""
        self._show_head(found)
        self._make_chips(found)
        self._show()
        self.open.setVisible(set(found.rows) <= {found.figure.of})
        if self.list.hasFocus():
            self.take_focus()  # there was no row yet on which the keys could be

    def show_nothing(self) -> None:
        """No number is chosen."""
        self.found = None
        self._stack.setCurrentIndex(0)

    def show_list(self) -> None:
        """Asks for the list of the rows that are seen."""
        if self.found is not None and self.open.isVisibleTo(self):
            self.list_requested.emit(FigureRows.of(self.found, self._which))

    def take_focus(self) -> None:
        """Takes the keys for the rows."""
        self.list.setFocus()
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self.list.selectRow(0)

    def _show_head(self, found: Measured) -> None:
        self.found, self._which = found, Which.ALL
        figure, value = found.figure, found.value
        self._value.setText(value.shown())
        self._name.setText(figure.label)
        when = found.span.words if figure.when else self.tr("截至{0}").format(found.day.isoformat())
        now = self.tr("按现值") if found.of_now else ""
        place = found.scope.title if found.scope else ""
        self._about.setText(" · ".join(filter(None, (when, place, now, figure.about))))
        own, rules = (self._store.kinds[kind.TABLE] for kind in (KeptFigure, Rule))
        self.remove.setVisible(figure.name.startswith(PREFIX) and self._store.may(own, Right.DELETE))
        self.rule.setVisible(bool(figure.by_rule or figure.choice) and self._store.may(rules, Right.CHANGE))
        self._stack.setCurrentIndex(1)

    def _make_chips(self, found: Measured | None) -> None:
        for chip in self.chips.values():
            self._group.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        if found is None or found.value.total is None:
            return
        parts = {Which.ALL: self.tr("全部 {0}"), Which.SO: self.tr("是的 {0}"), Which.MISSING: self.tr("不是的 {0}")}
        for which, words in parts.items():
            chip = self.chips[which] = button(words.format(f"{self._count(which):,}"), "chip")
            chip.setCheckable(True)
            chip.setChecked(which is Which.ALL)
            chip.clicked.connect(lambda _on=False, which=which: self._choose(which))
            self._group.addButton(chip)
            self._flow.addWidget(chip)

    def _choose(self, which: Which) -> None:
        self._which = which
        self._show()

    def _show(self) -> None:
        self.model.show_ids(self._ids(self._which))
        assert self.found is not None
        count, unseen = self.model.rowCount(), unseen_of(self.found, self._which)
        told = [self.tr("共 {0:,} 行 · Enter 打开").format(count) if count else self.tr("一行也没有")]
        if unseen:
            told.append(self.tr("另有 {0:,} 行您无权查看，数里算着").format(unseen))
        self._foot.setText(" · ".join(told))

    def _count(self, which: Which) -> int:
        assert self.found is not None
        return sum(map(len, self._ids(which).values())) + unseen_of(self.found, which)

    def _ids(self, which: Which) -> Ids:
        assert self.found is not None
        if which is not Which.SO:
            return self.found.rows if which is Which.ALL else self.found.missing
        lacking = {table: set(ids) for table, ids in self.found.missing.items()}
        return {t: [i for i in ids if i not in lacking.get(t, ())] for t, ids in self.found.rows.items()}

    def _on_activated(self, index: QModelIndex) -> None:
        self.open_requested.emit(*index.data(ROW_ROLE))
