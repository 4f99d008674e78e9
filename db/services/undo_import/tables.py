"""Any other import that is taken back: what it made goes unless something needs it, what it changed is as before, what was touched stays."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from attrs import define, field

from db.records.base import Record
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.centre.option_list import OptionList
from db.records.centre.table_layout import TableLayout
from db.records.participant import posts_of
from db.records.step import Step
from db.services.matters.ending import closed
from db.services.matters.ways import is_open, matter_of_way
from db.services.ticks import Tick
from db.services.undo_import.steps import Steps, before, deleted, leading_nowhere, restore
from db.services.undo_import.undone import BEGUN, CHANGED, GONE, TYPING, Kept, Undone
from db.services.unfinished import begun_for
from db.store import Store, Writer, eq
from db.store.audit import Entry
from db.store.drafts import Drafts
from db.store.reading import Reader

Rows = dict[str, set[int]]
"""Ids by table."""


@define
class _Deed:
    """What an import did, as far as it is still there.

    Attributes:
        runs: its entries, those of one type that follow each other together.
        made: the records that it made.
        there: all that it wrote.
    """

    runs: list[tuple[str, list[Entry]]] = field(factory=list[tuple[str, list[Entry]]])
    made: Rows = field(factory=lambda: defaultdict[str, set[int]](set))
    there: Rows = field(factory=lambda: defaultdict[str, set[int]](set))

    @classmethod
    def read(cls, store: Reader, steps: Steps) -> "_Deed":
        """The deed of these steps."""
        deed = cls()
        kinds = [
            kind for kind in store.kinds if kind.record not in (TableLayout, OptionList)
        ]  # what was said of columns, and options that anything may bear by now, are no matter of one file
        entries = [entry for kind in kinds for piece in steps.pieces(kind.record) for entry in piece]
        for entry in sorted(entries, key=lambda e: e.seq):
            if not deed.runs or deed.runs[-1][0] != entry.table:
                deed.runs.append((entry.table, []))
            deed.runs[-1][1].append(entry)
            deed.there[entry.table].add(entry.row_id)
            if entry.action == "create":
                deed.made[entry.table].add(entry.row_id)
        for table, ids in deed.there.items():
            ids &= store.get_many(store.kinds[table].record, ids).keys()
            deed.made[table] &= ids
        return deed


@define
class _Judge:
    """Decides what goes, what is as before, and what stays and why."""

    store: Reader
    drafts: Drafts
    entry: Entry
    deed: _Deed
    staying: dict[str, dict[int, str]] = field(factory=lambda: defaultdict[str, dict[int, str]](dict))

    def decide(self) -> None:
        """Fills in what stays: what was touched since, and what that, or anything from outside, needs."""
        begun = begun_for(self.drafts, self.store.kinds)
        for table, ids in self.deed.there.items():
            if table == Step.TABLE:
                continue
            typed = set(self.drafts.keys(table)) & ids
            started = begun.get(table, set[int]()) & ids
            changed = self.store.changed_since(self.entry.seq, table, ids)
            why = dict.fromkeys(changed, CHANGED) | dict.fromkeys(started, BEGUN) | dict.fromkeys(typed, TYPING)
            self.staying[table] |= why
            updates = self._updates(table, self.restored(table))
            self.staying[table] |= dict.fromkeys(
                leading_nowhere(self.store, self.store.kinds[table].record, updates), GONE
            )
        while self._needed() or self._reopened() or self._posted():
            pass

    def going(self, table: str) -> set[int]:
        """The records of a type that go."""
        return self.deed.made[table] - self.staying[table].keys()

    def restored(self, table: str) -> set[int]:
        """The records of a type that are as before."""
        return self.deed.there[table] - self.deed.made[table] - self.staying[table].keys()

    def _updates(self, table: str, ids: Collection[int]) -> Iterable[Entry]:
        """The entries that tell what it changed in these records."""
        runs = (run for t, run in self.deed.runs if t == table)
        return (e for run in runs for e in run if e.action == "update" and e.row_id in ids)

    def coming(self, kind: type[Record], entries: Iterable[Entry]) -> list[Record]:
        """The posts that it took out, of places that are as before: they come back, but where somebody entered them again since."""
        back = [post for e in entries if e.action == "delete" and isinstance(post := deleted(kind, e), Tenure)]
        persons = self.store.get_many(Person, (post.person for post in back))
        return [
            post for post in back if post.person in persons and self._is_restored(post) and not self._is_there(post)
        ]

    def _is_restored(self, post: Tenure) -> bool:
        table, record_id = self.store.kinds.leads_to(post.of)
        return record_id in self.restored(table)

    def _is_there(self, post: Tenure) -> bool:
        of = eq("person", post.person), eq("of", post.of), eq("post", post.post)
        return any(other.since == post.since for other in self.store.select(Tenure, *of))

    def _posted(self) -> bool:
        """Keeps the posts of what stays: whoever is named there holds them; whether there were any."""
        posts = self.store.get_many(Tenure, self.deed.there[Tenure.TABLE] - self.staying[Tenure.TABLE].keys())
        led = ((i, *self.store.kinds.leads_to(post.of), post.post) for i, post in posts.items())
        named = {i: self.staying[t][of] for i, t, of, post in led if of in self.staying[t] and self._is_named(t, post)}
        self.staying[Tenure.TABLE] |= named
        return bool(named)

    def _is_named(self, table: str, post: str) -> bool:
        return any(field.post == post for field in posts_of(self.store.kinds[table].record).values())

    def _needed(self) -> bool:
        """Keeps what is needed by something that stays; whether there was any."""
        found = False
        for table in [t for t in self.deed.made if t != Step.TABLE]:
            for record_id, links in self.store.links_to(table, self.going(table)).items():
                if needed := next((t for t, i in links if not self._gives_way(t, i)), ""):
                    self.staying[table][record_id] = f"{self.store.kinds[needed].label}里用到"
                    found = True
        return found

    def _reopened(self) -> bool:
        """Keeps what would be talked over again though its matter is over meanwhile; whether there was any."""
        found = False
        for kind in (kind for kind in self.store.kinds if kind.way and self.restored(kind.table)):
            back = self.restored(kind.table)
            was = before(self.store, kind.record, self._updates(kind.table, back))
            now = self.store.get_many(kind.record, was)
            for i, record in was.items():
                same = matter_of_way(self.store, record) == matter_of_way(self.store, now[i])
                goes_on = same and is_open(self.store, now[i])
                if not goes_on and is_open(self.store, record) and (over := closed(self.store, record)):
                    self.staying[kind.table][i] = over.message
                    found = True
        return found

    def _gives_way(self, table: str, record_id: int) -> bool:
        """Whether a record that leads to another does so no longer: it goes, or will be as it was before the import."""
        if table == Step.TABLE:
            return record_id in self.deed.made[table]
        return record_id in self.going(table) or record_id in self.restored(table)

    def told(self) -> Undone:
        """What is done."""
        kept: list[Kept] = []
        for table, why in self.staying.items():
            titles = self.store.titles(table, why)
            kept += [Kept(i, titles.get(i, ""), why[i], table) for i in sorted(why)]
        tables = [t for t in self.deed.made if t != Step.TABLE]
        gone = {self.store.kinds[t].label: len(ids) for t in tables if (ids := self.going(t))}
        return Undone(restored=sum(len(self.restored(t)) for t in self.deed.there), kept=tuple(kept), others=gone)


def weigh(store: Store, entry: Entry, tick: Tick) -> Undone:
    """What taking an import back would do; changes nothing."""
    return _decided(store, store.drafts, Steps(store, entry, tick, passes=1)).told()


def take_back(w: Writer, drafts: Drafts, entry: Entry, tick: Tick) -> Undone:
    """What was taken back of an import; what was written last goes first, so that nothing leads nowhere meanwhile."""
    steps = Steps(w.read, entry, tick, passes=2)
    judge = _decided(w.read, drafts, steps)
    done = judge.told()
    with w.posts.still():  # the deed tells of them as well
        for table, entries in reversed(judge.deed.runs):
            if table == Step.TABLE:  # they go with what they belong to
                continue
            kind = w.read.kinds[table].record
            back = judge.restored(table)
            restore(w, kind, (e for e in entries if e.action == "update" and e.row_id in back))
            w.put_back(judge.coming(kind, entries))
            w.delete_all(kind, {e.row_id for e in entries if e.action == "create"} & judge.going(table))
    for table, ids in judge.deed.there.items():  # somebody may have touched a post, and not who is named
        w.posts.agree(w.read.kinds[table].record, ids)
    steps.end()
    return done


def bring_back(w: Writer, entry: Entry, tick: Tick) -> None:
    """Undoes the undoing of imports, which is the deed: what went last comes first."""
    steps = Steps(w.read, entry, tick, passes=1)
    with w.posts.still():  # the deed tells of them as well
        for table, entries in reversed(_Deed.read(w.read, steps).runs):
            kind = w.read.kinds[table].record
            w.put_back([deleted(kind, e) for e in entries if e.action == "delete"])
            restore(w, kind, (e for e in entries if e.action == "update"))
            w.delete_all(kind, (e.row_id for e in entries if e.action == "create"))
    steps.end()


def _decided(store: Reader, drafts: Drafts, steps: Steps) -> _Judge:
    judge = _Judge(store, drafts, steps.deed, _Deed.read(store, steps))
    judge.decide()
    return judge
