"""What is counted of matters, and what must add up."""

from db.records.centre.centre import DISPUTES_FROM, OF_ALL, OF_THE_HALL
from db.records.condition import is_, is_not, not_one_of, one_of, something
from db.records.figure import (
    Check,
    Choice,
    Claim,
    Figure,
    mean_days,
    mean_hours,
    median_days,
    median_hours,
    once,
    ratio,
    total,
)
from db.records.flow import Meaning
from db.records.matters.codes import (
    ABOUT_MEETINGS,
    DISPUTE,
    ELSEWHERE,
    EXPLAINED,
    JOINED,
    PARTLY,
    PROPERTY_SERVICE,
    SOLVED,
    WITHDRAWN,
)
from db.records.matters.flow import CLOSED_LOOP, CLOSED_STAGES, VOID_STAGES
from db.records.matters.ladder_figures import LADDER_FIGURES

_ENDED, _NOT_VOID = one_of("stage", CLOSED_LOOP.codes(Meaning.DONE)), not_one_of("stage", VOID_STAGES)
DISPUTES_TAKEN = Choice(
    DISPUTES_FROM,
    (
        (OF_THE_HALL, "disputes_of_the_hall", "期间里党群议事厅议到的问题里，性质是矛盾纠纷、结果是已解决、期间里办结的，并案的算一件"),
        (OF_ALL, "disputes_of_all", "性质是矛盾纠纷、结果是已解决、期间里办结的，不论上没上会，并案的算一件"),
    ),
    needs="meeting",
)  # fmt: skip
"""No source says whether the 89 disputes that were settled are among the 324 problems that were coordinated."""
_OUTCOMES = (
    ("matters_solved", "已解决", is_("outcome", SOLVED)),
    ("matters_partly", "部分解决", is_("outcome", PARTLY)),
    ("matters_explained", "解释说明", is_("outcome", EXPLAINED)),
    ("matters_elsewhere", "转走或告知法定途径", is_("outcome", ELSEWHERE)),
    ("matters_withdrawn", "诉求人撤回", is_("outcome", WITHDRAWN)),
    ("matters_untold", "没有记结果", not_one_of("outcome", (SOLVED, PARTLY, EXPLAINED, ELSEWHERE, WITHDRAWN, JOINED))),
)
FIGURES = (
    Figure(name="matters_taken", label="受理诉求", of="matter", where=(_NOT_VOID,), when="taken", unit="件"),
    Figure(
        name="problems", label="反映的问题", of="matter", where=(_NOT_VOID, is_not("nature", ABOUT_MEETINGS)),
        when="taken", measure=once("root"), unit="个",
        about="并案的和它的案件、议题算一件，记在最早来的那天；会务和作废的不算",
    ),
    Figure(
        name="problems_ended", label="了结的问题", of="matter", when="closed", service="problems_over", unit="个",
        about="并案的和它的案件、议题算一件，不论怎样了结",
    ),
    Figure(
        name="problems_open", label="在办的问题", of="matter", service="problems_in_hand", unit="个",
        about="并案的和它的案件、议题算一件",
    ),
    Figure(
        name="problems_coordinated", label="协调小区问题", of="matter", when="taken", service="problems_coordinated", needs="meeting",
        unit="个", about="期间里开过的党群议事厅会议议到的：讨论情况、议定事项都没写的没有议到，不算；一件事上几次会、并案的都算一件，作废的不算",
    ),
    Figure(
        name="matters_people", label="涉及群众", of="matter", where=(_NOT_VOID,), when="taken", measure=total("people"),
        unit="人次", about="各件写的涉及人数相加",
    ),
    Figure(
        name="matters_closed", label="办结诉求", of="matter", where=(_ENDED, is_not("outcome", JOINED)), when="closed",
        unit="件", about="并到别的诉求里的不算",
    ),
    *(
        Figure(name=name, label=label, of="matter", where=(_ENDED, condition), when="closed", unit="件")
        for name, label, condition in _OUTCOMES
    ),
    Figure(
        name="disputes_solved", label="化解矛盾纠纷", of="matter", when="closed", service="disputes_of_the_hall", unit="起",
        choice=DISPUTES_TAKEN, about="性质是矛盾纠纷、结果是已解决的，并案的算一件",
    ),
    Figure(
        name="matters_listened", label="居民说事和流动茶桌解决问题", of="matter", when="closed", service="solved_of_talks", unit="件",
        about="来源是居民说事或流动茶桌、结果是已解决、期间里办结的；并案的算一件，并来的里有一件是这样来的也算",
    ),
    Figure(
        name="property_disputes", label="物业纠纷", of="matter",
        where=(_NOT_VOID, is_("nature", DISPUTE), is_("category", PROPERTY_SERVICE)), when="taken", measure=once("root"), unit="起",
        claim=Claim("逐年下降", 3), about="性质是矛盾纠纷、类别是物业服务或它下面的，并案的算一件；这一年和前两年一年比一年少才写“逐年下降”",
    ),
    Figure(
        name="listenings_matters", label="听民声收到的事", of="matter", when="taken", service="matters_of_sessions", needs="listening",
        unit="件", about="期间里各场登记成的诉求，当场答复的也算；并案的算一件，记在最早的一场；作废的不算",
    ),
    Figure(
        name="matters_on_spot", label="当场办结", of="matter", where=(_ENDED, is_("on_spot", 1)), when="closed", unit="件"
    ),
    Figure(
        name="matters_satisfied", label="满意率", of="matter", where=(_ENDED, is_not("outcome", JOINED)), when="closed",
        measure=ratio(), by_rule="rating", about="评议里一共数哪些、其中哪些算满意，各地算法不一，由本中心定",
    ),
    Figure(
        name="due_today", label="到期和逾期", of="matter", service="due_today", today_alone=True, unit="件",
        about="到那天该办完的：诉求、案件、决议、公示等，一件事一行；已逾期的也在内",
    ),
    Figure(name="due_late", label="已逾期", of="matter", service="due_late", today_alone=True, unit="件", about="“到期和逾期”里已经过了期限的"),
    Figure(
        name="matters_open", label="在办诉求", of="matter", where=(not_one_of("stage", CLOSED_STAGES),), unit="件"
    ),
    Figure(
        name="whistle_rate", label="吹哨率", of="matter", when="taken", service="matters_whistled", needs="whistle", measure=ratio(),
        about="期间里来的诉求（并案的算一件），其中吹过哨的；过高过低都要看看，上下限由本中心定",
    ),
    *LADDER_FIGURES,
)  # fmt: skip
_HOURS = (
    "只数答复过的，记在受理的那天；从受理到首次答复（反馈、当场办结、回访、告知里最早的）的钟点数，只写了日期的按零点算"
)
_DAYS = "期间里办结的，从受理那天到办结那天的天数，当天办结的是0天；并到别的诉求里的不算"
TIMES = (
    Figure(
        name="matters_answer_mean", label="平均答复时长", of="matter", where=(_NOT_VOID, something("first_answer")), when="taken",
        measure=mean_hours("taken", "first_answer"), unit="小时", about=_HOURS,
    ),
    Figure(
        name="matters_answer_median", label="答复时长中位数", of="matter", where=(_NOT_VOID, something("first_answer")),
        when="taken", measure=median_hours("taken", "first_answer"), unit="小时", about=_HOURS,
    ),
    Figure(
        name="matters_handle_mean", label="平均办理天数", of="matter", where=(_ENDED, is_not("outcome", JOINED)), when="closed",
        measure=mean_days("taken", "closed"), unit="天", about=_DAYS,
    ),
    Figure(
        name="matters_handle_median", label="办理天数中位数", of="matter", where=(_ENDED, is_not("outcome", JOINED)), when="closed",
        measure=median_days("taken", "closed"), unit="天", about=_DAYS,
    ),
    Figure(
        name="matters_to_secretary", label="交书记定的诉求", of="matter", where=(not_one_of("stage", CLOSED_STAGES), is_("to_secretary", 1)),
        unit="件", about="回访两次不满意、还没有定的",
    ),
)  # fmt: skip
"""How soon somebody is answered and dealt with, and what is left to the chief (S3-26)."""
CHECKS = (
    Check(label="办结的各种结果", parts=tuple(name for name, _, _ in _OUTCOMES), whole="matters_closed"),
    Check(
        label="化解的纠纷在协调的问题里", parts=("disputes_solved",), whole="problems_coordinated", within=True, taken=OF_THE_HALL,
    ),
)  # fmt: skip
