"""恢复以前先看: what is in a backup, and what the present store has beyond it. Nothing is changed."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from attrs import frozen

from db.disk.parts import BACKUPS, EVIDENCE, is_store
from db.disk.volumes import existing
from db.disk.workroom import workroom
from db.records.kind import Room
from db.services.backed_pieces import SHARED, in_folder, pieces_of
from db.services.backup import back_again, names_of, take_out
from db.services.brings_back import brings_back, words_of
from db.services.who_restores import Opening, open_to_restore
from db.store import Store
from db.store.beyond import Beyond
from db.store.files import in_clerks_words
from db.store.lift import Lift

NAMED = 6
"""Of so many types it is said how many records there are."""


@frozen
class Before:
    """What there is to know before a backup takes the place of a store.

    Attributes:
        centre: its name.
        counts: records by the label of their type, of those of which there are any; of settings none.
        last: when something was saved last.
        by: who did.
        photos: how many photos and scans it names.
        lost: how many of them are nowhere.
        present: whether there is a store that it would take the place of.
        beyond: what that has beyond it; None where there is none, or it cannot be opened.
        back: whose passphrases would open it again, in a sentence; nothing where there are none.
        purged: how many of which type went for good after it and would be there again; "" for none.
    """

    centre: str
    counts: Mapping[str, int]
    last: datetime | None
    by: str
    photos: int
    lost: int
    present: bool
    beyond: Beyond | None
    back: tuple[str, ...] = ()
    purged: str = ""

    def sentences(self) -> tuple[str, ...]:
        """The same for the clerk."""
        most = sorted(((count, label) for label, count in self.counts.items()), reverse=True)
        named = "、".join(f"{label} {count:,}" for count, label in most[:NAMED])
        more = "等" if len(most) > NAMED else ""
        inside = f"备份里是“{self.centre}”的资料，共 {sum(self.counts.values()):,} 条记录" + (
            f"：{named}{more}。" if named else "。"
        )
        last = f"最后一天是 {self.last:%Y-%m-%d %H:%M}，{self.by}办的。" if self.last else ""
        photos = (
            ""
            if not self.photos
            else f"照片和扫描件 {self.photos:,} 张，" + (f"有 {self.lost:,} 张找不到了。" if self.lost else "都在。")
        )
        return tuple(filter(None, (inside, last, photos, self._beyond_words(), *self.back, self._purged_words())))

    def _purged_words(self) -> str:
        return f"备份里还有后来已经彻底删除的{self.purged}，恢复以后又会回来，请再彻底删除一次。" if self.purged else ""

    def _beyond_words(self) -> str:
        if not self.present:
            return ""
        found = self.beyond
        if found is None:
            return "现有的资料打不开，或者口令不同，看不出备份以后又办了什么；它会原样留在 backups 文件夹里。"
        line = "" if found.is_of_it else "这份备份和现有的资料不是一条线。"
        if not found.deeds:
            return f"{line}现有的资料在备份以后没有再办什么。"
        named = "、".join(f"{label} {count:,}" for label, count in list(found.kinds.items())[:NAMED])
        until = f"，到 {found.until:%Y-%m-%d %H:%M}" if found.until else ""
        who = "、".join(found.who)
        return f"{line}备份以后又办了 {found.deeds:,} 笔（{named}{until}，{who}），恢复以后就没有了；现有的资料会原样留在 backups 文件夹里。"


def look_before(file: Path, folder: Path, passphrase: str, opening: Opening = Store.open) -> Before:
    """Looks into a backup that is to take the place of the store of a folder. Raises as `backup.restore` does, but for what is of the exchange.

    Args:
        file: the backup.
        folder: of the store; it need not be there.
        passphrase: one that opened the store when the backup was made.
        opening: what opens a store with it.
    """
    with in_clerks_words("资料"), workroom(existing(folder)) as room:
        trial, present = room / "backup", room / "present"
        trial.mkdir(mode=0o700)
        present.mkdir(mode=0o700)
        take_out(file, trial)
        store = open_to_restore(trial, folder, passphrase, opening)
        try:
            with store.lifted(Lift.BACKUP):
                counts = {k.label: n for k in store.kinds if k.room is not Room.CENTRE and (n := store.count(k.record))}
            photos = store.evidence.holdings().named.keys()
            lost = photos - _there(file, folder) if photos else ()
            last, by = store.last_deed()
            found = store.beyond(folder, present, passphrase) if is_store(folder) else None
            name = store.centre().name
            purged = words_of(store, brings_back(store, found))
        finally:
            store.close()
        back = tuple(back_again(names_of(folder), names_of(trial)))
    return Before(name, counts, last, by, len(photos), len(lost), is_store(folder), found, back, purged)


def _there(file: Path, folder: Path) -> set[str]:
    """The names of all pieces from which a restore would take what it needs."""
    with pieces_of(file) as sources:
        places = (*sources, in_folder(folder / EVIDENCE), in_folder(folder / BACKUPS / SHARED))
        return {name for source in places for name in source.names()}
