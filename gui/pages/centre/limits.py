"""办公时间 and 办理时限: what is reckoned in working time goes by them; whatever has no source ships empty and is asked for."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import Record
from db.records.centre.clock_rule import ClockRule
from db.records.centre.opening import Opening
from db.records.matters.whistle import Whistle
from db.records.may import Right
from db.services.centre.switches import unused_clocks
from db.services.clocks import missing_limits, without_hours
from db.services.matters.whistle_presets import PRESETS, Preset, take
from db.store import none_of
from gui.messages import Question
from gui.pages.matter_head import menu_button
from gui.pages.record_page import PageMaking, RecordPage
from gui.session import Session
from gui.widgets.editors import CodeEditor
from gui.widgets.parts import label


class OpeningsPage(RecordPage):
    """The hours, and what they are for."""

    def __init__(self, session: Session, lead: QWidget) -> None:
        making = PageMaking(
            new=self.tr("加一段"),
            empty=self.tr(
                "还没有填办公时间：按工作小时算的时限算不出来，按工作日算的到当天晚上为止。上午一段、下午一段，各加一条"
            ),
            order=("weekday", "opens", "since"),
            lead=lead,
        )
        super().__init__(session, Opening, making)


class LimitsPage(RecordPage):
    """The rules, which clocks have none, and which rules nobody can reckon by."""

    def __init__(self, session: Session, lead: QWidget) -> None:
        self._unused = unused_clocks(session.store.kinds, session.kinds)
        making = PageMaking(
            new=self.tr("定一条时限"),
            empty=self.tr("没有定时限的事，只看办理人自己填的期限"),
            order=("clock", "-since"),
            lead=lead,
            only=(none_of("clock", sorted(self._unused)),),
        )
        super().__init__(session, ClockRule, making)
        self.list.leave_out("clock", self._unused)

    def refresh(self) -> None:
        """Reads the rules again, and says what is missing."""
        super().refresh()
        self._show_missing()

    def tell_saved(self, record_id: int) -> None:
        """Shows what was just saved."""
        super().tell_saved(record_id)
        self._show_missing()

    def missing(self) -> str:
        """What is said of clocks without a rule, and of rules without opening hours."""
        return self._missing.text()

    def _make_list_side(self, making: PageMaking) -> QWidget:
        side = super()._make_list_side(making)
        self._missing = label("", "quiet", "small", wrap=True)
        column = side.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self._missing)
        if Whistle.TABLE in self._session.seen and self._session.may(ClockRule, Right.CHANGE):
            menu = QMenu()
            for preset in PRESETS:
                menu.addAction(preset.label).triggered.connect(
                    lambda _on=False, preset=preset: self.take_preset(preset)
                )
            presets = menu_button(self.tr("吹哨的时限照各地的做法…"), menu)
            column.insertWidget(2, presets, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    def take_preset(self, preset: Preset) -> None:
        """Lays down how long signing, contacting, coming and finishing may take as one place does, once the clerk has read it."""
        messages = self._session.messages
        text = self.tr("{0}。从今天起吹的哨按它算；同样的原来定过，就到昨天为止。以后可以逐条改。").format(preset.about)
        if not messages.ask(Question(self.tr("吹哨的时限照{0}？").format(preset.label), text, self.tr("照这样定"))):
            return
        try:
            made = take(self._session.store, preset, date.today())
        except AppError as error:
            messages.show_error(error)
            return
        self.refresh()
        messages.inform(self.tr("已定 {0} 条时限，依据：{1}").format(len(made), preset.label))

    def _show_form(self, record: Record, begun: str = "") -> None:
        super()._show_form(record, begun)
        form = self.form_page.form
        if form is not None and isinstance(editor := form.editors["clock"], CodeEditor):
            editor.leave_out(self._unused)

    def _show_missing(self) -> None:
        told = (
            (
                missing_limits,
                self.tr("还没有定时限的：{0}。有文件依据的再填，写明依据；没有依据的空着，期限由办理人填"),
            ),
            (without_hours, self.tr("还没有填办公时间，算不出来的：{0}。请到“办公时间”填上")),
        )
        found = ((names(self._session.store), words) for names, words in told)
        self._missing.setText("\n".join(words.format("、".join(names)) for names, words in found if names))
        self._missing.setVisible(bool(self._missing.text()))
