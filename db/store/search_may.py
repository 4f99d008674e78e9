"""What a search may find: types that are looked for, and of each what whoever asks sees."""

from collections.abc import Callable, Collection, Iterable

from attrs import frozen

from db.records.kinds import Kinds
from db.store import search_entries
from db.store.rights import Rights
from db.store.search_sources import Test
from db.store.search_traits import Trait
from db.store.where import clause
from db.values.reference import ID_MASK


@frozen
class LookedFor:
    """What may be found.

    Attributes:
        but: codes of types that are left out.
        tests: what must hold of a document.
        traits: what a word may say somebody is; see `db.store.search_traits`.
    """

    but: Collection[int] = ()
    tests: tuple[Test, ...] = ()
    traits: "Traits" = lambda _word: ()

    @classmethod
    def by(cls, kinds: Kinds, rights: Rights, traits: "Traits", but: Iterable[int] = ()) -> "LookedFor":
        """What somebody with some rights may find, but for types of some codes."""
        if rights.is_whole:
            return cls(tuple(but), traits=traits)
        found = [kind for kind in kinds if kind.found]
        unseen = [kind.code for kind in found if rights.seeing(kind.table) is None]
        some = [kind.table for kind in found if rights.seeing(kind.table)]
        return cls((*but, *unseen), tuple(_test(kinds, rights, table) for table in some), traits)


Traits = Callable[[str], tuple[Trait, ...]]
ANYTHING = LookedFor()


def _test(kinds: Kinds, rights: Rights, table: str) -> Test:
    """That a document of a type is of a record that is seen; those of other types pass."""
    kind = kinds[table]
    first, behind = search_entries.documents_of(kinds, table)
    here = f"({{document}} - {first})"
    record = f"({ID_MASK} - {here})" if kind.found and kind.found.newest_first else here
    where, values = clause(kind.record, rights.seeing(table) or ())
    seen = f"EXISTS (SELECT 1 FROM {table}{where} AND {table}.id = {record})"  # noqa: S608  declared
    return Test(f"{{document}} < {first} OR {{document}} >= {behind} OR {seen}", tuple(values))
