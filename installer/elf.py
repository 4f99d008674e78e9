"""Reads what matters for shipping from an ELF file: which libraries it names, and which symbol versions it asks for.

After the System V ABI (gABI 4.1, dynamic section) and the LSB's symbol versioning (.gnu.version_r). 64-bit little-endian only.
"""

import re
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

MAGIC = b"\x7fELF\x02\x01"
_PT_LOAD, _PT_DYNAMIC = 1, 2
_DT_NEEDED, _DT_STRTAB, _DT_VERNEED, _DT_VERNEEDNUM = 1, 5, 0x6FFFFFFE, 0x6FFFFFFF


def is_elf(path: Path) -> bool:
    """Whether a file is an ELF file that this module reads."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@dataclass(frozen=True)
class Elf:
    """The bytes of one ELF file."""

    data: bytes

    @cached_property
    def _segments(self) -> list[tuple[int, int, int, int]]:
        """Type, file offset, address and size of every segment."""
        start, count = struct.unpack_from("<Q", self.data, 32)[0], struct.unpack_from("<H", self.data, 56)[0]
        found = [struct.unpack_from("<IIQQQQ", self.data, start + 56 * i) for i in range(count)]
        return [(kind, offset, address, size) for kind, _flags, offset, address, _physical, size in found]

    @cached_property
    def _dynamic(self) -> list[tuple[int, int]]:
        """Tag and value of every dynamic entry; none for a static program."""
        return [
            struct.unpack_from("<QQ", self.data, at)
            for kind, offset, _address, size in self._segments
            if kind == _PT_DYNAMIC
            for at in range(offset, offset + size, 16)
        ]

    def _offset(self, address: int) -> int:
        """Where in the file an address of the loaded image lies."""
        for kind, offset, begin, size in self._segments:
            if kind == _PT_LOAD and begin <= address < begin + size:
                return offset + address - begin
        raise ValueError(f"no segment holds address {address:#x}")

    def segment_end(self, offset: int) -> int:
        """Where in the file the loaded segment ends that holds this offset."""
        for kind, begin, _address, size in self._segments:
            if kind == _PT_LOAD and begin <= offset < begin + size:
                return begin + size
        raise ValueError(f"no segment holds offset {offset:#x}")

    def _text(self, index: int) -> str:
        """A string of the dynamic string table."""
        start = self._offset(dict(self._dynamic)[_DT_STRTAB]) + index
        return self.data[start : self.data.index(b"\0", start)].decode()

    @property
    def needed(self) -> list[str]:
        """The libraries it names, such as ``libc.so.6``."""
        return [self._text(value) for tag, value in self._dynamic if tag == _DT_NEEDED]

    @property
    def versions(self) -> set[str]:
        """The symbol versions it asks of other libraries, such as ``GLIBC_2.14``."""
        entries = dict(self._dynamic)
        found: set[str] = set()
        at = self._offset(entries[_DT_VERNEED]) if _DT_VERNEED in entries else 0
        for _ in range(entries.get(_DT_VERNEEDNUM, 0)):
            _version, count, _file, aux, following = struct.unpack_from("<HHIII", self.data, at)
            own = at + aux
            for _ in range(count):
                _hash, _flags, _other, name, next_aux = struct.unpack_from("<IHHII", self.data, own)
                found.add(self._text(name))
                own += next_aux
            at += following
        return found


def read(path: Path) -> Elf:
    """The ELF file at a path."""
    return Elf(path.read_bytes())


def below(folder: Path) -> dict[Path, Elf]:
    """Every ELF file below a folder, by its path there."""
    return {path.relative_to(folder): read(path) for path in sorted(folder.rglob("*")) if is_elf(path)}


def above(limits: dict[str, str], files: dict[Path, Elf]) -> list[str]:
    """What asks for a newer version than the limit of its family (``GLIBC`` to ``2.28``), one line a symbol version."""
    return [
        f"{path}: {asked}"
        for path, file in files.items()
        for asked in sorted(file.versions)
        if (limit := limits.get(asked.partition("_")[0])) and numbers(asked) > numbers(limit)
    ]


def highest(files: dict[Path, Elf]) -> str:
    """The newest glibc that any of the files asks for, such as ``2.28``."""
    asked = {v for file in files.values() for v in file.versions if re.fullmatch(r"GLIBC_[\d.]+", v)}
    return max((v.removeprefix("GLIBC_") for v in asked), key=numbers, default="")


def numbers(version: str) -> tuple[int, ...]:
    """The numbers in a version, to compare by; none for ``GLIBC_PRIVATE``, which no program of ours may use."""
    found = tuple(int(number) for number in re.findall(r"\d+", version))
    return found or (999,)
