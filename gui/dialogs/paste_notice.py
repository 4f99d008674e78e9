"""粘贴放假通知: the State Council's text goes in, what was understood of it is shown before it is taken over."""

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from db.errors import ValueUnreadable
from db.records.centre.holiday import HolidayYear, year_of
from db.values.holiday_notice import read_notice
from gui.borrowed import restyle
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.parts import button, button_row, label


class PasteNotice(FittedDialog):
    """Asks for the text of a notice.

    Attributes:
        box: where it is pasted.
        year: what was understood; None while nothing was.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year: HolidayYear | None = None
        self.setWindowTitle(self.tr("粘贴放假通知"))
        self.setMinimumWidth(px(640))
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(px(260))
        self.box.setAccessibleName(self.tr("通知全文"))
        self.box.setPlaceholderText(
            self.tr(
                "从中国政府网复制“国务院办公厅关于××××年部分节假日安排的通知”全文，粘贴到这里（Ctrl+V）。\n\n"
                "也可以自己写，例如：\n2027年部分节假日安排\n元旦：1月1日至3日放假。\n春节：2月5日至11日放假，2月20日上班。"
            )
        )
        self.box.textChanged.connect(self._on_box_changed)
        self._told = label("", "quiet", "small", wrap=True)
        self._told.setMinimumHeight(px(40))
        self.take = button(self.tr("填进表里"), "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self.accept)
        cancel = button(self.tr("不填了"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(8))
        column.addWidget(label(self.tr("粘贴放假通知"), size="large"))
        column.addWidget(self.box)
        column.addWidget(self._told)
        column.addLayout(button_row(None, cancel, self.take))
        self._on_box_changed()

    def told(self) -> str:
        """What is said under the box."""
        return self._told.text()

    def _on_box_changed(self) -> None:
        text, tone = "", "quiet"
        self.year = None
        if self.box.toPlainText().strip():
            try:
                self.year = year_of(read_notice(self.box.toPlainText()))
            except ValueUnreadable as error:
                text, tone = str(error), "accent"
            else:
                feasts = "、".join(span.name for span in self.year.spans)
                text = self.tr("看懂了：{0}（{1}）").format(self.year.title({}), feasts)
        self._told.setText(text)
        self._told.setProperty("tone", tone)
        restyle(self._told)
        self.take.setEnabled(self.year is not None)
