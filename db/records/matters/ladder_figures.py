"""What was settled at each level of the ladder, of all that ever stood there in a time."""

from db.records.condition import is_not, one_of, something
from db.records.figure import Claim, Figure, ratio
from db.records.flow import Meaning
from db.records.matters.codes import JOINED
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.ladder import COUNTED

_SETTLED = "期间里到过这一层的问题（并案的算一件；会务、结果是转走或告知法定途径的不算），其中期间里在这一层办结、结果是已解决的"
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
    *(
        Figure(
            name=f"ended_at_{name}", label=f"{label}层办结率", of="matter", when="closed", service=f"ended_at_{name}", measure=ratio(),
            about=f"{_ENDED}；层级的叫法由本中心定，这里按出厂的叫",
        )
        for name, (_, label) in COUNTED.items()
    ),
    Figure(
        name="sizes_in_place", label="大小各在其层解决", of="matter", when="closed", service="sizes_in_place", measure=ratio(),
        claim=Claim("隐患消解在网格、小事化解在社区、大事解决在街道"),
        about="期间里解决的、写了大小的，其中隐患在网格、小事在社区、大事在街道办结的；全是这样才写那句话",
    ),
)  # fmt: skip
