"""核验: whether the store is whole, what is in the newest backups, and what to do about what is wrong."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.services.check_store import LookedInto, Report, check_store, last_check
from db.store import Store
from gui.models.plain_table import Index, PlainTableModel
from gui.pages.centre.log_compared import ComparedCard
from gui.session import Session
from gui.tasks import Tick, on_own_store
from gui.theme import px
from gui.tokens import TOKENS
from gui.widgets.parts import Card, PageHeader, button, button_row, label, scrolled
from gui.widgets.plain_table import plain_table
from gui.widgets.progress import Progress
from gui.words import tr

COL_FILE, COL_ENTRY, COL_UNTIL, COL_STATE = range(4)
WIDTHS = {COL_ENTRY: 130, COL_UNTIL: 170, COL_STATE: 380}
ROW, SHOWN = 34, 7


class LookedIntoModel(PlainTableModel[LookedInto]):
    """Backups and what is in them."""

    def __init__(self) -> None:
        super().__init__((tr("备份文件"), tr("到操作日志"), tr("内容截至"), tr("能不能打开")))

    def cell(self, index: Index, role: int) -> object:
        one = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells(one)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == COL_STATE and (one.faults or one.lost):
            return QColor(TOKENS.accent)
        return None


def cells(one: LookedInto) -> tuple[str, str, str, str]:
    """What a row of the table says."""
    if one.head is None:
        return one.name, "", "", tr("打不开：不是本程序的备份，或者已损坏")
    until = one.head.at[:16].replace("T", " ") or tr("第一版的备份没有记")
    return one.name, tr("第 {0:,} 条").format(one.head.seq), until, _state(one)


def _state(one: LookedInto) -> str:
    if one.faults:
        return tr("打不开：{0}").format(one.faults[0])
    opened = tr("能打开，完好") if one.faults is not None else tr("这次没有打开看")
    if one.lost:
        opened = tr("能打开，缺 {0} 张照片或扫描件").format(one.lost)
    return opened if one.ours else tr("{0}；与现在的资料不是一条线").format(opened)


def report_text(report: Report) -> str:
    """The whole report as text, to be pasted into a message."""
    lines = [tr("核验时间：{0:%Y-%m-%d %H:%M}，操作日志 {1:,} 条").format(report.at, report.entries)]
    lines += [f"{fault.text}。{fault.remedy}" for fault in report.faults] or [tr("资料完好")]
    lines += [*report.sealed, *report.losses]
    lines += ["\t".join(cells(one)) for one in report.backups]
    return "\n".join(lines)


class CheckingPage(QWidget):
    """The last result, a button to check now, the backups."""

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self._report: Report | None = None
        self.state, self.result = label("", size="large"), label("", wrap=True)
        self.result.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.check = button(self.tr("现在核验"), "primary")
        self.check.clicked.connect(self.check_now)
        self.copy = button(self.tr("复制结果"))
        self.copy.clicked.connect(self._on_copy_clicked)
        self.compared = ComparedCard(session)
        self.model = LookedIntoModel()
        self.view = plain_table(self.model, COL_FILE, WIDTHS, ROW)
        self.view.setAccessibleName(self.tr("备份"))
        self.view.setFixedHeight(px(ROW) * (SHOWN + 1) + px(4))
        self._build(lead)

    def refresh(self) -> None:
        """Reads when the store was checked last."""
        if self._report is None:
            last = last_check(self._session.store)
            words = self.tr("还没有核验过")
            if last is not None:
                found = self.tr("发现 {0} 处问题").format(last[1]) if last[1] else self.tr("资料完好")
                words = self.tr("上次核验：{0:%Y-%m-%d %H:%M}，{1}").format(last[0], found)
            self.state.setText(words)
        self.copy.setEnabled(self._report is not None)

    def check_now(self) -> None:
        """Checks in the background, with a bar that can be cancelled."""
        store, secret = self._session.store, self.compared.take_secret()

        def work(own: Store, tick: Tick) -> Report:
            return check_store(own, datetime.now(), tick, secret)

        bar = Progress(self.tr("正在核验"), self.window(), self._session.messages)
        bar.run(on_own_store(store, work), self.show_report)

    def show_report(self, report: Report) -> None:
        """Shows what was found."""
        self._report = report
        count = len(report.faults)
        found = self.tr("发现 {0} 处问题").format(count) if count else self.tr("资料完好")
        self.state.setText(self.tr("{0:%Y-%m-%d %H:%M} 核验，{1}").format(report.at, found))
        texts = [self.tr("{0}。{1}。").format(fault.text, fault.remedy) for fault in report.faults]
        if not count:
            texts.append(
                self.tr(
                    "文件没有损坏，关联都在，操作日志 {0:,} 条一条扣一条，末尾与另存的一致；每一条资料都和日志对得上，时限和经过对得上。"
                ).format(report.entries)
            )
        self.result.setText("\n".join([*texts, *(f"{told}。" for told in (*report.sealed, *report.losses))]))
        self.result.setVisible(True)
        self.model.show_rows(report.backups)
        self._none.setVisible(not report.backups)
        self.view.setVisible(bool(report.backups))
        self.copy.setEnabled(True)

    def _build(self, lead: QWidget) -> None:
        top = Card(
            self.tr("核验"),
            self.tr("逐页查资料文件、逐条查操作日志、重算时限，并打开最新的几份备份；一两分钟，可以取消"),
        )
        top.inside.addWidget(self.state)
        top.inside.addWidget(self.result)
        top.inside.addLayout(button_row(self.check, self.copy, None))
        self.result.hide()
        below = Card(self.tr("备份里有什么"), self.tr("按里面的内容排，最新的在前；文件名和电脑时钟不算数"))
        self._none = label(self.tr("点“现在核验”，看看每份备份到哪一天、能不能打开"), "quiet")
        below.inside.addWidget(self._none)
        below.inside.addWidget(self.view)
        self.view.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        inside = QWidget()
        inside.setObjectName("plain")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, px(6), 0)
        cards.setSpacing(px(14))
        for card in (top, self.compared, below):
            cards.addWidget(card)
        cards.addStretch()
        column.addWidget(PageHeader("", lead=lead))
        column.addWidget(scrolled(inside), 1)

    def _on_copy_clicked(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(report_text(self._report))
            self._session.messages.inform(self.tr("核验结果已复制"))
