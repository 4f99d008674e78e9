"""代字与格式: how the numbers of each family are written, with the next one as it will be."""

from datetime import date

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError, RecordInvalid, ValueUnreadable
from db.records.letters.number import CASE
from db.services.letters.issue_number import families, family_label, last_serial, number_style, set_number_style
from db.values.number_form import TOKENS, number_written, read_number_form
from db.values.template import listed
from gui.borrowed import restyle
from gui.keys import on_key
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, label, scrolled

HEADS = ("种类", "代字", "格式", "下一个号")


class StylesPage(QWidget):
    """One line a family."""

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self.lines: dict[str, tuple[QLineEdit, QLineEdit]] = {}
        self.samples: dict[str, QLabel] = {}
        header = PageHeader("", lead=lead)
        save = button(self.tr("保存"), "primary", "Ctrl+S")
        save.clicked.connect(self.save)
        header.add_action(save)
        hint = self.tr("格式里可用 {0}；改后只管以后的号").format(listed(TOKENS))
        card = Card(self.tr("文号怎么写"), hint)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        for column, head in enumerate(HEADS):
            grid.addWidget(label(head, "quiet", "small"), 0, column)
        for row, family in enumerate(families(session.kinds), 1):
            self._add_line(grid, row, family)
        for column, stretch in enumerate((1, 2, 4, 3)):
            grid.setColumnStretch(column, stretch)
        card.inside.addLayout(grid)
        inside = QWidget()
        inside.setObjectName("plain")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, px(6), 0)
        lines.addWidget(card)
        lines.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(header)
        column.addWidget(scrolled(inside), 1)
        on_key("Ctrl+S", self, self.save, everywhere=True)

    def refresh(self) -> None:
        """Reads again how numbers are written."""
        for family, (word, form) in self.lines.items():
            told = number_style(self._session.store, family, date.today())
            for line, text in zip((word, form), told, strict=True):
                line.setText(text)
                line.setCursorPosition(0)

    def save(self) -> None:
        """Keeps what was changed, for the numbers from today on."""
        store, today = self._session.store, date.today()
        try:
            with store.writing("改文号格式"):
                for family, (word, form) in self.lines.items():
                    set_number_style(store, family, word.text(), form.text(), today)
        except RecordInvalid as error:
            self._session.messages.show_error(_named(error))
            return
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self.refresh()
        self._session.messages.inform(self.tr("已保存，以后的号照这样编"))

    def _add_line(self, grid: QGridLayout, row: int, family: str) -> None:
        word, form, sample = QLineEdit(), QLineEdit(), label("", "quiet")
        self.lines[family], self.samples[family] = (word, form), sample
        name = family_label(family)
        word.setAccessibleName(f"{name}{HEADS[1]}")
        form.setAccessibleName(f"{name}{HEADS[2]}")
        word.setPlaceholderText(self.tr("例如：幸社发"))
        if family == CASE:
            word.setToolTip(self.tr("空着就用“本中心”里的案件代字"))
        for line in (word, form):
            line.textChanged.connect(lambda _text, family=family: self._show_sample(family))
        for column, widget in enumerate((label(name), word, form, sample)):
            grid.addWidget(widget, row, column)

    def _show_sample(self, family: str) -> None:
        word, form = self.lines[family]
        today = date.today()
        try:
            read = read_number_form(form.text())
        except ValueUnreadable as error:
            told, tone = error.message, "accent"
        else:
            serial = last_serial(self._session.store, family, today.year) + 1
            told, tone = number_written(read, word.text().strip(), today.year, serial), "quiet"
        sample = self.samples[family]
        sample.setText(told)
        sample.setProperty("tone", tone)
        restyle(sample)


def _named(error: RecordInvalid) -> AppError:
    problem = error.problems[0]
    return AppError(f"没有保存：{problem.message}", problem.remedy)
