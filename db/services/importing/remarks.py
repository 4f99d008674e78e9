"""Rows of a table that are no row of it: totals, signatures, remarks under it."""

import re
import unicodedata

from db.services.sheets.raw import Cell

TOTALS = ("合计", "小计", "总计", "共计", "累计", "本页合计", "本页小计", "总数", "总人数", "总户数")
_END_TOTAL = ("合计", "小计", "总计")
_BEGIN_SUM = frozenset("本全分以小合总共累")
_BEGIN_TOTAL = frozenset(word[0] for word in TOTALS)
ABOUT_NOBODY = re.compile(
    r"(?:制表|填表|填报|填写|审核|复核|审批|核对|核实|经办|负责|登记|统计|录入|编制|调查|报送|汇总|采集|主管|批准|盖章|签字|签章|单位|社区|网格员|"
    r"楼栋长|日期|时间|备注|附注|注意|注|说明|附|要求|联系人|联系电话|电话|书记|主任|截止|截至)[^:]{0,8}:.*|"
    r"(?:以下|本页以下|此行以下|下面)?(?:空白|无正文|无内容)|(?:接|转|续)[上下]?[页表]|(?:本页)?第?\d+页(?:[,/]?共\d+页)?|共\d+页|"
    r"(?:全?共|以上|总|合|小)*计?(?:\d+(?:人|户)[,、]?)+|(?:总)?(?:人数|户数|人口数?)|(?:以上|以下)(?:人员|名单|住户|内容|情况|信息)?(?:属实|完毕)?|(?:以上|以下)[为是系].{1,12}|"
    r"(?:此|本)(?:表|册|页|名册|名单|台账).{0,30}|(?:续|附)?(?:表|附件)[一二三四五六七八九十\d]{0,3}|截[至止]?(?:到|于)?\d.{0,20}|(?:填表|制表|登记|统计)(?:人|日期|时间|单位).{0,12}|\d{4}年.*|完|结束|END|"
    r"(?:社区|居委会|单位|村委会|街道|物业)?[(]?(?:盖章|公章|签章|印章)[)]?(?:处)?|(?:负责人|经办人|审核人|填表人|制表人|书记|主任|主管|领导|户主|本人)"
    r"[(]?(?:签字|签名|签章|盖章)[)]?",
    re.DOTALL | re.IGNORECASE,
)


def is_remark_row(first: str) -> bool:
    """Whether the first text of a row without a name shows that the row is about nobody."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", first))
    return text.startswith(TOTALS) or bool(ABOUT_NOBODY.fullmatch(text))


_SUM = re.compile(r"(?:本页|本表|全部|分项|以上)?(?:小计|合计|总计|共计|累计)(?:[(（].{0,16}[)）])?[:：]?")


def is_sum(cell: Cell) -> bool:
    """Whether a cell is nothing but a word for a sum: 合计, 小计（前12家）."""
    return isinstance(cell, str) and cell[:1] in _BEGIN_SUM and bool(_SUM.fullmatch(re.sub(r"\s", "", cell)))


def is_total(row: list[Cell]) -> bool:
    """Whether the first text of a row says that the row sums up others: 合计, 区财政局小计."""
    first = row[0] if row and row[0] != "" else next((c for c in row if c != ""), "")
    if isinstance(first, str) and first.rstrip(" :：").endswith(_END_TOTAL):
        return True
    if not isinstance(first, str) or not (first[:1] in _BEGIN_TOTAL or first[:1].isspace()):
        return False
    return re.sub(r"\s", "", first).startswith(TOTALS)
