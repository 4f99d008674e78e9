"""更正 in the window goes by the number book: what becomes of a number whose year was wrong is asked, as it is of 修改."""

from datetime import timedelta

import pytest

from db.records.letters.number import VALID, VOID, IssuedNumber
from db.services.move import move
from db.store import Store
from gui.pages.matter_page import MatterPage
from tests.gui.conftest import Shown
from tests.gui.matters.at_page import NOON, choose, now

LAST_YEAR = NOON - timedelta(days=90)


@pytest.mark.parametrize(
    ("renew", "number", "states"), [(True, "诉求〔2025〕1号", [VOID, VALID]), (False, "诉求〔2026〕1号", [VALID])]
)
def test_it_is_asked_what_becomes_of_the_number(
    page: MatterPage, store: Store, shown: Shown, *, renew: bool, number: str, states: list[str]
) -> None:
    page.show_record(move(store, now(store), "withdraw", reason="不提了").id)
    choose(page, "更正…")
    page.form.editors["taken"].set_value(LAST_YEAR)
    page.side.reason.setText("日期写错")
    shown.answer = renew
    assert page.save()
    (question,) = shown.questions
    assert "改到2025年" in question.title
    assert (now(store).taken, now(store).number, now(store).stage) == (LAST_YEAR, number, "5")
    assert [entry.state for entry in store.select(IssuedNumber, order=("id",))] == states
    assert page.timeline.lines[0].what == "更正"
    assert not page.is_form_shown()
    assert shown.errors == []
