"""Making moves from the page of a matter: refusals go to their fields, what was done is told with a way back."""

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.errors import AppError, Problem, RecordChanged, RecordGone, RecordInvalid
from db.records.base import Record
from db.records.flow import VOIDING, Move
from db.records.matters.matter import Matter
from db.records.may import Right
from db.records.step import Step
from db.services.acting import usual_did
from db.services.clocks import filled_by_rules
from db.services.clocks_ahead import Foretelling
from db.services.following import proposal
from db.services.matters.climbing import level_beyond
from db.services.move import Keyed, Weighed, catch_up, flow_of, last_move, moves_of, undo_move, weigh_undo
from db.store import MoveRefused, Store
from db.values import masks
from gui.dialogs.catch_up import CatchUpDialog
from gui.dialogs.move_dialog import MoveDialog
from gui.keys import keep_focus
from gui.messages import Question
from gui.pages.past import show_past
from gui.saving import told_of_matter
from gui.session import Session
from gui.widgets.move_form import Asked, MoveForm
from gui.words import tr


@frozen
class Desk:
    """What making a move needs of the page.

    Attributes:
        session: with the store and the one door to the clerk.
        window: over which dialogs stand.
        done: called with the record after each change.
        taken: what a row takes over once a record was picked in it; see `gui.pages.bound.Saving`.
        beside: the fields of the usual next move as they stand in the page; None where there are none.
    """

    session: Session
    window: QWidget
    done: Callable[[Record, Move | None], None]
    taken: Callable[[str, str, int], Mapping[str, object]]
    beside: Callable[[], MoveForm | None] = field(default=lambda: None)

    @property
    def store(self) -> Store:
        """The open store."""
        return self.session.store

    def form(self, record: Record, move: Move, *, late: bool = False) -> MoveForm:
        """The fields of a move of a record; ``late`` for one that is keyed together with others."""
        did = 0 if late else usual_did(self.store, record, move)
        names_who = flow_of(self.store, record).names_who(move)
        by_rule, ahead = filled_by_rules(self.store, record, move), Foretelling(self.store)
        foretold = (lambda typed, at: ahead.of_move(typed, move, at)) if by_rule else (lambda _typed, _at: {})
        asked = Asked(proposal(self.store, record, move), move, did, late, names_who, by_rule, foretold)
        form = MoveForm(asked, self.session.lookup, self.store.drafts)
        form.part_picked.connect(
            lambda rows, number, name, value: form.take_over(rows, number, dict(self.taken(rows, name, int(value))))
        )
        return form

    def past(self, record: Record) -> None:
        """Shows what happened to a record, field by field."""
        show_past(self.session, record, self.window, lambda saved: self.done(saved, None))

    def ask(self, record: Record, move: Move) -> MoveDialog:
        """Opens the dialog of a move, with what is typed in the page already."""
        form = self.form(record, move)
        lent = self._lent(record, form)
        hint = tr("写错、录重的才作废：它不再算数，编号也不再给别的。") if move.name == VOIDING else ""
        if isinstance(record, Matter) and (level := level_beyond(record, move)):
            hint = tr("不改层级就到“{0}”。").format(level)
        dialog = MoveDialog(form, lambda keyed: self.make(form, keyed, lent), hint, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: keep_focus(self.window))
        dialog.open()
        return dialog

    def catch_up(self, record: Record) -> CatchUpDialog:
        """Opens the dialog in which several moves are keyed at once."""

        def make(keyed: Sequence[Keyed]) -> AppError | None:
            try:
                with self.store.drafts.going_with(dialog.held, lent.held if lent else None):
                    saved = catch_up(self.store, record, keyed)
            except AppError as error:
                found = self.store.find(type(record), record.id)
                if found is not None and found.version == record.version:
                    return error
                dialog.keep_draft()
                return self._tell_other(record, tr("补记"), found)
            if lent:
                lent.finish()
            self.tell(saved, tr("已补记 {0} 步").format(len(keyed)))
            self.done(saved, None)
            return None

        dialog = CatchUpDialog(self.store, record, lambda at, move: self.form(at, move, late=True), make, self.window)
        lent = self._lent(record, dialog.forms[0]) if dialog.forms and dialog.held is None else None
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: keep_focus(self.window))
        dialog.open()
        return dialog

    def _lent(self, record: Record, form: MoveForm) -> MoveForm | None:
        """Types what is typed in the page into another form; the form of the page, where that has all of it and leads on."""
        page = self.beside()
        if page is None or page.asked.record != record:
            return None
        page.keep_draft()
        typed, move, flow = page.changes(), form.asked.move, flow_of(self.store, record)
        code = str(getattr(record, flow.field))
        leads_on = move.leads_to(code) != code
        return page if set(typed) == form.go_on_from(page) and leads_on else None

    def make(self, form: MoveForm, keyed: Keyed, lent: MoveForm | None = None) -> Sequence[Problem] | None:
        """Makes a move as typed; None when it is made or the record went elsewhere, else why it is refused.

        What was typed in another form, ``lent``, goes with it.
        """
        record, move = form.asked.record, form.asked.move
        try:
            with self.store.drafts.going_with(form.held, lent.held if lent else None):
                saved = catch_up(self.store, record, [keyed])
        except (MoveRefused, RecordInvalid, RecordChanged, RecordGone) as refused:
            found = self.store.find(type(record), record.id)
            if found is None or found.version != record.version:
                form.keep_draft()
                self._tell_other(record, move.label, found)
                return None
            problems = refused.problems if isinstance(refused, MoveRefused | RecordInvalid) else ()
            return problems or [Problem("", "", refused.code, refused.message, refused.remedy)]
        except AppError as error:
            self.session.messages.show_error(error)
            return []
        for one in (form, lent):
            if one is not None:
                one.finish()
        self.tell(saved, tr("已办：{0}").format(move.label))
        self.done(saved, move)
        return None

    def _tell_other(self, record: Record, doing: str, found: Record | None) -> AppError:
        """Somebody else was first: what was typed was kept as a draft, and the record is read again."""
        if found is None:
            error: AppError = RecordGone(record.LABEL)
        else:
            error = RecordChanged(record.LABEL)
            error.message = tr("这件事刚在别的窗口办过或改过，没有办成“{0}”").format(doing)
            error.remedy = tr("已经重新读出来；填的内容留作草稿")
        self.session.messages.show_error(error)
        if found is not None:
            self.done(found, None)
        return error

    def tell(self, saved: Record, words: str) -> None:
        """Tells what was done, with a way back while nothing followed."""
        title = masks.in_text(self.store.title(saved)) + told_of_matter(self.store, saved)
        undo = (lambda: self.undo(saved)) if last_move(self.store, saved) else None
        self.session.messages.inform(f"{words} · {title}", undo)

    def undo(self, record: Record) -> None:
        """Takes back the last move, and says what of it is out of the house already."""
        now = self.store.find(type(record), record.id)
        if now is None or not self.changes(now):
            return
        if now.version != record.version:
            self.session.messages.show_error(RecordChanged(record.LABEL))
            self.done(now, None)
            return
        try:
            weighed = weigh_undo(self.store, now)
            if not self._is_wanted(weighed):
                return
            back = undo_move(self.store, now)
        except AppError as error:
            self.session.messages.show_error(error)
            return
        told = [tr("已撤回上一步")]
        if back.printed:
            told.append(tr("此后印过{0}，请收回").format("、".join(back.printed)))
        self._keep_filled(now, weighed.step, back.record)
        self.session.messages.inform("；".join(told))
        self.done(back.record, None)

    def _keep_filled(self, gone: Record, step: Step, back: Record) -> None:
        """What was filled in with a move is there again when it is made once more: seldom all of it was wrong."""
        move = next((one for one in moves_of(self.store, back) if one.name == step.move), None)
        if move is not None:
            form = self.form(back, move)
            form.keep_filled(gone, step)
            form.deleteLater()

    def _is_wanted(self, weighed: Weighed) -> bool:
        """Asks before a move is taken back of which a paper is out of the house."""
        if not (told := weighed.words()):
            return True
        text = tr("{0}。").format(told)
        if weighed.printed:
            text += tr("印出去的请收回，它写的是撤回以前的。")
        return self.session.messages.ask(Question(tr("撤回“{0}”？").format(weighed.step.said), text, tr("撤回")))

    def can_undo(self, record: Record) -> bool:
        """Whether the last move may be taken back by who works here."""
        if (step := last_move(self.store, record)) is None:
            return False
        move = flow_of(self.store, record).move(step.move)
        return self.store.may_move(record, move) if move else self.changes(record)

    def changes(self, record: Record) -> bool:
        """Whether the clerk changes records like this one, and writes down what happened."""
        return self.may(record, Right.CHANGE)

    def may(self, record: Record, right: Right) -> bool:
        """Whether the clerk may do something with records like this one."""
        return self.session.may(type(record), right)


def voiding(store: Store, record: Record) -> Move | None:
    """The move that makes a record void; None where it is void already, or its flow has none."""
    flow = flow_of(store, record)
    move = flow.voiding()
    return move if move and flow.leads_from(move, str(getattr(record, flow.field))) else None
