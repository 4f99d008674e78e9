"""One line of what was found, as the search box, the pickers and the lists of papers show it."""

from attrs import frozen


@frozen
class Found:
    """One line of the result list.

    Attributes:
        label: the type, or what heads such lines.
        near: whether it is not what was typed but resembles it: the same sound, one slip, another door nearby.
        equal: whether it is exactly what was typed; only told of what is to be chosen.
    """

    table: str
    id: int
    label: str
    title: str
    subtitle: str
    near: bool = False
    equal: bool = False
