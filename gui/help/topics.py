"""What the help can be asked about: every page that the window has, the keys, and the program itself."""

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from db.fields import Rows
from db.records import KINDS
from db.records.base import fields_of
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.role import Role
from db.services.again import can_be_repeated
from db.services.centre.roles_told import role_label
from db.services.centre.what_roles_may import told_of
from gui.help.keys import (
    AGAIN,
    ALL_KEYS,
    EVERYWHERE,
    FORMS,
    FORMS_WITHOUT_ROWS,
    LISTS,
    MOVES,
    PERSON,
    PHOTOS,
    QUICK,
    RECEIVING,
    Pairs,
)
from gui.help.program import ABOUT, HELP, components, told_of_program
from gui.help.texts import BY_LIST, DOOR, EVIDENCE, LARGE, LIFE, LIST, ROLES, about
from gui.lookup import initials
from gui.pages.entries import SETTINGS, Line, PageEntry
from gui.words import tr

FORMED = ("centre", "clerks", "rules", "holidays", "openings", "limits", "wordings")
"""The tabs of the settings where a form is filled in."""
AT_ONCE = ("answer_at_once", "receive_at_once")
"""The lines over a list to which the key of the quick line leads."""
KEYS, BY_KEYS = "keys", 2
"""The list of all keys; and how what is found among keys alone ranks."""
AT_HOME = (KEYS, LIST, EVIDENCE, ROLES, ABOUT)
"""Where keys and what else stands in two columns are at home: elsewhere they stand because they work there, too."""
SHOWN_AROUND = 14
"""How many characters of a sentence stand before the word that was looked for."""


@frozen
class Topic:
    """One text of the help.

    Attributes:
        key: that of its page; ``settings.`` and a name for a tab of the settings.
        title: what the clerk reads in the list.
        sentences: what it is for first, then how it goes.
        group: the line of the navigation where it is found; "" where the title says it.
        pairs: the keys that work there, or what else is told in two columns.
    """

    key: str
    title: str
    sentences: tuple[str, ...]
    group: str = ""
    pairs: tuple[Pairs, ...] = field(default=())

    @property
    def name(self) -> str:
        """Its title, with the line where it is found."""
        return f"{self.group} · {self.title}" if self.group and self.group != self.title else self.title


@frozen
class Hit:
    """A text in which something was found, and where; no words around it when its title says it."""

    topic: Topic
    around: str = ""


def door_topics() -> tuple[Topic, ...]:
    """What is asked before a store is open."""
    return (Topic(DOOR, tr("门口：口令、锁定、换人"), about(DOOR)), _program())


def life_topics() -> tuple[Topic, ...]:
    """What is asked where something happened to people."""
    return (Topic(LIFE, tr("人口变动：迁入、搬家、迁出、出生、死亡、结婚、分户、并户"), about(LIFE)),)


def topics(lines: Sequence[Line], apart: Sequence[PageEntry] = (), kinds: Kinds = KINDS) -> tuple[Topic, ...]:
    """The texts of the pages of a window in the order of its navigation, those of pages that are not in it, and the rest.

    Which role may what is told of ``kinds``.
    """
    paged = [topic for line in lines for page in line.pages for topic in _of_page(page, line)]
    beyond = [_plain(page, "") for page in apart]
    by_list, every_list = list_topics()
    photos = Topic(EVIDENCE, tr("照片与附件"), about(EVIDENCE), pairs=(PHOTOS,))
    may = (f"{role_label(role)}：{told_of(role, kinds)}。" for role in Role)
    roles = Topic(ROLES, tr("角色与权限"), (*about(ROLES), *may))
    keys = Topic(KEYS, tr("按键一览"), (tr("不用鼠标也能办完所有事。"),), pairs=ALL_KEYS)
    large = Topic(LARGE, tr("字太小、看不清，要印大字"), about(LARGE))
    return (*paged, *beyond, every_list, by_list, *life_topics(), photos, large, roles, keys, *door_topics())


def list_topics() -> tuple[Topic, Topic]:
    """What is told of a list that is pasted, and of every list."""
    every_list = Topic(LIST, tr("列表：查找和筛选"), about(LIST), pairs=(LISTS,))
    return Topic(BY_LIST, tr("按名单查找"), about(BY_LIST)), every_list


def off_topics(kinds: Kinds, shown: Kinds, *, sets: bool) -> tuple[Topic, ...]:
    """What is told of pages of types that are not in use, to whoever looks for them; ``sets`` where he may turn them on."""
    return tuple(_off(kind, sets=sets) for kind in kinds if kind.tab and kind.switch and kind.table not in shown)


