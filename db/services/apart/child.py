"""The reading process: asked on its input for one thing, answers with frames on its output, and ends.

Nothing that it reads is written anywhere else: no temporary file, no log.
"""

import gc
import json
import os
import sys
from typing import IO, Any

from db.errors import FileUnreadable
from db.services.apart.frames import END, REFUSED, Send, frame, plain
from db.services.apart.limits import limit

INPUT, OUTPUT = 0, 1
OUT_OF_MEMORY = 77
"""The exit code where Python itself found that the memory is used up; the reader of workbooks aborts instead."""


def main() -> int:
    """Reads what the input asks for; the exit code."""
    limit()
    gc.disable()  # what is read makes no cycles
    if sys.platform == "win32":
        import msvcrt

        for stream in (INPUT, OUTPUT):
            msvcrt.setmode(stream, os.O_BINARY)

    def send(kind: bytes, told: bytes) -> None:
        left = memoryview(frame(kind, told))
        while left:
            left = left[os.write(OUTPUT, left) :]

    try:
        with open(INPUT, "rb", closefd=False) as asked:
            _answer(json.loads(asked.readline()), asked, send)
    except FileUnreadable as error:
        send(REFUSED, plain([error.message, error.remedy]))
    except MemoryError:
        return OUT_OF_MEMORY
    else:
        send(END, b"")
    return 0


def _answer(wanted: dict[str, Any], rest: IO[bytes], send: Send) -> None:
    """Has the one read that can; nothing of the others is loaded, for starting must be cheap.

    Raises:
        FileUnreadable: it cannot be read.
    """
    match wanted["read"]:
        case "sheets":
            from db.services.sheets.child import answer

            answer(wanted["path"], send)
        case "evidence":
            from db.services.pictures.child import answer

            answer(wanted["path"], rest, send)
        case _:
            from db.services.pictures.pages import answer

            answer(rest.read(), wanted["page"], wanted["width"], send)
