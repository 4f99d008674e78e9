"""run.py package: checksums and a signature that the usual tools accept, and a sentence for what was not made."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from installer import make, sums
from installer.common import NotMade


def told(folder: Path) -> dict[str, str]:
    """File name to digest, as SHA256SUMS says."""
    lines = (folder / sums.SUMS).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def test_checksums_are_of_every_file_as_the_usual_tool_reads_them(tmp_path: Path) -> None:
    bundle = tmp_path / "program"
    (bundle / "inner").mkdir(parents=True)
    (bundle / "one").write_bytes(b"1")
    (bundle / "inner" / "二").write_bytes(b"2")
    expected = {
        "program/inner/二": hashlib.sha256(b"2").hexdigest(),
        "program/one": hashlib.sha256(b"1").hexdigest(),
    }
    for _ in range(2):
        assert sums.write_sums(tmp_path) == 2
        assert told(tmp_path) == expected


def test_where_installers_were_made_the_checksums_are_of_what_is_handed_out(tmp_path: Path) -> None:
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "one").write_bytes(b"1")
    (tmp_path / "program_1_amd64.deb").write_bytes(b"deb")
    assert sums.write_sums(tmp_path) == 1
    assert list(told(tmp_path)) == ["program_1_amd64.deb"]


def test_without_a_key_nothing_is_signed_and_an_old_signature_goes(tmp_path: Path) -> None:
    (tmp_path / "a.deb").write_bytes(b"new")
    (tmp_path / sums.SIGNATURE).write_text("of the release before", encoding="utf-8")
    sums.write_sums(tmp_path)
    with pytest.raises(NotMade, match="没有签名"):
        sums.sign(tmp_path, None)
    assert not (tmp_path / sums.SIGNATURE).exists()


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is on few machines")
def test_the_signature_is_good_and_an_altered_list_is_not(tmp_path: Path) -> None:
    public, secret, folder = tmp_path / "key.pub", tmp_path / "key", tmp_path / "out"
    subprocess.run(["minisign", "-G", "-W", "-p", public, "-s", secret], check=True, capture_output=True)
    folder.mkdir()
    (folder / "a.deb").write_bytes(b"what is installed")
    assert sums.main([str(folder), "--key", str(secret)]) == 0
    check = ["minisign", "-V", "-q", "-p", public, "-m", folder / sums.SUMS]
    assert subprocess.run(check, capture_output=True).returncode == 0
    (folder / sums.SUMS).write_text("0" * 64 + "  a.deb\n", encoding="utf-8")
    assert subprocess.run(check, capture_output=True).returncode != 0


def test_what_cannot_be_made_is_said_and_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise NotMade("这台机器没有 makensis")

    assert not make.attempt(fail)
    assert "没有 makensis" in capsys.readouterr().out
    assert make.attempt(lambda: None)
