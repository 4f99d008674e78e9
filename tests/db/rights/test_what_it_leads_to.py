"""Nobody ties to himself, or to what he sees, what is hidden from him; nor does he write anything down with it."""

from contextlib import closing
from datetime import date

import pytest
from attrs import evolve

from db.errors import NotAllowed
from db.records.base import Record
from db.records.hall.meeting import Topic
from db.records.kinds import Kinds
from db.records.matters.matter import MATTERS, Matter
from db.records.mediation.case import MediationCase
from db.records.registry.household import Household, Member
from db.records.registry.resident import GONE, IN_REGISTER, Resident
from db.records.role import Role
from db.records.step import MOVED, NOTED, Step
from db.records.visits.visit import Visit
from db.services.bodies.whose_name import Place, say_whose
from db.services.earlier import Told
from db.services.move import note
from db.services.registry.events import What, take_back
from db.services.save_as_declared import save_as_declared
from db.store import Store
from db.store.lift import Lift
from tests.db.registry.events.people import happens
from tests.db.rights.test_who_may import copy_of, is_let
from tests.db.rights.town import NOW, Town, name_of
from tests.named import account_named


def whole(store: Store, kind: type[Record], record_id: int) -> Record:
    """A record, whoever works here."""
    with store.lifted(Lift.SAME):
        return store.get(kind, record_id)


def test_nobody_hidden_is_written_into_a_household(town: Town) -> None:
    hidden = town.ids["resident"]["other"]
    with closing(town.as_role(Role.GRID)) as store:
        own = store.get(Household, town.ids["household"]["grid"])
        for led in (
            evolve(own, members=(*own.members, Member(resident=hidden, relation="02"))),
            evolve(own, head=hidden),
        ):
            with pytest.raises(NotAllowed, match="您无权查看这条居民"):
                save_as_declared(store, led)
        assert store.get(Household, own.id) == own
        assert is_let(store, lambda w: w.save(evolve(own, note="走访过")))


def test_what_somebody_else_tied_before_stays(town: Town) -> None:
    hidden = town.ids["resident"]["other"]
    with closing(town.as_role(Role.CHIEF)) as store:
        own = store.get(Household, town.ids["household"]["grid"])
        tied = store.save(evolve(own, members=(Member(resident=hidden, relation="02"),)))
    with closing(town.as_role(Role.GRID)) as store:
        saved = store.save(evolve(tied, note="走访过"))
        assert [one.resident for one in saved.members] == [hidden]
        back = store.save(evolve(saved, members=(), note=own.note))
        with pytest.raises(NotAllowed):
            store.save(evolve(back, members=(Member(resident=hidden, relation="02"),)))


@pytest.mark.parametrize("kind", [MediationCase, Visit], ids=lambda kind: kind.TABLE)
def test_nobody_comes_to_see_a_matter_by_leading_to_it(town: Town, kind: type[Record]) -> None:
    with closing(town.as_role(Role.MEDIATOR)) as store:
        mine = store.get(kind, town.ids[kind.TABLE]["mine"])
        for table_id, is_led in (
            (town.ids["matter"]["other"], False),
            (town.ids["matter"][f"mine:{Role.MEDIATOR}"], True),
        ):
            assert is_let(store, lambda w, i=table_id: w.save(evolve(mine, matter=i))) == is_led


def test_nobody_leads_a_topic_to_a_case_that_is_hidden(town: Town) -> None:
    with closing(town.as_role(Role.SECRETARY)) as store:
        topic = store.get(Topic, town.ids["topic"]["other"])
        assert is_let(store, lambda w: w.save(topic))
        assert not is_let(store, lambda w: w.save(evolve(topic, case=town.ids["mediation_case"]["other"])))


