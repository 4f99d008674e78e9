"""Folders that a program copies to the network behind everybody's back.

Such a copy is torn while the store is being written, comes back older from another computer, and takes the centre's files
off the premises. They are known by the names that their programs give them and by the marks that they leave inside.
"""

from collections.abc import Mapping
from pathlib import Path

# The beginning of the folder's name in small letters, and what the clerk calls the service. Their programs name the
# folder so when they are installed; a renamed one is found by its mark, if it has one.
NAMES: Mapping[str, str] = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "坚果云": "坚果云",
    "我的坚果云": "坚果云",
    "nutstore": "坚果云",
    "百度网盘": "百度网盘",
    "baidusyncdisk": "百度网盘同步空间",
    "baidunetdisk": "百度网盘",
    "icloud": "iCloud",
    "wps云盘": "WPS云盘",
    "wpsdrive": "WPS云盘",
    "wps cloud files": "WPS云盘",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "微云同步": "腾讯微云",
    "腾讯微云": "腾讯微云",
    "阿里云盘": "阿里云盘",
    "天翼云盘": "天翼云盘",
    "和彩云": "中国移动云盘",
    "夸克网盘": "夸克网盘",
    "seafile": "Seafile",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
# Microsoft's program tells its folders by these variables.
VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
# What the programs leave in the folder that they copy, whatever it is called.
MARKS: Mapping[str, str] = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".sync_*.db": "Nextcloud",
    "._sync_*.db": "Nextcloud",
}


def synced_by(folder: Path, environment: Mapping[str, str]) -> str:
    """What the clerk calls the service that copies a folder; "" for none.

    Args:
        folder: need not be there.
        environment: the variables of this process.
    """
    for place in dict.fromkeys((folder, folder.resolve())):
        if found := _by_variable(place, environment) or _by_name(place) or _by_mark(place):
            return found
    return ""


def _by_variable(folder: Path, environment: Mapping[str, str]) -> str:
    roots = [Path(environment[name]) for name in VARIABLES if environment.get(name)]
    return "OneDrive" if any(folder.is_relative_to(root) for root in roots) else ""


def _by_name(folder: Path) -> str:
    for part in folder.parts:
        for name, service in NAMES.items():
            rest = part.lower().removeprefix(name)
            # “OneDrive - 单位”, “Dropbox (Personal)”, “iCloudDrive”, and not “onedriver”.
            if part.lower().startswith(name) and (not rest or rest[0] in " -(（_" or rest in _TAILS):
                return service
    return ""


_TAILS = ("drive", "云盘", "同步", "同步空间", "同步盘", "同步文件夹", "下载", "共享")


def _by_mark(folder: Path) -> str:
    for place in (folder, *folder.parents):
        for mark, service in MARKS.items():
            if _has(place, mark):
                return service
    return ""


def _has(folder: Path, mark: str) -> bool:
    try:
        return any(True for _ in folder.glob(mark)) if "*" in mark else (folder / mark).exists()
    except OSError:  # nobody may look into it
        return False
