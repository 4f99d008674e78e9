"""What is wrong with what is typed, found and shown at its editors, in rows at the one cell."""

from collections.abc import Mapping

from db.errors import Problem, ValueUnreadable
from gui.widgets.editors.base import Editor
from gui.widgets.editors.rows import RowsEditor

UNREADABLE = "unreadable"


def unreadable(name: str, editor: Editor) -> list[Problem]:
    """Why the value of an editor cannot be read; one problem for each cell of its rows that cannot."""
    if isinstance(editor, RowsEditor):
        cells = [(n, c, e) for n, row in enumerate(editor.filled()) for c, e in row.editors.items()]
        return [
            problem._replace(field=f"{name}.{number}.{cell}")
            for number, cell, inner in cells
            for problem in unreadable(cell, inner)
        ]
    try:
        editor.value()
    except ValueUnreadable as error:
        return [editor.kind.problem(UNREADABLE, error.message, error.remedy)]
    return []


def show_at(editors: Mapping[str, Editor], problem: Problem) -> Editor | None:
    """Shows a problem at the field that it names, in rows at the one cell; where it is shown, None where there is no such field."""
    name, _, rest = problem.field.partition(".")
    editor = editors.get(name)
    if isinstance(editor, RowsEditor) and rest:
        number, _, inner = rest.partition(".")
        return editor.show_part_problem(int(number), inner, problem) or editor
    if editor is not None:
        editor.show_problem(problem)
    return editor


def clear_problems(editors: Mapping[str, Editor]) -> None:
    """Takes all problems off."""
    for editor in editors.values():
        if isinstance(editor, RowsEditor):
            editor.clear_problems()
        else:
            editor.show_problem(None)
