"""What a number or a name tells of other fields of the same form: what only the one before had told follows, what was typed stays."""

from collections.abc import Callable, Mapping
from typing import Any

from gui.widgets.editors import Editor, IdNumberEditor

ValueOf = Callable[[str], object]
"""The value that stands in a field; None where it cannot be read."""


def giving_way(
    editor: Editor, before: Mapping[str, object], told: Mapping[str, Any], editors: Mapping[str, Editor], value: ValueOf
) -> dict[str, Any]:
    """Values by field that take the place of what the one before had told; empty ones where a number tells nothing of it any more."""
    found = {name: new for name, new in told.items() if value(name) == before.get(name, object())}
    if isinstance(editor, IdNumberEditor):
        gone = (name for name in before if name not in told and name in editors)
        found |= {name: editors[name].kind.EMPTY for name in gone if value(name) == before[name]}
    return found


def question(told: Mapping[str, Any], editors: Mapping[str, Editor], value: ValueOf) -> None:
    """Remarks on what was typed and contradicts the number, and takes the remark off what does not."""
    for name, said in told.items():
        if name not in editors:
            continue
        differs = value(name) not in (said, None, "")
        doubt = editors[name].kind.problem("number_differs", "与证件号码不一致", "请核对证件", blocking=False)
        editors[name].show_problem(doubt if differs else None)
