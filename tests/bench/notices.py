"""Notices in bulk: time, bytes and memory beside typst on the same text with the same font files.

``python -m tests.bench.notices``. typst is the control, from PyPI; it is no dependency: where it is not installed our
own figures stand alone. Each figure is the best of some runs in a process of its own; read the ratios, not the seconds.
"""

import argparse
import importlib.util
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from attrs import evolve

from printing.papers.hall import notice
from printing.papers.hall.notice import Notice, Recipient
from tests.printing.measure import all_text, rows
from tests.printing.measure import pages as pages_of

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
NAMES = ("张国富", "王丽华", "李𬭚", "赵𠮷", "阿卜杜拉·买买提", "欧阳小三", "㛃䶮", "陈玉梅")
FAMILIES = ("Dangqun FangSong", "Dangqun SongTi", "Dangqun Rare A", "Dangqun Rare B")
RUNS = 3


def batch(count: int) -> Notice:
    """Short letters, each to another household; every run prints the same."""
    given = notice.example()
    recipients = tuple(
        Recipient(
            name=NAMES[n % len(NAMES)], address=f"幸福里小区{n // 60 + 1}号楼{n % 60 // 12 + 1}单元{n % 12 + 1}01室"
        )
        for n in range(count)
    )
    return evolve(given, slip=False, recipients=recipients)


def typst_source(count: int) -> str:
    """What our letters say, row by row joined to paragraphs, for typst: same sizes, same page, same fonts."""
    given = batch(1)
    pdf = notice.PAPER.make(given)
    lines = ["".join(g.char for g in row) for page in pages_of(pdf) for row in rows(page)]
    delivery, first, second, greeting, *body, signer, day, _number = lines
    paragraphs = _joined(body)
    latin = '(name: "Dangqun SongTi", covers: "latin-in-cjk")'
    families = ", ".join([latin, *(f'"{name}"' for name in FAMILIES)])
    who = [f"({r.name!r}, {r.address!r})".replace("'", '"') for r in batch(count).recipients]
    head = (
        f'#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), numbering: "— 1 —")\n'
        f'#set text(font: ({families}), size: 16pt, lang: "zh", region: "cn", cjk-latin-spacing: none)\n'
        "#set par(justify: true, leading: 13.6pt, spacing: 13.6pt, first-line-indent: (amount: 2em, all: true))\n"
    )
    text = "\n\n".join(paragraphs).replace("#", "\\#").replace("_", "\\_").replace("*", "\\*")
    text = text.replace("1.", "1\\.").replace("2.", "2\\.").replace("3.", "3\\.")
    return (
        f"{head}#for (name, place) in ({', '.join(who)},) [\n"
        f'#par(first-line-indent: 0pt)[#text(font: "Dangqun KaiTi", size: 14pt)[{delivery[:3]}#place;]]\n'
        f'#align(center, text(font: "Dangqun XiaoBiaoSong", size: 22pt)[{first} #linebreak() {second}])\n'
        f"#par(first-line-indent: 0pt)[{greeting.replace(NAMES[0], '#name;')}]\n\n{text}\n\n"
        f"#align(right)[{signer}]\n#align(right)[{day}]\n#pagebreak(weak: true)\n#counter(page).update(1)\n]\n"
    )


def _joined(lines: list[str]) -> list[str]:
    """Rows as paragraphs: one begins where a heading's number or an ending before it says so."""
    found = [lines[0]]
    for line in lines[1:]:
        if found[-1][-1] in "。；：" or (line[:1] in "一二三四五六特" and line[1:2] == "、") or found[-1] == "三、议题":
            found.append(line)
        else:
            found[-1] += line
    return found


def ours(count: int, target: Path) -> float:
    """Seconds of one job, the program and its fonts being loaded by the job itself."""
    begun = time.perf_counter()
    target.write_bytes(notice.PAPER.make(batch(count)))
    return time.perf_counter() - begun


def typsts(source: Path, target: Path) -> float:
    """The same by typst."""
    import typst  # pyright: ignore[reportMissingImports]

    begun = time.perf_counter()
    typst.compile(str(source), output=str(target), font_paths=[str(FONTS)], ignore_system_fonts=True)
    return time.perf_counter() - begun


def alone(*arguments: str) -> tuple[float, float]:
    """Seconds and megabytes at most of one run in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.notices", *arguments]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=FONTS.parents[1]).stdout
    seconds, megabytes = said.split()[-2:]
    return float(seconds), float(megabytes)


def best(*arguments: str) -> tuple[float, float]:
    """The fastest of some runs, and its memory."""
    return min(alone(*arguments) for _ in range(RUNS))


def warm() -> float:
    """Seconds of one notice in a program that has printed before."""
    given = batch(1)
    taken: list[float] = []
    for number in range(20):
        one = evolve(given, recipients=(Recipient(name=NAMES[number % len(NAMES)], address=f"{number}号楼"),))
        begun = time.perf_counter()
        notice.PAPER.make(one)
        taken.append(time.perf_counter() - begun)
    return min(taken)


def compare(count: int, folder: Path) -> None:
    """Prints one line a figure, ours, the control's and the ratio."""
    mine, theirs, source = folder / "ours.pdf", folder / "typst.pdf", folder / "letters.typ"
    source.write_text(typst_source(count), encoding="utf-8")
    seconds, memory = best("--ours", str(count), str(mine))
    print(f"{count} notices: {seconds:.2f} s, {mine.stat().st_size:,} bytes, {memory:.0f} MB")
    if importlib.util.find_spec("typst"):
        control, control_memory = best("--typst", str(source), str(theirs))
        a, b = (sum(map(len, (all_text(f.read_bytes()),))) for f in (mine, theirs))
        size, other = mine.stat().st_size, theirs.stat().st_size
        print(
            f"typst, same text ({b / a:.3f} of the characters): {control:.2f} s, {other:,} bytes, {control_memory:.0f} MB"
        )
        print(
            f"ratio to typst: time {seconds / control:.2f}, bytes {size / other:.2f}, memory {memory / control_memory:.2f}"
        )
    else:
        print("typst is not installed: no control")
    print(f"one notice, warm: {warm() * 1000:.1f} ms")


def main() -> None:
    """Runs everything once, or one job of a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=500)
    parser.add_argument("--ours", nargs=2)
    parser.add_argument("--typst", nargs=2)
    chosen = parser.parse_args()
    if chosen.ours or chosen.typst:
        seconds = ours(int(chosen.ours[0]), Path(chosen.ours[1])) if chosen.ours else typsts(*map(Path, chosen.typst))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(seconds, peak)
        return
    with tempfile.TemporaryDirectory() as name:
        compare(chosen.count, Path(name))


if __name__ == "__main__":
    main()
