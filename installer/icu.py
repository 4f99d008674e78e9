"""Trims the data of ICU in a bundle: 32 MB of all languages, of which a program in Chinese needs less than 5.

Qt asks ICU for collation, for character sets and for names of time zones; everything else it brings itself. Kept are Chinese,
English and what belongs to no language; GBK, GB18030, GB2312 and Big5 of the character sets (UTF and Latin-1 need no table).
The package's layout is ICU's ``CmnD`` (icu4c, common/ucmndata.h): header, table of contents, names, items at 16 bytes.
"""

import re
import shutil
import struct
import subprocess
from pathlib import Path

from installer import elf
from installer.common import tool

_LOCALE = re.compile(r"(?:[a-z]{2,3})(?:_[A-Za-z0-9]*)*\.res")
_OURS = re.compile(r"(?:zh|en)(?:_[A-Za-z0-9]*)*\.res")
_CHARACTER_SETS = {"gb18030", "ibm-1386_P100-2001", "ibm-1383_P110-1999", "windows-936-2000", "ibm-1375_P100-2008"}
_CHARACTER_SETS |= {"windows-950-2000", "ibm-1373_P100-2002", "ibm-1388_P103-2001"}
# Break dictionaries, spelled-out numbers and transliteration: Qt has its own or has none.
_FOLDERS_LEFT_OUT = ("brkitr", "rbnf", "translit")
_FILES_LEFT_OUT = ("unames.icu", "confusables.cfu")  # names of characters; look-alikes
_ALIGN = 16


def is_kept(name: str) -> bool:
    """Whether an item of the package stays; its name without the package's own."""
    folder, _, file = name.rpartition("/")
    if folder.split("/")[0] in _FOLDERS_LEFT_OUT or file in _FILES_LEFT_OUT:
        return False
    if file.endswith(".cnv"):
        return file.removesuffix(".cnv") in _CHARACTER_SETS
    return not _LOCALE.fullmatch(file) or _OURS.fullmatch(file) is not None


def items(package: bytes) -> dict[str, bytes]:
    """The items of a package by their full names, in their order, which is that of the names."""
    start = struct.unpack_from("<H", package)[0]
    count = struct.unpack_from("<I", package, start)[0]
    table = [struct.unpack_from("<II", package, start + 4 + 8 * i) for i in range(count)]
    ends = [offset for _, offset in table[1:]] + [len(package) - start]
    found: dict[str, bytes] = {}
    for (name, offset), end in zip(table, ends, strict=True):
        at = start + name
        found[package[at : package.index(b"\0", at)].decode()] = package[start + offset : start + end]
    return found


def packed(header: bytes, kept: dict[str, bytes]) -> bytes:
    """A package of these items under the header of the old one."""
    names = b"".join(name.encode() + b"\0" for name in kept)
    begin = 4 + 8 * len(kept)
    data = begin + len(names)
    data += -data % _ALIGN
    table, name_at = [struct.pack("<I", len(kept))], begin
    parts: list[bytes] = []
    at = data
    for name, item in kept.items():
        padded = item + b"\xaa" * (-len(item) % _ALIGN)
        table.append(struct.pack("<II", name_at, at))
        parts.append(padded)
        name_at += len(name.encode()) + 1
        at += len(padded)
    body = b"".join(table) + names
    return header + body + b"\xaa" * (data - len(body)) + b"".join(parts)


def trimmed(package: bytes) -> bytes:
    """The package without what is not needed."""
    kept = {name: item for name, item in items(package).items() if is_kept(name.partition("/")[2])}
    return packed(package[: struct.unpack_from("<H", package)[0]], kept)


def trim(bundle: Path, work: Path) -> int:
    """Trim the library in a bundle; how many bytes that saved, 0 where Qt brings no ICU.

    Raises:
        NotMade: binutils are missing.
    """
    saved = 0
    for library in sorted(bundle.rglob("libicudata.so.*")):
        if library.is_symlink():
            continue
        old = library.read_bytes()
        symbol, package = data_of(elf.Elf(old))
        link(symbol, trimmed(package), library, work)
        saved += len(old) - library.stat().st_size
    return saved


def data_of(library: elf.Elf) -> tuple[str, bytes]:
    """The name and the content of the one thing that the library holds."""
    at = library.data.index(b"CmnD") - 12
    name = re.search(rb"\0(icudt\d+_dat)\0", library.data)
    if name is None or library.data[at + 2 : at + 4] != b"\xda\x27":
        raise ValueError("not a library of ICU data")
    return name[1].decode(), library.data[at : library.segment_end(at)]


def link(symbol: str, package: bytes, library: Path, work: Path) -> None:
    """Write a library that holds just this package under this name."""
    assembler, linker = tool("as", "精简的 ICU 数据", "binutils"), tool("ld", "精简的 ICU 数据", "binutils")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (work / "icu.dat").write_bytes(package)
    source = f"""
        .section .rodata
        .globl {symbol}
        .type {symbol}, @object
        .balign {_ALIGN}
        {symbol}:
        .incbin "icu.dat"
        .size {symbol}, . - {symbol}
        .section .note.GNU-stack, "", @progbits
    """
    (work / "icu.s").write_text(source, encoding="ascii")
    subprocess.run([assembler, "icu.s", "-o", "icu.o"], cwd=work, check=True)
    name = ["-soname", library.name]
    subprocess.run([linker, "-shared", "-s", *name, "icu.o", "-o", library.resolve()], cwd=work, check=True)
