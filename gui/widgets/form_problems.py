"""What is wrong with the fields of a form: told at each of them, and summed up in one line over the form."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QLabel

from db.errors import Problem
from gui.borrowed import restyle
from gui.widgets.editors import Editor
from gui.widgets.editors.faults import UNREADABLE, clear_problems, show_at


class ProblemLine(QLabel):
    """The line over a form; it shows the problems at their fields, and tells those that have none here.

    What is put right is not told any more, wherever it was put right: an end before its beginning may be mended at either.
    """

    def __init__(self, editors: Mapping[str, Editor], ask: Callable[[], Sequence[Problem]]) -> None:
        """``ask`` finds the problems of what is typed by now."""
        super().__init__()
        self._editors, self._ask = editors, ask
        self._shown: list[Problem] = []
        for name, editor in editors.items():
            editor.changed.connect(partial(self._on_changed, name))
        self.setWordWrap(True)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Shows problems at their fields and sums them up."""
        self._shown = list(problems)
        clear_problems(self._editors)
        for problem in problems:
            show_at(self._editors, problem)
        blocking = [p for p in problems if p.blocking]
        doubts = len(problems) - len(blocking)
        text = ""
        if blocking:
            editors = [(self._editors.get(p.field.partition(".")[0]), p) for p in blocking]
            named = "、".join(dict.fromkeys(e.label_of(p) for e, p in editors if e))
            others = [p.sentence() if p.label else p.message for e, p in editors if not e]
            told = [self.tr("请看 {names}").format(names=named)] if named else []
            text = self.tr("还不能保存：{told}").format(told="；".join([*told, *others]))
        elif doubts:
            text = self.tr("有 {count} 处请核对，不影响保存").format(count=doubts)
        self.setText(text)
        self.setProperty("tone", "accent" if blocking else "warn")
        restyle(self)
        self.setVisible(bool(text))

    def _on_changed(self, name: str) -> None:
        if not self._shown:
            return
        now = self._ask()
        still = {(problem.field, problem.code) for problem in now}
        is_read = not any(problem.code == UNREADABLE for problem in now)  # else nobody knows of the other fields
        kept = [p for p in self._shown if (p.field, p.code) in still or not (is_read or _is_of(p, name))]
        if kept != self._shown:
            self.show_problems(kept)


def _is_of(problem: Problem, name: str) -> bool:
    return problem.field.partition(".")[0] == name
