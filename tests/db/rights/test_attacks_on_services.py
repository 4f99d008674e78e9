"""Whoever sees only some records finds no word of the others in the answer of any service, whatever he gives it.

Every public function of the services that takes a store is found by itself, and is called with what its parameters ask for: ids and
references of hidden records, records that tell nothing but such an id, and records that are seen.
"""

import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from types import ModuleType, UnionType
from typing import Any, NoReturn, TypeVar, get_args, get_origin

import pytest
from attrs import frozen

import db.services
from db.errors import AppError
from db.records.base import Record
from db.records.condition import Condition
from db.records.figure import Figure
from db.records.flow import Move
from db.records.kind import Kind, Switch
from db.records.kinds import Kinds
from db.records.must import Must
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.centre.switches import in_use
from db.services.figures.measure import figures_by_name
from db.services.figures.scope import Scope
from db.services.figures.span import Span, until
from db.services.registry.events.asked import Asked, Event, What
from db.services.registry.events.board import Board
from db.store import Store, Warrant
from db.values.calendar_period import MONTH, CalendarPeriod, period_of
from tests.db.rights.hunting import Prey

pytestmark = pytest.mark.xdist_group("hunting")  # in one process what both files stand on is made once

TODAY = date(2026, 11, 29)
MOST_CALLS = 14
ASIDE = frozenset(
    [
        "bodies.leaving.leave_posts",
        "bodies.merging.merge_in",
        "bodies.merging.merge_persons",
        "bodies.merging.take_back_merge",
        "bodies.whose_name.likenesses",
        "bodies.whose_name.say_another",
        "bodies.whose_name.say_whose",
        "bodies.whose_name.take_back_another",
        "bodies.whose_name.take_back_whose",
        "brings_back.brings_back",
        "brings_back.gone_since",
        "centre.administrators.refuse_gap",
        "centre.handover.in_hand.is_of_gone",
        "centre.handover.in_hand.kind_of_draft",
        "centre.handover.in_hand.may_see_draft",
        "centre.handover.take_over.take_back",
        "centre.handover.take_over.take_over",
        "centre.own_options.take_back",
        "centre.stage_names.insert",
        "centre.stage_names.rename",
        "centre.stage_names.settings_of",
        "centre.stage_names.switch_off",
        "centre.switches.kept",
        "centre.switches.turn",
        "clocks.days_by_rule",
        "correcting.refuse_correcting",
        "due.whom",
        "duties.consent_held.refuse_withdrawn",
        "duties.consent_held.withdrawn",
        "duties.giving_out.refuse_whole",
        "duties.purge_again.purge_again",
        "duties.purge_traces.look_around",
        "estates.dividing.carry_out",
        "evidence.add_evidence.add_evidence",
        "figures.claims.claimed",
        "figures.laid_down.choose",
        "figures.laid_down.lay_down",
        "figures.left_out.left_out",
        "figures.measure.measure_each",
        "figures.scope.in_scope",
        "following.followed",
        "following.offered",
        "gone.missing",
        "hall.call_meeting.with_agenda",
        "hall.invite_many.guests",
        "hall.invite_many.uninvite",
        "import_file.commit",
        "import_file.plan_of",
        "import_file.preview",
        "importing.commit.commit_tables",
        "importing.doubts.ways",
        "letters.issue_number.draw_number",
        "letters.issue_number.entries",
        "letters.number_record.drop_number",
        "letters.number_record.follow_numbers",
        "letters.number_record.give_back",
        "letters.number_record.number_record",
        "log_anchors.compare_file",
        "log_anchors.keep_anchor",
        "log_anchors.keep_anchor_if_possible",
        "log_lines.export_log",
        "matters.ending.offered",
        "matters.ending.refuse_ending",
        "matters.ending.way_moved",
        "matters.intake.begin_with",
        "matters.joined.matter_moved",
        "matters.skipping.send_copies",
        "matters.skipping.skipping",
        "matters.skipping.take_back_copies",
        "matters.stages.stage_moved",
        "matters.telling.tell",
        "matters.steps_put_off.steps_put_off",
        "matters.three_steps.three_steps_moved",
        "matters.whistle_presets.take",
        "move.after_move",
        "move.catch_up",
        "move.correct",
        "move.move",
        "note_output.note_output",
        "note_presence.note_presence",
        "record_history.put_back",
        "registry.change_house.settle",
        "registry.compare_roster.compare",
        "registry.compare_roster.marked.write_marked",
        "registry.compare_roster.take",
        "registry.events.hidden.leave_hidden",
        "registry.events.deed.carry_out",
        "registry.events.by_hand.left_by_hand",
        "registry.events.by_hand.moved_out",
        "bodies.leaving.end_posts_of",
        "registry.events.following.end_with",
        "registry.events.in_bulk.left_all",
        "registry.events.in_bulk.moved_all",
        "registry.import_roster.following.follow",
        "registry.events.meetings.take_off",
        "registry.import_roster.commit.commit",
        "registry.import_roster.preview",
        "registry.import_roster.remembered.estate_remembered",
        "registry.import_roster.remembered.remembered",
        "registry.import_roster.rows_of",
        "registry.ledgers.freezing.add",
        "registry.ledgers.freezing.freeze",
        "registry.ledgers.freezing.take_back",
        "registry.ledgers.marks.write",
        "registry.ledgers.taking.commit",
        "registry.ledgers.taking.plan_of",
        "registry.ledgers.whose.went_out_of",
        "registry.lived_in.live_in",
        "registry.merging.merge_residents",
        "registry.merging.merges_of",
        "registry.merging.part_residents",
        "registry.own_places.own_places_first",
        "registry.register_resident.house_at",
        "registry.resident_card.naming",
        "registry.tell_apart.told_apart",
        "saved_lists.change",
        "saved_lists.restore",
        "typed_values.typed_value",
        "undo_import.redo_import",
        "undo_import.residents.weigh",
        "undo_import.steps.before",
        "undo_import.steps.leading_nowhere",
        "undo_import.tables.weigh",
        "undo_import.undo_import",
        "undo_import.weigh_undo",
        "unfinished.told_of",
        "matters.pasted.take_over",
        "matters.claimants_told.tell_joined",
        "matters.lines_told.export_lines",
        "matters.posting.export_posting",
        "visits.export_coverage.export_coverage",
        "visits.export_diary.export_diary",
        "visits.key_sheet.take_back",
        "visits.sheets.prepare",
        "visits.sheets.preview",
    ]
)
"""What asks for something that only another service gives: a plan, a draft, a number just drawn. It tells of what was given."""
FILES = (
    "accounts",
    "backup",
    "backed_pieces",
    "carry",
    "check_store",
    "export",
    "kept",
    "kept_backups",
    "look_after",
    "old_copies",
    "open_as",
    "places",
    "set_up",
    "standing",
    "thinning",
    "try_restore",
)
"""Modules that do something with files or keys, and tell of no record but in these."""


