"""任职 behind printed names: whoever is named in a field that names a post holds it, and whoever holds it is named there.

Either follows the other in one transaction, by whichever door it came: a form, an import, the undoing of one, another service.
A name of which nobody knows whose it is holds nothing until a clerk says who it is. What was printed stays as it was.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, TypeVar

from db.records.base import Record, changed
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.participant import ACTORS, Participant, actors_of, participant_of, posts_of
from db.store.reading import Reader
from db.store.where import among, eq
from db.values import name_list, person_name
from db.values.reference import parted

R = TypeVar("R", bound=Record)
Save = Callable[[Sequence[Any]], Sequence[Any]]
Delete = Callable[[type[Record], Iterable[int]], None]
_ONE_DAY = timedelta(days=1)


class PostKeeper:
    """Keeps names and posts together in one transaction; made by `db.store.writing.Writer`."""

    def __init__(self, read: Reader, save: Save, delete: Delete) -> None:
        self._read, self._save, self._delete = read, save, delete
        self._is_still = False
        self._vacant: dict[tuple[int, str], date] = {}

    @contextmanager
    def still(self) -> Generator[None]:
        """Lets names and posts be written that agree already."""
        was, self._is_still = self._is_still, True
        try:
            yield
        finally:
            self._is_still = was

    def dated(self, records: Sequence[R], before: Mapping[int, R]) -> Sequence[R]:
        """Records that are to be saved, with the day since when others hold a post: that which is written anew, else today."""
        posts = posts_of(type(records[0]))
        if self._is_still or not posts:
            return records
        return [self._dated(record, before.get(record.id)) for record in records]

    def saved(self, records: Sequence[Record], before: Mapping[int, Record]) -> None:
        """Keeps what follows from records of one type as they were saved."""
        if self._is_still:
            return
        if type(records[0]) is Tenure:
            self._name([(_tenure(before.get(one.id)), _tenure(one)) for one in records])
        elif posts := posts_of(type(records[0])):
            for record in records:
                for role in posts:
                    self._follow(record, before.get(record.id), role)

    def let_go(self, kind: type[Record], gone: Mapping[int, Record]) -> None:
        """Takes out the posts that stand by the names in records that are to go, and would be made by them again.

        What more is known of a post, who held one before, and what somebody entered as a post keeps the record.
        """
        if self._is_still or not (posts := posts_of(kind)):
            return
        of = [self._read.kinds.reference_of(record) for record in gone.values()]
        there = self._read.select(Tenure, among("of", of), among("post", [field.post for field in posts.values()]))
        by_names = [post.id for post in there if self._stands_by_name(post, gone[parted(post.of)[1]])]
        with self.still():
            self._delete(Tenure, by_names)

    def _stands_by_name(self, post: Tenure, record: Record) -> bool:
        """Whether the name in a record makes the post just as it is, and stood there before it."""
        field = next(field for field in posts_of(type(record)).items() if field[1].post == post.post)
        made = Tenure(of=post.of, post=post.post, person=post.person, since=getattr(record, field[1].since))
        if changed(made, id=post.id, version=post.version) != post or post.person not in _tied(record, field[0]):
            return False
        entered = [entry for entry in self._read.history(post) if entry.action == "create"]
        if not entered:  # a step of the schema read the name
            return True
        person = entered[-1].told("person")
        before = (entry for entry in self._read.history(record) if entry.seq < entered[-1].seq)
        named: list[list[Any]] = [entry.change[ACTORS] for entry in before if ACTORS in entry.change]
        return any(actor["who"] == person for actor in (named[0][1] or () if named else ()))

    def deleted(self, kind: type[Record], gone: Mapping[int, Record]) -> None:
        """Keeps what follows from records that went."""
        if kind is Tenure and not self._is_still:
            self._name([(_tenure(one), None) for one in gone.values()])

    def agree(self, kind: type[Record], ids: Iterable[int]) -> None:
        """Names in records of a type who holds their posts by now, where names and posts were written apart."""
        if posts := posts_of(kind):
            for record_id in ids:
                for role in posts:
                    if record := self._read.find(kind, record_id):
                        self._write(record, role, set(), set())

    # From names to posts.

    def _dated(self, record: R, was: R | None) -> R:
        if record.id and was is None:  # it is put back as it was
            return record
        for role, field in posts_of(type(record)).items():
            if not _is_named_otherwise(record, was, role):
                continue
            said = getattr(record, field.since)
            said = None if was and said == getattr(was, field.since) else said
            day = said or date.today()
            if not _keys(record, role):
                self._vacant[record.id, role] = day
            record = changed(record, **{field.since: day if _keys(record, role) else None})
        return record

    def _follow(self, record: Record, was: Record | None, role: str) -> None:
        """Ends the posts of those who are no longer named, and begins those of others; what had not begun by then is no post."""
        field = posts_of(type(record))[role]
        now, then = _tied(record, role), _tied(was, role)
        since: date | None = getattr(record, field.since)
        renamed = _is_named_otherwise(record, was, role)
        if now == then and (renamed or was is None or since == getattr(was, field.since)):
            return
        of = self._read.kinds.reference_of(record)
        there = self._read.select(Tenure, eq("of", of), eq("post", field.post), order=("since", "id"))
        live = [post for post in there if not is_over(post)]
        with self.still():
            if now == then:
                self._put_right([post for post in live if post.person in now], there, getattr(was, field.since), since)
            elif renamed:
                day = since or self._vacant.pop((record.id, role), date.today())
                self._end(self._going(record, role, live, then - now), day)
            else:  # somebody said who was meant, or took that back
                self._delete(Tenure, [post.id for post in live if post.person in then - now and post.since == since])
            self._begin(now - then - {post.person for post in live}, there, Tenure(of=of, post=field.post, since=since))

    def _put_right(self, live: Sequence[Tenure], there: Sequence[Tenure], was: date | None, since: date | None) -> None:
        """The posts begin on the day that is written now, and those before end on its eve, where they had begun by then."""
        begun = [changed(post, since=since) for post in live if post.since == was]
        ended = [post for post in there if begun and was and since and post.until == was - _ONE_DAY]
        eve = since - _ONE_DAY if since else None
        held = [post for post in ended if eve and (post.since is None or post.since <= eve)]
        self._save([*begun, *(changed(post, until=eve) for post in held)])

    def _going(self, record: Record, role: str, live: Sequence[Tenure], untied: set[int]) -> list[Tenure]:
        """The posts of those who are not named any more; a name that nobody is tied to may be theirs, unless it was tied to them."""
        open_ = {person_name.key(actor.name) for actor in _of_role(record, role) if not actor.who}
        going = [post for post in live if post.person not in _tied(record, role)]
        named = self._read.get_many(Person, (post.person for post in going))
        return [p for p in going if p.person in untied or person_name.key(named[p.person].name) not in open_]

    def _end(self, posts: Sequence[Tenure], day: date) -> None:
        held = [post for post in posts if post.since is None or post.since < day]
        self._save([changed(post, until=day - _ONE_DAY) for post in held])
        self._delete(Tenure, [post.id for post in posts if post not in held])  # never held

    def _begin(self, persons: set[int], there: Sequence[Tenure], new: Tenure) -> None:
        """Begins posts; who held the one until the day before goes on in it."""
        last = {post.person: post for post in there if post.person in persons and _goes_on(post, new.since)}
        self._save([changed(post, until=None, why_left="") for post in last.values()])
        self._save([changed(new, person=person) for person in sorted(persons - last.keys())])

    # From posts to names.

    def _name(self, saved: Iterable[tuple[Tenure | None, Tenure | None]]) -> None:
        """Names who holds a post by now, and nobody who does not any more."""
        places: dict[tuple[int, str], set[int]] = {}
        redated: set[int] = set()
        for was, now in saved:
            if was and now and changed(was, version=now.version, way=now.way, time=now.time, basis=now.basis) == now:
                continue
            for post in filter(None, (was, now)):
                places.setdefault((post.of, post.post), set()).add(post.person)
            if was and now and was.since != now.since:
                redated.add(now.person)
        for (of, post), persons in places.items():
            table, record_id = self._read.kinds.leads_to(of)
            kind = self._read.kinds[table].record if table else Person
            for role in (role for role, field in posts_of(kind).items() if field.post == post):
                if record := self._read.find(kind, record_id):
                    self._write(record, role, persons, redated)

    def _write(self, record: Record, role: str, persons: set[int], redated: set[int]) -> None:
        field = posts_of(type(record))[role]
        of = self._read.kinds.reference_of(record)
        there = self._read.select(Tenure, eq("of", of), eq("post", field.post), order=("since", "id"))
        live = {post.person: post for post in there if is_held(post)}
        left = (persons | {post.person for post in there}) - live.keys()
        was = _of_role(record, role)
        actors = [actor for actor in was if actor.who not in left]
        since, text = getattr(record, field.since), str(getattr(record, role))
        phone: dict[str, str] = {}
        for person in self._read.get_many(Person, live.keys() - {actor.who for actor in actors}).values():
            actors, is_new = _with(actors, person, role, record)
            since = live[person.id].since if is_new else since
            phone = {field.phone: person.phone} if is_new and field.phone else phone
        if [actor.name for actor in actors] != [actor.name for actor in was]:
            text = "、".join(actor.name for actor in actors)
        if len(actors) == 1 and (alone := live.get(actors[0].who)) and (alone.since or alone.person in redated):
            since = alone.since
        others = [actor for actor in actors_of(record) if actor.role != role]
        told = {role: text, field.since: since if actors else None, ACTORS: (*others, *actors), **phone}
        if changed(record, **told) != record:
            with self.still():
                self._save([changed(record, **told)])


def is_held(post: Tenure) -> bool:
    """Whether a post has begun, and has no last day or one to come: whoever holds it is named."""
    return (post.since is None or post.since <= date.today()) and not is_over(post)


def is_over(post: Tenure) -> bool:
    """Whether the last day of a post is past, or today."""
    return post.until is not None and post.until <= date.today()


def _tenure(record: Record | None) -> Tenure | None:
    return record if isinstance(record, Tenure) else None


def _goes_on(post: Tenure, since: date | None) -> bool:
    """Whether one who holds a post since a day went on from this one."""
    if since is None or post.until is None:
        return False
    return post.until >= since - _ONE_DAY and (post.since is None or post.since <= since)


def _of_role(record: Record | None, role: str) -> tuple[Participant, ...]:
    return tuple(actor for actor in actors_of(record) if actor.role == role) if record else ()


def _tied(record: Record | None, role: str) -> set[int]:
    return {actor.who for actor in _of_role(record, role) if actor.who}


def _keys(record: Record | None, role: str) -> set[str]:
    return {person_name.key(name) for name in name_list.names(str(getattr(record, role)))} if record else set()


def _is_named_otherwise(record: Record, was: Record | None, role: str) -> bool:
    return _keys(record, role) != _keys(was, role)


def _with(actors: Sequence[Participant], person: Person, role: str, record: Record) -> tuple[list[Participant], bool]:
    """Those who are named and one more, by the name that stands there already or by their own, and whether it is new."""
    part = participant_of(type(record))
    written = name_list.names(person.name)[:1]
    if part is None or not written:
        return list(actors), False
    keys = {person_name.key(person.name), person_name.key(written[0])}
    for number, actor in enumerate(actors):
        if not actor.who and person_name.key(actor.name) in keys:
            return [*actors[:number], changed(actor, who=person.id), *actors[number + 1 :]], False
    return [*actors, part(role=role, name=written[0], who=person.id)], True
