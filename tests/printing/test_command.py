"""python -m printing: stable for IT staff, one clear line when something is wrong, never half a file."""

import json
from pathlib import Path

import pytest

from printing.__main__ import main
from printing.inputs import InputUnreadable, read, written
from printing.papers import PAPERS
from tests.printing import measure

Captured = pytest.CaptureFixture[str]


def example(name: str, capsys: Captured) -> dict[str, object]:
    assert main(["--example", name]) == 0
    return json.loads(capsys.readouterr().out)


def refused(arguments: list[str], capsys: Captured) -> str:
    """What is said; it is one line of Chinese, and the exit code is 2."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert any("\u4e00" <= c <= "\u9fff" for c in err)
    return err


def test_list_names_every_paper(capsys: Captured) -> None:
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{paper.name}\t{paper.label}" for paper in PAPERS.values()]
    assert {"notice", "sign_in", "minutes", "case_intake", "recovery", "record_sheet"} <= set(PAPERS)


@pytest.mark.parametrize("name", PAPERS)
def test_an_example_prints_as_it_is(name: str, tmp_path: Path, capsys: Captured) -> None:
    given = example(name, capsys)
    source, target = tmp_path / "in.json", tmp_path / "out.pdf"
    source.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    assert main([name, str(source), str(target)]) == 0
    assert target.read_bytes() == PAPERS[name].make(PAPERS[name].example())
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["in.json", "out.pdf"]


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_written_is_read_back(name: str) -> None:
    paper = PAPERS[name]
    assert read(paper.takes, written(paper.example())) == paper.example()


def test_values_may_be_written_as_a_clerk_types_them() -> None:
    given = written(PAPERS["notice"].example())
    assert isinstance(given, dict)
    given["day"] = "2026年3月20日"
    meeting = given["meeting"]
    assert isinstance(meeting, dict)
    meeting["kind"] = "三方联席会议"
    meeting["starts"] = "2026.3.25 下午2点半"
    made = read(PAPERS["notice"].takes, given)
    assert made.meeting.kind == "7"
    assert made.meeting.starts == PAPERS["notice"].example().meeting.starts


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "参数不对"),
        (["--list", "x"], "参数不对"),
        (["notice"], "参数不对"),
        (["--nonsense", "a", "b"], "参数不对"),
        (["--example", "poster"], "没有叫“poster”的纸张"),
        (["poster", "a.json", "b.pdf"], "没有叫“poster”的纸张"),
    ],
)
def test_wrong_arguments(arguments: list[str], words: str, capsys: Captured) -> None:
    assert words in refused(arguments, capsys)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "不是 JSON"),
        (b"[]", "应是一组字段"),
        ('{"centre": "幸福里"}'.encode("gb18030"), "不是 UTF-8"),
        (b'{"centre": {"name": "\xe5\xb9\xb8"}}', "缺少字段“meeting”"),
        (b'{"colour": "red"}', "不认识的字段“colour”"),
        (b'{"centre": {"name": 5}}', "centre.name"),
        (b'{"centre": [], "meeting": {}, "recipients": []}', "centre应是一组字段"),
        (b'{"centre": {}, "meeting": {"starts": "someday"}, "recipients": []}', "看不懂日期"),
        (b'{"centre": {}, "meeting": {}, "recipients": {}}', "“recipients”应是一个列表"),
        (b'{"centre": {"name": "a"}, "meeting": {}, "recipients": []}', "没有填"),
        (b'{"centre": {"practice": 1}, "meeting": {}, "recipients": []}', "centre.practice"),
    ],
)
def test_unreadable_input_leaves_nothing(content: bytes, words: str, tmp_path: Path, capsys: Captured) -> None:
    source, target = tmp_path / "in.json", tmp_path / "out.pdf"
    source.write_bytes(content)
    target.write_bytes(b"old")
    assert words in refused(["notice", str(source), str(target)], capsys)
    assert target.read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))


def test_a_missing_file_and_a_place_that_cannot_be_written(tmp_path: Path, capsys: Captured) -> None:
    assert "读不到文件 in.json" in refused(["notice", str(tmp_path / "in.json"), str(tmp_path / "o.pdf")], capsys)
    source = tmp_path / "in.json"
    source.write_text(json.dumps(example("recovery", capsys)), encoding="utf-8")
    assert "写不了文件" in refused(["recovery", str(source), str(tmp_path / "no" / "o.pdf")], capsys)


def test_a_missing_glyph_names_the_person(tmp_path: Path, capsys: Captured) -> None:
    given = example("notice", capsys)
    given["recipients"] = [{"name": "张国富"}, {"name": "王\U00032400", "address": "3号楼"}]
    source, target = tmp_path / "in.json", tmp_path / "out.pdf"
    source.write_text(json.dumps(given), encoding="utf-8")
    told = refused(["notice", str(source), str(target)], capsys)
    assert "收件人第2行" in told
    assert "U+32400" in told
    assert not target.exists()


def test_rare_names_print_and_copy_back(tmp_path: Path, capsys: Captured) -> None:
    given = example("notice", capsys)
    given["recipients"] = [{"name": "王𠮷"}, {"name": "李𬭚"}, {"name": "㛃䶮"}]
    source, target = tmp_path / "in.json", tmp_path / "out.pdf"
    source.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    assert main(["notice", str(source), str(target)]) == 0
    printed = measure.all_text(target.read_bytes())
    assert all(f"尊敬的{name}及家人" in printed for name in ("王𠮷", "李𬭚", "㛃䶮"))


def test_an_unknown_record_table_is_named() -> None:
    with pytest.raises(InputUnreadable, match="登记表"):
        read(PAPERS["record_sheet"].takes, {"centre": {}, "record": {"table": "dragon"}})
