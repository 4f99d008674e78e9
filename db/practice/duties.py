"""个人信息 in the practice community: what was given to others in these months, with whole numbers."""

from datetime import date, timedelta

from db.records.duties.giving import BY_HAND, EXPORTED, PRINTED, ExportEntry
from db.services.save_as_declared import save_as_declared
from db.store import Store

_GIVEN = (
    (40, EXPORTED, "居民", 36, "枣树街道民政办", "核对高龄津贴发放名单", "2", "证件号码、联系电话", "80岁以上.xlsx"),
    (12, PRINTED, "居民花名册", 18, "南屏派出所", "核对户籍", "2", "证件号码、出生日期、联系电话", ""),
    (3, BY_HAND, "独居老人名单", 9, "幸福里物业服务中心", "冬季上门检查燃气", "1", "联系电话", ""),
)


def keep_duties(store: Store, today: date) -> None:
    """Enters them."""
    for ago, way, what, count, recipient, purpose, basis, told, file in _GIVEN:
        entry = ExportEntry(
            day=today - timedelta(days=ago), way=way, what=what, count=count, recipient=recipient, purpose=purpose,
            basis=basis, told=told, file=file, by=store.actor,
        )  # fmt: skip
        save_as_declared(store, entry)
