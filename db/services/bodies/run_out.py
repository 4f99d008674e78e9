"""任期届满: a post whose last day was written ahead is over when that is past, and nobody is named by it any more."""

from collections import defaultdict

from db.records.base import Record
from db.records.bodies.tenure import Tenure
from db.records.participant import actors_of, posts_of
from db.store import Store, among, eq, ne
from db.store.posts import is_held


def let_run_out(store: Store) -> int:
    """Takes the names of those out of places whose posts there are over by now; of how many places.

    Raises:
        StoreBusy: another window is writing.
    """
    named = {field.post: kind.record for kind in store.kinds for field in posts_of(kind.record).values()}
    over: dict[type[Record], set[int]] = defaultdict(set)
    for post in store.select(Tenure, among("post", tuple(named)), ne("until", None)):
        table, record_id = store.kinds.leads_to(post.of)
        if table == named[post.post].TABLE and not is_held(post):
            over[named[post.post]].add(record_id)
    stale = {
        kind: [r.id for r in store.get_many(kind, ids).values() if _names_another(store, r)]
        for kind, ids in over.items()
    }
    if not any(stale.values()):
        return 0
    with store.writing("任期届满") as w:
        for kind, ids in stale.items():
            w.posts.agree(kind, ids)
    return sum(map(len, stale.values()))


def _names_another(store: Store, place: Record) -> bool:
    """Whether a place names somebody who does not hold the post any more."""
    of = store.kinds.reference_of(place)
    posts = {role: field.post for role, field in posts_of(type(place)).items()}
    held = {(t.post, t.person) for t in store.select(Tenure, eq("of", of)) if is_held(t)}
    return any(a.who and a.role in posts and (posts[a.role], a.who) not in held for a in actors_of(place))
