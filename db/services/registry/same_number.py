"""What a number tells of who bears it, and who else in the register bears the same."""

from db.records.registry.resident import IN_REGISTER, Resident
from db.store import Store, eq, ne
from db.store.lift import Lift
from db.values import paper_number


def filled_from_number(resident: Resident) -> dict[str, object]:
    """Sex and birth out of a right number, where they are still empty; what paper it is was said."""
    told = paper_number.read(resident.id_number)
    if told is None or told.kind != resident.id_kind:
        return {}
    return {name: value for name, value in told.fields().items() if not getattr(resident, name)}


def same_number(store: Store, resident: Resident) -> Resident | None:
    """Somebody else in the register with the same number, or None; wrong numbers are nobody's.

    Who has left or died keeps their number and may come back as a new registration.
    """
    if resident.state != IN_REGISTER or not resident.id_number:
        return None
    if paper_number.fault(resident.id_kind, resident.id_number):
        return None
    same = (eq("id_number", resident.id_number), eq("state", IN_REGISTER), ne("id", resident.id))
    with store.lifted(Lift.SAME):
        found = store.select(Resident, *same, limit=1)
    return found[0] if found else None
