"""What stands in a column of names and is nobody's name: an empty flat, a remark under the table, a word for "unknown"."""

import re
import unicodedata
from functools import cache

from db.services.importing.cells import DITTO
from db.services.importing.remarks import ABOUT_NOBODY, TOTALS
from db.values import code_table, pinyin
from db.values.numerals import HAN

NO_PERSON, REMARK, UNNAMED, DITTO_NAME, HIDDEN_NAME = (
    "no_person",
    "remark_row",
    "name_missing",
    "name_ditto",
    "name_masked",
)
_END_TOTAL = ("合计", "小计", "总计", "共计")
_EMPTY_FLAT = re.compile(
    r"(?:房屋|住房|此房|该房|该户|本户|长期|暂时|暂|常年|一直|目前|现|家中|家里|敲门)*(?:已经|已|未|没|没有|待|正在|在|无)?"
    r"(?:空|空关|空置|空闲|闲置|闲|无人|没人|人|住户|住人|入住|居住|装修|装潢|毛坯|清水|售|出售|售出|卖|租|出租|招租|转租|整租|合租|群租|"
    r"拆|拆迁|拆除|搬|搬走|搬离|搬迁|搬家|迁走|外出|在外|不在家|不在|应答|应门|无人应答|拒访|拒绝登记|拒绝|联系不上|锁门|上锁|失联|查无此人|"
    r"门面|门市|商铺|店铺|商店|商用|商业|仓库|库房|车库|储藏|储藏室|储物间|杂物间|地下室|物业用|物业|社区用|公用|配电|办公|办公室|活动室|"
    r"警务室|门卫|门卫室|值班室|设备间|公厕|集体宿舍|宿舍|样板|开发商|开发商自留|开发商自持|空挂|挂空户|人户分离|未交|交|查封|法拍|抵押|危)"
    r"(?:居住|住|走|用|室|间|房屋|房子|住房|户|房|屋|中|状态|了|着|人)*"
)
# Who is no person at all: a shop or a house of the public that stands where a name should.
_SHOP_OR_OFFICE = re.compile(
    r".{0,12}(?:超市|便利店|小卖部|小吃店|理发店|美发店|饭店|餐馆|面馆|早餐店|茶馆|棋牌室|药店|药房|诊所|卫生室|卫生站|幼儿园|托管班|"
    r"居委会|村委会|业委会|派出所|警务站|服务站|服务中心|快递站|驿站|充电站|公司|事务所|合作社|商行|经营部|委员会|办事处|工作室|工作站)"
)
_LAST = frozenset("市店部馆室房所园班会站司处心户离持详章")
_UNKNOWN = re.compile(
    r"(?:姓名|业主|房主|户主|住户|租户|租客)?(?:未知|不知|不知道|不详|不明|不清楚|不清|待查|待核实|待补|待定|待登记|未登记|未提供|不愿提供|保密|无名氏?|佚名|查无|某+人?|X+|N/?A|空白|"
    r"已?(?:故|亡|亡故|病故|去世|过世|死亡)|已迁出|已注销)"
)
_FOOTER = re.compile(
    r"\s*(?:制表|填表|填报|填写|审核|复核|审批|核对|核实|经办|负责|登记|统计|录入|编制|调查|报送|汇总|采集|联系|主管|社区|网格)(?:人|员|长|单位|日期|时间|主任|书记)?[ \t\u3000]+\S.*"
)
_SENTENCE = re.compile(r"[;:!]|,.*,|。.*。|。$")
_LABEL = re.compile(r"^(?:姓名|户主姓名|户主|业主|本人|成员|租客|租户)[:：]\s*")
_BRACKETS = re.compile(r"[(\[【{<].*?[)\]】}>]")
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff〓]"
_BETWEEN = re.compile(r"\s*[、，,;；/／|\n&＆+＋]+\s*")
# 江戊和江己; five characters and more are no single name.
# Somebody with others whom nobody has named: 江甲夫妇, 江甲等3人.
_WITH_OTHERS = re.compile(
    rf"({_HAN}{{2,4}}?)(?:夫妇|夫妻|两口子|母子|父子|母女|父女|兄弟|姐妹|姊妹|祖孙|等人|(?:一家|全家)?等?[\d{HAN}两]+(?:口|人|口人)|一家|全家)"
)
_LAST_OF_OTHERS = frozenset("妇妻子女弟妹孙人口家")
# Names that brackets, or words for who they are, keep apart without any sign: 江甲（夫）江乙（妻）, 夫：江甲 妻：江乙, 江甲（妻 江乙）.
_BRACKETS_BETWEEN = re.compile(r"(?<=[)）])\s*(?=[^\s)）(（])")
_WORD_FIRST = re.compile(rf"({_HAN}{{1,4}})[:：]\s*({_HAN}{{2,4}})(?=$|[\s、，,;；/])[、，,;；/]?\s*")
_WITHIN = re.compile(rf"({_HAN}{{2,4}})\s*[(（]({_HAN}{{1,3}})[:：\s]\s*({_HAN}{{2,4}})[)）]")
_AND = re.compile(r"([\u4e00-\u9fff]{2,3})[ ]?[和与及][ ]?([\u4e00-\u9fff]{2,3})")
_BLANK = re.compile(r"[ \t\u3000\xa0]+")
_HAN_NAME = re.compile(rf"{_HAN}{{2,4}}")
_ANY_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〓·•・.]{2,20}|[A-Za-z][A-Za-z .'-]{2,40}")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]$")
_HAN_NAME_LENGTH = 4
_LONGEST = 40
_LONGEST_ALONE = 20
_TITLE = re.compile(
    r"(?:名单|花名册|名册|登记表|信息表|台账|汇总表|小区|花园|花苑|家园|公寓|新村|新城|宿舍|大院|号楼|单元|网格)$"
)


def without_label(written: str) -> str:
    """The name without the word for it that some write into the cell."""
    return _LABEL.sub("", written) if written.count(":") + written.count("：") == 1 else written


@cache
def nobody(written: str) -> str:
    """The code of what a cell in the column of names is instead of a name; "" for a name."""
    if _HAN_NAME.fullmatch(written) and not (written[0] in _FIRST or written[-1] in _LAST or written in DITTO):
        return UNNAMED if written in code_table.load("relation").spellings else ""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written))
    if written.strip() in DITTO or text in DITTO:
        return DITTO_NAME
    bare = _BRACKETS.sub("", text).strip(".,-_~!") or text.strip("()[]")
    is_word = bare in code_table.load("relation").spellings  # 妻子, 本人: somebody, but not who
    if is_word or not any(c.isalpha() or c == "〓" for c in bare) or _UNKNOWN.fullmatch(bare.upper()):
        return HIDDEN_NAME if "*" in text else UNNAMED
    if _EMPTY_FLAT.fullmatch(bare) or _SHOP_OR_OFFICE.fullmatch(bare):
        return NO_PERSON
    if _FOOTER.fullmatch(written) or len(text) > _LONGEST:
        return REMARK
    within = text.strip("()[]{}<>-_=~*.,·…—–―。、★※")
    if any(ABOUT_NOBODY.fullmatch(t) or t.startswith(TOTALS) or t.endswith(_END_TOTAL) for t in (text, within)):
        return REMARK
    if _SENTENCE.search(text) and len(several(written)) == 1:
        return REMARK
    return HIDDEN_NAME if "*" in text else ""


