"""What a clerk may do that is no deed with records of one type: each with the roles that have it, in one table."""

from collections.abc import Mapping
from enum import Enum

from db.records.may import BUSINESS, Roles, some
from db.records.role import Role


class Power(Enum):
    """One of them; the value is what a refusal calls it."""

    ACCOUNTS = "管理账号和角色"
    BACKUP = "备份"
    RESTORE = "恢复备份"
    SETTINGS = "改设置"
    LOG = "查看操作日志"
    VERIFY = "核验资料"
    GO_ON = "决定末尾缺了也照现在的继续用"
    IMPORT = "导入"
    UNDO_IMPORT = "撤销导入"
    EXPORT_WHOLE = "导出完整号码"
    PRINT_WHOLE = "打印完整号码"
    SEE_WHOLE = "查看完整号码"
    FIGURES = "查看统计"
    PURGE = "彻底删除"
    WHOLE_COPY = "印出一个人的全部信息"
    HAND_OVER = "替别人办交接"


WHO_CAN: Mapping[Power, Roles] = {
    Power.ACCOUNTS: some(Role.ADMIN),
    Power.BACKUP: some(Role.ADMIN, Role.CHIEF),
    Power.RESTORE: some(Role.ADMIN),
    Power.SETTINGS: some(Role.ADMIN),
    Power.LOG: some(Role.AUDITOR, Role.CHIEF),
    Power.VERIFY: some(Role.ADMIN, Role.AUDITOR, Role.CHIEF),
    Power.GO_ON: some(Role.ADMIN, Role.CHIEF),
    Power.IMPORT: some(Role.DESK, Role.CHIEF),
    Power.UNDO_IMPORT: some(Role.DESK, Role.CHIEF),
    Power.EXPORT_WHOLE: some(Role.DESK, Role.CHIEF),
    Power.PRINT_WHOLE: BUSINESS,
    Power.SEE_WHOLE: BUSINESS,
    Power.FIGURES: BUSINESS,
    Power.PURGE: some(Role.CHIEF),
    Power.WHOLE_COPY: some(Role.CHIEF),
    Power.HAND_OVER: some(Role.CHIEF, Role.ADMIN),
}
"""等保二级 (GB/T 22239-2019) parts who looks after the program from who reads its log: neither has the other's power."""
