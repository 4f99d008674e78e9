"""Persons who are nothing but a post, as a step of the schema takes them out again; frozen like the step, never edited.

`db.store.people_tables` made a person of what stood beside names or in their place: 周秀兰 网格员, 主任. It is nobody.
"""

import re
from collections.abc import Callable
from typing import Any

Execute = Callable[..., Any]
ACTORS = (("case_actor", "mediation_case"), ("meeting_actor", "meeting"), ("visit_actor", "visit"))
REFERRING = (("case_party", "who"), ("attendee", "who"), ("matter_claimant", "who"), ("step", "of"))
PERSON_CODE, ID_BITS = 19, 48
MADE = """
SELECT id, name FROM person
WHERE resident IS NULL AND unit IS NULL AND job = '' AND politics = '' AND phone = '' AND note = ''
AND NOT EXISTS (SELECT 1 FROM audit WHERE tbl = 'person' AND row_id = person.id)
AND NOT EXISTS (SELECT 1 FROM draft WHERE form = 'person' AND key = person.id)
ORDER BY id
"""
"""Persons of whom no deed tells and nobody wrote anything down: the step made them."""
_POSTS = "|".join(
    (
        "人民调解员", "居民代表", "业主代表", "党员代表", "群众代表", "网格管理员", "专职网格员", "党委副书记", "党支部书记", "支部书记", "党委书记",
        "副书记", "书记员", "书记", "副主任", "主任", "兼职委员", "调解委员", "业委会委员", "居委会兼职委员", "委员", "党建指导员", "物业服务顾问",
        "网格长", "网格员", "楼栋长", "楼长", "联户长", "党员中心户", "红管家", "召集人", "成员", "社区民警", "民警", "片警", "辅警", "警长", "副所长",
        "所长", "教导员", "调解员", "管理员", "社工", "社区工作者", "工作者", "干部", "干事", "专干", "支书", "副站长", "站长", "项目经理", "副经理",
        "经理", "主管", "副会长", "会长", "副组长", "组长", "副队长", "队长", "副主席", "主席", "秘书长", "秘书", "记录员", "记录人", "主持人", "登记人",
        "走访人", "居民", "业主", "党员", "群众", "志愿者",
    )
)  # fmt: skip
_ALONE = re.compile(rf"(?:(?:社区|居委会|村委会|业委会|物业|派出所|网格)?(?:{_POSTS})(?:兼任?)?)+")


def drop_posts(execute: Execute) -> None:
    """Takes out the persons who are nothing but a post, with the rows of who acts that the step of people made of them.

    Whoever anything else leads to stays: a deed, a post, a party, an account, what was saved since.
    """
    made = [int(i) for i, name in execute(MADE).fetchall() if _ALONE.fullmatch(str(name))]
    linking = _linking(execute) if made else []
    gone = [i for i in made if not any(_leads(execute, table, column, i) for table, column in linking)]
    gone = [i for i in gone if not any(_is_saved_since(execute, *of, i) for of in ACTORS)]
    for person in gone:
        for part, _owner in ACTORS:
            execute(f"DELETE FROM {part} WHERE who = ?", (person,))  # noqa: S608
        execute("DELETE FROM person WHERE id = ?", (person,))
    if gone:
        execute("DELETE FROM search_rules")


def _linking(execute: Execute) -> list[tuple[str, str]]:
    """The columns that lead to persons, but for those of who acts."""
    tables = [str(row[0]) for row in execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    found: list[tuple[str, str]] = []
    for table in sorted(set(tables) - {part for part, _ in ACTORS}):
        keys = execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        found += [(table, str(key[3])) for key in keys if key[2] == "person"]
    return [*found, *REFERRING]


def _leads(execute: Execute, table: str, column: str, person: int) -> bool:
    number = PERSON_CODE << ID_BITS | person if (table, column) in REFERRING else person
    return execute(f'SELECT 1 FROM "{table}" WHERE "{column}" = ? LIMIT 1', (number,)).fetchone() is not None  # noqa: S608


def _is_saved_since(execute: Execute, part: str, owner: str, person: int) -> bool:
    """Whether a deed tells that somebody acts in a record, so that its row is not as the step made it."""
    sql = (
        f"SELECT 1 FROM {part} p JOIN audit a ON a.tbl = ? AND a.row_id = p.owner"  # noqa: S608
        " WHERE p.who = ? AND json_extract(a.change, '$.actors') IS NOT NULL LIMIT 1"
    )
    return execute(sql, (owner, person)).fetchone() is not None
