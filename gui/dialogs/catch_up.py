"""补记: several moves keyed at once from a form that was filled in on paper, in their order, all or none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from db.errors import AppError, RecordChanged, RecordGone
from db.records.base import Record
from db.records.flow import Move
from db.services.move import Keyed, StepRefused, after_move, can_follow, moves_of
from db.services.unfinished import CATCHING_UP, steps_kept, steps_typed
from db.store import Store
from gui.fitted import FittedDialog
from gui.keys import on_key, red_key, tab_through
from gui.theme import px
from gui.widgets.drafting import DraftBand, DraftPause
from gui.widgets.move_form import MoveForm
from gui.widgets.parts import button, button_row, label, scrolled

NEXT_KEY = "Ctrl+N"


class CatchUpDialog(FittedDialog):
    """Asks for one move after the other; each begins where the one before leads to. What is typed is kept as one draft."""

    def __init__(
        self,
        store: Store,
        record: Record,
        form_of: Callable[[Record, Move], MoveForm],
        make: Callable[[Sequence[Keyed]], AppError | None],
        parent: QWidget | None = None,
    ) -> None:
        """``make`` makes all of them; None when they are made, else why they are refused."""
        super().__init__(parent)
        self._store, self._record, self._form_of, self._make = store, record, form_of, make
        self._held: Any = None
        self._is_made = False
        self.forms: list[MoveForm] = []
        self._heads: list[QWidget] = []
        self._pause = DraftPause(self, self.keep_draft)
        self.setWindowTitle(self.tr("补记"))
        self.setMinimumWidth(px(680))
        self._steps = self._make_area()
        self.band = DraftBand()
        self.band.dropped.connect(self._on_dropped)
        self._fault = label("", "accent", wrap=True)
        self._fault.hide()
        self._build()
        if not self._restore():
            self._begin()
        self._focus_first()
        red_key(self, self.commit)
        on_key(NEXT_KEY, self, self.add_usual)

    def add(self, move: Move) -> None:
        """One more step, where those before can be read."""
        record = self._so_far()
        if record is not None:
            self._put(record, move).focus_first()
            self._pause.start()

    def add_usual(self) -> None:
        """One more step, the usual next one."""
        if found := self.choices():
            self.add(found[0])

    def drop_last(self) -> None:
        """Takes the last step away; the first one stays."""
        if len(self.forms) > 1:
            self._take_away()
            self._pause.start()

    @property
    def held(self) -> Any:
        """The draft of what is typed, as it was kept last; None for none."""
        return self._held

    def choices(self) -> list[Move]:
        """What may follow."""
        record = self._so_far()
        return moves_of(self._store, record, self._keyed()) if record is not None else []

    def told(self) -> str:
        """Why it is refused, as it is told over the buttons."""
        return self._fault.text() if not self._fault.isHidden() else ""

    def commit(self) -> None:
        """Makes all steps, or shows which one is refused, where and why, and what to do."""
        unread = [number for number, form in enumerate(self.forms) if form.faults()]
        for number in reversed(unread):
            self.forms[number].keyed()  # shows it, and goes to the first one in the end
        if unread:
            self._say(self._unread_words(unread[0]), unread[0])
            return
        keyed = self._keyed()
        refused = self._make(keyed)
        if refused is None:
            self._is_made = True  # a field still reads what was typed as the focus leaves it
            self._forget()
            self.accept()
        elif isinstance(refused, RecordChanged | RecordGone):
            self.reject()
        else:
            self._show_refusal(refused)

    def keep_draft(self) -> None:
        """Keeps what is typed now; drops the draft when nothing is."""
        self._pause.stop()
        if self._is_made:
            return
        typed = [(form.asked.move.name, form.changes()) for form in self.forms]
        try:
            if len(typed) > 1 or any(changes for _, changes in typed):
                self._held = self._store.drafts.keep(*self._place(), steps_kept(typed), self._held)
            else:
                self._forget()
        except AppError as error:
            self.band.say(self.tr("草稿还没有存上：{why}").format(why=error.message))

    def hideEvent(self, event: QHideEvent) -> None:
        """A draft that waits to be kept is kept now: the store may be closed next."""
        self._pause.keep_pending()
        super().hideEvent(event)

    # Inside.

    def _build(self) -> None:
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more = button(self.tr("＋ 记一步"))
        self.more.setMenu(self._menu)
        self.more.setToolTip(self.tr("{0}：接着记通常的下一步").format(NEXT_KEY))
        self.less = button(self.tr("去掉最后一步"), "quiet")
        self.less.clicked.connect(self.drop_last)
        self.go = button(self.tr("一次记完"), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        cancel = button(self.tr("不，返回"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("补记"), size="large"))
        told = self.tr("照纸上写的，从早到晚一步一步记：时间写当时的，谁办的写谁。{0} 接着记下一步。").format(NEXT_KEY)
        column.addWidget(label(told, "quiet", wrap=True))
        column.addWidget(self.band)
        column.addWidget(self._steps, 1)
        column.addWidget(self._fault)
        column.addLayout(button_row(self.more, self.less, None, cancel, self.go))

    def _make_area(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, px(6), 0)
        self._column.setSpacing(px(8))
        self._column.addStretch(1)
        area = scrolled(inside)
        area.setMinimumHeight(px(360))
        return area

    def _begin(self) -> None:
        if first := moves_of(self._store, self._record):
            self._put(self._record, first[0])

    def _focus_first(self) -> None:
        if self.forms:
            self.forms[0].focus_first()

    def _put(self, record: Record, move: Move) -> MoveForm:
        form = self._form_of(record, move)
        head = label(f"{len(self.forms) + 1}  {move.label}", size="large")
        for one in (head, form):
            self._column.insertWidget(self._column.count() - 1, one)
        self.forms.append(form)
        self._heads.append(head)
        form.changed.connect(self._pause.start)
        self.less.setEnabled(len(self.forms) > 1)
        if self.isVisible():  # else the focus cannot go to it, nor Tab come by, before it is laid out
            head.show()
            form.show()
        tab_through([*(stop for one in self.forms for stop in one.stops()), self.more])
        return form

    def _take_away(self) -> None:
        for one in (self.forms.pop(), self._heads.pop()):
            one.hide()
            one.deleteLater()
        self.less.setEnabled(len(self.forms) > 1)

    def _place(self) -> tuple[str, int, str]:
        return (self._record.TABLE, self._record.id, CATCHING_UP)

    def _restore(self) -> bool:
        """Shows what was typed before, where these steps can still be made; whether there was such a draft."""
        draft = self._store.drafts.load(*self._place())
        steps = steps_typed(draft) if draft else []
        if draft is None or not steps or not can_follow(self._store, self._record, [name for name, _ in steps]):
            return False
        self._held = draft
        record = self._record
        for name, typed in steps:
            record = self._put_again(record, name, typed)
        when = draft.saved_at.strftime("%m-%d %H:%M")
        self.band.say(self.tr("接着上次没有记完的内容（{when}）").format(when=when), restored=True)
        return True

    def _put_again(self, record: Record, name: str, typed: Mapping[str, object]) -> Record:
        """One step as it was typed; the record as it leaves it, as far as that can be read."""
        ahead = [Keyed(form.asked.move.name) for form in self.forms]
        move = next(one for one in moves_of(self._store, record, ahead) if one.name == name)
        form = self._put(record, move)
        form.retype(typed)
        keyed = None if form.faults() else form.keyed()
        return after_move(self._store, record, keyed or Keyed(name))

    def _so_far(self) -> Record | None:
        """The record as the steps so far would leave it; None where one cannot be read, which is shown then."""
        record = self._record
        for form in self.forms:
            keyed = form.keyed()
            if keyed is None:
                return None
            record = after_move(self._store, record, keyed)
        return record

    def _keyed(self) -> list[Keyed]:
        """The steps so far, as far as they can be read."""
        return [one for form in self.forms if (one := form.keyed())]

    def _fill_menu(self) -> None:
        self._menu.clear()
        for move in self.choices():
            self._menu.addAction(move.label).triggered.connect(lambda _on=False, move=move: self.add(move))

    def _show_refusal(self, refused: AppError) -> None:
        """At the step and the field that it is about, and in one line over the buttons."""
        number = refused.number if isinstance(refused, StepRefused) else 0
        for form in self.forms:
            form.show_problems([])
        self.forms[number].show_problems(list(getattr(refused, "problems", ())))
        self._say(str(refused), number)

    def _unread_words(self, number: int) -> str:
        form = self.forms[number]
        why = "；".join(problem.sentence() for problem in form.faults())
        return self.tr("第{number}步“{move}”：{why}").format(number=number + 1, move=form.asked.move.label, why=why)

    def _say(self, words: str, number: int) -> None:
        self._fault.setText(words)
        self._fault.show()
        self._steps.ensureWidgetVisible(self.forms[number])

    def _forget(self) -> None:
        self._pause.stop()
        self.band.hide()
        if self._held is not None:
            self._store.drafts.forget(self._held)
        self._held = None

    def _on_dropped(self) -> None:
        self._forget()
        while self.forms:
            self._take_away()
        self._begin()
        self._focus_first()
