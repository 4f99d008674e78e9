"""Named parts of the list of matters, and which of them 今日 reminds whom of."""

from db.records.condition import before_today, has, is_, not_one_of, nothing, something
from db.records.kind import Switch, View
from db.records.matters.flow import CHIEF, CLOSED_STAGES, NEAR, OPEN_MATTERS
from db.records.may import some
from db.records.role import Role

_OPEN = not_one_of("stage", CLOSED_STAGES)
_DEALT_WITH = is_("stage", "4")
AT_BUILDINGS = "1"
"""The code of the table ``matter_level`` for 楼栋."""
VIEWS = (
    View(OPEN_MATTERS, (_OPEN,)),
    View("待核查", (_DEALT_WITH, nothing("checked"), is_("to_secretary", 0)), whose=NEAR, waits=True),
    View(
        "待回访",
        (_DEALT_WITH, something("checked"), nothing("called_back"), has("claimants", is_("anonymous", 0))),
        whose=NEAR, waits=True,
    ),
    View(
        "交书记", (_OPEN, is_("to_secretary", 1)), Switch("remind_to_secretary", "今日提醒：两次不满意、交书记定的", usual=True),
        word="请定", whose=CHIEF, waits=True,
    ),
    View(
        "待裁定", (is_("stage", "3"), something("objected")), Switch("remind_objected", "今日提醒：主办单位待裁定的", usual=True),
        word="请裁定", whose=CHIEF, waits=True,
    ),
    View(
        "楼栋层过夜", (_OPEN, has("levels", is_("level", AT_BUILDINGS), nothing("went"), before_today("came"))),
        Switch("remind_at_buildings", "今日提醒：留在楼栋层过夜的", usual=True),
        word="请上报", whose=some(Role.CHIEF, Role.GRID), waits=True,
    ),
)  # fmt: skip
"""楼栋党小组、楼栋长 report what they gather at once: what came to the building on an earlier day and is still with it is told (S4-25)."""
