"""The Windows setup: compiled where NSIS is, refused in a sentence where it is not, and never a threat to the clerk's data."""

import re
import shutil
import struct
from pathlib import Path

import pytest

from installer import setup_exe
from installer.common import NAME, ROOT, NotMade

SCRIPT = setup_exe.SCRIPT.read_text(encoding="utf-8")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Something that looks like a Windows bundle."""
    made = tmp_path / "带 空格" / NAME
    (made / "_internal").mkdir(parents=True)
    (made / f"{NAME}.exe").write_bytes(b"MZ")
    return made


def test_a_linux_bundle_is_told_where_its_setup_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotMade, match=r"py run\.py package"):
        setup_exe.make(tmp_path, tmp_path)


def test_without_the_compiler_it_says_where_to_get_it(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(setup_exe, "USUAL", ())
    with pytest.raises(NotMade, match=r"apt-get install nsis|nsis\.sourceforge\.io"):
        setup_exe.make(bundle, tmp_path)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is on few machines")
def test_it_compiles_without_a_warning(bundle: Path, tmp_path: Path) -> None:
    made = setup_exe.make(bundle, tmp_path, "1.2.3")
    assert made == tmp_path / f"{NAME}-1.2.3-setup.exe"
    content = made.read_bytes()
    assert content[:2] == b"MZ"
    assert setup_exe.numbers("1.2.3") == "1.2.3.0"
    assert "1.2.3".encode("utf-16-le") in content, "the version in the file's properties"


def test_what_is_deleted_is_the_program_and_nothing_else() -> None:
    own = {"_internal", "licences", "${PROGRAM}", "LICENSE", "THIRD_PARTY.md", "uninstall.exe"}
    assert set(re.findall(r"insertmacro \$\{DEED\} \"([^\"]+)\"", SCRIPT)) == own
    for name in ("FRESH", "FORMER"):  # folders of the setup's own making
        assert re.search(rf'!define {name} "\$INSTDIR\\\$\{{ID\}}\.', SCRIPT)
    for line in SCRIPT.splitlines():
        found = re.match(r"\s*(?:RMDir|Delete)\s+(.*)", line)
        if not found:
            continue
        what = re.search(r'"([^"]+)"', found[1])
        assert what
        folder, _, name = what[1].rpartition("\\")
        made = what[1] in ("${FRESH}", "${FORMER}")
        assert made or what[1] == "$INSTDIR" or (folder == "$INSTDIR" and name in own) or name == "${TITLE}.lnk", line
        assert "/r" not in found[1].split() or made or name in ("_internal", "licences"), line


def test_a_deep_folder_is_measured_by_the_longest_path_unpacked_into_it(bundle: Path) -> None:
    (bundle / "_internal" / "long-name.dll").write_bytes(b"MZ")
    assert setup_exe.longest(bundle) == len(rf"\{NAME}.new\_internal\long-name.dll")


def test_the_icon_has_a_picture_for_every_size_of_the_desktop() -> None:
    icons = ROOT / "installer" / "icons"
    content = (icons / "app.ico").read_bytes()
    count = struct.unpack_from("<H", content, 4)[0]
    sides = {content[6 + 16 * n] or 256 for n in range(count)}
    assert sides == {int(path.stem) for path in icons.glob("*.png")}
