"""What a sheet does not say and was assumed, a sentence each."""

from collections.abc import Iterable

from db.services.registry.import_roster import headings
from db.services.registry.import_roster.households import tells_households
from db.services.registry.import_roster.recognise import SheetLayout


def of_layout(layout: SheetLayout, *, first_is_head: bool) -> Iterable[str]:
    """What a sheet does not say and was assumed."""
    if building := layout.section.get(headings.BUILDING):
        yield f"“{layout.sheet}”：没有写楼栋，按工作表名或标题都算作“{building}”"
    if layout.estate:
        last = "（按上次说的）" if layout.estate_last else ""
        yield f"“{layout.sheet}”：楼栋没有写小区，都算作“{layout.estate}”{last}"
    if not tells_households(layout):
        head = "每户第一个人算作户主" if first_is_head else "户主空着"
        what = "合并单元格里的人" if layout.merged_groups else "同一住址的人"
        yield f"“{layout.sheet}”：没有“与户主关系”，{what}算作一户，{head}"
    if not any(layout.has(key) for key in headings.PLACE):
        yield f"“{layout.sheet}”：没有住址，只登记人，不建户"
