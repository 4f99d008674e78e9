"""类别 of 诉求 and of their limits as a table of options, as a step of the schema makes it; frozen like the step.

What was typed becomes the option that is spelled so, one of the centre's own where the program ships none; lists and figures of the
centre's own that asked for words ask for the options with these words.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, cast

Execute = Callable[..., Any]
_SHIPPED = {
    "物业服务": "1", "物业": "1", "停车": "2", "停车难": "2", "车辆停放": "2", "充电桩": "3", "安装充电桩": "3", "外墙保温": "4",
    "小区封闭": "5", "封闭小区": "5", "卫生提升": "6", "僵尸车": "7", "侵占绿地": "8", "违建": "9", "拆除违建": "9",
}  # fmt: skip
_SORTED = ("matter", "clock_rule")
_DESK_SHIFT = 40


def enter_categories(execute: Execute) -> None:
    """Gives every category its code, in the order in which they were used most."""
    execute("ALTER TABLE option_row ADD COLUMN \"upper\" TEXT NOT NULL DEFAULT ''")
    codes: dict[str, str] = {}
    own: dict[str, str] = {}
    for text in _texts(execute):
        label = _tidy(text)
        key = _alike(label)
        found = next((code for word, code in _SHIPPED.items() if _alike(word) == key), None) or own.get(key)
        if found is None and label:
            found = own[key] = f"u{_next(execute, 'own option')}"
            _enter(execute, found, label, len(own) - 1)
        codes[text] = found or ""
    for text, code in codes.items():
        for table in _SORTED:
            execute(f"UPDATE {table} SET category = ? WHERE category = ?", (code, text))  # noqa: S608
    labels = [(_tidy(text), code) for text, code in codes.items() if code]
    for table in ("saved_list", "kept_figure"):
        for row in execute(f'SELECT id, "table", conditions FROM {table}').fetchall():  # noqa: S608
            asked = _asked(str(row[1]), str(row[2]), labels)
            if asked != str(row[2]):
                execute(f"UPDATE {table} SET conditions = ? WHERE id = ?", (asked, row[0]))  # noqa: S608


def _texts(execute: Execute) -> Iterable[str]:
    """All that was typed, what was typed most first."""
    union = " UNION ALL ".join(f"SELECT category FROM {table} WHERE category <> ''" for table in _SORTED)  # noqa: S608
    rows = execute(f"SELECT category, count(*) AS n FROM ({union}) GROUP BY category ORDER BY n DESC, category")  # noqa: S608
    return [str(row[0]) for row in rows.fetchall()]


def _enter(execute: Execute, code: str, label: str, place: int) -> None:
    """An option of the centre's own, in the list of the table, which is begun with the first one."""
    found = execute("SELECT id FROM option_list WHERE \"table\" = 'matter_category'").fetchone()
    owner = int(found[0]) if found else _id(execute, "option_list")
    if not found:
        execute("INSERT INTO option_list (id, version, \"table\") VALUES (?, 1, 'matter_category')", (owner,))
    execute(
        'INSERT INTO option_row (id, version, owner, position, "code", "label") VALUES (?, 1, ?, ?, ?, ?)',
        (_id(execute, "option_row"), owner, place, code, label),
    )


def _id(execute: Execute, table: str) -> int:
    desk = execute("SELECT value FROM counter WHERE name = 'desk'").fetchone()
    return ((int(desk[0]) if desk else 0) << _DESK_SHIFT) + _next(execute, f"id:{table}")


def _next(execute: Execute, counter: str) -> int:
    execute(
        "INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1", (counter,)
    )
    return int(execute("SELECT value FROM counter WHERE name = ?", (counter,)).fetchone()[0])


def _tidy(text: str) -> str:
    seen = (one for one in " ".join(text.split()) if unicodedata.category(one) not in {"Cc", "Cf"})
    return "".join(seen).strip()


def _alike(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _asked(table: str, text: str, labels: list[tuple[str, str]]) -> str:
    """The conditions of today; as they are where they cannot be read, or ask nothing of a category."""
    try:
        found: object = json.loads(text or "[]")
    except ValueError:
        return text
    if not isinstance(found, list):
        return text
    pieces = [_piece(one, labels, bare=table in _SORTED) for one in cast("list[object]", found)]
    return text if pieces == found else json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))


def _piece(piece: object, labels: list[tuple[str, str]], *, bare: bool) -> object:
    """One condition: words that a category contains, or is, are the codes of those that do."""
    if not isinstance(piece, dict):
        return piece
    told = dict(cast("dict[str, Any]", piece))
    path = told.get("path")
    if isinstance(told.get("having"), list):
        told["having"] = [_piece(one, labels, bare=False) for one in told["having"]]
    if not isinstance(path, str) or not (path.endswith("matter.category") or (bare and path == "category")):
        return told
    values = [str(one) for one in cast("list[object]", told.get("values") or [])]
    if told.get("test") == "contains" and values:
        meant = dict.fromkeys(code for label, code in labels if values[0] in label)
        return {**told, "test": "among", "values": list(meant)}
    if told.get("test") in ("is", "is_not", "among", "none_of"):
        keys = {_alike(_tidy(one)) for one in values}
        codes = [code for label, code in labels if _alike(label) in keys]
        test = {"is": "among", "is_not": "none_of"}.get(str(told["test"]), told["test"])
        return {**told, "test": test, "values": list(dict.fromkeys(codes))}
    return told
