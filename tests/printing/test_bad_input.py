"""Whatever is wrong with a paper's input is said in one line of Chinese, with exit code 2 and no half-written file."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from printing.__main__ import main
from printing.inputs import written
from printing.papers import PAPERS

Captured = pytest.CaptureFixture[str]
UNDRAWN = "\U000323b0"
papers = pytest.mark.parametrize("name", PAPERS)


def refused(name: str, given: object, folder: Path, capsys: Captured) -> str:
    """What is said; the file that was there before is untouched, and nothing lies beside it."""
    source, target = folder / "in.json", folder / "out.pdf"
    source.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    target.write_bytes(b"old")
    code = main([name, str(source), str(target)])
    out, told = capsys.readouterr()
    assert code == 2, told
    assert out == ""
    assert told.count("\n") == 1
    assert any("\u4e00" <= char <= "\u9fff" for char in told)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["in.json", "out.pdf"]
    return told


def example(name: str) -> dict[str, Any]:
    found = written(PAPERS[name].example())
    assert isinstance(found, dict)
    return found


def names_in(given: Any) -> list[tuple[dict[str, Any], str]]:
    """Where in an input names and other words stand, the deepest first."""
    found: list[tuple[dict[str, Any], str]] = []
    for key, value in list(given.items()):
        parts = value if isinstance(value, list) else [value]
        found += [spot for part in parts if isinstance(part, dict) for spot in names_in(part)]
        if key in ("name", "clerk", "title", "community", "issuer", "subject") and isinstance(value, str):
            found.append((given, key))
    return found


@papers
def test_an_unknown_field(name: str, tmp_path: Path, capsys: Captured) -> None:
    assert "不认识的字段“colour”" in refused(name, example(name) | {"colour": "red"}, tmp_path, capsys)


@papers
def test_a_character_no_font_has(name: str, tmp_path: Path, capsys: Captured) -> None:
    given = example(name)
    for place, key in names_in(given):
        place[key] += UNDRAWN
    assert "U+323B0" in refused(name, given, tmp_path, capsys)


@papers
def test_a_field_of_the_wrong_sort(name: str, tmp_path: Path, capsys: Captured) -> None:
    assert "centre" in refused(name, example(name) | {"centre": []}, tmp_path, capsys)


@pytest.mark.parametrize(
    "name",
    [
        n
        for n in PAPERS
        if isinstance(example(n).get("recipients"), list)
        and n not in ("notice_slips", "notice_poster", "notice_poster_a3")
    ],
)  # slips and posters are to everybody
def test_an_empty_list_of_recipients(name: str, tmp_path: Path, capsys: Captured) -> None:
    assert "收件人" in refused(name, example(name) | {"recipients": []}, tmp_path, capsys)


@papers
def test_a_text_too_long_is_refused_or_goes_on_over_more_pages(name: str, tmp_path: Path, capsys: Captured) -> None:
    """Nothing is cut off in silence, and nothing but a refusal stops the printing."""
    given = example(name)
    place, key = names_in(given)[-1]
    place[key] = "幸福里" * 400
    source, target = tmp_path / "in.json", tmp_path / "out.pdf"
    source.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    code = main([name, str(source), str(target)])
    _, told = capsys.readouterr()
    assert (code, told.count("\n"), target.exists()) in ((0, 0, True), (2, 1, False))
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_a_disk_without_room_leaves_the_old_file_and_nothing_beside(tmp_path: Path) -> None:
    """The system refuses to let a file grow, in a process of its own, as a full disk does."""
    source, target = tmp_path / "in.json", tmp_path / "out.pdf"
    source.write_text(json.dumps(example("sign_in"), ensure_ascii=False), encoding="utf-8")
    target.write_bytes(b"old")
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "from printing.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-B", "-c", limited, "sign_in", str(source), str(target)]
    folder = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert "磁盘" in done.stderr
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["in.json", "out.pdf"]
