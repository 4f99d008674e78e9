"""改模板: the centre's own words for a paper, checked before they are kept; back to the program's with one call."""

from collections.abc import Collection

import attrs

from db.errors import RecordInvalid
from db.records.base import fields_of
from db.records.letters.wording import Wording
from db.store import Store, eq
from db.values import template


def wordings_of(store: Store, paper: str) -> tuple[Wording, ...]:
    """The centre's own words for a paper; passages that stand as the program wrote them are not among them."""
    return tuple(store.select(Wording, eq("paper", paper), order=("key",)))


def checked(paper: str, key: str, text: str, allowed: Collection[str]) -> Wording:
    """The words as they may be kept.

    Raises:
        RecordInvalid: nothing is written, a brace stands alone, or a field is not one of those allowed.
    """
    wording = Wording(paper=paper, key=key, text=template.tidy(text))
    kind = fields_of(Wording)["text"]
    faults = list(template.faults(wording.text, allowed))
    problems = [kind.problem(f.code, f.message, f.remedy) for f in faults] or wording.problems()
    if problems:
        raise RecordInvalid(problems)
    return wording


def keep_wordings(store: Store, paper: str, wordings: Collection[Wording]) -> tuple[Wording, ...]:
    """Makes these the centre's words for a paper; a passage that is not among them is the program's again.

    Returns what was there before: handing that back undoes it.

    Raises:
        RecordInvalid: see `checked`.
    """
    before = wordings_of(store, paper)
    old = {w.key: w for w in before}
    with store.writing("改模板") as w:
        for wording in wordings:
            known = old.pop(wording.key, None)
            if known is None:
                w.save(attrs.evolve(wording, id=0, version=0))
            elif known.text != wording.text:
                w.save(attrs.evolve(known, text=wording.text))
        for gone in old.values():
            w.delete(gone)
    return before