def _first_characters() -> frozenset[str]:
    """With what a word begins that is no name, so that nearly every name is seen to be one at once."""
    return frozenset(
        "房住此该本长暂常一目现家敲已未没待正在无空闲人入居装毛清售出卖租招转整合群拆搬迁外不应拒联锁上失查门商店仓库车储杂地物社公配办活"
        "警值设集宿样开交法抵危姓某佚保户续表制填审复核经负登统录编调报汇采主批盖签单网楼日时备附注说要电书截以下接续第共全总小完结同累每故亡病去过死"
    )


_FIRST = _first_characters()


def is_one_name(written: str) -> bool:
    """Whether a cell holds one name and nothing else at the first look, as nearly all do."""
    return _HAN_NAME.fullmatch(written) is not None


def several(written: str, numbers: int = 0) -> list[str]:
    """The names in a cell that holds more than one: 江甲、江乙; a single name is a list of one.

    What stands in brackets behind a name, such as 户主, stays with it: see `bracketed`. A blank parts names only where as many identity numbers stand beside, or where all have one surname: 张 三 is one.
    """
    parts = [p for p in _BETWEEN.split(_apart(written.strip())) if p]
    if len(parts) > 1 and all(_ANY_NAME.fullmatch(bracketed(p)[0]) for p in parts):
        return [name for part in parts for name in several(part)]
    if (two := _AND.fullmatch(written.strip())) and (numbers == len(two.groups()) or two[1][0] == two[2][0]):
        return list(two.groups())
    parts = [p for p in _BLANK.split(written.strip()) if p]
    if len(parts) == 1 or not all(_HAN_NAME.fullmatch(p) for p in parts):
        return [written]
    is_given_name_apart = pinyin.surname_length(parts[0]) == len(parts[0])  # 欧阳 娜娜
    one_family = len({part[0] for part in parts}) == 1
    return parts if not is_given_name_apart and (len(parts) == numbers or one_family) else [written]


def _apart(written: str) -> str:
    """The names with a sign between them and the word for each in brackets behind it."""
    relation = code_table.load("relation").code
    if (match := _WITHIN.fullmatch(written)) and relation(match[2]):
        return f"{match[1]}、{match[3]}（{match[2]}）"
    told = _WORD_FIRST.findall(written)
    if len(told) > 1 and all(relation(word) for word, _ in told) and not _WORD_FIRST.sub("", written):
        return "、".join(f"{name}（{word}）" for word, name in told)
    return _BRACKETS_BETWEEN.sub("、", written)


def without_others(written: str) -> tuple[str, str]:
    """Somebody's name, and what it says of others whom it does not name: 江甲夫妇; "" where there are none."""
    match = _WITH_OTHERS.fullmatch(written) if written[-1:] in _LAST_OF_OTHERS else None
    return (match[1], written) if match else (written, "")


def bracketed(written: str) -> tuple[str, str]:
    """A name and what stands in brackets behind it, without the brackets: 江甲（户主）."""
    bare = _BRACKETED.sub("", written)
    return (bare.strip(), written[len(bare) + 1 : -1].strip()) if bare.strip() else (written, "")


def is_title(written: str) -> bool:
    """Whether a text that fills a row by itself is a title or heads the rows below, and no name."""
    text = unicodedata.normalize("NFKC", written)
    return bool(_TITLE.search(text)) or any(c.isdigit() for c in text) or len(text) > _LONGEST_ALONE
