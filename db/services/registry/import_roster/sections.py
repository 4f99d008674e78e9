"""What stands beside the rows and holds for them: a row "1号楼" over its flats, a tab or a title that names a building."""

import re
import unicodedata

from attrs import frozen

from db.services.registry.import_roster.headings import BUILDING, ESTATE, GRID, UNIT

_NUMBER = r"[A-Za-z]?\d{1,3}[A-Za-z]?|[一二三四五六七八九十百]{1,4}|[A-Za-z甲乙丙丁东西南北]"
_BUILDING = re.compile(
    rf"(?P<estate>[^\d\s第]{{2,14}}?|第[一二三四五六七八九十]+[^\s\d]{{1,10}}?)?[-—·\s]*"
    rf"第?(?P<building>(?:{_NUMBER})(?:号楼|号院|[栋幢座楼#＃]))\s*(?:第?(?P<unit>(?:{_NUMBER}))单元)?"
)
_UNIT = re.compile(rf"第?(?P<unit>{_NUMBER})单元")
_ESTATE = re.compile(r"(?P<estate>\S{1,12}(?:小区|花园|花苑|家园|公寓|新村|新城|宿舍|大院|[苑园里坊庭轩]))")
_GRID = re.compile(r"(?P<grid>第?[一二三四五六七八九十\d]{1,3}网格)")
_TRAILING = re.compile(
    r"(?:居民|住户|人口|人员)?(?:名单|花名册|名册|信息|登记表|台账|情况|汇总|统计)*(?:表|册)?[:：]?$"
)
# 一、3号楼 and （二）4号楼 count the sections; （共12户） behind one tells how large it is.
_LIST_MARK = re.compile(r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.])\s*")
_REMARK = re.compile(r"[(\[【][^()\[\]【】]*\d+\s*(?:户|人|间|套|层)[^()\[\]【】]*[)\]】]$")
_IN_TITLE = re.compile(rf"(?:{_NUMBER})(?:号楼|[栋幢座])")


@frozen
class Section:
    """What holds for the rows below, as far as they say nothing else themselves."""

    told: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str:
        """The estate, building, unit or grid; "" where it is not told."""
        return dict(self.told).get(key, "")

    def under(self, above: "Section") -> "Section":
        """This section within one that it does not end: a unit belongs to the building, a building to the estate."""
        order = (GRID, ESTATE, BUILDING, UNIT)
        first = min((order.index(key) for key, _ in self.told), default=len(order))
        return Section((*((k, v) for k, v in above.told if order.index(k) < first), *self.told))


NO_SECTION = Section()


def section_of(written: str) -> Section | None:
    """The section that a text by itself begins; None when it is none."""
    text = unicodedata.normalize("NFKC", written).strip()
    text = _LIST_MARK.sub("", _REMARK.sub("", text) or text)
    text = _TRAILING.sub("", text).strip("-—=*[]()【】 \t")
    if not text or len(text) > 24:
        return None
    for pattern in (_BUILDING, _UNIT, _GRID, _ESTATE):
        if match := pattern.fullmatch(text):
            return Section(tuple((key, value) for key, value in match.groupdict().items() if value))
    return None


def section_of_title(written: str) -> Section | None:
    """The one building that a title speaks of: 翠湖里3号楼居民花名册."""
    text = unicodedata.normalize("NFKC", written)
    return section_of(text) if len(_IN_TITLE.findall(text)) == 1 else None
