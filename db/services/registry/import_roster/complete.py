"""Completes a person by what a row says: only what is empty is filled, nothing good is overwritten."""

from collections.abc import Mapping, Sequence
from itertools import compress
from operator import attrgetter, ne

from attrs import define, field

from db.records.base import changed
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import CareTag, Document, FormerName, Telephone
from db.services.registry.import_roster.read_person import with_note
from db.services.registry.import_roster.row_problems import NUMBER_DOUBTS, Remark
from db.services.registry.import_roster.signs import phones_of
from db.values import person_name, phone

PLAIN = (
    "birth", "ethnicity", "politics", "registered_at", "population", "residence_match", "phone_of", "script_name", "party_joined",
    "party_full_due", "permit_number", "permit_until", "marriage", "education", "employment", "workplace", "native_place", "nationality",
    "dwelling", "owner_relation",
)  # fmt: skip
_PLAIN_OF = attrgetter(*PLAIN)
_FILLED_OF = attrgetter(*PLAIN, "id_number", "phone", "house", "care", "documents", "former_names", "note")
PRESENT = "1"
REPLACED = "原登记有误，导入时更正"
_UNKNOWN_SEX = ("", "0", "9")


@define
class Completion:
    """A person after a row was taken into account.

    Attributes:
        resident: the person, with what was empty filled.
        number_fault: why the number that is now kept is not right.
        remarks: what differs, or was put right.
    """

    resident: Resident
    number_fault: str
    remarks: list[Remark] = field(factory=list[Remark])


def complete(old: Resident, old_fault: str, row: Resident, row_fault: str) -> Completion:
    """The person ``old`` completed by the row; faults tell whether each number is right."""
    done = Completion(old, old_fault)
    _complete_number(done, row, row_fault)
    changes = _filled(done, old, row)
    if row.sex not in _UNKNOWN_SEX:
        if old.sex in _UNKNOWN_SEX:
            changes["sex"] = row.sex
        elif old.sex != row.sex:
            done.remarks.append(Remark("sex", "differs", row.sex, old.sex))
    if row.state != old.state:
        code = "differs" if old.state == PRESENT else "not_present"
        done.remarks.append(Remark("state", code, row.state, old.state))
    changes |= _phones(done, row)
    if care := _new_care(old, row):
        changes["care"] = (*old.care, *care)
    if changes:
        done.resident = changed(done.resident, **changes)
    done.resident = _with_documents(done.resident, row.documents)
    done.resident = _with_names(done.resident, row.former_names)
    for line in filter(None, row.note.split("；")):
        if "**" not in line:  # what a mask has hidden is nothing new
            done.resident = with_note(done.resident, line)
    return done


def fills(old: Resident, now: Resident) -> bool:
    """Whether something that was empty is filled; another number beside one that is known, or a word more, fills nothing."""
    if (old.sex in _UNKNOWN_SEX) > (now.sex in _UNKNOWN_SEX):
        return True
    return any(there and not known for there, known in zip(_FILLED_OF(now), _FILLED_OF(old), strict=True))


def _filled(done: Completion, old: Resident, row: Resident) -> dict[str, object]:
    """What is empty and the row says; what it says otherwise is told."""
    found: dict[str, object] = {}
    told, known = _PLAIN_OF(row), _PLAIN_OF(old)
    for name, value, there in compress(zip(PLAIN, told, known, strict=True), map(ne, told, known)):
        if value and there:
            done.remarks.append(Remark(name, "differs", str(value), str(there)))
        elif value:
            found[name] = value
    return found


def _complete_number(done: Completion, row: Resident, row_fault: str) -> None:
    """A missing number is filled, a wrong one replaced by a right one; a wrong one never replaces anything, nor one of before."""
    old = done.resident
    if not row.id_number or row.id_number in (old.id_number, *(paper.number for paper in old.documents)):
        return
    if old.id_number and (row_fault or not done.number_fault):
        if not row_fault:
            done.remarks.append(Remark("id_number", "differs", row.id_number, old.id_number))
        return
    doubts = [d for d in old.doubt.split("；") if d and d not in NUMBER_DOUBTS.values()]
    if row_fault:
        doubts.append(NUMBER_DOUBTS[row_fault])
    changes: dict[str, object] = {"id_number": row.id_number, "id_kind": row.id_kind, "doubt": "；".join(doubts)}
    done.resident = changed(old, **changes)
    done.number_fault = row_fault
    if old.id_number:
        done.resident = _with_documents(done.resident, (_replaced(old),))
        done.remarks.append(Remark("id_number", "corrected", row.id_number, old.id_number))


def _replaced(old: Resident) -> Document:
    """The number that a right one takes the place of."""
    return Document(number=old.id_number, kind=old.id_kind, reason=REPLACED)


def _with_documents(resident: Resident, documents: Sequence[Document]) -> Resident:
    """The person with these documents too; a number that is known is not kept twice."""
    if not documents:
        return resident
    known = {resident.id_number, *(one.number for one in resident.documents)}
    new = tuple({one.number: one for one in documents if one.number not in known}.values())
    return changed(resident, documents=(*resident.documents, *new)) if new else resident


def _with_names(resident: Resident, names: Sequence[FormerName]) -> Resident:
    """The person with these former names too."""
    if not names:
        return resident
    known = {person_name.key(one.name) for one in resident.former_names}
    new = tuple(one for one in names if person_name.key(one.name) not in known)
    return changed(resident, former_names=(*resident.former_names, *new)) if new else resident


def _phones(done: Completion, row: Resident) -> Mapping[str, object]:
    """New telephone numbers go where there is room; where there is none they are told.

    Words beside a number that is known, 138…（妻） in an older export, go into the note.
    """
    first, further = done.resident.phone, done.resident.telephones
    if not row.telephones and row.phone in ("", first):  # as nearly always
        return {}
    for told in (Telephone(number=row.phone), *row.telephones):
        number = told.number
        if not number or number in (first, *(one.number for one in further)):
            continue
        bare, beside = phone.noted(number)
        if set(bare) <= phones_of(done.resident):
            done.resident = with_note(done.resident, f"电话注：{beside}" if beside else "")
            continue
        if not first:
            first = number
        elif not further:
            further = (*further, told)
        else:
            done.remarks.append(Remark("phone", "differs", number, done.resident.phone))
    now: dict[str, object] = {"phone": first, "telephones": further}
    return {name: value for name, value in now.items() if value != getattr(done.resident, name)}


def _new_care(old: Resident, row: Resident) -> list[CareTag]:
    known = {tag.kind for tag in old.care}
    return [tag for tag in row.care if tag.kind not in known]
