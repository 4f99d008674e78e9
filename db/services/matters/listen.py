"""听民声: saving a session takes in a matter of each line that has none yet, and what was answered there is over at once."""

from datetime import datetime, time

from db.records.base import changed
from db.records.matters.codes import EXPLAINED, INQUIRY, OTHER_CHANNEL
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.listening import CHANNELS, Listening, ListeningLine
from db.records.matters.matter import Matter
from db.records.matters.parts import Claimant
from db.records.moving import moved
from db.records.step import Step
from db.services.answers import UNASKED, Answers
from db.services.matters.take_in import claimant_from, enter_matter
from db.services.save_record import save_record
from db.store import Store, Writer
from db.values import code_table, name_list
from db.values.day import this_minute

ANSWER = "answer"


def keep_listening(store: Store, listening: Listening, answers: Answers = UNASKED) -> Listening:
    """The session as saved, each of its lines with its matter; all or nothing.

    Raises:
        RecordInvalid: something forbids saving, or taking in what a line says; no number is used up.
        AppError: see `save_record`.
    """
    with store.writing("记听民声") as w:
        saved = save_record(store, listening, answers)
        lines = tuple(line if line.matter else _taken(store, w, saved, line) for line in saved.lines)
        return store.save(changed(saved, lines=lines)) if lines != saved.lines else saved


def channel_of(kind: str) -> str:
    """The channel of what was said at a session of a kind: what is called the same, else another one."""
    label = code_table.load("listening_kind").label(kind)
    return CHANNELS.get(kind) or code_table.load("matter_channel").code(label) or OTHER_CHANNEL


def _taken(store: Store, w: Writer, listening: Listening, line: ListeningLine) -> ListeningLine:
    taken = datetime.combine(listening.day or this_minute().date(), listening.begins or time())
    named = name_list.names(listening.sat)
    told = Matter(
        subject=line.subject,
        nature=INQUIRY if line.answered.strip() else Matter().nature,
        category=line.category,
        channel=channel_of(listening.kind),
        taken=taken,
        taker=w.person_of(named[0]) if named else 0,
        claimants=(_claimant(store, line),),
        place=listening.place,
        estate=listening.estate,
        grid=listening.grid,
    )
    matter = enter_matter(store, told)
    if line.answered.strip():
        _answer(store, w, matter, line.answered.strip(), taken)
    return changed(line, matter=matter.id)


def _claimant(store: Store, line: ListeningLine) -> Claimant:
    """Who said it, as the register has them where they are there; who gave no name gave none."""
    known = claimant_from(store, line.who) if line.who else Claimant()
    name, phone = line.name or known.name, line.phone or known.phone
    return Claimant(
        who=line.who, name=name, phone=phone, hidden=line.hidden, anonymous=line.anonymous or not (line.who or name)
    )


def _answer(store: Store, w: Writer, matter: Matter, answer: str, at: datetime) -> None:
    """What was answered there is over there and then, by the move by which it would be at the desk."""
    move = CLOSED_LOOP.move(ANSWER)
    assert move is not None
    over = moved(changed(matter, result=answer, outcome=EXPLAINED), CLOSED_LOOP, move, at)
    did = matter.taker or store.person_at_work()
    w.move(over, Step(move=move.name, at=at, did=did, keyed=this_minute(), account=store.account))
