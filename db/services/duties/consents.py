"""告知与同意: what is asked of a new one beyond its own fields, and who is to be told again."""

from datetime import date, datetime

from db.errors import Problem, RecordInvalid
from db.records.base import fields_of
from db.records.condition import nothing, something
from db.records.duties.consent import AGREED, BY_CONSENT, CHILD, TOLD_ALONE, Consent, PrivacyNotice
from db.records.registry.resident import IN_REGISTER, Resident
from db.services.answers import UNASKED, Answers
from db.services.due import DueItem
from db.store import Store, eq
from db.values.day import age_on


def keep_consent(store: Store, consent: Consent, _answers: Answers = UNASKED) -> Consent:
    """The record as saved.

    Raises:
        RecordInvalid: a child has no guardian (个人信息保护法 第三十一条); consent is told where duty is the basis, or none where
            consent is; what is sensitive was not asked apart (第二十九条).
    """
    if faults := list(_faults(store, consent)):
        raise RecordInvalid(faults)
    return store.save(consent)


def _faults(store: Store, consent: Consent) -> list[Problem]:
    kinds, found = fields_of(Consent), list[Problem]()
    resident, notice = store.find(Resident, consent.resident), store.find(PrivacyNotice, consent.notice)
    if resident and is_child(resident, consent.told or date.today()) and not consent.guardian.strip():
        found.append(
            kinds["guardian"].problem("no_guardian", "不满十四周岁，没有填监护人", "请填父母或其他监护人的姓名")
        )
    if notice and consent.answer:
        if notice.basis == BY_CONSENT and consent.answer == TOLD_ALONE:
            told = f"“{notice.name}”的依据是本人同意"
            found.append(kinds["answer"].problem("not_asked", told, "请问明同意还是不同意"))
        if notice.basis != BY_CONSENT and consent.answer == AGREED:
            basis = fields_of(PrivacyNotice)["basis"].show(notice.basis)
            found.append(
                kinds["answer"].problem("not_by_consent", f"“{notice.name}”的依据是{basis}，不是同意", "请选只告知")
            )
        if notice.sensitive and not consent.sensitive:
            found.append(
                kinds["sensitive"].problem("not_apart", "告知书里有敏感个人信息，没有单独问", "请单独问明再填")
            )
    return found


def is_child(resident: Resident, day: date) -> bool:
    """Whether somebody is younger than fourteen on a day."""
    return resident.birth is not None and age_on(resident.birth, day) < CHILD


def told_again(store: Store, notice: PrivacyNotice) -> set[int]:
    """The residents who were told a version that is told no more, and not yet this one; whoever withdrew is left alone."""
    of_before = store.where(Consent, (something("notice.until"), nothing("withdrawn")))
    waiting = {one.resident for one in store.select(Consent, *of_before)}
    if waiting:
        waiting -= {one.resident for one in store.select(Consent, eq("notice", notice.id))}
    return {i for i, one in store.get_many(Resident, waiting).items() if one.state == IN_REGISTER}


def consents_due(store: Store, now: datetime) -> list[DueItem]:
    """The versions that are told today, with how many are still to be told of them."""
    items: list[DueItem] = []
    for notice in store.select(PrivacyNotice, eq("until", None)):
        if notice.since and notice.since <= now.date() and (waiting := len(told_again(store, notice))):
            matter = f"告知书换了版本，还有 {waiting} 人没有重新告知"
            items.append(DueItem(PrivacyNotice.TABLE, notice.id, notice.name, matter, "", "要重新告知", None))
    return items
