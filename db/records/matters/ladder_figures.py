"""What was settled at each level of the ladder, of all that ever stood there in a time."""

from db.records.condition import is_not, one_of, something
from db.records.figure import Figure, ratio
from db.records.flow import Meaning
from db.records.matters.codes import JOINED
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.ladder import COUNTED

_SETTLED = "期间里到过这一层的问题（并案的算一件），其中期间里在这一层办结、结果是已解决的"
_ENDED = "期间里到过这一层的问题（并案的算一件），其中期间里在这一层办结的，不论结果"
LADDER_FIGURES = (
    *(
        Figure(
            name=f"settled_at_{name}", label=f"{label}层化解率", of="matter", when="closed", service=f"settled_at_{name}", measure=ratio(),
            about=f"{_SETTLED}；层级的叫法由本中心定，这里按出厂的叫",
        )
        for name, (_, label) in COUNTED.items()
    ),
    Figure(
        name="ended_called_back", label="有回访的办结率", of="matter",
        where=(one_of("stage", CLOSED_LOOP.codes(Meaning.DONE)), is_not("outcome", JOINED)), when="closed",
        measure=ratio(something("called_back")), about="办结的里面，办结以前回访过诉求人的；并到别的诉求里的不算",
    ),
    Figure(name="ended_at_grid", label="网格层办结率", of="matter", when="closed", service="ended_at_grid", measure=ratio(), about=_ENDED),
)  # fmt: skip
