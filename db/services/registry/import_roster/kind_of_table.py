"""What a table is: a roster tells of people and where they live; a ledger of companies or points merely has names in it."""

import re
from collections.abc import Sequence

from db.services.importing.headings import tidy_heading
from db.services.registry.import_roster import headings

# Words in the headings of other tables, by what a clerk calls the table.
_OTHER_TABLES: dict[str, str] = {
    "物业企业台账": "企业名称|统一社会信用代码|信用代码|法定代表人|法人代表|项目经理|员工数|服务小区|进驻|注册资本|经营范围|资质|党组织名称|物业费|服务企业",
    "业委会或组织成员台账": "职务|届次|任期|备案|组织形式|换届|委员|主任|当选|任职",
    "积分或收支台账": "积分|收入|支出|结余|余额|金额|摘要|凭证|经办人|兑换|预算|报销|票据|借方|贷方|科目",
    "缴费台账": "应缴|实缴|应收|实收|欠费|缴费|物业费|收费|滞纳金|单价|票号",
    "工单或诉求表": "工单|诉求|来电|派单|办理|办结|满意度|回访|流水号|提交时间|评价|转办|承办",
    "活动或签到表": "签到|签名|签字|活动|参加人|服务时长|记录人|主持|议题|到会|请假",
    "单位职工名册": "部门|工号|入职|工资|薪|合同|岗位工资|社保基数|考勤|应发|实发|职称",
    "车辆登记表": "车牌|车型|车位|车主|行驶证|品牌",
    "物资领用表": "物资|品名|规格|数量|领用|发放|入库|库存|型号",
    "考核评分表": "得分|评分|扣分|考核|满分|排名|名次",
    "商户台账": "店名|商户|门店|营业执照|经营者|行业|招牌",
    "犬只登记表": "犬名|犬种|犬证|免疫|宠物",
    "来访登记表": "来访|访客|事由|咨询",
    "值班表": "值班|班次|带班|交接班",
}
_OTHER = {kind: re.compile(words) for kind, words in _OTHER_TABLES.items()}
# What only a register of residents asks of a person.
_LIVES = headings.PLACE - {headings.ESTATE} | {headings.BOOKLET, "registered_at", "population", "residence_match"}
_STRONG = frozenset({"id_number", "birth", headings.RELATION, "sex", "ethnicity", headings.HEAD_NUMBER})
REPORTED = "双报到党员名册"
_REPORTS = re.compile(r"报到(?:日期|时间)|认领(?:岗位|项目|服务)|双报到(?:日期|时间)")
_ENOUGH = 2
_UPPERMOST = 6


def without_kind(rows: Sequence[Sequence[object]]) -> str:
    """What a table is for which no type of the program stands, though persons are named in it; "" for any other table.

    Party members in work report to the community where they live: it is no register of residents, though each has a door in it.
    """
    words = {tidy_heading(cell) for row in rows[:_UPPERMOST] for cell in row if isinstance(cell, str)}
    is_register = any(headings.meaning_of(word) == headings.RELATION for word in words)
    return REPORTED if not is_register and any(_REPORTS.fullmatch(word) for word in words) else ""


def seems(found: Sequence[tuple[str, str]], titles: Sequence[str]) -> str:
    """What a table with these headings and meanings seems to be, in a clerk's words; "" for a roster.

    Columns of a roster weigh against what tells of another table; a name with a telephone alone is a roster only
    where nothing speaks for anything else.
    """
    meanings = {meaning for _, meaning in found if meaning}
    lives, strong = len(meanings & _LIVES), len(meanings & _STRONG)
    words = {tidy_heading(heading) for heading, meaning in found if meaning in ("", headings.SEQUENCE)}
    marks = {kind: sum(bool(pattern.search(w)) for w in words) for kind, pattern in _OTHER.items()}
    kind, most = max(marks.items(), key=lambda item: item[1])
    whole = sum(bool(w) and any(p.search(w) for p in _OTHER.values()) for w in words)
    titled = any(kind in title or re.search(r"台账|考核|签到|值班|工资|收支|工单", title) for title in titles)
    if strong + lives == 0:
        unlike = most >= 1 or (titled and len(meanings) <= _ENOUGH) or (len(words) > len(meanings) + 1)
        return (kind if most else "别的表") if unlike else ""
    if (lives and (strong >= _ENOUGH or "id_number" in meanings)) or strong > whole:
        return ""
    return kind if whole >= _ENOUGH and whole > strong + (lives > 0) else ""


def looks_like(rows: Sequence[Sequence[object]]) -> str:
    """What a sheet without a column of names seems to be, by its uppermost rows; "" where nothing tells."""
    words = {tidy_heading(cell) for row in rows[:_UPPERMOST] for cell in row if isinstance(cell, str)}
    marks = {kind: sum(bool(pattern.search(w)) for w in words) for kind, pattern in _OTHER.items()}
    kind, most = max(marks.items(), key=lambda item: item[1])
    return kind if most >= _ENOUGH else ""