class TakenBack(Exception):
    """Whatever a service wrote is taken back."""


def modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(db.services.__path__, "db.services.")
    return [
        importlib.import_module(one.name) for one in found if ".apart" not in one.name and ".pictures" not in one.name
    ]


def services() -> dict[str, Callable[..., object]]:
    """Every public function that takes a store first, by module and name."""
    found: dict[str, Callable[..., object]] = {}
    for module in modules():
        if module.__name__.rpartition(".")[2].removesuffix("_table").removesuffix("_evidence") in FILES:
            continue
        for name, function in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.name in ("store", "read", "reader"):
                found[f"{module.__name__.removeprefix('db.services.')}.{name}"] = function
    return found


@frozen
class Larder:
    """What can be given to a service."""

    clerk: Store
    prey: Prey

    def stubs(self, kind: type[Record]) -> list[Record]:
        return [kind(id=i, version=1) for i in self.prey.hidden[kind.TABLE][:2]]

    def records(self, kind: type[Record]) -> list[Record]:
        seen = self.prey.seen[kind.TABLE][:1]
        return [*self.stubs(kind), *self.clerk.get_many(kind, seen).values()]

    def hidden_kinds(self) -> list[Kind]:
        return [kind for kind in self.clerk.kinds if self.prey.hidden[kind.table]]

    def ids(self) -> list[int]:
        return [i for kind in self.hidden_kinds() for i in self.prey.hidden[kind.table][:1]]

    def numbers(self) -> list[int]:
        """Ids and references."""
        hidden = [one for kind in self.hidden_kinds() for one in self.stubs(kind.record)[:1]]
        return [*(one.id for one in hidden), *map(self.clerk.kinds.reference_of, hidden)]

    def events(self) -> list[Event]:
        """What happens to somebody who is hidden, and to somebody who is seen with somebody, a home and a house that are hidden."""
        who, homes, houses = (tuple(self.prey.hidden[one.TABLE][:1]) for one in (Resident, Household, House))
        seen = tuple(self.prey.seen[Resident.TABLE][:1])
        asked = Asked(day=TODAY, partner=sum(who), together=True, home=sum(homes), house=sum(houses))
        pairs = [(who, Asked(day=TODAY)), (seen, asked)]
        return [Event(what=what, who=some, asked=form) for what in What for some, form in pairs]

    @cached_property
    def plain(self) -> dict[object, list[Any]]:
        """What is asked for by its type alone; the same for every service, as whatever one writes is taken back."""
        kinds = self.clerk.kinds
        return {
            date: [TODAY],
            date | None: [TODAY],
            datetime: [datetime(2026, 11, 29, 9, 30)],
            str: self.prey.words(2),
            bool: [True],
            int: self.numbers(),
            Kind: self.hidden_kinds(),
            Kinds: [in_use(self.clerk)],
            Span: [until(TODAY)],
            CalendarPeriod: [period_of(TODAY, MONTH)],
            Scope | None: [None],
            Switch: [kind.switch for kind in kinds if kind.switch],
            Board: [Board(self.clerk, TODAY, 0)],
            Event: self.events(),
            Figure: list(figures_by_name(kinds).values()),
            Move: [move for kind in kinds for flow in kind.flows for move in flow.moves],
            Must: [must for kind in kinds for must in kind.musts],
            Record: [one for kind in self.hidden_kinds() for one in self.records(kind.record)],
            type[Record]: [kind.record for kind in self.hidden_kinds()],
        }

    def given(self, asked: Any) -> list[Any] | None:
        """What a parameter can be given; None where nobody knows."""
        if isinstance(asked, TypeVar):
            asked = asked.__bound__ or Record
        if self.plain.keys() & {asked}:
            return self.plain[asked]
        if inspect.isclass(asked) and issubclass(asked, Record):
            return self.records(asked)
        if get_origin(asked) is type:
            return self.plain[type[Record]]
        if get_origin(asked) is Mapping:
            return [self.prey.hidden] if get_args(asked)[1] == Collection[int] else [{}]
        if get_origin(asked) in (Iterable, Collection, Sequence, set, list):
            (inner,) = get_args(asked)
            return self._several(inner)
        if isinstance(asked, UnionType):
            arms = [self.given(one) for one in get_args(asked)]
            return None if None in arms else [one for arm in arms for one in arm or ()]
        return None

    def _several(self, inner: Any) -> list[Any] | None:
        """What a parameter can be given that asks for several of something."""
        kinds = self.hidden_kinds()
        if inner is int:
            return [self.prey.hidden[kind.table][:5] for kind in kinds]
        if inner is Kind:
            return [kinds]
        if inspect.isclass(inner) and issubclass(inner, Record) and inner is not Record:
            return [self.records(inner)]
        if isinstance(inner, TypeVar) or inner is Record:
            return [self.records(kind.record) for kind in kinds]
        return {Condition: [[]], str: [["name"], self.prey.words(1)], object: [[]]}.get(inner)


