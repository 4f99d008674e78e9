"""What a .deb holds beside its control files: the package's tree as a tar, packed as .xz in blocks of one kind of content each.

Machine code goes through the x86 filter, which would only cost fonts and text time. Blocks end between files and are of like
size, so that a dpkg which decodes several at once keeps two cores busy to the end and four nearly so.
"""

import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from installer import xz
from installer.common import say

TAR_END = bytes(1024)


@dataclass(frozen=True)
class Kind:
    """Files that pack well together, how they are packed, and about how many bytes make one block."""

    chain: xz.Chain
    block: int


CODE = Kind(xz.chain(x86=True), 64_000_000)
FONTS = Kind(xz.chain(lc=4, pb=0), 32_000_000)
TEXT = Kind(xz.chain(lc=4, pb=0), 64_000_000)
ORDER = (CODE, FONTS, TEXT)
"""The smallest last: while the last block is decoded, the other cores have nothing left to do."""


def kind(path: Path) -> Kind:
    """What a file is. The program itself is text: a small loader with the modules of Python in it."""
    if path.suffix in (".ttf", ".otf", ".ttc"):
        return FONTS
    return CODE if ".so" in path.suffixes else TEXT


def runs(tree: Path, moment: int) -> list[xz.Run]:
    """The tar of a tree, cut into blocks: folders first, then files by kind, links last; all of one moment and of root.

    Args:
        tree: what becomes the root of the system; ``DEBIAN`` in it is left out.
        moment: when everything in it was last changed, in seconds since 1970.
    """
    paths = sorted(path for path in tree.rglob("*") if path.relative_to(tree).parts[0] != "DEBIAN")
    folders = [tree, *(path for path in paths if path.is_dir() and not path.is_symlink())]
    links = [path for path in paths if path.is_symlink()]
    files = [path for path in paths if path.is_file() and not path.is_symlink()]
    made = [xz.Run(b"".join(entry(tree, path, moment) for path in folders), TEXT.chain)]
    for one in ORDER:
        for share in shares([path for path in files if kind(path) is one], one.block):
            made.append(xz.Run(b"".join(entry(tree, path, moment) for path in share), one.chain))
    tail = b"".join(entry(tree, path, moment) for path in links) + TAR_END
    return [*made[:-1], xz.Run(made[-1].data + tail, made[-1].chain)]


def shares(files: Sequence[Path], most: int) -> list[list[Path]]:
    """The files in as few parts of like size as hold about ``most`` bytes each; a file is never cut."""
    sizes = [path.stat().st_size for path in files]
    each = max(1, sum(sizes)) / max(1, -(-sum(sizes) // most))
    ends = accumulate(sizes)
    # A file belongs to the part in which its middle lies.
    parts = [int((end - size / 2) / each) for end, size in zip(ends, sizes, strict=True)]
    return [[path for _, path in part] for _, part in groupby(zip(parts, files, strict=True), key=itemgetter(0))]


def entry(tree: Path, path: Path, moment: int) -> bytes:
    """A file, folder or link as a tar has it."""
    name = path.relative_to(tree).as_posix()
    info = tarfile.TarInfo("./" if path == tree else f"./{name}")
    info.mtime, info.uname, info.gname = moment, "root", "root"
    content = b""
    if path.is_symlink():
        info.type, info.mode, info.linkname = tarfile.SYMTYPE, 0o777, path.readlink().as_posix()
    elif path.is_dir():
        info.type, info.mode = tarfile.DIRTYPE, 0o755
    else:
        content = path.read_bytes()
        info.size, info.mode = len(content), path.stat().st_mode & 0o777
    return info.tobuf(tarfile.GNU_FORMAT) + content + bytes(-len(content) % tarfile.BLOCKSIZE)


def pack(tree: Path, moment: int, target: BinaryIO) -> None:
    """Write the packed tar of a tree, saying every tenth how far it is: some minutes.

    Args:
        tree: as for ``runs``.
        moment: as for ``runs``.
        target: where it is written.
    """
    said = 0

    def told(share: float) -> None:
        nonlocal said
        if int(share * 10) > said:
            said = int(share * 10)
            say(f"Debian 安装包：压紧 {said * 10}%")

    xz.pack(runs(tree, moment), target, told)
