"""导出一张照片或一份扫描件: into a folder that the clerk chooses; its log tells who did it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from db.errors import RecordGone
from db.records.exhibit import PHOTO, SCAN, Exhibit
from db.services.duties.giving_out import SAVED, Given, Use, enter
from db.services.evidence.shown import Deed, note_on, owner_of
from db.store import Store
from db.store.files import written_whole
from db.values import masks

SUFFIXES = {SCAN: ".pdf"}
PHOTO_SUFFIX = ".jpg"
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
"""What no system, or not every one, takes in the name of a file."""
_LONGEST, _MOST_BYTES = 80, 200
"""Characters and bytes of a name: file systems take 255 bytes (NAME_MAX of Linux), and a number and the suffix stand behind it."""
_JOINER = "\u200d"
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)


WHAT = "照片和扫描件"


def export_all(store: Store, exhibits: Sequence[Exhibit], folder: Path, use: Use) -> Iterator[Path]:
    """The new files one by one; 外送登记 has all of them before the first is there, so that none leaves unsaid.

    Raises as `export_evidence` does.

    Raises:
        RecordInvalid: it is not said to whom they go, or what for.
    """
    with store.writing("导出照片和扫描件") as w:
        enter(w, store.actor, use, Given(what=WHAT, way=SAVED, count=len(exhibits), told=(WHAT,)))
    for exhibit in exhibits:
        yield export_evidence(store, exhibit, folder)


def export_evidence(store: Store, exhibit: Exhibit, folder: Path) -> Path:
    """The new file, beside whatever the folder holds; it takes its place once the log of its owner tells of it.

    A photo leaves as it is looked at, a PDF as it came.

    Raises:
        PieceLost: its file is not there, or damaged.
        FileUnwritable: the folder cannot be written to.
        DiskFull: there is no room.
        RecordGone: it was taken away meanwhile.
    """
    content = store.evidence.read(exhibit.piece)
    if exhibit.turned and exhibit.form == PHOTO:
        from db.services.pictures.turned import turned  # Pillow: only for what was turned

        content = turned(content, exhibit.turned)
    path = _free(folder, _stem(exhibit), SUFFIXES.get(exhibit.form, PHOTO_SUFFIX))
    with written_whole(path, content), store.writing("导出照片和扫描件") as w:
        table, record_id = owner_of(w.read, w.read.get(Exhibit, exhibit.id))
        if not table:
            raise RecordGone(Exhibit.LABEL)
        note_on(w, w.read.get(w.read.kinds[table].record, record_id), Deed.EXPORTED, [exhibit])
    return path


def _stem(exhibit: Exhibit) -> str:
    said = masks.in_text(exhibit.caption or Path(exhibit.name).stem)
    stem = _cut(_UNFIT.sub("_", said).strip(" .")).rstrip(" .")
    return f"_{stem}" if _RESERVED.fullmatch(stem) else stem or exhibit.LABEL


def _cut(text: str) -> str:
    """As much of a text as a name has room for; no sign that belongs to the character before it is cut from that."""
    kept = text[:_LONGEST].encode()[:_MOST_BYTES].decode(errors="ignore")
    at = len(kept)
    while 0 < at < len(text) and (unicodedata.category(text[at])[0] == "M" or _JOINER in text[at - 1 : at + 1]):
        at -= 1
    return text[:at]


def _free(folder: Path, stem: str, suffix: str) -> Path:
    path = folder / f"{stem}{suffix}"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){suffix}"
    return path
