"""Where residents were heard: sessions of the matters that came that way, each with whoever happened to sit there besides."""

import random
from datetime import timedelta
from itertools import groupby

from db.practice.data import staff_names
from db.records.matters.listening import CHANNELS, Listening, ListeningLine
from db.records.matters.matter import Matter
from db.services.save_as_declared import save_as_declared
from db.store import Store, among
from db.values.day import day_of

LASTS = timedelta(hours=2)
IDLE = (3, 9)
"""So many come besides those who want something, at least and at most."""


def sit(store: Store, chance: random.Random) -> None:
    """Writes a session down for each day and way on which such matters came."""
    kinds = {channel: kind for kind, channel in CHANNELS.items()}
    found = store.select(Matter, among("channel", list(kinds)), order=("channel", "taken", "id"))
    for (channel, day), matters in groupby(found, key=lambda one: (one.channel, day_of(one.taken))):
        came = list(matters)
        first = came[0]
        assert first.taken is not None
        listening = Listening(
            kind=kinds[channel],
            day=day,
            begins=first.taken.time(),
            ends=(first.taken + LASTS).time(),
            place=first.place or "小区凉亭",
            estate=first.estate,
            grid=first.grid,
            sat=staff_names()[0],
            people=len(came) + chance.randint(*IDLE),
            lines=tuple(map(_line, came)),
        )
        save_as_declared(store, listening)


def _line(matter: Matter) -> ListeningLine:
    who = matter.claimants[0]
    return ListeningLine(
        who=who.who, name=who.name, phone=who.phone, anonymous=who.anonymous, hidden=who.hidden, subject=matter.subject,
        category=matter.category, matter=matter.id,
    )  # fmt: skip
