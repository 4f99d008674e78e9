"""What a deed of the log did, and whether anything stands on it by now: by this it is taken back as a whole, or refused.

past = PastDeed(store, deed)
hindrance = past.done_since((Building, Estate))
past.put_back(w, Building)
"""

from collections.abc import Iterable

from db.records.base import Record, changed
from db.services.undo_import.steps import before
from db.store import Writer
from db.store.audit import Entry
from db.store.reading import Reader
from db.values import masks


class PastDeed:
    """One deed, read anew each time: what another window does is done before or after the transaction that asks."""

    def __init__(self, store: Reader, deed: Entry) -> None:
        self._store, self._deed = store, deed
        self._after = store.before_deed(deed)

    def entries(self, kind: type[Record]) -> list[Entry]:
        """What it did to records of a type, in the order in which it did it."""
        return [entry for piece in self._store.entries_of(self._deed, self._after, kind.TABLE) for entry in piece]

    def touched(self, kind: type[Record]) -> set[int]:
        """The ids of the records of a type to which it did anything."""
        return {entry.row_id for entry in self.entries(kind)}

    def made(self, kind: type[Record]) -> list[int]:
        """The ids of the records of a type that it made."""
        return [entry.row_id for entry in self.entries(kind) if entry.action == "create"]

    def put_back(self, w: Writer, kind: type[Record]) -> None:
        """What it changed of a type is as before; what it made itself is left as it is."""
        made = set(self.made(kind))
        edited = [one for one in self.entries(kind) if one.action == "update" and one.row_id not in made]
        there = self._store.get_many(kind, (one.row_id for one in edited))
        was = before(self._store, kind, edited)
        w.save_all([changed(one, version=there[i].version) for i, one in was.items()])

    def done_since(self, kinds: Iterable[type[Record]]) -> str:
        """The first that was done since to what it touched of some types, in words; "" where nothing was."""
        for kind in kinds:
            ids = self.touched(kind)
            if ids - self._store.get_many(kind, ids).keys():
                return f"有的{kind.LABEL}已经不在了"
            if later := self._store.changed_since(self._deed.seq, kind.TABLE, ids):
                return f"{kind.LABEL}“{self._title(kind.TABLE, min(later))}”后来又改过"
        return ""

    def used_elsewhere(self, kind: type[Record], ours: Iterable[type[Record]]) -> str:
        """Where a record that it made is used by anything but what it touched of other types, in words; "" where none is."""
        own = {(one.TABLE, i) for one in ours for i in self.touched(one)}
        for record in self._store.get_many(kind, self.made(kind)).values():
            if others := self._store.pointing_at(record) - own:
                table, record_id = min(others)
                label = self._store.kinds[table].record.LABEL
                title = masks.in_text(self._store.title(record))
                return f"“{title}”已经用在{label}“{self._title(table, record_id)}”上"
        return ""

    def _title(self, table: str, record_id: int) -> str:
        return masks.in_text(self._store.titles(table, [record_id]).get(record_id, ""))
