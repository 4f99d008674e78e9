"""What sessions of 听民声 brought: the matters of their lines, each once with its root, of the first session at which it was said."""

from collections.abc import Iterable
from datetime import date, datetime

from db.records.matters.flow import VOID_STAGES
from db.records.matters.listening import Listening
from db.records.matters.matter import Matter
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.store import Store, among, ge, le, lt, none_of


def matters_of_sessions(store: Store, span: Span, _now: datetime) -> Counted:
    """The roots of what was said at the sessions of a span, but for what was said at one before it already."""
    first = (span.first or date.min).isoformat()
    held = store.select(Listening, ge("day", first), le("day", span.last.isoformat()))
    found = _roots(store, held)
    if found and span.first:
        live = none_of("stage", VOID_STAGES)
        together = {*found, *store.ids(Matter, among("root", list(found)), live)}
        sessions = store.owner_ids(Listening, "lines", "matter", together)
        before = store.select(Listening, among("id", list(sessions)), lt("day", first)) if sessions else []
        found -= _roots(store, before)
    return Counted({Matter.TABLE: sorted(found)})


def _roots(store: Store, sessions: Iterable[Listening]) -> set[int]:
    said = {line.matter for session in sessions for line in session.lines if line.matter}
    return {one.root or one.id for one in store.get_many(Matter, said).values() if one.stage not in VOID_STAGES}
