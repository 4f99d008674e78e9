"""网格长: who is written as the chief of a grid holds that post of it, from the day that was said."""

from datetime import date, timedelta

from db.records.base import changed
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.registry.place import GRID_CHIEF, Grid
from db.services.answers import UNASKED, Answers
from db.store import Store, Writer, eq
from db.values import name_list, person_name

_DAY = timedelta(days=1)


def keep_grid(store: Store, grid: Grid, _answers: Answers = UNASKED) -> Grid:
    """The grid as saved; another chief than before holds the post from the day that is written, or from today.

    Where that day alone is written otherwise it was wrong, and is put right in the post.
    A name that several persons bear is nobody's: its post stays open until a clerk enters it. Raises as `Writer.save` does.
    """
    with store.writing("登记网格") as w:
        before = w.read.find(Grid, grid.id) if grid.id else None
        was, now = _keys(before.chief if before else ""), _keys(grid.chief)
        if was == now:
            saved = w.save(grid)
            if before and saved.chief_since and saved.chief_since != before.chief_since:
                _put_right(w, saved, before.chief_since)
            return saved
        said = None if before and before.chief_since == grid.chief_since else grid.chief_since
        day = said or date.today()
        saved = w.save(changed(grid, chief_since=day if now else None))
        _follow(w, saved, day, was)
        return saved


def _put_right(w: Writer, grid: Grid, was: date | None) -> None:
    """The posts begin on the day that is written now, and those before end on its eve, where they had begun by then."""
    assert grid.chief_since is not None
    eve = grid.chief_since - _DAY
    posts = w.read.select(Tenure, eq("of", w.read.kinds.reference_of(grid)), eq("post", GRID_CHIEF))
    begun = [changed(post, since=grid.chief_since) for post in posts if post.until is None and post.since == was]
    ended = [post for post in posts if was and post.until == was - _DAY and (post.since is None or post.since <= eve)]
    w.save_all([*begun, *(changed(post, until=eve) for post in ended if begun)])


def _follow(w: Writer, grid: Grid, day: date, was: set[str]) -> None:
    """Ends the posts of those who are no longer written, and begins those of others; what had not begun by then is no post.

    Who is called otherwise since and still stands there under the name of then goes on.
    """
    of = w.read.kinds.reference_of(grid)
    live = w.read.select(Tenure, eq("of", of), eq("post", GRID_CHIEF), eq("until", None))
    holders = w.read.get_many(Person, (post.person for post in live))
    named = {person_name.key(name): name for name in name_list.names(grid.chief)}
    eve = day - _DAY
    called = {p.id: person_name.key(holders[p.person].name) for p in live if p.person in holders}
    kept = (was & named.keys()) - set(called.values())
    renamed = {post for post, key in called.items() if key not in was | named.keys()}
    if len(renamed) != len(kept):
        kept, renamed = set[str](), set[int]()
    going = [p for p in live if called.get(p.id, "") not in {"", *named} and p.id not in renamed]
    w.save_all([changed(post, until=eve) for post in going if post.since is None or post.since < day])
    w.delete_all(Tenure, [post.id for post in going if post.since is not None and post.since >= day])  # never held
    staying = kept | {called[p.id] for p in live if p not in going and p.id in called}
    new = [name for key, name in named.items() if key not in staying]
    persons = [person for name in new if (person := w.person_of(name))]
    w.save_all([Tenure(person=person, of=of, post=GRID_CHIEF, since=day) for person in persons])


def _keys(chief: str) -> set[str]:
    return {person_name.key(name) for name in name_list.names(chief)}
