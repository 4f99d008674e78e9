"""One file as the reading process reads it: told in two frames, what it is and what is kept of it."""

from pathlib import Path
from typing import IO

from db.errors import FileUnreadable
from db.services.apart.frames import Send, plain
from db.services.pictures.kinds import Kind, kind_of
from db.services.pictures.wire import ABOUT, CONTENT

MOST_BYTES = 64 << 20


def answer(path: str, rest: IO[bytes], send: Send) -> None:
    """Sends what is kept of a photo or a PDF.

    Args:
        path: of the file; "" for what stands in the rest of the input.
        rest: of the input.
        send: tells it.

    Raises:
        FileUnreadable: it is neither, or cannot be kept; the message goes on where its name ends.
    """
    data = _read(Path(path)) if path else rest.read()
    kind = kind_of(data)
    if kind is Kind.PDF:
        from db.services.pictures.scan import pages_of

        pages = pages_of(data)
        send(ABOUT, plain([None, pages]))
        send(CONTENT, data)
        return
    from db.services.pictures.photo import photo_of

    content, taken = photo_of(data, kind)
    send(ABOUT, plain([taken and taken.isoformat(), None]))
    send(CONTENT, content)


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise FileUnreadable("是文件夹", "请打开它，选里面的照片")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise FileUnreadable(
                f"有 {size / (1 << 20):.0f} MB，大得不像照片", f"最多 {MOST_BYTES >> 20} MB，请缩小再添加"
            )
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable("读不到", "请检查它还在不在、U盘有没有拔掉") from error
