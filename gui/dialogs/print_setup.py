"""How this one printing goes: printer, copies, pages, both sides, a shift. The paper itself is not touched by any of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDoubleValidator, QIntValidator
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from db.errors import AppError
from gui.keys import on_key
from gui.page_setup import ALL, EVEN, MOST_COPIES, MOST_SHIFT_MM, ODD, PageSetup, chosen_pages, is_for_both_sides
from gui.pdf_document import PdfDocument
from gui.printer import TAKES_FONTS, Sheet, lacking_paper, new_printer
from gui.settings import Settings
from gui.theme import px
from gui.widgets.chips import Chips
from gui.widgets.parts import button, label
from gui.widgets.passphrase import field_name
from gui.widgets.press import Button

_PARITIES = ((ALL, "全部"), (ODD, "奇数页"), (EVEN, "偶数页"))
_RESET_KEY = "Ctrl+0"


class PrintSetupDialog(QDialog):
    """Asks for the set-up of one printing; what belongs to the printer itself is remembered with it.

    Signals:
        pdf_requested: there is no printer, and the clerk wants to save the paper instead.
    """

    pdf_requested = Signal()

    def __init__(
        self, document: PdfDocument, title: str, settings: Settings, pages: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._title, self._settings, self._pages_given = document, title, settings, pages
        self._saves = True
        self.setWindowTitle(self.tr("打印"))
        self.setMinimumWidth(px(520))
        self._names = QPrinterInfo.availablePrinterNames()
        self.printer = Button()
        self.copies = _short_line(QIntValidator(1, MOST_COPIES))
        self.pages = QLineEdit()
        self.pages.setPlaceholderText(self.tr("全部；只印几页写 1-3,5"))
        self.duplex = QCheckBox(self.tr("沿长边翻转"))
        self.outlines = QCheckBox(self.tr("按图形发送（印出来缺字、乱码时才勾）"))
        self.right, self.down = (_short_line(_millimetres()) for _ in range(2))
        self._parities = Chips([name for _, name in _PARITIES])
        self._paper = label("", "quiet", "small", wrap=True)
        self._fault = label("", "accent", "small", wrap=True)
        self._out = button(self.tr("打印"), "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(12))
        column.addWidget(label(self.tr("打印{0}").format(title), size="large"))
        column.addLayout(self._make_form())
        column.addWidget(self._paper)
        column.addWidget(self._fault)
        column.addLayout(self._make_foot())
        self._make_menu()
        on_key(_RESET_KEY, self, self.reset, everywhere=True)
        self._choose(_usual(self._names, settings.printer))
        self._set(PageSetup(pages=pages, duplex=self._usual_duplex()))
        self._out.setFocus()

    def printer_name(self) -> str:
        """The printer chosen; empty when there is none on this computer."""
        return self._name

    def leave_saving_out(self) -> None:
        """Never offers a file instead of the paper."""
        self._saves = False
        self._choose(self._name)

    def setup(self) -> PageSetup:
        """What is set; raises AppError when it cannot be."""
        chosen, _ = _PARITIES[self._parities.current()]
        setup = PageSetup(
            copies=int(self.copies.text() or 1),
            pages=self.pages.text().strip(),
            parity=chosen,
            duplex=self.duplex.isChecked(),
            shift_mm=(_read(self.right), _read(self.down)),
            outlines=self.outlines.isChecked(),
        )
        chosen_pages(setup, self._document.page_count)
        return setup

    def reset(self) -> None:
        """Everything as at the first time, the printer's shift too."""
        self._set(PageSetup(pages=self._pages_given, duplex=self._usual_duplex()), shift=(0.0, 0.0))

    def accept(self) -> None:
        """Keeps what belongs to the printer and closes; says what is wrong instead."""
        try:
            setup = self.setup()
        except AppError as error:
            self._fault.setText(str(error))
            self.pages.setFocus()
            return
        if not self._name:
            self.reject()
            self.pdf_requested.emit()
            return
        self._settings.keep_printer(self._name, setup.shift_mm)
        super().accept()

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(10))
        form.addRow(field_name(self.tr("打印机")), self.printer)
        form.addRow(field_name(self.tr("份数")), _row(self.copies, label(self.tr("份"), "quiet")))
        form.addRow(field_name(self.tr("页码")), self.pages)
        form.addRow(field_name(self.tr("只印")), self._parities)
        form.addRow(field_name(self.tr("双面")), self.duplex)
        words = (self.tr("向右"), self.tr("向下"), self.tr("毫米"))
        shift = _row(
            label(words[0], "quiet"), self.right, label(words[1], "quiet"), self.down, label(words[2], "quiet")
        )
        form.addRow(field_name(self.tr("位置修正")), shift)
        if TAKES_FONTS:  # elsewhere there is nothing to choose
            form.addRow(field_name(self.tr("文字")), self.outlines)
        return form

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(px(10))
        again = button(self.tr("恢复默认"), "quiet", _RESET_KEY)
        again.clicked.connect(self.reset)
        leave = button(self.tr("返回"))
        leave.clicked.connect(self.reject)
        self._out.setDefault(True)
        self._out.clicked.connect(self.accept)
        self._search = button(self.tr("重新查找打印机"))
        self._search.clicked.connect(self.look_for_printers)
        foot.addWidget(again)
        foot.addStretch()
        foot.addWidget(self._search)
        foot.addWidget(leave)
        foot.addWidget(self._out)
        return foot

    def look_for_printers(self) -> None:
        """Asks the system once more: the printer may have been switched on or added meanwhile."""
        self._names = QPrinterInfo.availablePrinterNames()
        self._make_menu()
        self._choose(_usual(self._names, self._settings.printer))

    def _make_menu(self) -> None:
        menu = QMenu(self.printer)
        for name in self._names:
            self._add(menu, name, lambda name=name: self._choose(name))
        if self._names:
            menu.addSeparator()
            self._add(menu, self.tr("打印机自己的设置…"), self._ask_driver)
        self.printer.setMenu(menu)

    def _add(self, menu: QMenu, name: str, slot: Callable[[], None]) -> None:
        action = QAction(name, menu)
        action.triggered.connect(slot)
        menu.addAction(action)

    def _ask_driver(self) -> None:
        """The system's own dialog, for trays and the like that only the driver knows."""
        dialog = QPrintDialog(new_printer(self._document, self._title, self._name), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._choose(dialog.printer().printerName())

    def _choose(self, name: str) -> None:
        """Another printer: its own shift, and whether it has the paper."""
        self._name = name
        self.printer.setText(name or self.tr("没有找到打印机"))
        self.printer.setEnabled(bool(name))
        self._out.setText(self.tr("打印") if name or not self._saves else self.tr("另存为 PDF"))
        self._out.setEnabled(bool(name) or self._saves)
        self._search.setVisible(not name)
        self._show_shift(self._settings.shift_of(name))
        said = self.tr("{0} 纸，按原大打印，不缩放").format(self._papers())
        lack = lacking_paper(self._document, QPrinterInfo.printerInfo(name)) if name else ""
        if not name:
            lack = self.tr(
                "这台电脑上没有打印机。请接好电源和连线，在系统的“打印机”设置里添加它，再点“重新查找打印机”。"
            )
            if self._saves:
                lack += self.tr("也可以先另存为 PDF，拿到别的电脑上按原大打印。")
        self._paper.setText(lack or said)
        self._paper.setProperty("tone", "warn" if lack else "quiet")

    def _papers(self) -> str:
        sheets = dict.fromkeys(Sheet.of(self._document, page) for page in range(self._document.page_count))
        return "、".join(dict.fromkeys(sheet.name() for sheet in sheets))

    def _usual_duplex(self) -> bool:
        return is_for_both_sides(self._document.letters(), self._document.page_count)

    def _set(self, setup: PageSetup, shift: tuple[float, float] | None = None) -> None:
        self.copies.setText(str(setup.copies))
        self.pages.setText(setup.pages)
        self._parities.choose(next(n for n, (key, _) in enumerate(_PARITIES) if key == setup.parity))
        self.duplex.setChecked(setup.duplex)
        self.outlines.setChecked(setup.outlines)
        self._fault.clear()
        if shift is not None:
            self._show_shift(shift)

    def _show_shift(self, shift: tuple[float, float]) -> None:
        for line, number in zip((self.right, self.down), shift, strict=True):
            line.setText(f"{number:g}")


def _usual(names: list[str], last: str) -> str:
    """The printer used last, the system's own, or the first."""
    wanted = [last, QPrinterInfo.defaultPrinterName(), *names]
    return next((name for name in wanted if name in names), "")


def _millimetres() -> QDoubleValidator:
    made = QDoubleValidator(-MOST_SHIFT_MM, MOST_SHIFT_MM, 1)
    made.setNotation(QDoubleValidator.Notation.StandardNotation)
    return made


def _read(line: QLineEdit) -> float:
    """The millimetres of a line; 0 for what is not yet a number. Never further than the most."""
    try:
        number = float(line.text())
    except ValueError:
        return 0.0
    return max(-MOST_SHIFT_MM, min(number, MOST_SHIFT_MM))


def _short_line(validator: QIntValidator | QDoubleValidator) -> QLineEdit:
    line = QLineEdit()
    validator.setParent(line)
    line.setValidator(validator)
    line.setFixedWidth(px(72))
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    return line


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return row
