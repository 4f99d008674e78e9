"""run.py package: checksums that the usual tool accepts, and a sentence when the machine cannot pack."""

import hashlib
from pathlib import Path

import pytest

import run


def test_checksums_are_of_every_file_as_the_usual_tool_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "program"
    (bundle / "inner").mkdir(parents=True)
    (bundle / "one").write_bytes(b"1")
    (bundle / "inner" / "二").write_bytes(b"2")
    monkeypatch.setattr(run, "SUMS", tmp_path / "SHA256SUMS")
    assert run.write_sums(bundle) == 2
    lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert told == {
        "program/inner/二": hashlib.sha256(b"2").hexdigest(),
        "program/one": hashlib.sha256(b"1").hexdigest(),
    }


@pytest.mark.skipif(run.WINDOWS, reason="Windows needs no binutils")
def test_a_machine_without_binutils_gets_the_line_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "set_up", lambda **_: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.main(["package"]) == 1
    assert "apt-get install -y binutils" in capsys.readouterr().out
