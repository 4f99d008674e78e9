"""撤回同意: whoever withdrew is in nothing that leaves whole for that purpose on the ground of consent; another ground goes on."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from db.records.duties.consent import AGREED, BY_CONSENT, REFUSED, Consent, PrivacyNotice
from db.records.duties.giving import CONSENTED, ExportEntry
from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident
from db.services.chosen import Chosen
from db.services.duties.consent_held import ConsentWithdrawn, refuse_withdrawn, withdrew
from db.services.duties.giving_out import Use
from db.services.export_table import export_table
from db.services.note_output import Deed, Holds, Wholly, note_output
from db.store import Store
from tests.factories import citizen_number, plant

PURPOSE = "老年大学通知"
USE = Use(recipient="老年大学", purpose=PURPOSE, basis=CONSENTED)
DAY = date(2026, 3, 2)


@pytest.fixture
def people(store: Store) -> tuple[Resident, Resident, Consent]:
    """Two residents who agreed, and what the first one said."""
    notice = plant(store, PrivacyNotice, purpose=PURPOSE, basis=BY_CONSENT, sensitive=False, until=None)
    one, other = (
        store.save(Resident(name=name, id_number=citizen_number(n))) for n, name in enumerate(("张三", "李四"), 2)
    )
    said = [
        plant(store, Consent, resident=who.id, notice=notice.id, answer=AGREED, withdrawn=None, told=DAY)
        for who in (one, other)
    ]
    return one, other, said[0]


def test_whoever_withdrew_is_in_no_export_on_the_ground_of_consent(
    store: Store, people: tuple[Resident, Resident, Consent], tmp_path: Path
) -> None:
    """个人信息：撤回了同意的，依据是同意的写全导出、打印会拦下来。"""
    one, other, said = people
    columns = Chosen(columns=("name", "id_number"))
    export_table(store, Resident, tmp_path / "一.csv", whole=USE, chosen=columns)
    store.save(attrs.evolve(said, withdrawn=date(2026, 3, 9)))
    with pytest.raises(ConsentWithdrawn, match="张三撤回了同意"):
        export_table(store, Resident, tmp_path / "二.csv", whole=USE, chosen=columns)
    assert not (tmp_path / "二.csv").exists()
    export_table(store, Resident, tmp_path / "三.csv", whole=USE, chosen=attrs.evolve(columns, ids=[other.id]))
    export_table(store, Resident, tmp_path / "四.csv", chosen=columns)
    export_table(store, Resident, tmp_path / "五.csv", whole=attrs.evolve(USE, basis="2"), chosen=columns)
    home = store.save(Household(head=one.id, members=(Member(resident=one.id, relation="02"),)))
    with pytest.raises(ConsentWithdrawn):
        note_output(store, Deed.PRINT, "户卡", whole=Wholly(USE, Holds(1, (), (home.id,), Household.TABLE)))
    with pytest.raises(ConsentWithdrawn):
        note_output(store, Deed.PRINT, "居民登记表", of=(Resident.TABLE, one.id), whole=Wholly(USE))
    assert len(store.select(ExportEntry)) == 3


def test_what_was_said_last_for_the_purpose_counts(store: Store, people: tuple[Resident, Resident, Consent]) -> None:
    one, _, said = people
    store.save(attrs.evolve(said, answer=REFUSED))
    for held, use in (
        (True, USE),
        (True, attrs.evolve(USE, basis="")),
        (True, attrs.evolve(USE, purpose="别的")),
        (False, attrs.evolve(USE, purpose="别的", basis="")),
    ):
        if held:
            with pytest.raises(ConsentWithdrawn):
                refuse_withdrawn(store, use, Resident, [one.id])
        else:
            refuse_withdrawn(store, use, Resident, [one.id])
    plant(store, Consent, resident=one.id, notice=said.notice, answer=AGREED, withdrawn=None, told=date(2026, 3, 12))
    refuse_withdrawn(store, USE, Resident, [one.id])


def test_who_withdrew_and_has_not_consented_anew_is_known_by_the_notice(
    store: Store, people: tuple[Resident, Resident, Consent]
) -> None:
    one, other, said = people
    both = [one.id, other.id]
    assert withdrew(store, both) == {}
    gone = store.save(attrs.evolve(said, withdrawn=date(2026, 3, 9)))
    assert withdrew(store, both) == {one.id: (store.get(PrivacyNotice, said.notice).name,)}
    assert withdrew(store, [other.id]) == withdrew(store, []) == {}
    plant(store, Consent, resident=one.id, notice=gone.notice, answer=AGREED, withdrawn=None, told=date(2026, 3, 10))
    assert withdrew(store, both) == {}, "what was said last holds"
