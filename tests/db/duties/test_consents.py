"""告知与同意: a child's guardian, duty that is no consent, what is sensitive asked apart, and who is to be told again."""

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from db.errors import RecordInvalid
from db.records.duties.consent import AGREED, BY_CONSENT, REFUSED, TOLD_ALONE, Consent, PrivacyNotice
from db.records.registry.resident import Resident
from db.services.duties.consents import consents_due
from db.services.save_as_declared import save_as_declared
from db.store import Store
from tests.factories import plant

NOW = datetime(2026, 11, 30, 9)
OLD, CHILD = date(1950, 1, 1), date(2014, 1, 1)


def notice(store: Store, name: str = "第1版", **changes: Any) -> PrivacyNotice:
    given: dict[str, Any] = {
        "name": name,
        "basis": BY_CONSENT,
        "since": date(2026, 3, 1),
        "until": None,
        "sensitive": False,
    }
    return plant(store, PrivacyNotice, **{**given, **changes})


def told(store: Store, of: PrivacyNotice, resident: Resident, answer: str = AGREED, **more: Any) -> Consent:
    day = date(2026, 3, 2)
    bare: dict[str, Any] = {"told": day, "way": "1", "by": store.actor, **more}
    return save_as_declared(store, Consent(resident=resident.id, notice=of.id, answer=answer, **bare))


@pytest.mark.parametrize(
    ("told_of", "born", "answer", "more", "fault"),
    [
        ({}, CHILD, AGREED, {}, "no_guardian"),
        ({}, CHILD, AGREED, {"guardian": "张国富"}, ""),
        ({}, date(2012, 3, 2), AGREED, {}, ""),
        ({}, OLD, TOLD_ALONE, {}, "not_asked"),
        ({"basis": "2"}, OLD, AGREED, {}, "not_by_consent"),
        ({"basis": "2"}, OLD, TOLD_ALONE, {}, ""),
        ({"sensitive": True}, OLD, AGREED, {}, "not_apart"),
        ({"sensitive": True}, OLD, AGREED, {"sensitive": REFUSED}, ""),
    ],
)
def test_consent_is_what_the_law_takes_for_one(
    store: Store, told_of: dict[str, Any], born: date, answer: str, more: dict[str, Any], fault: str
) -> None:
    resident = store.save(Resident(name="张小三", birth=born))
    version = notice(store, **told_of)
    if not fault:
        assert told(store, version, resident, answer, **more).id
        return
    with pytest.raises(RecordInvalid) as refused:
        told(store, version, resident, answer, **more)
    assert [one.code for one in refused.value.problems] == [fault]
    assert store.count(Consent) == 0


def test_who_was_told_an_old_version_is_told_again(store: Store) -> None:
    people = [store.save(Resident(name=name, birth=OLD)) for name in ("甲一", "乙二", "丙三", "丁四")]
    old = notice(store, "第1版", until=date(2026, 11, 1))
    for one in people:
        told(store, old, one)
    new = notice(store, "第2版", since=date(2026, 11, 1))
    told(store, new, people[0])
    withdrawn = store.select(Consent)[1]
    store.save(attrs.evolve(withdrawn, withdrawn=date(2026, 11, 2)))
    store.save(attrs.evolve(store.get(Resident, people[2].id), state="2"))
    (item,) = consents_due(store, NOW)
    assert (item.number, item.matter) == ("第2版", "告知书换了版本，还有 1 人没有重新告知")
    told(store, new, people[3])
    assert consents_due(store, NOW) == []
