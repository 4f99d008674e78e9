"""环节: what the centre calls the stages of its work, which optional ones it does without, and its own in between."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.flow import Flow, Meaning, Stage
from db.records.kind import Kind
from db.records.stage_setting import StageSetting
from db.services.centre.stage_names import insert, rename, settings_of, stages_of, switch_off
from db.store import MoveRefused
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, label, scrolled


class StagesPage(QWidget):
    """A card a flow; what is typed holds as soon as the line is left."""

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self.names: dict[tuple[str, str], QLineEdit] = {}
        self.offs: dict[tuple[str, str], QCheckBox] = {}
        self._notes: dict[tuple[str, str], QLabel] = {}
        self._refused: dict[tuple[str, str], str] = {}
        self._kept: dict[tuple[str, str], str] = {}
        inside = QWidget()
        inside.setObjectName("plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, px(6), 0)
        self._column.setSpacing(px(12))
        self._cards = QWidget()
        self._column.addWidget(self._cards)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(10))
        column.addWidget(PageHeader("", lead=lead))
        hint = self.tr(
            "改名对所有的都起作用，办过的步骤仍按当天的叫法；不设、加进来的环节，只管今天起登记的，加的紧接在那一个后面。"
            "加的只多停一站：进入它什么都不用填，前一个环节要填的，离开它时再填。自己加的去掉以后不再进入，停在那里的照常往下办。"
        )
        column.addWidget(label(hint, "quiet", wrap=True))
        column.addWidget(scrolled(inside), 1)

    def refresh(self) -> None:
        """Reads the settings again; the focus stays where it is, or goes to the name of that stage where that is gone.

        A name that was refused still stands where it was typed, with the reason under it; so does one to be put in behind a stage.
        """
        at = self._focused()
        self._kept = {
            place: line.text()
            for place, line in self.names.items()
            if place in self._refused or place[1].startswith("+")
        }
        self.names.clear()
        self.offs.clear()
        self._notes.clear()
        fresh = QWidget()
        cards = QVBoxLayout(fresh)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(px(12))
        for kind in self._session.kinds:
            for flow in kind.flows:
                cards.addWidget(self._card(kind, flow))
        self._column.replaceWidget(self._cards, fresh)
        gone, self._cards = self._cards, fresh
        fresh.setVisible(not gone.isHidden())
        if at is not None and (again := self._again(*at)) is not None:
            again.setFocus()
        gone.hide()
        gone.deleteLater()

    def _focused(self) -> tuple[bool, tuple[str, str]] | None:
        """Whether the focus is in a box, and of which stage; None where it is in no line and no box."""
        for is_box, found in ((False, self.names), (True, self.offs)):
            for place, one in found.items():
                if one.hasFocus():
                    return is_box, place
        return None

    def _again(self, is_box: bool, place: tuple[str, str]) -> QWidget | None:
        """What stands in the same place now, else the name of the stage."""
        flow, code = place
        same = self.offs.get(place) if is_box else self.names.get(place)
        return same or self.names.get((flow, code.removeprefix("+")))

    def keep_draft(self) -> None:
        """Lets the line that is typed in be kept: it loses the focus."""
        self.setFocus()

    def _card(self, kind: Kind, flow: Flow) -> Card:
        card = Card(self.tr("{0}：{1}").format(kind.label, flow.label or flow.name))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(6))
        for column, width in ((0, 150), (2, 170), (3, 220)):  # so that the columns of all cards stand in line
            grid.setColumnMinimumWidth(column, px(width))
        grid.addWidget(QWidget(), 0, 2)  # a column without anything would have no spacing
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(4, 1)
        settings = settings_of(self._session.store, kind, flow)
        stages = [s for s in stages_of(flow, settings) if isinstance(s, StageSetting) or s.meaning is not Meaning.VOID]
        for row, stage in enumerate(stages):
            setting = stage if isinstance(stage, StageSetting) else settings.get(stage.code)
            program = stage.label if isinstance(stage, Stage) else self.tr("（本中心加的）")
            grid.addWidget(label(program, "quiet"), row, 0)
            grid.addWidget(self._name(kind, flow, stage, setting), row, 1)
            if isinstance(stage, Stage):
                if stage.optional:
                    grid.addWidget(self._off(kind, flow, stage, setting), row, 2)
                if not stage.meaning.is_over and not (setting and setting.off):
                    grid.addWidget(self._insert(kind, flow, stage), row, 3)
            else:
                if stage.off:
                    grid.addWidget(label(self.tr("{0} 起去掉了").format(stage.since), "quiet"), row, 2)
                grid.addWidget(self._out(kind, flow, stage), row, 3)
        card.inside.addLayout(grid)
        return card

    def _name(self, kind: Kind, flow: Flow, stage: Stage | StageSetting, setting: StageSetting | None) -> QWidget:
        line = QLineEdit(setting.label if setting else "")
        line.setMaximumWidth(px(360))
        line.setPlaceholderText(self.tr("本中心的叫法，不填照左边"))
        line.setAccessibleName(self.tr("{0}的叫法").format(stage.label))
        place, before = (flow.name, stage.code), line.text()

        def keep() -> None:
            if line.text().strip() != before:
                name = partial(rename, self._session.store, kind, flow, stage.code)
                self._name_it(place, partial(name, line.text()), partial(name, before))

        line.editingFinished.connect(keep)
        return self._with_note(place, line)

    def _off(self, kind: Kind, flow: Flow, stage: Stage, setting: StageSetting | None) -> QCheckBox:
        box = QCheckBox(self.tr("不设这个环节"))
        if setting and setting.off:
            box.setChecked(True)
            box.setText(self.tr("{0} 起不设").format(setting.since))
        box.clicked.connect(
            lambda on: self._do(partial(switch_off, self._session.store, kind, flow, stage.code, off=bool(on)))
        )
        self.offs[(flow.name, stage.code)] = box
        return box

    def _out(self, kind: Kind, flow: Flow, own: StageSetting) -> QWidget:
        made = button(self.tr("重新设") if own.off else self.tr("去掉"), "link")
        change = partial(switch_off, self._session.store, kind, flow, own.code, off=not own.off)
        made.clicked.connect(partial(self._do, change))
        return made

    def _insert(self, kind: Kind, flow: Flow, stage: Stage) -> QWidget:
        line = QLineEdit()
        line.setPlaceholderText(self.tr("＋ 在它后面加一个"))
        line.setAccessibleName(self.tr("在{0}后面加一个环节").format(stage.label))
        line.setMaximumWidth(px(220))

        place = (flow.name, f"+{stage.code}")

        def add() -> None:
            if line.text().strip():
                self._name_it(place, partial(insert, self._session.store, kind, flow, stage.code, line.text()))

        line.returnPressed.connect(add)
        return self._with_note(place, line)

    def _with_note(self, place: tuple[str, str], line: QLineEdit) -> QWidget:
        """A line with room under it for why its name is refused; what was typed and holds not yet stands there again."""
        self.names[place] = line
        line.setText(self._kept.get(place, line.text()))
        line.textEdited.connect(lambda: self._refuse(place, ""))
        note = self._notes[place] = label("", "accent", "small", wrap=True)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(3))
        column.addWidget(line)
        column.addWidget(note)
        self._refuse(place, self._refused.get(place, ""))
        return made

    def _name_it(
        self, place: tuple[str, str], change: Callable[[], object], back: Callable[[], object] | None = None
    ) -> None:
        """Gives a name as typed, with a way back; a name that is refused stays there, and the reason is told under it."""
        try:
            change()
        except MoveRefused as refused:
            self._refuse(place, refused.message)
            return
        except AppError as error:
            self._session.messages.show_error(error)
            return
        if place[1].startswith("+"):
            self.names[place].clear()
        self._refuse(place, "")
        self._session.messages.inform(self.tr("环节已改"), None if back is None else partial(self._do, back))
        self.refresh()

    def _refuse(self, place: tuple[str, str], why: str) -> None:
        """Tells under a line why its name is refused, or nothing."""
        self._refused = {at: said for at, said in {**self._refused, place: why}.items() if said}
        self._notes[place].setText(why)
        self._notes[place].setVisible(bool(why))

    def refusal(self, flow: str, code: str) -> str:
        """Why the name that stands in a line is refused; "" where it is not."""
        return self._notes[(flow, code)].text()

    def _do(self, change: Callable[[], object], _checked: bool = False) -> None:
        """Makes a change and shows what holds now; what is refused is said."""
        try:
            change()
        except AppError as error:
            self._session.messages.show_error(error)
        else:
            self._session.messages.inform(self.tr("环节已改"))
        self.refresh()
