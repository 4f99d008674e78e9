"""受理纠纷: a mediation case gets its number and its term, its parties come out of the registry."""

from datetime import date, datetime, time

import attrs

from db.errors import RecordInvalid
from db.records.base import fields_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.codes import AT_THE_WINDOW, DISPUTE, OTHER_CHANNEL
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import APPLICANT, APPLIED, OTHER_SIDE, MediationCase, Party
from db.records.registry.resident import Resident, reference_to
from db.services.answers import UNASKED, Answers
from db.services.clocks import first_days_by_rule
from db.services.letters.number_day import settle_day
from db.services.letters.number_record import number_record
from db.services.matters.begin_way import named_claimant
from db.services.matters.ending import refuse_opening
from db.services.matters.take_in import enter_matter
from db.services.save_record import counted, save_record
from db.store import Store, Writer
from db.store.lift import Lift
from db.store.reading import Reader
from db.values import code_table, name_list
from db.values.day import this_minute
from db.values.working_time import MONTHS, Length, ends

USUAL_TERM = Length(1, MONTHS)


def accept_case(store: Store, case: MediationCase, answers: Answers = UNASKED) -> MediationCase:
    """The case as accepted: numbered in the transaction that saves it, with the day it should be settled by, and with its matter.

    A case that was begun of no matter makes one, which is taken in as any other: number and slip are those of 诉求. One that was
    begun of a matter is a way of dealing with that, as long as that is open.
    One that was accepted before is saved as it is, and the book follows its subject.

    Raises:
        RecordInvalid: something forbids acceptance, such as that its matter is over; no number is used up.
        AppError: a number that it brings cannot be entered in the book; see `number_record`.
    """
    if case.id:
        return save_record(store, case, answers)
    received = case.received or date.today()
    due, recorder = case.due or settle_by(store, received), case.recorder or store.actor
    accepted = attrs.evolve(case, received=received, due=due, recorder=recorder)
    if blocking := accepted.refusals():
        raise RecordInvalid(blocking)
    settle_day(received, fields_of(MediationCase)["received"], answers)
    with store.writing("受理纠纷") as w:
        refuse_opening(store, accepted)
        matter = accepted.matter or _matter_made(store, w, accepted)
        numbered = attrs.evolve(accepted, matter=matter)
        return number_record(store, numbered, counted(store, case), "受理纠纷", always=True)


def _matter_made(store: Store, w: Writer, case: MediationCase) -> int:
    """The id of the matter that a case makes, whoever else may take in matters."""
    told = matter_of(store, case, _taker(w, case))
    with store.lifted(Lift.FOLLOWING):
        return enter_matter(store, told).id


def matter_of(store: Reader, case: MediationCase, taker: int = 0) -> Matter:
    """The matter of which a dispute is one way of dealing with it, not saved: whoever applied for mediation claims.

    ``taker`` is the person who took it in; 0 for who works here.
    """
    now = this_minute()
    received = case.received or now.date()
    return Matter(
        subject=case.title_text,
        nature=DISPUTE,
        category=code_table.load("matter_category").code(code_table.load("dispute").label(case.dispute)) or "",
        channel=AT_THE_WINDOW if case.source == APPLIED else OTHER_CHANNEL,
        taken=now if received == now.date() else datetime.combine(received, time()),
        taker=taker,
        facts=case.facts,
        place=case.place,
        claimants=tuple(_claimant(store, party) for party in case.parties if party.side == APPLICANT),
    )


def _taker(w: Writer, case: MediationCase) -> int:
    """The person who recorded a case; 0 where several bear that name."""
    named = name_list.names(case.recorder)
    return w.person_of(named[0]) if named else 0


def begun_of_matter(store: Store, matter: Matter, today: date) -> MediationCase:
    """A case that is a way of dealing with a matter, not saved: whoever brought that applies, unless they want no name."""
    claimant = named_claimant(matter)
    applies = Party(side=APPLICANT, name=claimant.name, phone=claimant.phone)
    if claimant.who and (known := party_of(store, claimant.who, APPLICANT, today)).name:
        applies = known
    titles = store.linked_titles([matter])[matter.id]
    return MediationCase(
        title_text=matter.subject,
        received=today,
        recorder=store.actor,
        place=matter.place or titles.get("house", "") or titles.get("building", ""),
        facts=matter.facts,
        matter=matter.id,
        parties=(applies, Party(side=OTHER_SIDE)),
    )


def _claimant(store: Reader, party: Party) -> Claimant:
    """Who claims: the resident behind a person, for a person alone is none whom a matter knows."""
    table, record_id = store.kinds.leads_to(party.who)
    if table != Person.TABLE:
        return Claimant(who=party.who, name=party.name, phone=party.phone)
    person = store.find(Person, record_id)
    who = reference_to(person.resident) if person and person.resident else 0
    return Claimant(who=who, name=party.name, phone=party.phone)


def settle_by(store: Store, received: date) -> date:
    """The last day of the term that the centre's rule gives from a day of acceptance.

    Without a rule it is the usual month (司法部令第75号 第三十三条).
    """
    due = first_days_by_rule(store, MediationCase(received=received)).get("due")
    due = due or ends(datetime.combine(received, time()), USUAL_TERM) or received
    return due.date() if isinstance(due, datetime) else due


def party_from(store: Store, resident: Resident, side: str, today: date) -> Party:
    """A party as the forms ask for one, from the registry: age instead of birth, address instead of a link."""
    return Party(
        who=reference_to(resident.id),
        side=side,
        name=resident.name,
        sex=resident.sex,
        ethnicity=resident.ethnicity,
        age=resident.age(today),
        phone=resident.phone,
        address=store.titles("house", [resident.house]).get(resident.house, ""),
    )


def party_of(store: Store, number: int, side: str, today: date) -> Party:
    """A party as a reference tells of a resident, a body or a person; empty where it leads to nothing.

    Of a person who is a resident the register of residents tells, and the person what it does not know: what they do.
    """
    table, record_id = store.kinds.leads_to(number)
    kind = store.kinds.find(table)
    match store.find(kind.record, record_id) if kind else None:
        case Resident() as resident:
            return party_from(store, resident, side, today)
        case Body(name=name, phone=phone):
            return Party(who=number, side=side, name=name, phone=phone)
        case Person() as person:
            unit = store.titles(Body.TABLE, [person.unit]).get(person.unit, "")
            told = Party(who=number, side=side, name=person.name, job=person.job, phone=person.phone, address=unit)
            if (resident := store.find(Resident, person.resident)) is None:
                return told
            known = party_from(store, resident, side, today)
            phone, address = known.phone or told.phone, known.address or told.address
            return attrs.evolve(known, who=number, job=told.job, phone=phone, address=address)
        case _:
            return Party(side=side)
