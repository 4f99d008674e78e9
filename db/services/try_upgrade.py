"""自检升级: an old store is made, opened by this program, and looked at."""

from pathlib import Path

from db.errors import StoreForeign
from db.services.find import find
from db.store import BACKUPS, Store, first_release

_PASSPHRASE = "for-a-trial-only"  # noqa: S105  the store is invented and thrown away


def try_upgrade(folder: Path) -> str:
    """What came of it, in a few words, after an old store in a new folder went through all steps.

    Raises:
        StoreForeign: the upgrade lost something, or made no copy first.
    """
    first_release.make(folder, _PASSPHRASE, "梧桐社区党群服务中心", "钱㛃")
    store = Store.open(folder, _PASSPHRASE)
    try:
        faults = store.verify()
        found = [line.title for line in find(store, "钱㛃")]
    finally:
        store.close()
    copies = list((folder / BACKUPS).glob("before-upgrade-m001*.db"))
    if faults or not any("钱㛃" in title for title in found) or not copies:
        raise StoreForeign(
            f"升级后不对：{faults or found or '升级前没有留备份'}", "请不要用这个安装包升级，并告诉技术人员"
        )
    return copies[0].name
