"""What a backup brings back that has gone for good since: told before it takes the place of the store, and entered when it does."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from db.disk.parts import is_store
from db.store import Store
from db.store.beyond import Beyond


def gone_since(store: Store, folder: Path, trial: Path, secret: str) -> dict[str, list[int]]:
    """What went for good since a backup was made and is in it: ids by table; of a present store that cannot be opened nothing.

    Args:
        store: the backup, open.
        folder: of the store that is there now, if any.
        trial: a folder in which there is room for a copy of that.
        secret: a passphrase that opens it.
    """
    if not is_store(folder):
        return {}
    room = trial / "present"
    room.mkdir(mode=0o700)
    found = store.beyond(folder, room, secret)
    shutil.rmtree(room)
    return brings_back(store, found)


def brings_back(store: Store, found: Beyond | None) -> dict[str, list[int]]:
    """What went for good in the present store since a backup, whose store this is, and is there or told of in it: ids by table."""
    if found is None:
        return {}
    held = {table: sorted(store.told_of(table, ids)) for table, ids in found.purged.items() if table in store.kinds}
    return {table: ids for table, ids in held.items() if ids}


def words_of(store: Store, back: Mapping[str, Sequence[int]]) -> str:
    """居民 2 条、走访 1 条; "" for nothing."""
    return "、".join(f"{store.kinds[table].label} {len(ids)} 条" for table, ids in back.items())


def again_words(store: Store, back: Mapping[str, Sequence[int]]) -> list[str]:
    """That it is there again, and what to do."""
    if not back:
        return []
    where = "书记到居民的列表“更多…”里点“再彻底删除恢复回来的”"
    return [f"备份里还有已经彻底删除的{words_of(store, back)}，又回来了：{where}"]
