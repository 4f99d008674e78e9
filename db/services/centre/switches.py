"""本中心开展的工作: what a centre does is on; what it does not do is seen nowhere, and what was kept of it stays."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from db.records.centre.centre import OFF, ON, Rule, number_form_key, number_word_key, read_switch, switch_key
from db.records.clock import clock_key
from db.records.kind import Kind, Switch
from db.records.kinds import Kinds
from db.records.may import Right
from db.records.power import Power
from db.store import Store, among, eq, le
from db.store.lift import Lift


@frozen
class Work:
    """A piece of work that the centre may do without.

    Attributes:
        switch: its switch.
        kinds: the types that it has; () for one that only reminds.
        is_on: whether the centre does it.
    """

    switch: Switch
    kinds: tuple[Kind, ...]
    is_on: bool


def works(store: Store) -> list[Work]:
    """Every piece of work that can be switched off, in the order of its types.

    Where nobody has said so, one that is not usual is on as soon as there is something of it, and in the practice community.
    """
    found: dict[Switch, list[Kind]] = {}
    for kind in store.kinds:
        if kind.switch:
            found.setdefault(kind.switch, []).append(kind)
    for view in (view for kind in store.kinds for view in kind.views):
        if view.reminds:
            found.setdefault(view.reminds, [])
    said = _said(store, found)
    unsaid = {switch: kinds for switch, kinds in found.items() if switch.name not in said}
    by_itself = _unsaid_on(store, unsaid)
    return [Work(one, tuple(kinds), said.get(one.name, one in by_itself)) for one, kinds in found.items()]


def is_on(store: Store, switch: Switch, kinds: Collection[Kind]) -> bool:
    """Whether the centre does a piece of work that these types have."""
    return _said(store, (switch,)).get(switch.name, switch in _unsaid_on(store, {switch: kinds}))


def _said(store: Store, switches: Iterable[Switch]) -> Mapping[str, bool]:
    """Of which pieces of work the centre says today whether it does them, by the name of the switch; asked for all of them at once."""
    names = {switch_key(one.name): one.name for one in switches}
    rules = store.select(Rule, among("key", names), le("since", date.today().isoformat()), order=("since", "id"))
    in_force = {names[rule.key]: rule.value for rule in rules}
    return {name: read_switch(value) for name, value in in_force.items() if value}


def _unsaid_on(store: Store, unsaid: Mapping[Switch, Collection[Kind]]) -> Collection[Switch]:
    """Which pieces of work that nobody said anything of are done."""
    with store.lifted(Lift.IN_USE):
        practice = bool(unsaid) and store.centre().practice
        return {
            one
            for one, kinds in unsaid.items()
            if one.usual or practice or any(store.ids(k.record, limit=1) for k in kinds)
        }


def in_use(store: Store) -> Kinds:
    """The types of what the centre does: navigation, search, what is due and commands follow from these alone."""
    off = {kind.table for work in works(store) if not work.is_on for kind in work.kinds}
    return Kinds(kind for kind in store.kinds if kind.table not in off) if off else store.kinds


def seen(store: Store, kinds: Kinds | None = None) -> Kinds:
    """Those of some types, of what the centre does unless others are given, of which whoever works here may see any records."""
    among = in_use(store) if kinds is None else kinds
    found = [kind for kind in among if store.may(kind, Right.SEE)]
    return among if len(found) == len(among) else Kinds(found)


def unused_rules(kinds: Kinds, shown: Kinds) -> frozenset[str]:
    """The keys of the rules that are about what a store holds, or numbers, and the centre does not do."""
    return frozenset(_rules(kinds)) - frozenset(_rules(shown))


def unused_clocks(kinds: Kinds, shown: Kinds) -> frozenset[str]:
    """What rules call the clocks of what a store holds and the centre does not do."""
    return frozenset(_clocks(kinds)) - frozenset(_clocks(shown))


def unused_fields(kinds: Kinds, shown: Kinds) -> frozenset[str]:
    """The fields of the centre that only what it does not do would need."""
    return frozenset(name for kind in kinds for name in kind.centre) - {name for kind in shown for name in kind.centre}


def _clocks(kinds: Kinds) -> Iterator[str]:
    yield from (clock_key(kind.table, clock.name) for kind in kinds for clock in kind.clocks)


def _rules(kinds: Kinds) -> Iterator[str]:
    for kind in kinds:
        yield from kind.rules
        if kind.family:
            yield from (number_word_key(kind.family), number_form_key(kind.family))


def kept(store: Store, work: Work) -> Mapping[str, int]:
    """How many records there are of a piece of work, by what its types are called."""
    with store.lifted(Lift.IN_USE):
        return {kind.label: count for kind in work.kinds if (count := store.count(kind.record))}


def turn(store: Store, switch: Switch, *, on: bool) -> None:
    """Says from today on whether the centre does a piece of work; what was said before stays among the rules.

    Raises:
        NotAllowed: the clerk sets nothing for everybody.
    """
    store.require_power(Power.SETTINGS)
    key, today = switch_key(switch.name), date.today()
    with store.writing("开展的工作") as w:
        said = w.read.select(Rule, eq("key", key), eq("since", today.isoformat()), order=("-id",), limit=1)
        rule = said[0] if said else Rule(key=key, label=f"开展的工作：{switch.label}", since=today, source="本中心自定")
        w.save(evolve(rule, value=ON if on else OFF))
