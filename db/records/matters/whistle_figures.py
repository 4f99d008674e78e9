"""What is counted of whistles: how many, how they ended, and which were answered in time.

Whether something was in time tells the service that reads clocks: of the whistles that were to be signed (contacted, arrived at,
finished) by a time of the period, those of which that was done by then.
"""

from db.records.condition import is_, is_not, not_one_of, one_of, something
from db.records.figure import Claim, Figure, mean_hours, median_hours, ratio
from db.records.matters.codes import SOLVED, WITHDRAWN
from db.records.matters.whistle_flow import CLOSED_STAGES, COLLECTED, VOID_STAGES

_BLOWN = not_one_of("stage", (*VOID_STAGES, COLLECTED))
_ENDED = one_of("stage", tuple(code for code in CLOSED_STAGES if code not in VOID_STAGES))
_OWN = (("doer", "谁办"), ("follower", "谁跟"), ("supervisor", "谁督"))
_HOURS = "期间里处置完的哨单，从吹哨到处置完的钟点数，只写了日期的按零点算"
_IN_TIME = (("sign", "签收"), ("contact", "联系"), ("arrive", "到场"), ("finish", "办结"))
_ALSO = {"contact": "；没有联系就到场的，按到场算"}


def _on_time(name: str, label: str) -> Figure:
    return Figure(
        name=f"whistles_{name}_on_time", label=f"按时{label}率", of="whistle", when="blown", service=f"whistles_{name}_on_time",
        measure=ratio(), about=f"期间里该{label}的哨单，在时限以内{label}的；没有定时限、时限以内撤哨的不算{_ALSO.get(name, '')}",
    )  # fmt: skip


FIGURES = (
    Figure(
        name="whistles_blown", label="吹哨", of="whistle", where=(_BLOWN,), when="blown", unit="次",
        about="收集了还没有吹的、作废的不算；再吹一次的另算一次",
    ),
    Figure(
        name="whistles_ended", label="销哨", of="whistle", where=(_ENDED, is_not("outcome", WITHDRAWN)), when="closed", unit="次",
        about="撤哨的不算",
    ),
    Figure(
        name="whistles_solved", label="吹哨解决的", of="whistle", where=(_ENDED, is_("outcome", SOLVED)), when="closed", unit="次",
    ),
    Figure(name="whistles_open", label="没销的哨", of="whistle", where=(not_one_of("stage", CLOSED_STAGES),), unit="张"),
    Figure(
        name="whistles_again", label="再次吹哨", of="whistle", where=(_BLOWN, something("again")), when="blown", unit="次",
    ),
    *(_on_time(name, label) for name, label in _IN_TIME),
    Figure(
        name="whistles_hours_mean", label="哨单平均用时", of="whistle", where=(_BLOWN,), when="finished",
        measure=mean_hours("blown", "finished"), unit="小时", about=_HOURS,
    ),
    Figure(
        name="whistles_hours_median", label="哨单用时中位数", of="whistle", where=(_BLOWN,), when="finished",
        measure=median_hours("blown", "finished"), unit="小时", about=_HOURS,
    ),
    Figure(
        name="whistles_staffed", label="三个人都有的哨单", of="whistle", where=(_BLOWN,), when="blown",
        measure=ratio(*(something(name) for name, _ in _OWN)), claim=Claim("有人办、有人跟、有人督"),
        about="谁办、谁跟、谁督三栏都填了的；缺的列出来",
    ),
)  # fmt: skip
