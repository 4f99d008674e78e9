"""离任: what ends when somebody leaves: the posts that they hold, in the transaction of their leaving and never without a word."""

from collections.abc import Iterable, Sequence
from datetime import date

from db.errors import AppError
from db.records.base import changed, fields_of
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.registry.resident import Resident
from db.records.spells import last_day
from db.services.answers import Choice, Posts, Undecided
from db.store import Store, Writer, among, eq
from db.store.lift import Lift
from db.store.reading import Reader
from db.values import masks

SOME = 6
"""How many posts a question tells."""


class PostsGoOn(Undecided):
    """Somebody leaves the register and holds posts: whether these end is to be said."""

    code = "posts_go_on"


class EndsBefore(AppError):
    """A last day before the day on which a post begins."""

    code = "ends_before"


def live_posts(store: Reader, persons: Iterable[int]) -> list[Tenure]:
    """The posts of persons that have no last day."""
    return store.select(Tenure, among("person", tuple(persons)), eq("until", None), order=("of", "post"))


def leave_posts(store: Store, resident: Resident, said: Posts) -> None:
    """Ends the posts of the person whom a saved resident is, where that was said.

    Raises:
        PostsGoOn: there are some, and nobody said what becomes of them.
    """
    posts = live_posts(store, store.ids(Person, eq("resident", resident.id)))
    if not posts or said is Posts.KEEP:
        return
    state = fields_of(Resident)["state"].show(resident.state)
    if said is Posts.ASK:
        raise PostsGoOn(
            f"{masks.in_text(resident.name)}{state}，在任的职务也到此为止吗？",
            f"在任的有：{posts_told(store, posts)}。一起离任的，止日填{state}的日期；没有填日期的填今天。",
            Choice(Posts.END, "一起离任"),
            Choice(Posts.KEEP, "任职不动"),
        )
    with store.lifted(Lift.FOLLOWING):
        end_posts(store, posts, resident.state_day or date.today(), state)


def end_posts(store: Store, posts: Sequence[Tenure], day: date, why: str = "") -> list[Tenure]:
    """The posts with their last day, all or none; one that begins later ends on the day on which it begins.

    Raises:
        RecordChanged: somebody changed one meanwhile.
    """
    with store.writing("离任") as w:
        return end_posts_in(w, posts, day, why)


def end_posts_in(w: Writer, posts: Sequence[Tenure], day: date, why: str = "") -> list[Tenure]:
    """The same in a transaction that is going on."""
    return w.save_all([changed(post, until=last_day(post, day), why_left=post.why_left or why) for post in posts])


def end_posts_of(store: Store, w: Writer, gone: Iterable[Resident]) -> None:
    """Ends the posts of residents who were saved as having left on a day, each on that day."""
    left = {one.id: one for one in gone if one.state_day}
    if not left:
        return
    with store.lifted(Lift.FOLLOWING):
        persons = {one.id: left[one.resident] for one in store.select(Person, among("resident", tuple(left)))}
        ended: list[Tenure] = []
        for post in live_posts(store, persons):
            resident = persons[post.person]
            day, why = resident.state_day or date.today(), fields_of(Resident)["state"].show(resident.state)
            ended.append(changed(post, until=last_day(post, day), why_left=post.why_left or why))
        w.save_all(ended)


def end_all_posts(store: Store, posts: Sequence[Tenure], day: date) -> list[Tenure]:
    """The posts with this last day, all or none. Raises as `end_posts` does.

    Raises:
        EndsBefore: one begins later; nothing was saved.
    """
    if late := [post for post in posts if post.since and post.since > day]:
        first = min(late, key=lambda post: post.since or day)
        begun = fields_of(Tenure)["since"].show(first.since)
        raise EndsBefore(
            f"{posts_told(store, [first])}从 {begun} 起，止日不能更早",
            f"请写 {begun} 或以后的日期；还没上任就不去了的，打开那一条删去",
        )
    return end_posts(store, posts, day)


def go_on_in_posts(store: Store, ended: Sequence[Tenure]) -> list[Tenure]:
    """The posts as before they were ended without a reason. Raises as `end_posts` does."""
    with store.writing("撤销离任") as w:
        return w.save_all([changed(post, until=None) for post in ended])


def posts_told(store: Store, posts: Sequence[Tenure]) -> str:
    """The first posts, each by where it is and what, such as 幸福里社区居委会 主任."""
    post_of = fields_of(Tenure)["post"]
    linked = store.linked_titles(list(posts[:SOME]))
    told = "、".join(f"{linked[post.id].get('of', '')} {post_of.show(post.post)}".strip() for post in posts[:SOME])
    return masks.in_text(f"{told}等 {len(posts)} 个" if len(posts) > SOME else told)
