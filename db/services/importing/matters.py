"""What a table says of matters that cannot be so is not taken over, and told: 并案 that leads nowhere, ways of what is over.

Nothing is joined by a move here, and nothing asks the services that save a way: the plan itself keeps each matter counted once, and no way
open of a matter that is over.
"""

import attrs

from db.records.base import changed, columns_of
from db.records.flow import Meaning
from db.records.kind import Way
from db.records.matters.codes import JOINED
from db.records.matters.flow import CLOSED_LOOP, JOINED_BY, VOID_STAGES
from db.records.matters.matter import Matter
from db.services.importing.book import Book
from db.services.importing.drafts import Draft
from db.services.importing.problems import RowProblem, Verdict
from db.services.importing.way_matters import give_matters, give_own, stand
from db.services.matters.ways import is_open, matter_of_way
from db.values import masks

_DONE = CLOSED_LOOP.codes(Meaning.DONE)


def settle_matters(book: Book) -> None:
    """Takes out of the drafts of a book what cannot be so, and tells it by row."""
    give_matters(book)
    drafts = list(book.drafts())
    while any([_without_joining(book, draft) for draft in drafts]):  # all of them each time
        pass
    for draft in drafts:
        _tell_joined_nowhere(book, draft)
        if draft.kind.way and (root := _over(book, draft)) is not None:
            _leave(book, draft.kind.way, draft, root)
    stand(book)


def _without_joining(book: Book, draft: Draft) -> bool:
    """Leaves a new matter by itself that is joined as none can be; whether it did."""
    matter = draft.record
    if not draft.is_new or not isinstance(matter, Matter) or not (matter.root or matter.joined):
        return False
    if _is_joined_rightly(book, matter):
        return False
    draft.record = changed(matter, root=0, joined=0)
    _tell(book, draft, "joined", "“并到”“并入”和环节、结果对不上", "没有并案，导入后请在这件诉求里并案")
    return True


def _tell_joined_nowhere(book: Book, draft: Draft) -> None:
    """Says of a new matter that it ended by being joined, and not to which."""
    matter = draft.record
    given = draft.given & set(JOINED_BY)
    if draft.is_new and isinstance(matter, Matter) and matter.outcome == JOINED and not (matter.joined or given):
        _tell(book, draft, "joined", "结果是并案，没有写并到哪件", "已照样导入，请核对")


def _is_joined_rightly(book: Book, matter: Matter) -> bool:
    """Whether a matter ended by being joined, and its way leads to its root, which stands by itself."""
    if matter.stage not in _DONE or matter.outcome != JOINED or not matter.joined:
        return False
    passed, at = {matter.id}, matter
    while at.joined and (at := _matter(book, at.joined)).id not in passed:
        passed.add(at.id)
    return at.id == matter.root and not at.root and at.stage not in VOID_STAGES


def _over(book: Book, draft: Draft) -> Matter | None:
    """The matter that is over of which a draft would be opened as a way; None where it is not."""
    if not (draft.is_new or draft.is_changed) or not is_open(book.store, draft.record):
        return None
    number, before = matter_of_way(book.store, draft.record), draft.before
    if before is not None and is_open(book.store, before) and matter_of_way(book.store, before) == number:
        return None
    matter = _matter(book, number) if number else None
    is_joined = matter is not None and matter.root and matter.stage not in VOID_STAGES
    root = _matter(book, matter.root) if matter and is_joined else matter
    return None if root is None or root.is_open() else root


def _leave(book: Book, way: Way, draft: Draft, root: Matter) -> None:
    """Brings a way without its matter, or leaves one that is there with what would open it as it is."""
    what = f"“{masks.in_text(root.title({}))}”已经{'作废' if root.stage in VOID_STAGES else '办结'}"
    if draft.before is None:
        draft.record = changed(draft.record, **{way.by: 0})
        comes = book.ways.get(draft.kind.save)
        if comes is not None and comes.always and give_own(book, draft):
            _tell(book, draft, way.by, what, "没有连上，另登记了一件诉求；是同一件事，请先重开它再并案")
            return
        _tell(book, draft, way.by, what, "没有连上；是同一件事，请先重开它，是新的事，请登记新的诉求")
        return
    opening = draft.kind.view(way.open).conditions if way.open else ()
    for name in {way.by, *(one.path for one in opening)} & draft.changes.keys():
        draft.changes[name] = attrs.evolve(draft.changes[name], taken=False)
        draft.record = changed(draft.record, **{name: draft.changes[name].old})
    _tell(book, draft, way.by, what, "没有改动；是同一件事，请先重开它，是新的事，请登记新的诉求")


def _matter(book: Book, number: int) -> Matter:
    found = book.known(Matter.TABLE).record(number)
    assert isinstance(found, Matter)
    return found


def _tell(book: Book, draft: Draft, name: str, what: str, remedy: str) -> None:
    kind = columns_of(draft.kind.record)[name]
    sheet, row = draft.place
    book.tell(
        RowProblem(
            sheet, row, name, kind.label, "matter_over", what, remedy, verdict=Verdict.DOUBTFUL, table=draft.kind.table
        )
    )
