"""LibreOffice as the clerk's word processor: a .docx opened and printed with our fonts under their usual names."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from printing.word.faces import FANGSONG, HEI, KAI, SONG, XIAOBIAOSONG
from tests.printing.test_fonts import FOLDER

SOFFICE = shutil.which("soffice")
_FILES = {FANGSONG: "FangSong", HEI: "HeiTi", KAI: "KaiTi", SONG: "SongTi", XIAOBIAOSONG: "XiaoBiaoSong"}
_OTHERS = ("SongTi-Light", "RareA", "RareB", "Symbols")


def private_fonts(folder: Path) -> Path:
    """A fontconfig file that knows our fonts and no others, named as word processors name them."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for face, file in _FILES.items():
        with TTFont(FOLDER / f"{file}.ttf", lazy=True) as font:
            names: Any = font["name"]
            for record in names.names:
                if record.nameID in (1, 4, 16):
                    names.setName(face, record.nameID, record.platformID, record.platEncID, record.langID)
            font.save(fonts / f"{file}.ttf")
    for file in _OTHERS:
        shutil.copyfile(FOLDER / f"{file}.ttf", fonts / f"{file}.ttf")
    config = folder / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>", encoding="utf-8"
    )
    return config


def printed(files: list[Path], config: Path) -> list[bytes]:
    """What LibreOffice prints of these files as they are, as PDF."""
    assert SOFFICE
    folder = config.parent
    command = [
        SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder / "out"), *map(str, files),
    ]  # fmt: skip
    machine = {"FONTCONFIG_FILE": str(config), "HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    subprocess.run(command, env=machine, check=True, capture_output=True, timeout=120)
    return [(folder / "out" / f"{file.stem}.pdf").read_bytes() for file in files]
