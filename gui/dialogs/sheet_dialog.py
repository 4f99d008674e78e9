"""What a 名单, 签到表 or 签领表 is to be like: its title, its columns, those that stay empty, and of whom it is."""

from collections.abc import Mapping, Sequence

from attrs import evolve
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError
from db.fields import Day
from db.records.kind import Kind
from db.services.told_rows import columns_to_tell
from gui.fitted import FittedDialog
from gui.keys import red_key, stops_in, tab_through
from gui.papers.sheets import LONGEST_OWN, MOST_OWN, Shape, Wanted, heads, own_columns, usual
from gui.theme import px
from gui.widgets.chips import Meant, MeantChips
from gui.widgets.choice_list import ChoiceList
from gui.widgets.editors import DayEditor
from gui.widgets.parts import button, button_row, label
from gui.widgets.passphrase import field_name


class SheetDialog(FittedDialog):
    """Asks; Ctrl+Enter makes the paper.

    Attributes:
        title_line: the title.
        list: the columns; Space ticks.
        own: the empty columns, in one line.
        heads: how the head of the table will read.
        go: takes it.
    """

    def __init__(
        self,
        kind: Kind,
        wanted: Wanted,
        meant: Sequence[Meant],
        parent: QWidget | None = None,
        proposed: Wanted | None = None,
    ) -> None:
        """``proposed`` is what is usual for the list; None for what is usual for the type."""
        super().__init__(parent)
        self._kind, self._wanted = kind, wanted
        shape = wanted.shape
        self._proposed = proposed or usual(kind, shape)
        self.setWindowTitle(self.tr("打印{0}").format(shape))
        self.setMinimumWidth(px(600))
        self.title_line = _line(self.tr("标题"), "")
        self.list = ChoiceList(
            ((name, field.label) for name, field in columns_to_tell(kind.record).items()), ticks=True
        )
        self.list.setAccessibleName(self.tr("印哪些栏"))
        self.list.setMinimumHeight(px(150))
        self.own = _line(self.tr("空栏"), self.tr("要人手填的栏，例如：米油、备注"))
        self.subject = _line(self.tr("事由"), self.tr("不填就留空，印好再写"))
        self.held = DayEditor(Day(self.tr("日期")))
        self.item = _line(self.tr("物品"), self.tr("每行都印它；不填又没写空栏，就留一栏手写"))
        self.quantity = _line(self.tr("数量"), self.tr("例如：1份"))
        self.held.line.setPlaceholderText(self.tr("不填就留空，印好再写"))
        self._scope = MeantChips(meant)
        self.heads = label("", "quiet", "small", wrap=True)
        self.list.model().dataChanged.connect(lambda *_: self._show_heads())
        self.own.textChanged.connect(lambda _: self._show_heads())
        self._told = label("", "accent", "small", wrap=True)
        self.go = button(self.tr("排版预览"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        self._build(shape)
        self._show(wanted)
        red_key(self, self.commit)
        self.title_line.setFocus()
        self.title_line.selectAll()

    def wanted(self) -> Wanted:
        """What is asked for as it stands.

        Raises:
            ValueUnreadable: the day is none.
        """
        return evolve(
            self._columns(),
            title=self.title_line.text().strip(),
            subject=self.subject.text().strip(),
            held=self.held.value(),
            item=self.item.text().strip(),
            quantity=self.quantity.text().strip(),
        )

    def ids(self) -> Sequence[int]:
        """Of whom."""
        return self._scope.meant().ids

    def mean(self, number: int) -> None:
        """Chooses of whom."""
        self._scope.choose(number)

    def told(self) -> str:
        """What is wrong; "" for nothing."""
        return "" if self._told.isHidden() else self._told.text()

    def commit(self) -> None:
        """Takes what is asked for, or says what is wrong with it."""
        try:
            found = self.wanted()
        except AppError as error:
            self._say(str(error), self.held)
            return
        long = [name for name in found.own if len(name) > LONGEST_OWN]
        if not found.title:
            self._say(self.tr("标题没有填"), self.title_line)
        elif not found.columns:
            self._say(self.tr("至少勾一栏，空格勾选"), self.list)
        elif long:
            self._say(self.tr("空栏“{0}”太长，栏名最多 {1} 个字").format(long[0], LONGEST_OWN), self.own)
        elif len(found.own) > MOST_OWN:
            self._say(self.tr("空栏最多 {0} 个").format(MOST_OWN), self.own)
        else:
            self.accept()

    def _build(self, shape: Shape) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(8))
        rows: list[tuple[str, QWidget]] = [(self.tr("标题"), self.title_line)]
        if shape.is_signed:
            rows += [(self.tr("事由"), self.subject), (self.tr("日期"), self.held)]
        if shape is Shape.HAND_OUT:
            rows += [(self.tr("物品"), self.item), (self.tr("数量"), self.quantity)]
        rows += [(self.tr("印哪些栏"), self.list), (self.tr("空栏"), self.own)]
        for words, widget in rows:
            form.addRow(field_name(words), widget)
        form.addRow("", self.heads)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("打印{0}").format(shape), size="large"))
        column.addWidget(self._scope)
        column.addLayout(form)
        column.addWidget(self._told)
        usual_one = button(self.tr("和平常一样"), "quiet")
        usual_one.clicked.connect(lambda: self._show(self._proposed))
        back = button(self.tr("返回"))
        back.clicked.connect(self.reject)
        column.addLayout(button_row(usual_one, None, back, self.go))
        own = [stop for _, widget in rows for stop in (stops_in(widget) or [widget])]
        tab_through([*stops_in(self._scope), *own, usual_one, back, self.go])
        self._told.hide()
        for line in (self.title_line, self.own, self.subject, self.item, self.quantity):
            line.textEdited.connect(self._told.hide)
        self.list.model().dataChanged.connect(self._told.hide)
        self.held.changed.connect(self._told.hide)

    def _show(self, wanted: Wanted) -> None:
        known = columns_to_tell(self._kind.record)
        self.title_line.setText(wanted.title)
        self.list.tick(name for name in wanted.columns if name in known)
        self.list.step(0)
        self.own.setText("、".join(wanted.own))
        self.item.setText(wanted.item)
        self.quantity.setText(wanted.quantity)

    def _columns(self) -> Wanted:
        return evolve(self._wanted, columns=tuple(self.list.ticked()), own=own_columns(self.own.text()))

    def _show_heads(self) -> None:
        """The heads of the columns as they will stand on the paper."""
        self.heads.setText(self.tr("表头：{0}").format("、".join(heads(self._kind, self._columns()))))

    def _say(self, words: str, at: QWidget) -> None:
        self._told.setText(words)
        self._told.show()
        self.fit()
        self.bring_to_sight(self._told)
        at.setFocus()


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def remembered(kind: Kind, proposed: Wanted, kept: Mapping[str, str]) -> Wanted:
    """What was chosen last time for this list, as far as its fields are still there; otherwise what is proposed."""
    known = columns_to_tell(kind.record)
    columns = tuple(one for one in kept.get("columns", "").split() if one in known)
    if not columns:
        return proposed
    return evolve(proposed, columns=columns, own=own_columns(kept.get("own", "")))


def to_remember(wanted: Wanted) -> dict[str, str]:
    """What is kept of it for the next time, in the clear: the columns alone, and nothing of what it was for or of whom."""
    return {"columns": " ".join(wanted.columns), "own": "、".join(wanted.own)}