def _off(kind: Kind, *, sets: bool) -> Topic:
    work = kind.switch.label if kind.switch else ""
    way = tr("要用，到“设置 → 开展的工作”里勾上“{0}”，就有了；登记过的都还在。")
    if not sets:
        way = tr("要用，请管理员到“设置 → 开展的工作”里勾上“{0}”；登记过的都还在。")
    told = (
        tr("“{0}”现在没有开展，所以左边、查找、今日里都没有它。").format(work),
        way.format(work),
    )
    return Topic(f"off.{kind.table}", tr("{0}（没有开展）").format(kind.tab), told)


def find_in(topics: Sequence[Topic], typed: str, off: Sequence[Topic] = ()) -> list[Hit]:
    """The texts that hold every word typed, or whose title begins with these initials.

    Those named so come first, what is switched off before them, then those whose sentences say it. What stands among the keys alone,
    which are the same on many pages, is found where it is at home: in the list of all keys, among lists and photos.

    Args:
        topics: all that can be read.
        typed: what is looked for.
        off: of what is switched off: found by their names alone, and not there while nothing is looked for.
    """
    words = words_of(typed)
    if not words:
        return [Hit(topic) for topic in topics]
    away = [Hit(topic) for topic in off if all(word in topic.title.casefold() for word in words)]
    found = [(_rank(topic, words), number, topic) for number, topic in enumerate(topics)]
    best = sorted(
        (rank, rank == BY_KEYS and topic.key != KEYS, number) for rank, number, topic in found if rank is not None
    )
    return [
        *away,
        *(Hit(topics[number], "" if rank == 0 else _around(topics[number], words)) for rank, _, number in best),
    ]


def words_of(typed: str) -> list[str]:
    """What is looked for."""
    return typed.casefold().split()


def _of_page(page: PageEntry, line: Line) -> Iterator[Topic]:
    if page.key != SETTINGS:
        yield _plain(page, line.nav.label)
        return
    from gui.pages.centre.settings import HELP as PARTS  # it loads all the tabs
    from gui.pages.centre.settings import NAMES

    for part, name in zip(PARTS, NAMES, strict=True):
        pairs = (FORMS_WITHOUT_ROWS, EVERYWHERE) if part in FORMED else (EVERYWHERE,)
        yield Topic(f"{SETTINGS}.{part}", name, (*about(f"{SETTINGS}.{part}"), *page.help), page.tab, pairs)


def _plain(page: PageEntry, group: str) -> Topic:
    return Topic(page.key, page.tab, page.help, group, _pairs_of(page.kind) if page.kind else (EVERYWHERE,))


def _pairs_of(kind: Kind) -> tuple[Pairs, ...]:
    has_rows = any(isinstance(field, Rows) and field.is_typed for field in fields_of(kind.record).values())
    forms = FORMS if has_rows else FORMS_WITHOUT_ROWS
    again = (AGAIN,) if can_be_repeated(kind) else ()
    own = (
        (PERSON, kind.page == "resident"),
        (QUICK, kind.quick in AT_ONCE),
        (RECEIVING, kind.save == "keep_reception"),
        (MOVES, kind.flows),
        (PHOTOS, kind.evidence),
    )
    return (LISTS, forms, *again, *(pairs for pairs, there in own if there), EVERYWHERE)


def _program() -> Topic:
    return Topic(ABOUT, HELP, told_of_program(), pairs=(Pairs(tr("用到的组件和许可"), components()),))


def _rank(topic: Topic, words: Sequence[str]) -> int | None:
    """0 where the title says it, 1 where the sentences do, `BY_KEYS` where the keys are needed for it, None where nothing does."""
    name = topic.name.casefold()
    if all(word in name for word in words) or initials(topic.title).startswith("".join(words)):
        return 0
    told = [any(word in text.casefold() for text in (topic.name, *topic.sentences)) for word in words]
    if all(told):
        return 1
    is_whole = all(any(word in text.casefold() for text in _texts(topic)) for word in words)
    return BY_KEYS if is_whole and (any(told) or topic.key in AT_HOME) else None


def _texts(topic: Topic) -> list[str]:
    keys = [f"{key} {meaning}" for part in topic.pairs for key, meaning in part.pairs]
    return [topic.name, *topic.sentences, *keys]


def _around(topic: Topic, words: Sequence[str]) -> str:
    for text in _texts(topic):
        at = text.casefold().find(words[0])
        if at >= 0:
            start = max(at - SHOWN_AROUND, 0)
            return f"{'…' if start else ''}{text[start:]}"
    return ""