def test_no_move_leads_to_what_is_hidden(town: Town) -> None:
    (loop,) = (flow for flow in MATTERS.flows if flow.move("handle"))
    moves = tuple(evolve(one, asks=(*one.asks, "joined")) if one.name == "handle" else one for one in loop.moves)
    asking = evolve(MATTERS, flows=tuple(evolve(flow, moves=moves) if flow is loop else flow for flow in MATTERS.flows))
    ids, step = town.ids["matter"], Step(move="handle", what=MOVED, at=NOW, keyed=NOW)
    with closing(town.as_role(Role.GRID)) as store:
        store.kinds = Kinds(asking if one.table == Matter.TABLE else one for one in store.kinds)
        own = store.get(Matter, ids["grid"])
        assert is_let(store, lambda w: w.move(evolve(own, joined=ids[f"mine:{Role.GRID}"]), step))
        assert not is_let(store, lambda w: w.move(evolve(own, joined=ids["other"]), step))


def test_a_note_is_written_by_whoever_may_change_what_he_sees(town: Town) -> None:
    ids = town.ids["matter"]
    with closing(town.as_role(Role.CHIEF)) as store:
        own, hidden = store.get(Matter, ids["grid"]), store.get(Matter, ids["other"])
    for role, record in ((Role.ADMIN, own), (Role.ARCHIVIST, own), (Role.GRID, hidden), (Role.MEDIATOR, hidden)):
        with closing(town.as_role(role)) as store, pytest.raises(NotAllowed):
            note(store, record, "打过电话", NOTED)
    with closing(town.as_role(Role.GRID)) as store:
        assert note(store, own, "上过门", NOTED) in store.steps(own)


def test_nobody_says_whose_a_name_is_in_what_is_hidden(town: Town) -> None:
    hidden = town.ids["mediation_case"]["other"]
    places = [Place("mediator", "调解员", Told(MediationCase.TABLE, hidden, "", "", ""))]
    with closing(town.as_role(Role.CHIEF)) as store:
        case = store.get(MediationCase, hidden)
        was = {actor.role: actor.who for actor in case.actors}["mediator"]
        with store.writing("试试") as w:
            w.tie(case, {("mediator", case.mediator): 0})
        with closing(town.as_role(Role.DESK)) as clerk:
            me = account_named(clerk, name_of(Role.DESK))
            assert me is not None
            assert say_whose(clerk, case.mediator, me.person, places) == []
            assert clerk.find(MediationCase, hidden) is None
        assert say_whose(store, case.mediator, was, places) == places


def test_a_copy_is_made_of_what_leads_to_what_is_seen(town: Town) -> None:
    with closing(town.as_role(Role.DESK)) as store:
        assert is_let(store, lambda w: w.save(copy_of(store.get(Visit, town.ids["visit"]["grid"]))))


def test_an_event_that_closed_a_hidden_seat_is_taken_back_whole_or_it_is_told_who_can(town: Town) -> None:
    own = town.ids["resident"]["grid"]
    with closing(town.as_role(Role.CHIEF)) as store:
        store.save(evolve(store.get(Resident, own), state=IN_REGISTER, state_day=None))
        hidden = store.get(Household, town.ids["household"]["other"])
        there = store.save(evolve(hidden, members=(*hidden.members, Member(resident=own, relation="99"))))
    ended = [one.until for one in there.members]
    with closing(town.as_role(Role.GRID)) as store:
        assert store.find(Household, there.id) is None
        take_back(store, happens(store, What.LEFT, store.get(Resident, own), day=date.today()).seq)
        back = whole(store, Household, there.id)
        assert isinstance(back, Household)
        assert [one.until for one in back.members] == ended, "the hidden seat, too"
        done = happens(store, What.LEFT, store.get(Resident, own), day=date.today())
    with closing(town.as_role(Role.CHIEF)) as store:
        left = store.save(evolve(store.get(Household, there.id), note="看过"))
        title = store.title(left)
    with closing(town.as_role(Role.GRID)) as store:
        with pytest.raises(NotAllowed, match="您无权查看的一户") as told:
            take_back(store, done.seq)
        assert "窗口登记员" in told.value.remedy
        assert "网格员" not in told.value.remedy, "who sees no more than he does cannot either"
        assert title not in f"{told.value.message}{told.value.remedy}"
        assert store.get(Resident, own).state == GONE
