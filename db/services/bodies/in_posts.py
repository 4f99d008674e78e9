"""楼栋长, 网格员 typed into the search box: who holds such a post now, and where; other words narrow that."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from db.fields import Code
from db.records.base import fields_of
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.kinds import Kinds
from db.records.participant import posts_of
from db.services.found import Found
from db.store import Store, among
from db.store.posts import is_held
from db.values import folding, list_order, masks


def in_posts(store: Store, words: str, kinds: Kinds) -> list[Found]:
    """Whoever holds a post that one of the words calls, each with what for, in the order of the places; the other words fit them."""
    if Tenure.TABLE not in kinds or Person.TABLE not in kinds:
        return []
    typed = words.split()
    called = {word: posts for word in typed if (posts := _posts(store.kinds, word))}
    if not called:
        return []
    word, posts = next(iter(called.items()))
    rest = [folding.fold(other) for other in typed if other != word]
    found = [(place, line) for place, line in _holders(store, posts) if _fits(rest, f"{line.title}{place}")]
    text = list_order.of_text
    ordered = sorted(found, key=lambda one: (one[1].label, text(one[0]), text(one[1].title)))
    return [line for _, line in ordered]


def _fits(rest: Collection[str], told: str) -> bool:
    return all(word in folding.fold(told) for word in rest)


def _posts(kinds: Kinds, word: str) -> frozenset[str]:
    """The posts that a word calls: that of this name, and those of the fields that are called so: 网格员 is also who leads the grid."""
    post = fields_of(Tenure)["post"]
    assert isinstance(post, Code)
    code = None if word.isdigit() else post.codes().code(word)
    named = _of_fields(kinds).get(word, frozenset())
    return named if code is None else named | {code}


@cache
def _of_fields(kinds: Kinds) -> Mapping[str, frozenset[str]]:
    """The posts by the labels and headings of the fields whose names hold them."""
    found: dict[str, frozenset[str]] = {}
    for kind in kinds:
        for name, role in posts_of(kind.record).items():
            field = fields_of(kind.record)[name]
            for word in (field.label, *field.words):
                found[word] = found.get(word, frozenset()) | {role.post}
    return found


def _holders(store: Store, posts: Collection[str]) -> Iterator[tuple[str, Found]]:
    held = [one for one in store.select(Tenure, among("post", posts)) if is_held(one)]
    persons = store.get_many(Person, {one.person for one in held})
    titles = store.linked_titles(held)
    show = fields_of(Tenure)["post"].show
    for one in held:
        if (person := persons.get(one.person)) is not None:
            place = titles[one.id].get("of", "")
            since = f"{one.since:%Y-%m-%d} 起" if one.since else ""
            about = " · ".join(filter(None, (place, person.phone, since)))
            yield (
                place,
                Found(Person.TABLE, person.id, show(one.post), masks.in_text(person.name), masks.in_text(about)),
            )
