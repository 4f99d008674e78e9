"""The .deb: dpkg reads what we packed, files lie in blocks of one kind, and the same bundle gives the same bytes."""

import io
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from installer import deb, deb_data, xz
from installer.common import NAME

MOMENT = 1_700_000_000
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there are no links and modes elsewhere")
DPKG = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="asks dpkg-deb")


def bundle(folder: Path) -> Path:
    """A little program with everything that lies in a real one."""
    made = folder / NAME
    fonts = made / "_internal" / "fonts"
    fonts.mkdir(parents=True)
    (made / NAME).write_bytes(b"#!/bin/sh\n")
    (made / NAME).chmod(0o700)
    for name in ("libone.so", "libtwo.so.6"):
        (made / "_internal" / name).write_bytes(b"\xe8\x01\0\0\0" * 300)
    (fonts / "Song.ttf").write_bytes(b"glyphs" * 200)
    (fonts / ("字" * 40 + ".txt")).write_text("一个很长的名字", encoding="utf-8")
    (made / "libone.so").symlink_to("_internal/libone.so")
    return made


def tree(folder: Path) -> Path:
    """A package's tree of that program."""
    made = folder / "tree"
    deb.lay_out(bundle(folder), made)
    return made


@LINUX
def test_the_tar_is_cut_into_blocks_of_one_kind(tmp_path: Path) -> None:
    runs = deb_data.runs(tree(tmp_path), MOMENT)
    assert [run.chain for run in runs] == [kind.chain for kind in (deb_data.TEXT, *deb_data.ORDER)]
    with tarfile.open(fileobj=io.BytesIO(b"".join(run.data for run in runs))) as tar:
        members = tar.getmembers()
    assert {(m.uid, m.gid, m.uname, m.gname, m.mtime) for m in members} == {(0, 0, "root", "root", MOMENT)}
    kinds = ["folder" if m.isdir() else "link" if m.issym() else "file" for m in members]
    assert kinds == sorted(kinds, key=["folder", "file", "link"].index), "a file comes after its folder"
    names = [Path(m.name).name for m in members if m.isfile()]
    assert names[:3] == ["libone.so", "libtwo.so.6", "Song.ttf"]
    modes = {m.name: oct(m.mode) for m in members}
    assert modes[f"./opt/{NAME}/{NAME}"] == modes[f"./opt/{NAME}"] == "0o755"
    assert modes[f"./opt/{NAME}/_internal/fonts/Song.ttf"] == "0o644"
    assert not [m.name for m in members if "DEBIAN" in m.name]


@pytest.mark.parametrize(
    ("sizes", "parts"),
    [
        ([], []),
        ([5], [[5]]),
        ([0, 0], [[0, 0]]),
        ([10, 10, 10, 10], [[10, 10], [10, 10]]),
        ([1, 99, 1], [[1], [99], [1]]),
        ([99, 1, 1, 1, 1], [[99], [1, 1, 1, 1]]),
        ([20, 1, 1], [[20, 1, 1]]),
    ],
)
def test_parts_are_of_like_size_and_no_file_is_cut(tmp_path: Path, sizes: list[int], parts: list[list[int]]) -> None:
    files = [tmp_path / str(number) for number in range(len(sizes))]
    for path, size in zip(files, sizes, strict=True):
        path.write_bytes(bytes(size))
    assert [[path.stat().st_size for path in part] for part in deb_data.shares(files, 25)] == parts


@LINUX
@DPKG
def test_dpkg_reads_the_package_and_a_second_one_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deb, "WORK", tmp_path / "work")
    program, out = bundle(tmp_path), tmp_path / "out"
    out.mkdir()
    package = deb.make(program, out)
    assert "压紧 100%" in capsys.readouterr().out
    first = package.read_bytes()
    target = tmp_path / "unpacked"
    subprocess.run(["dpkg-deb", "--raw-extract", package, target], check=True)
    assert (target / "opt" / NAME / NAME).read_bytes() == b"#!/bin/sh\n"
    assert (target / "opt" / NAME / "libone.so").readlink() == Path("_internal/libone.so")
    sums = ["md5sum", "--check", "--quiet", "--strict", "DEBIAN/md5sums"]
    assert subprocess.run(sums, cwd=target, capture_output=True).returncode == 0
    described = subprocess.run(["dpkg-deb", "--field", package, "Package"], capture_output=True, text=True, check=True)
    assert described.stdout.strip() == NAME
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], capture_output=True, check=True).stdout
    data = first[first.index(b"data.tar.xz") :]
    assert tar == lzma.decompress(data[60:], format=lzma.FORMAT_XZ)
    for path in (program / NAME, program / "_internal" / "libone.so"):
        os.utime(path, (1, 1))  # only the newest file says when the bundle was made
    assert deb.make(program, out).read_bytes() == first


def test_a_member_has_an_even_length() -> None:
    odd, even = deb.member("data.tar.xz", b"123", MOMENT), deb.member("data.tar.xz", b"1234", MOMENT)
    assert (len(odd), len(even)) == (64, 64)
    assert odd.startswith(b"data.tar.xz     1700000000  0     0     100644  3         `\n123\n")


def test_code_goes_through_the_filter_and_fonts_do_not() -> None:
    def through(name: str) -> int:
        return len(deb_data.kind(Path(name)).chain)

    assert [through(name) for name in ("libQt6Core.so.6", "a.abi3.so", "Song.ttf", NAME, "zh.qm")] == [2, 2, 1, 1, 1]
    assert {kind.chain[-1]["dict_size"] for kind in deb_data.ORDER} == {xz.LARGEST}
