"""三率: what those who were called back say, each callback counted once; how each share is reckoned the centre lays down itself."""

from db.records.condition import not_one_of, one_of
from db.records.figure import Figure, ratio_of
from db.records.matters.codes import COMPLAINT, HELP_SOUGHT
from db.records.matters.flow import VOID_STAGES

_NOT_VOID = not_one_of("stage", VOID_STAGES)
CALLBACK_FIGURES = (
    Figure(
        name="callbacks_answered", label="回访响应率", of="matter", where=(_NOT_VOID,), when="callbacks.at",
        measure=ratio_of("callbacks"), by_rule="callbacks.answered", about="期间里的回访，一次算一次，作废的诉求的不算",
    ),
    Figure(
        name="callbacks_solved", label="回访解决率", of="matter", where=(_NOT_VOID, one_of("nature", (HELP_SOUGHT, COMPLAINT))),
        when="callbacks.at", measure=ratio_of("callbacks"), by_rule="callbacks.solved",
        about="期间里求助、投诉的回访，一次算一次，作废的诉求的不算",
    ),
    Figure(
        name="callbacks_satisfied", label="回访满意率", of="matter", where=(_NOT_VOID,), when="callbacks.at",
        measure=ratio_of("callbacks"), by_rule="callbacks.satisfaction", about="期间里的回访，一次算一次，作废的诉求的不算",
    ),
)  # fmt: skip
"""接诉即办 32 names them; nobody prints how they are reckoned, so nothing is told before the centre says it."""
