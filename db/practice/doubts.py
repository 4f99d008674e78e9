"""待核实: what a register never has in order, put into a few records on purpose."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import attrs

from db.practice.data import table
from db.practice.families import IN_REGISTER
from db.practice.flats import practice_phone
from db.records.registry.resident import Resident
from db.values import id_number


def with_doubts(residents: Sequence[Resident], today: date, chance: random.Random) -> list[Resident]:
    """The residents, some of them with a doubt as ``doubts.csv`` tells it; a wrong number stays as it was written."""
    changed = list(residents)
    free = [n for n, r in enumerate(residents) if r.state == IN_REGISTER and r.id_kind == "111"]
    for kind, youngest, oldest, text in table("doubts"):
        fitting = [n for n in free if int(youngest) <= (residents[n].age(today) or 0) <= int(oldest)]
        place = chance.choice(fitting)
        free.remove(place)
        changed[place] = attrs.evolve(_spoilt(changed[place], kind, chance), doubt=text)
    return changed


def _spoilt(resident: Resident, kind: str, chance: random.Random) -> Resident:
    number = resident.id_number
    match kind:
        case "checksum":
            wrong = chance.choice([c for c in id_number.CHECKS if c != number[-1]])
            return attrs.evolve(resident, id_number=number[:-1] + wrong)
        case "short":
            return attrs.evolve(resident, id_number=number[:11] + number[12:])
        case "none":
            return attrs.evolve(resident, id_number="")
        case "old":
            return attrs.evolve(resident, id_number=number[:6] + number[8:17])
        case "birth" if resident.birth:
            return attrs.evolve(resident, birth=resident.birth - timedelta(days=1))
        case "phone":
            return attrs.evolve(resident, phone=resident.phone or practice_phone(chance))
        case _:
            return resident
