"""Whether a paper says of itself that something on it is covered: only where something is."""

from collections.abc import Mapping
from typing import Any

from printing.inputs import hints_of, kind_of

SAID = "部分信息已遮盖"


def is_covered(row: object, columns: Mapping[str, float]) -> bool:
    """Whether a row of an input shows less than it says while it is masked.

    Args:
        row: whose fields are told by their kinds.
        columns: the width of each while masked; what has 0 is left out as a whole.
    """
    kinds = {name: kind for name in columns if (kind := kind_of(hints_of(type(row))[name]))}
    told: dict[str, tuple[Any, bool]] = {name: (getattr(row, name), columns[name] > 0) for name in kinds}
    return any(
        value and (not shown or kinds[n].mask(value) != kinds[n].show(value)) for n, (value, shown) in told.items()
    )
