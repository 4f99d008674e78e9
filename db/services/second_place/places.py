"""Where the second backups lie: which folders were set, which of them are there, and what speaks against one.

A folder that was set bears a mark. Where the mark is missing nothing is written, for an empty mount point would fill this computer's own
disk; but for another stick, or share, that stands under the same name: that is taken into use by itself.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from db.disk.beside import written_beside
from db.disk.choice import MEGABYTE, FolderRefused
from db.disk.synced import synced_by
from db.disk.volumes import Volume, existing, same_volume, volume_of
from db.disk.workroom import workroom
from db.records.centre.centre import Rule
from db.records.power import Power
from db.services.backup import SUFFIX
from db.services.thinning import say
from db.store import BACKUPS, Store, eq
from db.store.files import in_clerks_words

KEYS = ("backup_place", "backup_place_other")
"""The rules that name them: two sticks may be used in turn."""
LABELS = ("备份的第二处", "备份的另一处（轮换）")
OWN_NAME = "党群服务台备份"
"""The folder that is made in one that holds other things."""
MARK = "党群服务台备份-说明.txt"
_WORDS = """这个文件夹里是“党群服务台”自动存的备份，都是加密的，没有口令打不开。
请不要改名、移动或删除里面的文件；多余的，程序会自己清掉。
要用备份恢复：打开程序，点“用备份恢复…”，选这里最新的 .dqbak 文件。
"""
LEAST_ROOM = 100 * MEGABYTE
COPIES = 4
"""So many times a backup of now should fit beside the photos, or the clerk is warned."""


@frozen
class Weighed:
    """A folder in which second backups may lie.

    Attributes:
        folder: where they come: the one chosen, or a new one in it.
        warnings: what the clerk should know before.
    """

    folder: Path
    warnings: tuple[str, ...] = ()


def places(store: Store) -> list[Path]:
    """The folders that were set, whether they are there or not; of each what was said last counts."""
    return [place for place in places_set(store) if place is not None]


def places_set(store: Store) -> list[Path | None]:
    """The same, in the order of `KEYS`; None for one that is not set."""
    found: list[Path | None] = []
    for key in KEYS:
        said = store.select(Rule, eq("key", key), order=("-id",), limit=1)
        found.append(Path(said[0].value) if said and said[0].value else None)
    return found


def is_there(place: Path, store_folder: Path) -> bool:
    """Whether a folder can be written to now: it bears the mark, or another stick stands there under the same name."""
    if (place / MARK).is_file():
        return True
    above = existing(place)
    if not above.is_dir() or same_volume(above, store_folder):
        return False
    volume = volume_of(above)
    return volume.removable or volume.remote


def weigh_place(store: Store, chosen: Path, environment: Mapping[str, str], volume: Volume | None = None) -> Weighed:
    """Where second backups come when a clerk chooses a folder. Nothing is left there.

    Args:
        store: the open store.
        chosen: the folder; it need not be there.
        environment: the variables of this process, which tell synced folders.
        volume: the disk that holds it; None to ask the system.

    Raises:
        FolderRefused: it is no place for them; the text says why and what to choose instead.
    """
    if not chosen.is_absolute():
        raise FolderRefused("这不是完整的文件夹位置", "请点“更换…”选一个文件夹")
    if chosen.exists() and not chosen.is_dir():
        raise FolderRefused(f"“{chosen.name}”是文件，不是文件夹", "请选一个文件夹")
    if chosen.resolve().is_relative_to(store.folder.resolve()):
        raise FolderRefused("这就是资料自己的文件夹：它丢了，备份也跟着丢", "请选U盘、移动硬盘或单位网上的文件夹")
    volume = volume or volume_of(chosen)
    if volume.memory:
        raise FolderRefused("这里是临时文件夹，重启电脑时会被清空", "请选U盘、移动硬盘或单位网上的文件夹")
    needed = size_of_one(store) + LEAST_ROOM
    if volume.free is not None and volume.free < needed:
        left = volume.free // MEGABYTE
        raise FolderRefused(
            f"这个盘只剩 {left:,} MB，一份备份至少要 {needed // MEGABYTE:,} MB", "请腾出空间，或换一个盘"
        )
    _refuse_locked(chosen)
    folder = chosen if _is_ours(chosen) or _is_empty(chosen) else chosen / OWN_NAME
    return Weighed(folder, tuple(_warnings(store, chosen, environment, volume)))


def set_place(store: Store, number: int, folder: Path | None) -> None:
    """Says where second backups lie from now on; None for nowhere. What lies where they were stays there.

    Args:
        store: the open store.
        number: which of `KEYS`.
        folder: as `weigh_place` has it.

    Raises:
        NotAllowed: the clerk may not.
        FileUnwritable: the folder cannot be written to.
    """
    store.require_power(Power.SETTINGS)
    if folder is not None:
        mark(folder)
    say(store, KEYS[number], LABELS[number], str(folder) if folder else "")


def mark(folder: Path) -> None:
    """Makes a folder with its mark, if it has none yet.

    Raises:
        FileUnwritable: it cannot be written to.
    """
    with in_clerks_words("第二处备份"):
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / MARK).is_file():
            with written_beside(folder / MARK) as fresh:
                fresh.write_text(_WORDS, encoding="utf-8")


def size_of_one(store: Store) -> int:
    """About how many bytes a backup of now takes, its photos aside."""
    return sum(path.stat().st_size for path in store.folder.iterdir() if path.is_file())


def _warnings(store: Store, chosen: Path, environment: Mapping[str, str], volume: Volume) -> Sequence[str]:
    told: list[str] = []
    if same_volume(chosen, store.folder):
        told.append(
            "它和资料在同一个盘上：这块盘坏了、电脑丢了，两份一起没有。最好用U盘、移动硬盘，或单位网上的文件夹。"
        )
    if service := synced_by(chosen, environment):
        told.append(f"这个文件夹由{service}同步：备份是加密的，别人打不开，但会传到网上。请先问清单位允不允许。")
    wanted = COPIES * size_of_one(store) + _photos(store)
    if volume.free is not None and volume.free < wanted:
        told.append(
            f"这个盘还剩 {volume.free // MEGABYTE:,} MB，只放得下不多的几份；连照片要 {wanted // MEGABYTE:,} MB 才宽裕。"
        )
    return told


def _photos(store: Store) -> int:
    return sum(path.stat().st_size for path in store.evidence.folder.rglob("*") if path.is_file())


def _refuse_locked(chosen: Path) -> None:
    above = existing(chosen)
    try:
        with workroom(above):
            pass
    except OSError as error:
        raise FolderRefused("这个文件夹不让写入", "请检查U盘的写保护开关，或选您自己有权限的文件夹") from error


def _is_ours(folder: Path) -> bool:
    return (folder / MARK).is_file() or any(True for _ in folder.glob(f"*{SUFFIX}"))


def _is_empty(folder: Path) -> bool:
    try:
        return folder.name not in ("", BACKUPS) and not any(folder.iterdir())
    except OSError:  # it is not there yet
        return True
