"""What becomes of each record of an import that is taken back: it goes, it is as before, or it stays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from db.errors import Cancelled
from db.records.base import Record
from db.records.estates.estate import Estate
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.registry.import_roster import Tick
from db.services.unfinished import begun_for
from db.store import among
from db.store.audit import Entry
from db.store.drafts import Drafts
from db.store.reading import Reader

PLACES: tuple[type[Record], ...] = (House, Building, Estate, Grid)
_CHANGED = "之后改过"
_TYPING = "正在修改，还没有保存"
_BEGUN = "还有从这里起头、没写完的内容"
_FAMILY = "所在的户之后改过或用到过"


@frozen
class Kept:
    """A resident who stays as the import left them.

    Attributes:
        resident: the id.
        name: the name.
        why: why, as a clerk says it.
    """

    resident: int
    name: str
    why: str


class Steps:
    """The entries of a deed in pieces; counts them and asks whether to go on.

    Attributes:
        deed: the entry of the deed.
    """

    def __init__(self, store: Reader, deed: Entry, tick: Tick, passes: int) -> None:
        self.deed = deed
        self._store, self._tick = store, tick
        self._after = store.before_deed(deed)
        self._total = (deed.seq - self._after - 1) * passes
        self._done = 0
        self._ask()

    def pieces(self, kind: type[Record]) -> Iterator[list[Entry]]:
        """What the deed did to records of a type, in the order in which it did it."""
        for piece in self._store.entries_of(self.deed, self._after, kind.TABLE):
            yield piece
            self._done += len(piece)
            self._ask()

    def end(self) -> None:
        """All is done."""
        self._done = self._total
        self._ask()

    def _ask(self) -> None:
        if not self._tick(self._done, self._total):
            raise Cancelled


@define
class Verdict:
    """What stays and what goes, as ids: the records of a large import would fill the memory.

    Attributes:
        residents: those whom the import registered and who go.
        households: those that it made and that go.
        emptied: households that it made or added to, where somebody stays: only who goes is taken out.
        touched: residents and households as somebody left them since, by table.
        kept: the residents who stay.
        restored: how many residents are as before.
    """

    residents: set[int] = field(factory=set[int])
    households: set[int] = field(factory=set[int])
    emptied: set[int] = field(factory=set[int])
    touched: dict[str, set[int]] = field(factory=lambda: {Household.TABLE: set[int](), Resident.TABLE: set[int]()})
    kept: list[Kept] = field(factory=list[Kept])
    restored: int = 0


class Judge:
    """Decides; a record that was changed since, or that others need, stays.

    Attributes:
        steps: the entries of the deed that is to be undone.
        verdict: what is decided so far.
    """

    def __init__(self, store: Reader, drafts: Drafts, steps: Steps) -> None:
        self.steps, self.verdict = steps, Verdict()
        self._store = store
        self._is_newest = store.last_entry()[0] == steps.deed.seq
        self._typed = {k.TABLE: set(drafts.keys(k.TABLE)) for k in (Resident, Household, *PLACES)}
        self._begun = begun_for(drafts, store.kinds)
        # Who is in a household that somebody changed since; households that will be as they were before the import.
        self._family: set[int] = set()
        self._restored: set[int] = set()

    def decide(self) -> Verdict:
        """The verdict on residents and households; that on places needs these to be gone."""
        for piece in self.steps.pieces(Household):
            self._judge_households(piece)
        why: dict[int, str] = {}
        for piece in self.steps.pieces(Resident):
            why |= self._judge_residents(piece)
        named = self._store.get_many(Resident, why)
        self.verdict.kept = [Kept(i, named[i].name, why[i]) for i in sorted(why)]
        for links in self._store.links_to(Resident.TABLE, why).values():
            homes = {i for table, i in links if table == Household.TABLE}
            self.verdict.emptied |= homes & (self.verdict.households | self._restored)
        self.verdict.households -= self.verdict.emptied
        return self.verdict

    def touched(self, kind: type[Record], ids: Iterable[int]) -> set[int]:
        """The records that somebody changed since, has an unsaved form of, or has begun another one from."""
        wanted = set(ids)
        typed = (self._typed[kind.TABLE] | self._begun.get(kind.TABLE, set())) & wanted
        return typed if self._is_newest else typed | self._store.changed_since(self.steps.deed.seq, kind.TABLE, wanted)

    def _judge_households(self, piece: Sequence[Entry]) -> None:
        made, there = self._sorted(Household, piece)
        # A household that came to a meeting, or the like, is needed as it is.
        touched = self.touched(Household, there) | (made & self._store.links_to(Household.TABLE, made).keys())
        self.verdict.touched[Household.TABLE] |= touched
        for household in self._store.get_many(Household, touched).values():
            self._family |= {household.head, *(m.resident for m in household.members)}
        self.verdict.households |= made - touched
        self._restored |= there - made - touched

    def _judge_residents(self, piece: Sequence[Entry]) -> Mapping[int, str]:
        """Why residents stay, by id."""
        made, there = self._sorted(Resident, piece)
        touched = self.touched(Resident, there)
        why = {i: self._why_touched(i) for i in touched}
        # Who was only completed keeps, like who is new, what the import told: the household stands on it.
        family = there & self._family - touched
        why |= dict.fromkeys(family, _FAMILY)
        touched |= family
        self.verdict.touched[Resident.TABLE] |= touched
        for i, links in self._store.links_to(Resident.TABLE, made - why.keys()).items():
            if needed := self._need_of(links):
                why[i] = needed
        self.verdict.residents |= made - why.keys()
        self.verdict.restored += len(there - made - touched)
        return why

    def _why_touched(self, resident: int) -> str:
        if resident in self._typed[Resident.TABLE]:
            return _TYPING
        return _BEGUN if resident in self._begun.get(Resident.TABLE, set()) else _CHANGED

    def _sorted(self, kind: type[Record], piece: Sequence[Entry]) -> tuple[set[int], set[int]]:
        """The records that the deed made, and all that it wrote, as far as they are still there."""
        there = set(self._store.ids(kind, among("id", [e.row_id for e in piece])))
        return there & {e.row_id for e in piece if e.action == "create"}, there

    def _need_of(self, links: Iterable[tuple[str, int]]) -> str:
        """Who else needs a resident, beside households that go or will be as before; "" for nobody."""
        for table, i in links:
            if table != Household.TABLE or (i not in self.verdict.households and i not in self._restored):
                return f"{self._store.kinds[table].label}里有这个人"
        return ""
