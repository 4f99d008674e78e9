"""待核实 for identity numbers: typed by hand or imported, a wrong one is marked in the same words, a right one is not."""

from db.records.base import changed
from db.records.registry.resident import Resident
from db.services.registry.import_roster.row_problems import BIRTH_DOUBT, NUMBER_DOUBTS, SEX_DOUBT
from db.values import id_number, paper_number

_OURS = frozenset({*NUMBER_DOUBTS.values(), SEX_DOUBT, BIRTH_DOUBT})


def doubts_of(resident: Resident) -> list[str]:
    """What a number that is written says against itself, or against sex and birth."""
    number = resident.id_number
    if resident.id_kind not in paper_number.NUMBERED or not number:
        return []
    if fault := paper_number.fault(resident.id_kind, number):
        return [NUMBER_DOUBTS[fault]]
    if resident.id_kind not in paper_number.AS_CITIZENS:
        return []
    found: list[str] = []
    if resident.sex in ("1", "2") and resident.sex != id_number.sex(number):
        found.append(SEX_DOUBT)
    if resident.birth and resident.birth != id_number.birth(number):
        found.append(BIRTH_DOUBT)
    return found


def with_doubts(resident: Resident, before: Resident | None) -> Resident:
    """The resident with 待核实 as the number asks; what a clerk has cleared is not marked again without a change."""
    if before and all(getattr(before, n) == getattr(resident, n) for n in ("id_number", "id_kind", "sex", "birth")):
        return resident
    others = [d for d in resident.doubt.split("；") if d and d not in _OURS]
    told = "；".join(dict.fromkeys([*others, *doubts_of(resident)]))
    return resident if told == resident.doubt else changed(resident, doubt=told)
