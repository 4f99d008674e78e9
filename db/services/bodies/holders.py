"""历任: who held a post of a record, such as 网格长 of a grid, and from which day to which."""

from collections.abc import Mapping

from db.records.base import Record
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.participant import posts_of
from db.services.earlier import Told
from db.store import Store, among, eq
from db.store.posts import is_held, is_over
from db.values import masks


def holders(store: Store, record: Record) -> Mapping[str, list[Told]]:
    """By what the field is called that names who holds a post of the record: the persons who did, the newest first."""
    roles = posts_of(type(record)).values()
    if not record.id or not roles:
        return {}
    of = eq("of", store.kinds.reference_of(record))
    posts = store.select(Tenure, of, among("post", [role.post for role in roles]))
    persons = store.get_many(Person, {post.person for post in posts})
    posts = sorted(posts, key=lambda post: (post.until is None, str(post.since or ""), post.id), reverse=True)
    return {
        role.label: [
            _told(post, persons[post.person]) for post in posts if post.post == role.post and post.person in persons
        ]
        for role in roles
    }


def _told(post: Tenure, person: Person) -> Told:
    words = "离任" if is_over(post) else "在任" if is_held(post) else "未到任"
    since = f"{post.since:%Y-%m-%d} 起" if post.since else "从哪天起没有记"
    until = f"{post.until:%Y-%m-%d} 止" if post.until else ""
    line = " · ".join(filter(None, (since, until, post.why_left)))
    return Told(Person.TABLE, person.id, words, masks.in_text(person.name), masks.in_text(line))
