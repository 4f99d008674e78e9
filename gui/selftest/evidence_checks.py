"""Photos and scans: read apart, sealed, added to a record, shown again; HEIC too, whose reader is a library of its own."""

import base64
from datetime import datetime

from PySide6.QtGui import QColor, QImage

from db.records.matters.matter import Claimant, Matter
from db.services.evidence.add_evidence import add_evidence
from db.services.pictures.process import page_of, read_evidence
from db.services.save_as_declared import save_as_declared
from db.store import Store
from gui.selftest.checks import NAME, Act, Bench, CheckFailed
from printing.papers.hall.notice import PAPER

_HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAA"
    "AAAERAAAIAAQAAAAABxQABAAAAAAAAAFYAAgAAAAACGwABAAAAAAAAAFYAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVp"
    "bmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA4GlwcnAAAADAaXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGE"
    "ABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAi"
    "QAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABgAAAAQAAAABBwaXhpAAAAAAMICAgAAAAJaXJvdAMAAAAYaXBtYQAAAAAAAAABAA"
    "EFgQIDBIUAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAALRtZGF0AAAAUigBrxOAeSUTVEf//mCdv/aF6f/BoyWQqgvrMz77a3v/UWmDwjpl"
    "y6LtnN0ReT344gH0hfmCmRUFSTw7ys7uiLco3fQAj7RjH/rUqPZF7WWfWg4AAAAGRXhpZgAATU0AKgAAAAgAAgESAAMAAAABAAYAAIdpAAQAAA"
    "ABAAAAJgAAAAAAAZADAAIAAAAUAAAAOAAAAAAyMDI2OjAzOjAxIDE3OjA1OjA5AA=="
)
"""96 × 64, to be turned to the right; the quarter that is on the right above then is red."""
_UPRIGHT = (64, 96)


def photos(bench: Bench, store: Store) -> str:
    """A photo as telephones take them, one as PNG and a PDF: added, read from their sealed files, and drawn."""
    paths = [bench.folder / name for name in ("photo.heic", "photo.png", "scan.pdf")]
    paths[0].write_bytes(_HEIC)
    picture = QImage(2000, 1000, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    picture.save(str(paths[1]))
    paths[2].write_bytes(PAPER.make(PAPER.example()))
    found = read_evidence(paths)
    if found.refused:
        raise CheckFailed(f"照片读不了：{found.refused[0]}")
    matter = save_as_declared(store, Matter(subject="自检", taken=datetime.now(), claimants=(Claimant(name=NAME),)))
    shown = add_evidence(store, matter, found.ready).exhibits
    kept = [store.evidence.read(exhibit.piece) for exhibit in shown]
    seen = [QImage.fromData(kept[0]), QImage.fromData(kept[1]), QImage.fromData(page_of(kept[2], 0, 800))]
    sizes = [(image.width(), image.height()) for image in seen]
    if sizes[:2] != [_UPRIGHT, (1600, 800)] or seen[2].isNull():
        raise CheckFailed(f"照片显示不对：{sizes}")
    if not is_red(seen[0], 60, 5) or is_red(seen[0], 5, 5):
        raise CheckFailed("HEIC 照片没有转正")
    return "、".join(f"{width}×{height}" for width, height in sizes)


def is_red(image: QImage, x: int, y: int) -> bool:
    """Whether a spot is red rather than blue."""
    colour = image.pixelColor(x, y)
    return colour.red() > colour.blue()


CHECKS: tuple[tuple[str, Act], ...] = (("照片和扫描件", photos),)
