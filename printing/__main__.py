"""Papers from the command line: ``--list``, ``--example PAPER``, ``PAPER INPUT.json OUT.pdf``.

Whatever is wrong is told in one line on the error output with exit code 2, and no file is left half written.
"""

import errno
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from db.disk.beside import written_beside
from db.errors import NO_ROOM, AppError, ArgumentError, DiskFull, FileUnreadable
from printing.inputs import Json, read, written
from printing.papers import PAPERS
from printing.papers.common import Paper

USAGE = "用法：python -m printing --list | --example 纸张 | 纸张 输入.json 输出.pdf"
_NO_SPACE = NO_ROOM | {errno.EFBIG}
"""The disk is full, or it holds no file of this size."""


def main(arguments: Sequence[str]) -> int:
    """Runs one command; 0 when it was done, 2 when it was refused."""
    try:
        _run(list(arguments))
    except AppError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    return 0


def _run(arguments: list[str]) -> None:
    match arguments:
        case ["--list"]:
            for paper in PAPERS.values():
                print(f"{paper.name}\t{paper.label}")
        case ["--example", name]:
            paper = _paper(name)
            print(json.dumps(written(paper.example()), ensure_ascii=False, indent=2))
        case ["-h" | "--help"]:
            print(USAGE)
        case [name, source, target] if not name.startswith("-"):
            paper = _paper(name)
            save(paper.make(read(paper.takes, _json(Path(source)))), Path(target))
        case _:
            raise ArgumentError("参数不对", USAGE)


def _paper(name: str) -> Paper[Any]:
    if name not in PAPERS:
        raise ArgumentError(f"没有叫“{name}”的纸张", f"可用的有：{'、'.join(PAPERS)}")
    return PAPERS[name]


def _json(path: Path) -> Json:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileUnreadable(f"读不到文件 {path.name}", "请检查文件名和位置") from error
    except UnicodeDecodeError as error:
        raise FileUnreadable(f"{path.name} 不是 UTF-8 文本", "请另存为 UTF-8 编码") from error
    except json.JSONDecodeError as error:
        place = f"第{error.lineno}行第{error.colno}个字附近"
        raise FileUnreadable(f"{path.name} 不是 JSON：{place}读不懂", "可用 --example 看样例") from error


def save(content: bytes, path: Path) -> None:
    """Writes a file beside and renames it, so that nobody ever finds half of it.

    Raises:
        FileUnreadable: the place cannot be written to.
        DiskFull: there is no room.
    """
    try:
        with written_beside(path) as beside:
            beside.write_bytes(content)
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise DiskFull from error
        raise FileUnreadable(f"写不了文件 {path.name}", "请换一个文件夹，或检查文件是否正被打开") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
