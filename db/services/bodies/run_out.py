"""任期届满: who holds a post whose last day, or first, was written ahead is named no more once that is past, or from it on."""

from collections import defaultdict
from collections.abc import Sequence

from db.records.base import Record
from db.records.bodies.tenure import Tenure
from db.records.participant import actors_of, posts_of
from db.store import Store, among
from db.store.lift import Lift
from db.store.posts import is_held


def let_run_out(store: Store) -> int:
    """Takes the names of those out of places whose posts there are over by now, and names those whose posts began; of how many.

    Raises:
        StoreBusy: another window is writing.
    """
    with store.lifted(Lift.OPENING):
        return _let_run_out(store)


def _let_run_out(store: Store) -> int:
    named = {field.post: kind.record for kind in store.kinds for field in posts_of(kind.record).values()}
    dated: dict[type[Record], set[int]] = defaultdict(set)
    holding: dict[int, list[Tenure]] = defaultdict(list)
    for post in store.select(Tenure, among("post", tuple(named))):
        table, record_id = store.kinds.leads_to(post.of)
        if table == named[post.post].TABLE and (post.since or post.until):
            dated[named[post.post]].add(record_id)
        if is_held(post):
            holding[post.of].append(post)
    stale = {
        kind: [r.id for r in store.get_many(kind, ids).values() if _is_stale(r, holding[store.kinds.reference_of(r)])]
        for kind, ids in dated.items()
    }
    if not any(stale.values()):
        return 0
    with store.writing("任期届满") as w:
        for kind, ids in stale.items():
            w.posts.agree(kind, ids)
    return sum(map(len, stale.values()))


def _is_stale(place: Record, holding: Sequence[Tenure]) -> bool:
    """Whether a place names somebody who does not hold the post now, or not one who began to hold it.

    A name of which nobody knows whose it is may be theirs: that is for a clerk to say.
    """
    posts = {role: field.post for role, field in posts_of(type(place)).items()}
    named = [(posts[actor.role], actor.who) for actor in actors_of(place) if actor.role in posts]
    held = {(post.post, post.person) for post in holding}
    begun = {(post.post, post.person) for post in holding if post.since and (post.post, 0) not in named}
    return bool({one for one in named if one[1]} - held or begun - set(named))
