"""Errors a clerk can act on: what happened, and what to do. Anything else that is raised is our bug."""

import errno
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT))
"""By what numbers a system says that a disk is full, or that a user's share of it is used up: one and the same for a clerk."""


class Problem(NamedTuple):
    """One thing wrong with one field of a record.

    Attributes:
        field: the field's name in the record, or "" when the record as a whole is meant.
        label: the field's label as the clerk reads it.
        code: a stable word for machines, for example ``id_checksum``.
        message: what is wrong, in the clerk's words.
        remedy: what to do about it.
        blocking: whether the record must not be saved as it is.
    """

    field: str
    label: str
    code: str
    message: str
    remedy: str = ""
    blocking: bool = True

    def sentence(self) -> str:
        """Label, message and remedy as one line."""
        text = f"{self.label}：{self.message}" if self.label else self.message
        return f"{text}。{self.remedy}" if self.remedy else text


class AppError(Exception):
    """The clerk can act on this: a short text and what to do, never a traceback."""

    code = "error"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}。{self.remedy}" if self.remedy else self.message


class ArgumentError(AppError):
    """A command was called with arguments that cannot be right."""

    code = "bad_argument"


class ValueUnreadable(AppError):
    """Typed or imported text does not fit its field."""

    code = "unreadable"


class RecordInvalid(AppError):
    """A record has problems that forbid saving it."""

    code = "invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("；".join(p.sentence() for p in problems), "")
        self.problems = tuple(problems)


class RecordChanged(AppError):
    """Somebody else saved the record since it was read; nothing was overwritten."""

    code = "changed_elsewhere"

    def __init__(self, label: str) -> None:
        super().__init__(f"这条{label}刚在别的窗口改过，没有覆盖", "请重新打开这条记录，再改一次")


class RecordGone(AppError):
    """The record is no longer in the store."""

    code = "gone"

    def __init__(self, label: str) -> None:
        super().__init__(f"这条{label}已经不在了", "请按 Esc 返回列表，列表里是现在的")


class NotAllowed(AppError):
    """The account that works here has no right to it; nothing was done."""

    code = "not_allowed"


class RecordInUse(AppError):
    """Other records point to the one that was to go."""

    code = "in_use"

    def __init__(self) -> None:
        super().__init__("还有别的资料用到它，没有删除", "请先改掉用到它的资料，或把它标为停用")


class LinkGone(AppError):
    """A record links to another one that is no longer there."""

    code = "link_gone"

    def __init__(self) -> None:
        super().__init__("所选的关联资料已被删除，没有保存", "请重新选择后再保存")


class RecordTwice(AppError):
    """There is one just like it."""

    code = "twice"

    def __init__(self) -> None:
        super().__init__("已经有一条同样的资料，没有重复保存", "请查找并打开原来的那一条")


class WrongPassphrase(AppError):
    """Neither an account nor the recovery code opens the key ring."""

    code = "wrong_passphrase"

    def __init__(self, then: str = "") -> None:
        super().__init__("口令不对", then or "请重新输入；忘记口令时可用恢复码打开")


class TooManyTries(AppError):
    """A passphrase was typed wrong too often, and may not be tried now.

    Attributes:
        until: when it may be.
    """

    code = "too_many_tries"

    def __init__(self, count: int, until: datetime, told: str) -> None:
        remedy = "请到时再试；着急的，用恢复码打开，或请管理员重新给一个口令"
        super().__init__(f"口令连续输错 {count} 次，{told}以前不能再试", remedy)
        self.until = until


class StoreMissing(AppError):
    """There is no store in the folder."""

    code = "store_missing"


class StoreGone(AppError):
    """The files of the open store are no longer where they were; nothing goes into them any more."""

    code = "store_gone"

    def __init__(self, folder: str, *, replaced: bool = False) -> None:
        if replaced:
            message, remedy = f"文件夹“{folder}”里的资料文件被换成了另一份", "请抄下没保存的内容，关掉程序再打开"
        else:
            message = f"资料文件不见了：文件夹“{folder}”被删除、改名、移走，或磁盘被拔掉"
            remedy = "请不要关程序，把它放回原处再保存；放不回来，关程序时请按提示另存一份备份"
        super().__init__(f"{message}。这次没有保存，填的内容还在", remedy)


class StoreForeign(AppError):
    """The file is not a store of this program, or it is damaged."""

    code = "store_foreign"


