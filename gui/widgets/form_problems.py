"""What is wrong with the fields of a form: told at each of them, and summed up in one line over the form."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLabel

from db.errors import Problem
from gui.widgets.editors import Editor, RowsEditor
from gui.widgets.editors.base import restyle


class ProblemLine(QLabel):
    """The line over a form; it shows the problems at their fields, too."""

    def __init__(self, editors: Mapping[str, Editor]) -> None:
        super().__init__()
        self._editors = editors
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Shows problems at their fields and sums them up."""
        for editor in self._editors.values():
            if isinstance(editor, RowsEditor):
                editor.clear_problems()
            else:
                editor.show_problem(None)
        for problem in problems:
            self.place_of(problem, show=True)
        blocking = [p for p in problems if p.blocking]
        doubts = len(problems) - len(blocking)
        text = ""
        if blocking:
            editors = [self._editors.get(p.field.partition(".")[0]) for p in blocking]
            labels = [e.label_of(p) if e else p.label for e, p in zip(editors, blocking, strict=True)]
            named = "、".join(dict.fromkeys(filter(None, labels)))
            text = self.tr("还不能保存：请看 {names}").format(names=named or blocking[0].message)
        elif doubts:
            text = self.tr("有 {count} 处请核对，不影响保存").format(count=doubts)
        self.setText(text)
        self.setProperty("tone", "accent" if blocking else "warn")
        restyle(self)
        self.setVisible(bool(text))

    def place_of(self, problem: Problem, *, show: bool = False) -> Editor | None:
        """The editor that a problem is about, in its row where it is of one; ``show`` shows it there."""
        name, _, rest = problem.field.partition(".")
        editor = self._editors.get(name)
        if isinstance(editor, RowsEditor) and rest:
            number, _, inner = rest.partition(".")
            return editor.show_part_problem(int(number), inner, problem) or editor
        if editor is not None and show:
            editor.show_problem(problem)
        return editor
