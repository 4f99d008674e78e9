"""What is wrong with a declaration, as sentences for whoever wrote it; the tests begin with it.

faults(KINDS, bound)    # [] when all is well
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from db.fields import Code, Day, Field, Link, Moment, Ref, Rows, StageCode, Text
from db.records.base import columns_of, fields_of, parts_of, shown_of
from db.records.bindings import binding_faults
from db.records.centre.clock_rule import CRITERIA
from db.records.clock import CLOCK_MOVES, Clock
from db.records.condition_faults import condition_faults
from db.records.figure_faults import figure_faults
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import Kind, WhileOpen
from db.records.may_faults import may_faults
from db.records.participant import ACTORS, acting, participant_of, posts_of
from db.records.stage_setting import StageSetting, adapted
from db.records.told_faults import told_faults

LONGEST_LABEL = 6
LARGEST_CODE = (1 << 15) - 2
"""The bound behind its last reference is still a positive 64-bit number."""


def faults(kinds: Sequence[Kind], bound: Mapping[str, Collection[str]] | None = None) -> list[str]:
    """What is wrong with declarations.

    Args:
        kinds: all of them.
        bound: for each floor the names that it binds, several times where it does so several times: ``save``, ``due``,
            ``figures``, ``page``, ``papers``; floors that are left out are not asked.
    """
    found = [*_twice("code", (str(k.code) for k in kinds)), *_twice("table", (k.table for k in kinds))]
    found += _twice("tab", (f"{k.room.folder}/{k.tab}" for k in kinds if k.tab))
    found += _twice("must", (must.name for kind in kinds for must in kind.musts))
    reminding = (view.reminds for kind in kinds for view in kind.views)
    found += _twice("switch", (one.name for one in {*(kind.switch for kind in kinds), *reminding} if one))
    for kind in kinds:
        found += [
            f"{kind.table}: {fault}"
            for fault in (
                *_kind(kind),
                *_due(kind),
                *_flows(kind),
                *_led(kind, kinds),
                *_musts(kind, kinds),
                *condition_faults(kind, kinds),
                *told_faults(kind, kinds),
                *figure_faults(kind, kinds),
                *may_faults(kind, kinds),
            )
        ]
    for floor, names in (bound or {}).items():
        found += binding_faults(kinds, floor, names)
    return found


def _twice(what: str, values: Iterable[str]) -> list[str]:
    return [f"{what} {value} is declared {n} times" for value, n in Counter(values).items() if n > 1]


def _kind(kind: Kind) -> Iterator[str]:
    if not 1 <= kind.code <= LARGEST_CODE:
        yield f"code {kind.code} does not fit a reference (1 to {LARGEST_CODE})"
    fields = shown_of(kind.record)
    yield from _twice("view", (view.name for view in kind.views))
    for template in kind.line:
        if (name := _name_in(template)) != "mark" and name not in fields:
            yield f"line names {name}, which is no field"
    yield from _found(kind)
    yield from _number(kind)
    yield from _card(kind)
    yield from _way(kind)
    yield from _acting(kind)


def _name_in(template: str) -> str:
    return template.partition("{")[2].partition("}")[0]


def _found(kind: Kind) -> Iterator[str]:
    if kind.found is None:
        return
    said = kind.found
    for path in (*said.persons, *said.texts, *said.identities, *said.telephones, *said.documents):
        if _at(kind, path) is None:
            yield f"found names {path}, which is no field"
    if said.home and not _links(_at(kind, said.home), "house"):
        yield f"found.home is {said.home}, which is no link to a house"


def _number(kind: Kind) -> Iterator[str]:
    if kind.number is None:
        return
    for name in (kind.number.number, kind.number.subject, kind.number.recipient):
        if name and name not in columns_of(kind.record):
            yield f"number names {name}, which is no column"
    day = kind.number.family.day if kind.number.family else ""
    if day and not isinstance(columns_of(kind.record).get(day), Day | Moment):
        yield f"numbers are counted by {day}, which holds no day"


def _due(kind: Kind) -> Iterator[str]:
    if not isinstance(kind.due, WhileOpen):
        return
    if not kind.flows:
        yield "is due while it is open, and has no stages"
    if kind.due.day and not isinstance(columns_of(kind.record).get(kind.due.day), Day | Moment):
        yield f"is due by {kind.due.day}, which holds no day"
    if kind.due.who and kind.due.who not in shown_of(kind.record):
        yield f"due names {kind.due.who}, which is no field"
    if kind.due.day and kind.clocks:
        yield f"is due by {kind.due.day} and by its clocks"
    for name in kind.due.mine:
        if name not in acting(kind.record) and not _links(columns_of(kind.record).get(name), "person"):
            yield f"due.mine names {name}, which tells no person"
    if kind.due.root and not isinstance(columns_of(kind.record).get(kind.due.root), Link):
        yield f"due.root is {kind.due.root}, which is no link"


def _card(kind: Kind) -> Iterator[str]:
    if kind.on_card is None:
        return
    if not _links(_at(kind, kind.on_card.by), "resident"):
        yield f"on_card.by is {kind.on_card.by}, which is no link to a resident"
    if kind.on_card.order not in {"id", *columns_of(kind.record)}:
        yield f"on_card.order is {kind.on_card.order}, which is no column"
    for template in kind.on_card.line:
        if (name := _name_in(template)) != "mark" and name not in shown_of(kind.record):
            yield f"on_card.line names {name}, which is no field"


def _way(kind: Kind) -> Iterator[str]:
    if kind.way is None:
        return
    if not _links(_at(kind, kind.way.by), "matter"):
        yield f"way.by is {kind.way.by}, which is no link to a matter"
    if kind.way.open and kind.way.open not in {view.name for view in kind.views}:
        yield f"way.open is {kind.way.open}, which is no view"
    if not (kind.way.open or kind.flows):
        yield "is a way, and nothing tells which are open"


def _acting(kind: Kind) -> Iterator[str]:
    """Who acts in a record is kept beside the names."""
    named, part = acting(kind.record), participant_of(kind.record)
    if named and part is None:
        yield f"{', '.join(named)} names who acts, and {ACTORS} keeps nobody"
    elif part and not named:
        yield f"{ACTORS} keeps who acts, and nothing names them"
    elif part and not (parts_of(kind.record)[ACTORS].fixed and "role" in columns_of(part)):
        yield f"{ACTORS} can be typed, or has no role: use actors_as and role_in"
    for name, field in posts_of(kind.record).items():
        if not isinstance(columns_of(kind.record).get(field.since), Day):
            yield f"{name} names who holds a post since {field.since}, which is no day"


def _at(kind: Kind, path: str) -> Field[object] | None:
    """The field that a path names, ``parties.name`` one of the parts; None when there is none."""
    first, _, rest = path.partition(".")
    if not rest:
        return fields_of(kind.record).get(first)
    rows = parts_of(kind.record).get(first)
    return fields_of(rows.part).get(rest) if rows else None


def _links(field: Field[object] | None, table: str) -> bool:
    return (isinstance(field, Link) and field.to == table) or (isinstance(field, Ref) and table in field.to)


def _led(kind: Kind, kinds: Sequence[Kind]) -> Iterator[str]:
    """What leads to another type."""
    tables = {k.table for k in kinds}
    for name in (order.lstrip("-") for order in kind.order):
        if name != "id" and not _orders(kind, name, kinds):
            yield f"order names {name}, which is no column"
    for row in (kind.record, *(rows.part for rows in parts_of(kind.record).values())):
        for name, field in columns_of(row).items():
            to = (field.to,) if isinstance(field, Link) else field.to if isinstance(field, Ref) else ()
            for table in to:
                if table not in tables:
                    yield f"{row.TABLE}.{name} leads to {table}, which is no type"


def _musts(kind: Kind, kinds: Sequence[Kind]) -> Iterator[str]:
    """What its records must have leads to them, and can be asked."""
    for must in kind.musts:
        there = next((k.record for k in kinds if k.table == must.has.table), None)
        columns: Mapping[str, Field[object]] = columns_of(there) if there else {}
        if not _links(columns.get(must.has.by), kind.table):
            yield f"must {must.name}: {must.has.table}.{must.has.by} does not lead here"
        for days, life in ((columns_of(kind.record), must.life), (columns, must.has.life)):
            wrong = [name for name in (life.since, life.until) if name and not isinstance(days.get(name), Day)]
            yield from (f"must {must.name} tells when one was there by {name}, which is no day" for name in wrong)
        if must.least < 0 or (must.most is not None and must.most < max(must.least, 1)):
            yield f"must {must.name} asks for {must.least} to {must.most}"


def _orders(kind: Kind, name: str, kinds: Sequence[Kind]) -> bool:
    """Whether a list can be ordered by a column, or by a text of what a link leads to."""
    first, _, rest = name.partition(".")
    column = columns_of(kind.record).get(first)
    if not rest or not isinstance(column, Link):
        return column is not None and not rest
    there = next((k.record for k in kinds if k.table == column.to), None)
    return there is not None and isinstance(columns_of(there).get(rest), Text)


def _flows(kind: Kind) -> Iterator[str]:
    yield from _twice("flow", (flow.name for flow in kind.flows))
    yield from _told_apart(kind)
    for flow in kind.flows:
        yield from (f"flow {flow.name}: {fault}" for fault in (*_stages(kind, flow), *_moves(kind, flow)))
        yield from (f"flow {flow.name} {fault}" for fault in _without(kind, flow))


def _told_apart(kind: Kind) -> Iterator[str]:
    """Each record of a type has one flow, and the same one as long as it is there."""
    names = {flow.when[0] for flow in kind.flows}
    if len([flow for flow in kind.flows if not flow.when[0]]) > 1:
        yield "has two flows and nothing that tells which is a record's"
    elif len(names) > 1:
        yield f"tells its flows apart by {' and '.join(sorted(name or 'nothing' for name in names))}"
    for name in sorted(filter(None, names)):
        field = columns_of(kind.record).get(name)
        if not isinstance(field, Code) or isinstance(field, StageCode) or not field.required:
            yield f"tells its flows apart by {name}, which is no code that must be there"
            continue
        values = [value for flow in kind.flows if flow.when[0] == name for value in flow.when[1]]
        yield from _twice(f"flow of {name}", values)
        yield from (f"has no flow for {name} {code}" for code in field.codes().labels if code not in values)
        for move in (move for flow in kind.flows for move in flow.moves):
            if name in {*move.asks, *move.sets, *move.stamps}:
                yield f"move {move.name} changes {name}, which tells the flow"


def _without(kind: Kind, flow: Flow) -> Iterator[str]:
    """What becomes wrong where a centre does without an optional stage."""
    known = set(_moves(kind, flow))
    for stage in (one for one in flow.stages if one.optional):
        off = StageSetting(table=kind.table, flow=flow.name, code=stage.code, off=True, since=date.min)
        found = _moves(kind, adapted(flow, [off], date.max))
        yield from (f"without stage {stage.code}: {fault}" for fault in found if fault not in known)


def _stages(kind: Kind, flow: Flow) -> Iterator[str]:
    fields = columns_of(kind.record)
    yield from _twice("stage", (stage.code for stage in flow.stages))
    yield from _twice("move", (move.name for move in flow.moves))
    for name in filter(None, (flow.field, flow.outcome, flow.begun, flow.when[0])):
        if name not in fields:
            yield f"names {name}, which is no column"
    for name in filter(None, (flow.field, flow.outcome)):
        if name in fields and not fields[name].fixed:
            yield f"{name} can be typed: mark it fixed"
    for name in flow.given:
        if name not in fields or not fields[name].fixed or name in (flow.field, flow.outcome):
            yield f"given names {name}, which is no field that moves alone write"
    if len(flow.codes(Meaning.VOID)) != 1:
        yield "needs one stage that means VOID"
    if not flow.stages or flow.stages[0].meaning is not Meaning.NEW:
        yield "does not begin with a stage that means NEW"
    yield from _labels(flow, fields.get(flow.field))
    yield from _clocks(kind, flow)
    for stage in flow.stages:
        yield from (f"stage {stage.code} {fault}" for fault in _ways(flow, stage))


def _clocks(kind: Kind, flow: Flow) -> Iterator[str]:
    """What clocks name is there, and each begins; one at most can be put off."""
    yield from _twice("clock", (clock.name for clock in flow.clocks))
    if len([clock for clock in flow.clocks if clock.day]) > 1:
        yield "has two clocks that keep their last day in a field"
    if flow.clocks and (own := {move.name for move in flow.moves} & set(CLOCK_MOVES)):
        yield f"has moves of its own called {' and '.join(sorted(own))}, which every flow with a clock has"
    for clock in flow.clocks:
        yield from (f"clock {clock.name} {fault}" for fault in _clock(kind, flow, clock))


def _clock(kind: Kind, flow: Flow, clock: Clock) -> Iterator[str]:
    fields, names = columns_of(kind.record), {move.name for move in flow.moves}
    for name in (*clock.starts, *clock.stops):
        if name not in names and flow.stage(name) is None:
            yield f"names {name}, which is neither a move nor a stage"
    for code in clock.pauses:
        if flow.stage(code) is None:
            yield f"stands still at stage {code}, which there is not"
    if not flow.begun and not clock.starts:
        yield "runs from the beginning, and no field tells when that was"
    if clock.day and not (isinstance(field := fields.get(clock.day), Day | Moment) and field.fixed):
        yield f"keeps its last day in {clock.day}, which is no day that moves alone write"
    for criterion, name in clock.by.items():
        if criterion not in CRITERIA or name not in fields:
            yield f"is told apart by {criterion} in {name}, which rules or records do not have"
    if not clock.label or len(clock.label) > LONGEST_LABEL:
        yield f"has a label of {len(clock.label)} characters"


def _labels(flow: Flow, field: Field[object] | None) -> Iterator[str]:
    """The field of the stage knows the stages."""
    if field is None:
        return
    if not isinstance(field, StageCode):
        yield f"{flow.field} holds no stage"
        return
    labels = {stage.code: stage.label for stage in field.stages}
    for stage in flow.stages:
        if labels.get(stage.code) != stage.label:
            yield f"stage {stage.code} is {stage.label} here and {labels.get(stage.code)} in the field {flow.field}"


def _ways(flow: Flow, stage: Stage) -> Iterator[str]:
    """Whether something leads to a stage and on from it."""
    ahead = flow.moves_from(stage.code)
    if not stage.meaning.is_over and not any(move.to for move in ahead):
        yield "leads nowhere"
    if stage.meaning not in (Meaning.NEW, Meaning.VOID) and not any(move.to == stage.code for move in flow.moves):
        yield "is reached by no move"
    if stage.optional and stage.meaning is Meaning.NEW:
        yield "is optional, and where work begins"
    if stage.optional and not any(move.main and move.to for move in ahead):
        yield "is optional and has no usual move that would take its place"


def _moves(kind: Kind, flow: Flow) -> Iterator[str]:
    for move in flow.moves:
        yield from (f"move {move.name}: {fault}" for fault in _move(kind, flow, move))


def _move(kind: Kind, flow: Flow, move: Move) -> Iterator[str]:
    for code in (*move.source, *filter(None, (move.to,))):
        if flow.stage(code) is None:
            yield f"names stage {code}, which there is not"
    if not move.source:
        yield "leads from nowhere"
    yield from _not_same(flow, move)
    yield from _led_back(kind, flow, move)
    ended = flow.stage(move.to) if move.to else None
    if ended and ended.meaning is Meaning.DONE and flow.outcome and flow.outcome not in {*move.needs, *move.sets}:
        yield f"ends the work without {flow.outcome}"
    if move.voices not in (1, 2):
        yield "asks for other voices than one or two"
    yield from _fields_of_move(kind, move)
    if kind.number and kind.number.number in {*move.asks, *move.needs, *move.sets}:
        yield f"fills in {kind.number.number}, which comes out of the number book alone"
    fields = fields_of(kind.record)
    filled = {name for one in flow.every_move() for name in (*one.asks, *one.sets, *one.stamps, *one.once)}
    for name in move.needs:
        if name in fields and fields[name].fixed and name not in filled:
            yield f"needs {name}, which no move fills in"


def _led_back(kind: Kind, flow: Flow, move: Move) -> Iterator[str]:
    """What is taken back is there, and what is left to a service is looked at by one."""
    if move.back and move.back not in {one.name for one in flow.moves}:
        yield f"takes back {move.back}, which is no move"
    if (move.gives or move.ways) and not kind.moved:
        yield "leaves something to a service, and none looks at the moves of the type"
    if move.itself and (move.main or not kind.moved):
        yield "is made by the program alone, and is a red button, or nothing says when"


def _not_same(flow: Flow, move: Move) -> Iterator[str]:
    """Who made a move that is named must be told with it; where an old step does not, it must be possible to make it again."""
    for name in move.not_same:
        if flow.move(name) is None:
            yield f"not_same names {name}, which is no move"
            continue
        for code in move.source:
            if flow.way_to(name, code) is None:
                yield f"not_same names {name}, to which no way leads back from stage {code}"


def _fields_of_move(kind: Kind, move: Move) -> Iterator[str]:
    fields = fields_of(kind.record)
    for name in move.fills:
        if name not in fields:
            yield f"names {name}, which is no field"
    for name in (*move.stamps, *move.once):
        if name in fields and not isinstance(fields[name], Day | Moment):
            yield f"stamps {name}, which holds no time"
    if move.adds in fields:
        rows = fields[move.adds]
        if not (isinstance(rows, Rows) and {"at", "by"} <= fields_of(rows.part).keys()):
            yield f"adds to {move.adds}, whose rows do not keep when and by whom"
    for name, value in move.sets.items():
        if name in fields and fields[name].fault(value):
            yield f"sets {name} to {value}, which it cannot hold"
