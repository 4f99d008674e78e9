"""Who acts in records as a step of the schema makes it: the tables, and whom they name; frozen like the step, never edited.

The step reads names as the program of its day did (`db.values.name_list`), and has its own copy of how: what it did stays done.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

M017 = """
CREATE TABLE meeting_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES meeting(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX meeting_actor_owner ON meeting_actor(owner);

CREATE INDEX meeting_actor_who ON meeting_actor("who");

CREATE TABLE case_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES mediation_case(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX case_actor_owner ON case_actor(owner);

CREATE INDEX case_actor_who ON case_actor("who");

CREATE TABLE visit_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES visit(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX visit_actor_owner ON visit_actor(owner);

CREATE INDEX visit_actor_who ON visit_actor("who");

CREATE TABLE person_not (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "resident" INTEGER
) STRICT;

CREATE INDEX person_not_owner ON person_not(owner)
"""
ACTING = (
    ("mediation_case", "case_actor", ("mediator", "recorder")),
    ("meeting", "meeting_actor", ("chair", "recorder")),
    ("visit", "visit_actor", ("visitor",)),
)
NAMING = (("grid", "chief"), ("building", "steward"))
DESK_SHIFT = 40
DIED = "3"
Execute = Callable[..., Any]


def enter_people(execute: Execute) -> None:
    """A person for every name of an account, of who acts in records, of chiefs and stewards; accounts and records are tied to them.

    Several of one name are told apart by nobody, so their ties stay open; nobody is tied to a resident.
    """
    people = _People(execute)
    for account, name in execute("SELECT id, name FROM account WHERE person IS NULL ORDER BY id").fetchall():
        for one in _names(str(name))[:1]:
            people.made(one)
            execute("UPDATE account SET person = ? WHERE id = ?", (people.only(one), account))
    for table, part, roles in ACTING:
        taken = people.taken(part)
        for owner, *written in execute(f"SELECT id, {', '.join(roles)} FROM {table} ORDER BY id").fetchall():  # noqa: S608
            told = [(role, name) for role, text in zip(roles, written, strict=True) for name in _names(str(text))]
            for position, (role, name) in enumerate(told):
                people.made(name)
                taken += 1
                values = (people.first + taken, owner, position, people.only(name), name, role)
                sql = f"INSERT INTO {part} (id, version, owner, position, who, name, role) VALUES (?, 1, ?, ?, ?, ?, ?)"  # noqa: S608
                execute(sql, values)
        people.take(part, taken)
    for table, field in NAMING:
        for (text,) in execute(f"SELECT {field} FROM {table} ORDER BY id").fetchall():  # noqa: S608
            for name in _names(str(text)):
                people.made(name)
    people.end()


class _People:
    """The persons that there are, by the key of their names."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        desk = execute("SELECT value FROM counter WHERE name = 'desk'").fetchone()
        self.first = (int(desk[0]) if desk else 1) << DESK_SHIFT
        self._known: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        self._taken = self._had = self.taken("person")
        sql = "SELECT p.id, p.name, r.state FROM person p LEFT JOIN resident r ON r.id = p.resident"
        for person, name, state in execute(sql).fetchall():
            self._known[_key(str(name))].append((int(person), state == DIED))

    def made(self, name: str) -> None:
        """Makes a person of a name that nobody bears."""
        if self._known[_key(name)]:
            return
        self._taken += 1
        person = self.first + self._taken
        self._execute("INSERT INTO person (id, version, name) VALUES (?, 1, ?)", (person, name))
        self._known[_key(name)].append((person, False))

    def only(self, name: str) -> int | None:
        """The one who lives and bears a name."""
        living = [person for person, is_dead in self._known[_key(name)] if not is_dead]
        return living[0] if len(living) == 1 else None

    def taken(self, table: str) -> int:
        """The number last taken from the counter of a table."""
        row = self._execute("SELECT value FROM counter WHERE name = ?", (f"id:{table}",)).fetchone()
        return int(row[0]) if row else 0

    def take(self, table: str, number: int) -> None:
        """Goes on counting from a number."""
        if number:
            self._execute("INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)", (f"id:{table}", number))

    def end(self) -> None:
        """Goes on counting persons; those who are new are found once the index is filled anew."""
        self.take("person", self._taken)
        if self._taken > self._had:
            self._execute("DELETE FROM search_rules")


_DOT = "\u00b7"
_DOTS = str.maketrans(dict.fromkeys("\u2022\u2027\u30fb\uff65\u2219\u22c5\uff0e", _DOT))
_REMARK = re.compile(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]?")
_BETWEEN = re.compile(r"[、，,/／;；\n]+")
_AROUND_DOT = re.compile(rf"\s*{_DOT}\s*")
_MANY = "余?[位名个]?(?:人员|同志|人)"
_SO_MANY = re.compile(
    rf"(?:等\s*共?\s*[0-9０-９一二两三四五六七八九十几多]+(?:{_MANY}|余?[位名个])?|[0-9０-９]+{_MANY}|^[一二两三四五六七八九十几多]+{_MANY}"
    r"|等(?:人员|同志|人))$"
)
_COMRADE = "同志"
_SURNAMES_OF_TWO = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|夏侯|令狐|宇文|长孙|端木|南宫|独孤|呼延|澹台|淳于|单于|申屠|钟离|轩辕"
)
_NOBODY = re.compile("待定|另定|不详|未知|同上|本人|暂无|没有|全体|大家|其他|若干|有关人员|工作人员|无名")
_BODIES = (
    "公司", "委员会", "居委会", "村委会", "业委会", "物管会", "调委会", "党委", "派出所", "司法所", "办事处", "工作站", "中心", "支部",
    "小组", "人员", "代表", "居民", "物业", "社区", "网格", "志愿者",
)  # fmt: skip
_LEAST, _MOST = 2, 15
_BESIDE_LETTERS = frozenset(f" {_DOT}-'’.")


def _names(written: str) -> tuple[str, ...]:
    pieces = [re.split("[：:]", piece)[-1].strip() for piece in _BETWEEN.split(_REMARK.sub(" ", written))]
    several = len([piece for piece in pieces if piece]) > 1
    found = [name for piece in pieces for name in _parted(_without_rest(piece, several=several)) if _is_name(name)]
    by_key: dict[str, str] = {}
    for name in found:
        by_key.setdefault(_key(name), name)
    return tuple(by_key.values())


def _without_rest(piece: str, *, several: bool) -> str:
    if match := _SO_MANY.search(piece):
        piece = piece[: match.start()].strip()
    if several and len(piece) > _LEAST and piece.endswith("等"):
        piece = piece.removesuffix("等").strip()
    if len(piece) >= _LEAST + len(_COMRADE) and piece.endswith(_COMRADE):
        piece = piece.removesuffix(_COMRADE).strip()
    return piece


def _parted(piece: str) -> Sequence[str]:
    words = _AROUND_DOT.sub(_DOT, _tidy(piece)).split()
    if len(words) < 2 or not all(_is_chinese(word) for word in words):
        return [" ".join(words)] if words else []
    found: list[str] = []
    is_begun = False
    for word in words:
        single = len(word) == 1
        if found and is_begun and (single or len(found[-1]) == 1 or _SURNAMES_OF_TWO.fullmatch(found[-1])):
            found[-1] += word
            is_begun = single
        else:
            found.append(word)
            is_begun = single or _SURNAMES_OF_TWO.fullmatch(word) is not None
    return found


def _is_name(name: str) -> bool:
    letters = sum(map(_is_letter, name))
    if (
        letters < _LEAST
        or (_is_chinese(name) and len(name) > _MOST)
        or _NOBODY.fullmatch(name)
        or name.endswith(_BODIES)
    ):
        return False
    return all(c in _BESIDE_LETTERS or _is_letter(c) or unicodedata.combining(c) for c in name)


def _tidy(text: str) -> str:
    text = text.translate(_DOTS)
    if "." in text and any(map(_is_han, text)):
        text = text.replace(".", _DOT)
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf"))


def _key(name: str) -> str:
    return "".join(_tidy(name).split()).replace(_DOT, "").casefold()


def _is_han(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF or 0xF900 <= code <= 0xFAFF


def _is_chinese(word: str) -> bool:
    return all(c == _DOT or _is_han(c) for c in word)


def _is_letter(character: str) -> bool:
    return _is_han(character) or unicodedata.category(character).startswith("L")
