"""The search box of a window: it finds what the store has, and before that the program's own pages, which list no records."""

from collections.abc import Sequence

from db.services.find import Found
from db.services.matters.slips import is_mistyped
from db.values import pinyin
from gui.lookup import Lookup
from gui.pages.entries import Line, PageEntry
from gui.pages.router import Router
from gui.widgets.search_box import SearchBox
from gui.words import tr

LEAST = 2
"""So many characters name a page at least: one alone stands in too many names of people."""


def search_box(lookup: Lookup, lines: Sequence[Line], router: Router) -> SearchBox:
    """The box, which opens what the clerk chooses in a window."""
    own = [page for line in lines for page in line.pages if page.kind is None]

    def search(words: str) -> list[Found]:
        borne = lookup.of_slip(words)
        found = (one for one in lookup.find(words) if (one.table, one.id) not in {(b.table, b.id) for b in borne})
        return [*borne, *pages_named(own, words), *found]

    def go(key: str, record_id: int) -> None:
        if record_id:
            router.open_record(key, record_id)
        else:
            router.show_page(key)

    box = SearchBox(search, _advice)
    box.opened.connect(go)
    return box


def _advice(words: str) -> str:
    """What is told where words find nothing, in place of the usual; "" for that."""
    return tr("回执码打错了一位：{0} 不是回执码、单号，请再看一眼单子").format(words) if is_mistyped(words) else ""


def pages_named(pages: Sequence[PageEntry], words: str) -> list[Found]:
    """The pages whose tab says the words, or begins with these initials, as hits without a record."""
    said = "".join(words.split()).casefold()
    if len(said) < LEAST:
        return []
    return [Found(page.key, 0, tr("页面"), page.tab, "") for page in pages if _is_named(page.tab, said)]


def _is_named(tab: str, said: str) -> bool:
    if not said.isascii():
        return said in tab
    return any(pinyin.initials(one).startswith(said) for one in pinyin.spellings(tuple(tab)))
