"""Estates behind the names that buildings bore, as a step of the schema makes them; frozen like the step, never edited.

The step compares names as the program of its day did (`db.values.address.estate_key`), and has its own copy of how.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

# Every building of another estate of its number: what no field says, and of no estate just as well.
ESTATES = """
CREATE TABLE building_before AS SELECT * FROM building;

DROP TABLE building;

CREATE TABLE building (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "estate" INTEGER REFERENCES estate(id) DEFERRABLE INITIALLY DEFERRED,
  "number" TEXT NOT NULL DEFAULT '',
  "grid" INTEGER REFERENCES grid(id) DEFERRABLE INITIALLY DEFERRED,
  "steward" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO building (id, version, "number", "grid", "steward", "note")
SELECT id, version, "number", "grid", "steward", "note" FROM building_before;

CREATE INDEX building_estate ON building("estate");

CREATE INDEX building_grid ON building("grid");

DROP TABLE search_building;

CREATE TABLE search_building (
  document INTEGER NOT NULL,
  estate TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (document, estate, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_building_number ON search_building(number)
"""
ONCE = "CREATE UNIQUE INDEX building_once ON building(ifnull(estate, 0), number)"
DESK_SHIFT = 40
Execute = Callable[..., Any]


def enter_estates(execute: Execute) -> None:
    """An estate for every name that buildings bear; its other spellings become aliases, and drafts name it, too.

    Two spellings of one estate that both have a building of one number stay two estates: nothing is joined that differs.
    """
    numbers: dict[str, list[str]] = defaultdict(list)
    for name, number in execute("SELECT estate, number FROM building_before WHERE estate <> '' ORDER BY id").fetchall():
        numbers[str(name)].append(str(number))
    book = _Book(execute)
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in numbers:
        by_key[_key(name)].append(name)
    for key, names in by_key.items():
        there: set[str] = set()
        main = book.known.get(key, 0)
        for name in sorted(names, key=lambda one: -len(numbers[one])):  # of as many the one that came first
            if main and there.isdisjoint(numbers[name]):
                book.call(main, name)
            else:
                note = f"和“{book.titles[main]}”有同样的楼号，没有并到一起，请核对" if main else ""
                book.make(name, note)
                main = main or book.named[name]
            if book.named[name] == main:
                there |= set(numbers[name])
    for name, estate in book.named.items():
        sql = "UPDATE building SET estate = ? WHERE id IN (SELECT id FROM building_before WHERE estate = ?)"
        execute(sql, (estate, name))
    book.end()
    _change_drafts(execute, book)
    execute("DROP TABLE building_before")
    execute(ONCE)


class _Book:
    """The estates that there are: by the keys of what they are called, and by the names that buildings bore."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        desk = execute("SELECT value FROM counter WHERE name = 'desk'").fetchone()
        taken = execute("SELECT value FROM counter WHERE name = 'id:estate'").fetchone()
        self._first = (int(desk[0]) if desk else 1) << DESK_SHIFT
        self._taken = self._had = int(taken[0]) if taken else 0
        self.known: dict[str, int] = {}
        self.named: dict[str, int] = {}
        self.titles: dict[int, str] = {}
        self._called: dict[int, list[str]] = {}
        for estate, name, phase, aliases in execute(
            "SELECT id, name, phase, aliases FROM estate ORDER BY id"
        ).fetchall():
            title = f"{name}（{phase}）" if phase else str(name)
            self.titles[int(estate)] = title
            self._called[int(estate)] = [
                one.strip() for one in re.split(r"[、，,；;/\n]+", str(aliases)) if one.strip()
            ]
            for one in (title, *self._called[int(estate)]):
                self.known.setdefault(_key(one), int(estate))

    def make(self, name: str, note: str) -> None:
        """Makes an estate of which the title is just this name."""
        self._taken += 1
        estate = self._first + self._taken
        phased = re.fullmatch(r"([^（）]+)（([^（）]+)）", name)
        told = phased.groups() if phased and _QUALIFIER.fullmatch(phased[2]) else (name, "")
        self._execute(
            "INSERT INTO estate (id, version, name, phase, note) VALUES (?, 1, ?, ?, ?)", (estate, *told, note)
        )
        self.named[name], self.titles[estate], self._called[estate] = estate, name, []
        self.known.setdefault(_key(name), estate)

    def call(self, estate: int, name: str) -> None:
        """Lets an estate be called so, too."""
        self.named[name] = estate
        if name not in (self.titles[estate], *self._called[estate]):
            self._called[estate].append(name)
            self._execute("UPDATE estate SET aliases = ? WHERE id = ?", ("、".join(self._called[estate]), estate))

    def end(self) -> None:
        """Goes on counting estates."""
        if self._taken > self._had:
            self._execute("INSERT OR REPLACE INTO counter (name, value) VALUES ('id:estate', ?)", (self._taken,))


def _change_drafts(execute: Execute, book: _Book) -> None:
    """What was typed for the estate of a building leads to the estate now; a name of none stays as it was typed."""
    for key, begun, apart, body in execute(
        "SELECT key, begun, apart, body FROM draft WHERE form = 'building'"
    ).fetchall():
        typed = json.loads(str(body))
        if isinstance(name := typed.get("estate"), str):
            estate = book.named.get(name.strip()) or book.known.get(_key(name), 0)
            typed["estate"] = {"id": estate, "text": book.titles.get(estate, name)}
            sql = "UPDATE draft SET body = ? WHERE form = 'building' AND key = ? AND begun = ? AND apart = ?"
            execute(sql, (json.dumps(typed, ensure_ascii=False), key, begun, apart))


_HAN = "零〇一二三四五六七八九十百"
_UNITS = {"十": 10, "百": 100}
_NUM = rf"(?:\d+|[{_HAN}]+)"
_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－─~～", "-") | {"﹟": "#", "＃": "#", "／": "-", "/": "-", "、": "-", "○": "〇", "◯": "〇"}
)
_REMARK = re.compile(r"[(\[【{〔](.*?)[)\]】}〕]")
_ALIAS = re.compile(r"(?:原|即|现|又名|又称|曾用名|别名|俗称|旧称)")
_QUALIFIER = re.compile(
    rf"第?(?:{_NUM}|[A-Z东西南北中新老旧前后上下甲乙丙丁]{{1,2}})(?:期|号?院|片?区|组团|小?组|街坊|段|苑|园|里|村)"
)
_COUNTED = re.compile(
    rf"第?([{_HAN}]+|\d+)(?:(?:村民|居民|村)?小?(组)|(?=期|区|社|大?队|生产队|号?院|街坊|巷|弄|排|段|路|街))"
)
_WORDS = ("住宅小区", "小区")


def _key(name: str) -> str:
    text = _REMARK.sub(lambda m: "" if _ALIAS.match(m[1]) else m[1], _narrow(name))
    text = re.sub(r"(?<!\d)[^\w]+|[^\w]+(?!\d)", "", text)
    text = _COUNTED.sub(lambda m: (_number(m[1]) if m[1][0] in _HAN else m[1].lstrip("0") or "0") + (m[2] or ""), text)
    if (inner := re.search("(?:住宅)?小区", text)) and inner.start() and _QUALIFIER.fullmatch(text[inner.end() :]):
        return text[: inner.start()] + text[inner.end() :]
    for word in _WORDS:
        if len(text) > len(word) and text.endswith(word):
            return text.removesuffix(word)
    return text


def _narrow(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text).upper()
    return "".join(_kept(narrow)).translate(_DASHES)


def _kept(text: str) -> Iterable[str]:
    return (c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def _number(han: str) -> str:
    plain = han.replace("〇", "零")
    if not any(sign in _UNITS for sign in plain):
        return "".join(str(_HAN.index(sign) - 1 if sign != "零" else 0) for sign in plain)
    total, last = 0, 0
    for sign in plain:
        if sign in _UNITS:
            total += (last or 1) * _UNITS[sign]
            last = 0
        else:
            last = 0 if sign == "零" else _HAN.index(sign) - 1
    return str(total + last)
