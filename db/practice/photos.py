"""A few photos of what was reported and what was mended, and of a meeting: drawn here, for nobody in the practice community is real."""

import io
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from db.records.base import Record
from db.records.hall.meeting import Meeting
from db.records.matters.matter import Matter
from db.records.visits.visit import Visit
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.ready import Ready
from db.store import Store

WIDE, HIGH = 800, 600
SKY, NIGHT, WALL, ROAD, DARK, LIGHT = (
    (172, 201, 228),
    (26, 30, 48),
    (206, 186, 160),
    (112, 112, 108),
    (70, 74, 80),
    (252, 232, 150),
)
RED, GREEN, WHITE, WOOD = (190, 44, 36), (44, 140, 84), (246, 246, 244), (150, 112, 76)
Box = tuple[int, int, int, int]
Colour = tuple[int, int, int]


def _drawn(ground: Colour, boxes: Iterable[tuple[Box, Colour]]) -> bytes:
    """A picture of rectangles, as the JPEG of a photo."""
    from PIL import Image  # a great deal of code, wanted once

    image = Image.new("RGB", (WIDE, HIGH), ground)
    for box, colour in boxes:
        image.paste(colour, box)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=85)
    return written.getvalue()


def _charger(*, on: bool) -> bytes:
    posts = [((120 + 200 * n, 260, 190 + 200 * n, 520), WHITE) for n in range(3)]
    lamps = [((140 + 200 * n, 290, 170 + 200 * n, 320), GREEN if on else RED) for n in range(3)]
    return _drawn(SKY, [((0, 60, WIDE, 110), DARK), ((0, 520, WIDE, HIGH), ROAD), *posts, *lamps])


def _stairs(*, on: bool) -> bytes:
    steps = [((120 + 70 * n, 520 - 60 * n, 760, 580 - 60 * n), DARK if n % 2 else ROAD) for n in range(7)]
    lamp = [((370, 20, 430, 60), LIGHT if on else DARK)]
    return _drawn(WALL if on else NIGHT, [*steps, *lamp])


def _cover() -> bytes:
    return _drawn(
        ROAD,
        [
            ((260, 200, 560, 460), DARK),
            ((280, 220, 540, 440), NIGHT),
            ((0, 0, WIDE, 60), WALL),
            ((560, 470, 700, 600), RED),
        ],
    )


def _door() -> bytes:
    return _drawn(
        WALL,
        [
            ((260, 60, 540, 600), WOOD),
            ((500, 320, 522, 342), LIGHT),
            ((300, 100, 500, 160), RED),
            ((220, 60, 240, 420), RED),
            ((560, 60, 580, 420), RED),
        ],
    )


def _hall() -> bytes:
    chairs = [((60 + 110 * n, 430, 130 + 110 * n, 540), DARK) for n in range(6)]
    return _drawn(WHITE, [((0, 40, WIDE, 100), RED), ((40, 330, 760, 400), WOOD), *chairs])


_Pictures = tuple[tuple[str, Callable[[], bytes]], ...]
OF_MATTERS: tuple[tuple[str, _Pictures], ...] = (
    ("东侧充电桩断电", (("断电的充电桩", lambda: _charger(on=False)), ("送电以后", lambda: _charger(on=True)))),
    ("楼道声控灯不亮", (("不亮的楼道灯", lambda: _stairs(on=False)), ("换好以后", lambda: _stairs(on=True)))),
    ("污水井盖下沉", (("下沉的井盖", _cover),)),
)
"""Words of the subject, and what is seen: caption and picture."""


def add_photos(store: Store, today: date) -> None:
    """Adds them to matters, to the latest visit and to the latest meeting that was held; each a piece of its own."""
    matters = store.select(Matter, order=("id",))
    for words, pictures in OF_MATTERS:
        found = next((one for one in matters if words in one.subject), None)
        if found is not None and found.taken is not None:
            _add(store, found, found.taken, pictures)
    for visit in [one for one in store.select(Visit, order=("-day", "-id")) if one.day and one.day < today][:1]:
        if visit.day:
            _add(store, visit, datetime.combine(visit.day, time(15, 20)), (("门口", _door),))
    meetings = [one for one in store.select(Meeting, order=("-starts",)) if one.starts and one.starts.date() < today]
    for meeting in meetings[:1]:
        if meeting.starts:
            _add(store, meeting, meeting.starts, (("会场", _hall),))


def _add(store: Store, record: Record, begun: datetime, pictures: _Pictures) -> None:
    for number, (caption, draw) in enumerate(pictures):
        taken = (begun + timedelta(days=number, minutes=12)).replace(second=0, microsecond=0)
        name = f"IMG_{taken:%Y%m%d_%H%M}.jpg"
        add_evidence(store, record, [Ready(name, draw(), taken=taken)], caption)
