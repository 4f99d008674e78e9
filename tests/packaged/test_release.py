"""The release build runs from glibc 2.28 on, and what it takes from the system the Debian package asks for."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3

from installer import deb, elf, release, roots
from installer.common import DIST, NAME, NotMade

BUILT = [Path(path) for path in (os.environ.get("DANGQUN_BUNDLE", ""), DIST / NAME) if path and Path(path).exists()]
LIBRARY = next(Path(sqlcipher3.__file__).parent.glob("_sqlite3*"))
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no ELF")


@LINUX
@pytest.mark.skipif(shutil.which("objdump") is None, reason="compares with binutils")
def test_we_read_an_elf_file_as_binutils_does() -> None:
    told = subprocess.run(["objdump", "-p", LIBRARY], capture_output=True, text=True, check=True).stdout
    read = elf.read(LIBRARY)
    assert read.needed == re.findall(r"^\s+NEEDED\s+(\S+)", told, re.MULTILINE)
    asked = told[told.index("Version References:") :]
    assert read.versions == set(re.findall(r"^\s+0x\w+ 0x\w+ \d+ (\S+)", asked, re.MULTILINE))
    assert elf.highest({LIBRARY: read}).startswith("2.")


@LINUX
def test_a_root_is_made_in_a_folder_of_its_own_whatever_waits_there(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "kept").touch()
    (tmp_path / "bookworm.part").symlink_to(victim)
    for _ in range(2):
        made = roots.emptied(tmp_path / "bookworm.part")
        assert not made.is_symlink()
        assert not list(made.iterdir())
        (made / "etc").mkdir()
    assert [path.name for path in victim.iterdir()] == ["kept"]


@LINUX
def test_a_bundle_that_asks_for_a_newer_glibc_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(LIBRARY, tmp_path)
    (tmp_path / "notes.txt").write_text("no ELF at all", encoding="utf-8")
    release.refuse_newer_glibc(tmp_path)
    monkeypatch.setattr(release, "LIMITS", {"GLIBC": "2.3"})
    with pytest.raises(NotMade, match=rf"{LIBRARY.name}: GLIBC_2\."):
        release.refuse_newer_glibc(tmp_path)


def test_versions_are_compared_by_number() -> None:
    assert elf.numbers("GLIBC_2.9") < elf.numbers("2.28") < elf.numbers("GLIBC_2.29")
    assert elf.numbers("GLIBC_2.2.5") < elf.numbers("2.28") < elf.numbers("GLIBC_PRIVATE")


@LINUX
@pytest.mark.parametrize("bundle", BUILT, ids=lambda path: path.parent.name)
def test_everything_named_is_in_the_bundle_or_in_depends(bundle: Path) -> None:
    assert deb.missing(bundle) == set()


@pytest.mark.skipif(not (DIST / NAME / release.MARK).exists(), reason="not a release build")
def test_the_release_keeps_its_promise() -> None:
    files = elf.below(DIST / NAME)
    assert len(files) > 80
    assert elf.above(release.LIMITS, files) == []


@LINUX
def test_the_package_has_what_a_desktop_looks_for(tmp_path: Path) -> None:
    bundle, tree = tmp_path / NAME, tmp_path / "tree"
    bundle.mkdir()
    (bundle / NAME).write_bytes(b"program")
    (bundle / NAME).chmod(0o700)
    (bundle / "data").write_bytes(b"data")
    deb.lay_out(bundle, tree)
    assert (tree / "usr/bin" / NAME).readlink() == Path(f"/opt/{NAME}/{NAME}")
    assert (tree / "opt" / NAME / NAME).stat().st_mode & 0o777 == 0o755
    assert (tree / "opt" / NAME / "data").stat().st_mode & 0o777 == 0o644
    entry = (tree / "usr/share/applications" / f"{NAME}.desktop").read_text(encoding="utf-8")
    assert f"Exec=/usr/bin/{NAME}\n" in entry
    assert f"Icon={NAME}\n" in entry
    assert len(list((tree / "usr/share/icons/hicolor").rglob(f"{NAME}.*"))) >= 7
    assert {path.name for path in (tree / "DEBIAN").iterdir()} == {"control", "md5sums"}, "nothing runs when installing"
    control = (tree / "DEBIAN/control").read_text(encoding="utf-8")
    assert re.search(r"^Depends: .*libc6 \(>= 2\.28\).*libcups2", control, re.MULTILINE)