class StoreNewer(AppError):
    """A newer program wrote the store; this one must not touch it."""

    code = "store_newer"

    def __init__(self) -> None:
        super().__init__("这份资料由更新版本的程序写成，本版本不能打开", "请安装新版程序后再打开，资料没有改动")


class EntriesMissing(AppError):
    """The store ends before the entry that was its last one; nothing is written to it before a clerk has decided."""

    code = "entries_missing"

    def __init__(self, message: str) -> None:
        super().__init__(message, "请用最近的备份恢复，或者由管理员、书记/主任写明理由，照现在的继续用")


class TooLittleMemory(AppError):
    """This computer has less memory left than trying a passphrase takes."""

    code = "too_little_memory"

    def __init__(self) -> None:
        super().__init__("内存不够，口令没法核对", "请关掉别的程序再试一次，口令不算输错")


class ReasonMissing(AppError):
    """What wants a reason was given none."""

    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__("没有写理由", "请写一句为什么")


class StoreExists(AppError):
    """A store is already in the folder."""

    code = "store_exists"


class StoreBusy(AppError):
    """Another window is writing for longer than we wait."""

    code = "store_busy"

    def __init__(self) -> None:
        super().__init__("另一个窗口正在写入，等了太久", "请稍后再试，刚才的内容没有丢")


class StoreOpen(AppError):
    """Somebody has the store open that is to be replaced."""

    code = "store_open"

    def __init__(self) -> None:
        super().__init__("这份资料还在别的窗口里打开着", "请关掉其他窗口，再试一次")


class StoreResting(AppError):
    """The window is locked, or something goes on that wants to be alone with the store: nothing is read or written meanwhile."""

    code = "store_resting"

    def __init__(self) -> None:
        super().__init__("现在锁着，或正在重新加密", "请输入口令，或等它做完")


class ExchangeStuck(AppError):
    """The files of a store are being exchanged for those of a backup, and it goes neither forward nor back now."""

    code = "exchange_stuck"

    def __init__(self) -> None:
        super().__init__(
            "恢复备份没有做完，也没能退回原样",
            "请关掉正在使用资料文件夹的程序（盘满了请先腾出空间），再打开一次：会接着做完或退回原样，资料都还在文件夹里",
        )


class PathTooLong(AppError):
    """The folder of a store lies so deep that Windows could not open the files in it."""

    code = "path_too_long"

    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            f"这个文件夹的路径太长（{length} 个字，最多 {most} 个）", "请换一个浅一些的位置，例如 D:\\党群服务台"
        )


class StoreRemote(AppError):
    """The folder of a store lies on a network drive."""

    code = "store_remote"

    def __init__(self, *, of_host: bool = False) -> None:
        if of_host:
            remedy = "请放到虚拟机自己的硬盘里；已有的资料请整个文件夹复制过去再打开"
            super().__init__("资料不能放在虚拟机的共享文件夹里，它和网络盘一样靠不住", remedy)
        else:
            remedy = "请放到本机硬盘；网络盘上同时写入会损坏资料。已有的资料请整个文件夹复制过去再打开"
            super().__init__("资料不能放在网络盘或共享文件夹里", remedy)


class DiskFull(AppError):
    """The disk has no room; nothing was half written. The store may have given up what it had in hand for that."""

    code = "disk_full"

    def __init__(self, *, gave_up: bool = False) -> None:
        remedy = "请腾出空间后再保存一次，已有资料完好"
        spare = "。程序预留的一点空间已经放出来：现在还能保存手头的内容，或删除不要的资料，请马上腾出空间"
        super().__init__("磁盘已满，没有保存", remedy + spare if gave_up else remedy)


class PieceLost(AppError):
    """A photo or scan is no longer in its file."""

    code = "piece_lost"

    def __init__(self, *, missing: bool) -> None:
        super().__init__(
            f"这张照片或扫描件的文件{'不见了' if missing else '已损坏'}",
            "请到“设置 → 核验”看看还缺哪些；每日备份里有的，下次打开程序时自动补回",
        )
        self.missing = missing


class FileUnreadable(AppError):
    """A file the clerk chose cannot be read as what it should be."""

    code = "file_unreadable"


class FileUnwritable(AppError):
    """A file cannot be written where it should go."""

    code = "file_unwritable"


class Cancelled(AppError):
    """The clerk stopped a long job; nothing of it was kept."""

    code = "cancelled"

    def __init__(self) -> None:
        super().__init__("已取消，没有改动任何资料")
