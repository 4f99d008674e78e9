"""The fonts of a paper by the names that word processors of Chinese offices know."""

from collections.abc import Mapping, Sequence
from html import escape

FANGSONG, HEI, KAI, SONG, XIAOBIAOSONG = "仿宋", "黑体", "楷体", "宋体", "方正小标宋简体"

OTHERS: Mapping[str, Sequence[str]] = {
    FANGSONG: ("仿宋_GB2312", "FangSong", "STFangsong"),
    HEI: ("SimHei", "Noto Sans CJK SC", "微软雅黑"),
    KAI: ("楷体_GB2312", "KaiTi", "STKaiti"),
    SONG: ("SimSun", "Noto Serif CJK SC"),
    XIAOBIAOSONG: ("小标宋", "华文中宋", "宋体"),
}
"""What a word processor may take where a font is not on the machine."""

_BY_FILE = {
    "FangSong": FANGSONG,
    "ZhuqueFangsong": FANGSONG,
    "SongTi-Light": FANGSONG,
    "HeiTi": HEI,
    "KaiTi": KAI,
    "XiaoBiaoSong": XIAOBIAOSONG,
}


def face_of(font: str) -> str:
    """The name of the font that our font file of this name stands for; rare characters are Song."""
    return next((face for file, face in _BY_FILE.items() if font.startswith(file)), SONG)


def font_table() -> str:
    """The font table of the file: every font with what may stand in for it."""
    fonts = "".join(
        f'<w:font w:name="{escape(name)}"><w:altName w:val="{escape(",".join(others))}"/><w:charset w:val="86"/></w:font>'
        for name, others in OTHERS.items()
    )
    return f'<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fonts}</w:fonts>'
