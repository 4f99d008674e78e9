"""Characters by their parts: 龙+天 is 䶮, 弓+长 is 张, 木+木 is 林; see ``resources/characters``.

A part may be typed as it stands alone (水 for 氵, 手 for 扌), as it is called (草 for 艹, 耳 for 阝), or in the other script (马, 馬).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

MOST = 120
"""So many characters are told at most: of a common part there are thousands."""
_OTHERWISE = "~"
"""Stands before a part of characters that may be taken apart otherwise: 章 is 立 and 早, otherwise 音 and 十."""
_NEAR, _FAR = 2, 3
"""So deep parts of parts are looked at: first, and where nothing is found."""
_MOST_PARTS = 5
_TELLING = 400
"""A part that stands in more characters than this does not make two of them look alike."""
HAN = "\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{HAN}]")
_WITH_PARTS = re.compile(rf"[{HAN}](?:[{HAN}]|[+＋](?=[{HAN}]))*")
_GROUP = re.compile(rf"[{HAN}](?:[+＋][{HAN}])*")
# What stands for what: a character, and the shapes that it has as a part; the last ones are only called so.
_SHAPES = (
    "水氵氺三点水", "手扌", "心忄⺗", "人亻", "言讠訁", "金钅釒", "丝糸纟糹", "艸艹草", "火灬", "犬犭", "示礻", "衣衤", "食饣飠",
    "刀刂", "竹⺮", "肉月", "玉王", "足𧾷", "牛牜", "爪爫", "网罒四", "辵辶", "邑阝耳", "阜阝", "病疒", "支攴攵文", "老耂", "虎虍",
    "龙龍", "马馬", "鱼魚", "鸟鳥", "贝貝", "页頁", "车車", "门門", "见見", "风風", "韦韋", "长長", "东東", "齐齊", "麦麥", "卤鹵", "龟龜",
    "黄黃", "仓倉", "尧堯", "乐樂", "严嚴", "华華", "会會", "万萬", "义義", "云雲", "专專", "单單", "区區", "来來", "国國", "宾賓",
)  # fmt: skip


@cache
def _inside() -> Mapping[str, str]:
    """The characters in which each part stands."""
    text = (resources.files("resources") / "characters" / "inside.txt").read_text(encoding="utf-8")
    ends = ((line, 2 if line[0] == _OTHERWISE else 1) for line in text.splitlines())
    return {line[:end]: line[end:] for line, end in ends}


@cache
def _strokes() -> Sequence[str]:
    """The characters of one stroke, of two, and so on."""
    return (resources.files("resources") / "characters" / "strokes.txt").read_text(encoding="utf-8").splitlines()


@cache
def _alike() -> Mapping[str, str]:
    """The shapes of a part by each of them."""
    found: dict[str, str] = {}
    for shapes in _SHAPES:
        for one in shapes:
            found[one] = "".join(dict.fromkeys(found.get(one, one) + shapes))
    return found


def asked(word: str) -> tuple[tuple[str, ...], ...]:
    """The characters of a word, each as its parts: 李龙+天 is 李 and 龙 with 天; none where nothing is put together by a plus."""
    if not ("+" in word or "＋" in word) or not _WITH_PARTS.fullmatch(word):
        return ()
    found = tuple(tuple(re.split("[+＋]", group)) for group in _GROUP.findall(word))
    return found if all(len(parts) <= _MOST_PARTS for parts in found) else ()


@lru_cache(maxsize=64)
def composed(parts: tuple[str, ...]) -> str:
    """The characters that have all these parts, those with little else first; "" for none, or for one part."""
    if len(parts) < 2:
        return ""
    return _of_all(parts, _NEAR) or _of_all(parts, _FAR)


def _of_all(parts: Sequence[str], depth: int) -> str:
    counts = [(_holding(part, depth), times) for part, times in Counter(parts).items()]
    fewest = min((held for held, _ in counts), key=len)
    left = {one for one in fewest if all(held.get(one, 0) >= times for held, times in counts)}
    if len(counts) == len(parts):
        left |= set[str].intersection(*map(_otherwise, parts))
    found: list[str] = []
    for same in _strokes():
        if len(left) == 0 or len(found) >= MOST:
            break
        found += (now := [one for one in same if one in left])
        left.difference_update(now)
    return "".join(found[:MOST])


def _otherwise(part: str) -> set[str]:
    """The characters in which a part stands where they are taken apart otherwise."""
    return set("".join(_inside().get(f"{_OTHERWISE}{one}", "") for one in _alike().get(part, part)))


@lru_cache(maxsize=16)
def _holding(part: str, depth: int) -> Mapping[str, int]:
    """How often a part stands in each character that has it, itself or in a part of a part down to a depth."""
    inside = _inside()
    found: dict[str, int] = {}
    level = dict.fromkeys(_alike().get(part, part), 1)
    for _ in range(depth):
        above: dict[str, int] = {}
        for one, times in level.items():
            for character in inside.get(one, ""):
                above[character] = above.get(character, 0) + times
        for character, times in above.items():
            found[character] = found.get(character, 0) + times
        level = above
    return found


@lru_cache(maxsize=256)
def look_alikes(character: str) -> str:
    """The usual characters that share a telling part with one: 芳 and 访, not everything under 艹."""
    found = [inside for _, inside in _around(character) if len(inside) <= _TELLING]
    shared = "".join((*found, _inside().get(character, "")[:_TELLING]))
    return "".join(dict.fromkeys(one for one in shared if "\u4e00" <= one <= "\u9fff" and one != character))[:MOST]


def parts_of(character: str) -> list[str]:
    """The parts of a character, the one that fewest others have first: that is how it is mostly read."""
    if not _IS_HAN.fullmatch(character):
        return []
    return [part for part, _ in sorted(_around(character), key=lambda pair: (len(pair[1]), pair[0]))]


def _around(character: str) -> list[tuple[str, str]]:
    """The parts of a character as it is usually taken apart, each with all in which it stands."""
    return [(part, those) for part, those in _inside().items() if len(part) == 1 and character in those]
