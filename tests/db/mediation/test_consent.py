"""人民调解法 第十七条: nobody is mediated who was not asked; what began before that was held to goes on to its end."""

from datetime import date, datetime

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.mediation.case import AGREED, REFUSED, MediationCase
from db.services.move import move
from db.store import MoveRefused, Store
from tests.factories import begun, make

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 0)
UNASKED = "0"


def case_at(store: Store, stage: str, *consents: str) -> MediationCase:
    """A case that stands at a stage, with what its parties said; their names are 张桂芳 and 李国富."""
    said = zip(make(MediationCase).parties, ("张桂芳", "李国富"), consents, strict=True)
    parties = tuple(changed(party, name=name, consent=consent) for party, name, consent in said)
    return begun(store, MediationCase, {"received": DAY, "stage": stage, "parties": parties})


@pytest.mark.parametrize(("stage", "name", "to"), [("1", "consent", "2"), ("2", "mediate", "4"), ("3", "mediate", "4")])
@pytest.mark.parametrize(
    ("consents", "names"),
    [((UNASKED, UNASKED), "张桂芳、李国富"), ((AGREED, UNASKED), "李国富"), (("", AGREED), "张桂芳")],
)
def test_a_case_is_taken_for_agreed_and_mediated_when_every_party_was_asked(
    store: Store, stage: str, name: str, to: str, consents: tuple[str, str], names: str
) -> None:
    case = case_at(store, stage, *consents)
    with pytest.raises(MoveRefused, match=f"还没有征得{names}同意。请先") as refused:
        move(store, case, name, AT)
    assert [(p.field, p.code) for p in refused.value.problems] == [("parties", "not_asked")]
    assert store.get(MediationCase, case.id) == case
    agreed = tuple(changed(party, consent=AGREED) for party in case.parties)
    done = move(store, case, name, AT, parties=agreed)
    assert (done.stage, [party.consent for party in done.parties]) == (to, [AGREED, AGREED])


def test_who_refused_was_asked_and_is_not_mediated(store: Store) -> None:
    case = move(store, case_at(store, "1", AGREED, REFUSED), "consent", AT)
    with pytest.raises(RecordInvalid, match="有当事人明确拒绝，不得调解"):
        move(store, case, "mediate", AT)
    assert move(store, case, "end", AT, reason="不同意", outcome="3").stage == "8"


def test_a_case_that_is_mediated_already_goes_on_whatever_was_not_written_down(store: Store) -> None:
    case = case_at(store, "4", UNASKED, UNASKED)
    case = move(store, case, "agree", AT, result="赔三百元")
    case = move(store, case, "close", AT, outcome="1")
    assert case.stage == "7"
