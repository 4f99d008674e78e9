"""Names in one field: who is named in 周秀兰、李敏 or 周秀兰 李敏, and what stands there that is nobody's name.

Words of posts are no names: 网格员周秀兰 names 周秀兰, 主任 nobody. A surname with a post stays whole, for it is somebody: 周书记.
"""

import re
import unicodedata
from functools import cache

from db.values import code_table, person_name
from db.values.legible import seen
from db.values.person_name import DOT

_REMARK = re.compile(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]?")
_BETWEEN = re.compile(r"[、，,/／;；\n]+")
_AROUND_DOT = re.compile(rf"\s*{DOT}\s*")
_MANY = "余?[位名个]?(?:人员|同志|人)"
_SO_MANY = re.compile(
    rf"(?:等\s*共?\s*[0-9０-９一二两三四五六七八九十几多]+(?:{_MANY}|余?[位名个])?|[0-9０-９]+{_MANY}|^[一二两三四五六七八九十几多]+{_MANY}"
    r"|等(?:人员|同志|人))$"
)
_COMRADE = "同志"
_SURNAMES_OF_TWO = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|夏侯|令狐|宇文|长孙|端木|南宫|独孤|呼延|澹台|淳于|单于|申屠|钟离|轩辕"
)
_NOBODY = re.compile(
    "待定|另定|不详|未知|同上|本人|暂无|没有|全体|大家|其他|若干|有关人员|工作人员|无名|暂缺|空缺|空岗|待补|待选"
)
_INSTITUTIONS = (
    "公司", "委员会", "居委会", "村委会", "业委会", "物管会", "调委会", "党委", "派出所", "司法所", "办事处", "工作站", "中心", "支部", "社区",
)  # fmt: skip
_CIRCLES = ("小组", "居民", "物业", "网格")
_BODIES = (*_INSTITUTIONS, *_CIRCLES, "人员", "代表", "志愿者")
_POSTS = (
    "民警", "社区民警", "片警", "辅警", "警长", "所长", "副所长", "教导员", "调解员", "人民调解员", "调解主任", "调解委员", "管理员", "网格管理员",
    "专职网格员", "社工", "社区工作者", "工作者", "干部", "干事", "专干", "支书", "站长", "副站长", "经理", "副经理", "项目经理", "主管", "客服",
    "保安", "保洁", "会长", "副会长", "理事", "组长", "副组长", "队长", "副队长", "主席", "副主席", "秘书", "秘书长", "律师", "法律顾问", "书记员",
    "记录员", "记录人", "主持人", "登记人", "走访人", "代表", "居民代表", "业主代表", "党员代表", "群众代表", "居民", "业主", "党员", "群众",
    "志愿者", "楼管", "楼栋管理员",
)  # fmt: skip
"""What clerks write beside names or in their place, besides the posts of `resources/codes/post.csv`."""
_LEAST, _MOST = 2, 15
_BESIDE_LETTERS = frozenset(f" {DOT}-'’.")


def names(written: str) -> tuple[str, ...]:
    """The names in a text, tidied, each once: 、 ， , / ; part them, and a blank between two names of Chinese characters.

    Remarks in brackets, 等3人, bodies and the like name nobody; 丁·某 is one name.
    """
    pieces = [_bare(piece) for piece in _BETWEEN.split(_REMARK.sub(" ", seen(written)))]
    several = len([piece for piece in pieces if piece]) > 1
    parts = [part for piece in pieces for part in _parted(_without_rest(piece, several=several))]
    found = [name for name in map(_without_post, parts) if _is_name(name)]
    by_key: dict[str, str] = {}
    for name in found:
        by_key.setdefault(person_name.key(name), name)
    return tuple(by_key.values())


def tidied(written: str) -> str:
    """What is typed into a field of names as it is kept: as `person_name.tidy` has it, but several names stay apart."""
    tidy = person_name.tidy(written)
    parts = _parted(written.strip()) if len(written.split()) > 1 and not any(map(str.isspace, tidy)) else ()
    return " ".join(parts) if len(parts) > 1 else tidy


def _bare(piece: str) -> str:
    """A piece without what stands before a colon: 主持：周秀兰."""
    return re.split("[：:]", piece)[-1].strip()


def _without_rest(piece: str, *, several: bool) -> str:
    """A piece without 等3人; 等 alone ends a list, and may end a name: 王平等."""
    if match := _SO_MANY.search(piece):
        piece = piece[: match.start()].strip()
    if several and len(piece) > _LEAST and piece.endswith("等"):
        piece = piece.removesuffix("等").strip()
    if len(piece) >= _LEAST + len(_COMRADE) and piece.endswith(_COMRADE):
        piece = piece.removesuffix(_COMRADE).strip()
    return piece


def _without_post(part: str) -> str:
    """A name without the posts before and behind it; empty where there is nothing else, whole where a surname alone would be left."""
    alone, around = _posts()
    while part and not alone.fullmatch(part):
        left = next((one for pattern in around if _letters(one := pattern.sub("", part)) >= _LEAST and one != part), "")
        if not left:
            return part
        part = left
    return ""


@cache
def _posts() -> tuple[re.Pattern[str], tuple[re.Pattern[str], re.Pattern[str]]]:
    """What is nothing but posts, what stands before a name and what behind one; a post may say of which body it is."""
    spellings = code_table.load("post").spellings
    posts = "|".join(sorted((word for word in {*spellings, *_POSTS} if not word.isascii()), key=len, reverse=True))
    circles = "|".join(_CIRCLES)
    before = rf"(?:[^{DOT}]*(?:{'|'.join(_INSTITUTIONS)})|{circles})?(?:{posts})(?:兼任?)?"
    return re.compile(f"(?:{before})+"), (re.compile(f"^{before}"), re.compile(f"(?:{circles})?(?:{posts})$"))


def _parted(piece: str) -> tuple[str, ...]:
    """The names of a piece that blanks part; 张 三 and 欧阳 娜 are one each, as words of other letters are."""
    words = _AROUND_DOT.sub(DOT, _dotted(piece)).split()
    if len(words) < 2 or not all(_is_chinese(word) for word in words):
        return (person_name.tidy(" ".join(words)),) if words else ()
    found: list[str] = []
    is_begun = False  # whether the last one is a surname alone, or a name with blanks in it
    for word in words:
        single = len(word) == 1
        if found and is_begun and (single or len(found[-1]) == 1 or _SURNAMES_OF_TWO.fullmatch(found[-1])):
            found[-1] += word
            is_begun = single
        else:
            found.append(word)
            is_begun = single or _SURNAMES_OF_TWO.fullmatch(word) is not None
    return tuple(person_name.tidy(name) for name in found)


def _dotted(piece: str) -> str:
    """A piece with U+00B7 for its look-alikes, and nothing unseen beside them, as `person_name.tidy` has it."""
    text = seen(piece).translate(person_name.TO_DOT)
    return text.replace(".", DOT) if any(map(person_name.is_han, text)) else text


def _is_chinese(word: str) -> bool:
    return all(c == DOT or person_name.is_han(c) for c in word)


def _is_name(name: str) -> bool:
    if (
        _letters(name) < _LEAST
        or (_is_chinese(name) and len(name) > _MOST)
        or _NOBODY.fullmatch(name)
        or name.endswith(_BODIES)
    ):
        return False
    return all(c in _BESIDE_LETTERS or _is_letter(c) or unicodedata.combining(c) for c in name)


def _letters(name: str) -> int:
    return sum(map(_is_letter, name))


def _is_letter(character: str) -> bool:
    return person_name.is_han(character) or unicodedata.category(character).startswith("L")