def calls(function: Callable[..., object], larder: Larder) -> Iterable[Sequence[Any]] | None:
    """What a service is called with; None where one of its parameters asks for something else."""
    wanted = [
        p
        for p in inspect.signature(function).parameters.values()
        if p.default is p.empty and p.kind is not p.KEYWORD_ONLY
    ]
    given: list[list[Any]] = []
    for parameter in wanted[1:]:
        found = larder.given(parameter.annotation)
        if found is None:
            return None
        given.append(found)
    every = list(itertools.product(*given))
    step = max(len(every) // MOST_CALLS, 1)
    return every[::step]


def _take_back() -> NoReturn:
    raise TakenBack


def answered(clerk: Store, function: Callable[..., object], values: Sequence[Any]) -> object:
    """What a service says; whatever it writes is taken back."""
    told: list[object] = []
    try:
        with clerk.writing("试试", Warrant.PRACTICE):
            said = function(clerk, *values)
            told.extend(said if inspect.isgenerator(said) else [said])
            _take_back()
    except TakenBack:
        return told
    except AppError as error:
        return str(error)
    except (AssertionError, AttributeError, LookupError, StopIteration, TypeError, ValueError, RuntimeError, OSError):
        return None  # such a record, or pair of values, nobody has


SERVICES = services()


def test_every_service_is_called_or_stands_aside(hunted: tuple[Store, Prey]) -> None:
    larder = Larder(*hunted)
    uncalled = {name for name, function in SERVICES.items() if calls(function, larder) is None}

    assert uncalled <= ASIDE, sorted(uncalled - ASIDE)


def test_nothing_of_what_is_hidden_comes_out(hunted: tuple[Store, Prey]) -> None:
    clerk, prey = hunted
    larder = Larder(clerk, prey)
    caught: dict[str, set[str]] = {}
    for name, function in SERVICES.items():
        for values in calls(function, larder) or ():
            given = "\n".join(one for one in values if isinstance(one, str))  # what he knew already
            if found := {word for word in prey.caught(answered(clerk, function, values)) if word not in given}:
                caught.setdefault(name, set()).update(sorted(found)[:3])
    assert not caught, "\n".join(f"{name}: {sorted(words)[:4]}" for name, words in caught.items())
