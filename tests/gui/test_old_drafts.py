"""What a clerk had typed and not saved before an upgrade is there after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.records.base import Record
from db.records.hall.meeting import Attendee, Meeting
from db.records.mediation.case import MediationCase
from db.records.registry.place import House
from db.records.registry.resident import Resident, reference_to
from db.store import Store
from gui.lookup import StoreLookup
from gui.widgets.drafting import WAS, DraftBand, overtaken
from gui.widgets.editors import RowsEditor
from gui.widgets.form import RecordForm
from tests import old_stores

KINDS: dict[str, type[Record]] = {k.TABLE: k for k in (Resident, House, MediationCase, Meeting)}


@pytest.fixture(params=old_stores.VERSIONS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of a released version, brought up to this program."""
    old = old_stores.unpack(request.param, tmp_path / "old")
    opened = Store.open(old.folder, old.passphrase)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("kind", "key", "field", "typed"),
    [
        ("resident", 0, "name", "尚未存的人"),
        ("resident", 1099511627778, "phone", "13900001111"),
        ("house", 1099511627778, "area", "12506.37"),
        ("mediation_case", 0, "title_text", "写了一半的纠纷"),
        ("meeting", 1099511627780, "hall", "二楼东厅"),
    ],
)
def test_a_draft_opens(qtbot: QtBot, store: Store, kind: str, key: int, field: str, typed: str) -> None:
    form = RecordForm(KINDS[kind], StoreLookup(store), store.drafts)
    qtbot.addWidget(form)
    record = store.get(KINDS[kind], key) if key else KINDS[kind]()
    assert form.show_record(record)
    assert form.editors[field].typed() == typed


@pytest.mark.parametrize(
    "typed", [{"stage": "达成协议", "due": "2026-12-31", "result": "赔三百元"}, {"stage": "达成协议"}]
)
def test_what_only_moves_fill_in_now_is_told(qtbot: QtBot, store: Store, typed: dict[str, str]) -> None:
    """The form of a case of 0.1.0 had its stage, term and end in it."""
    case = next(one for one in store.select(MediationCase) if one.stage == "4")
    store.drafts.keep("mediation_case", case.id, "", typed, None)
    form = RecordForm(MediationCase, StoreLookup(store), store.drafts)
    qtbot.addWidget(form)
    assert form.show_record(case)
    band = form.findChild(DraftBand)
    assert band is not None
    told = "办理环节 达成协议" if "due" not in typed else "办结期限 2026-12-31、办理环节 达成协议"
    assert f"当时还写了{told}，这里不再填，请用办理动作" in band.text()
    assert form.editors["result"].typed() == typed.get("result", "")


def test_parties_and_attendees_that_were_typed_before_lead_to_their_residents(qtbot: QtBot, store: Store) -> None:
    """They kept the resident alone, by another name; a draft of today keeps who it is."""
    resident = store.select(Resident, limit=1)[0]
    cells = {"resident": {"id": resident.id, "text": resident.name}, "side": "申请人", "name": resident.name}
    kept = {"id": 0, "version": 0, "cells": cells}
    store.drafts.keep("mediation_case", 0, "其他", {"parties": [kept]}, None)
    form = RecordForm(MediationCase, StoreLookup(store), store.drafts)
    qtbot.addWidget(form)
    assert form.show_record(MediationCase(), "其他")
    rows = form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    assert rows.rows[0].editors["who"].value() == reference_to(resident.id)
    meeting = store.select(Meeting, limit=1)[0]
    guest = {"id": 0, "version": 0, "resident": resident.id, "household": 0, "name": resident.name, "came": "0"}
    draft = store.drafts.keep("meeting", meeting.id, "attendees", {"attendees": [guest]}, None)
    read = next(one for one in store.drafts.all() if one.turn == draft.turn).values["attendees"]
    assert isinstance(read, list)
    assert [Attendee(**one).who for one in read] == [reference_to(resident.id)]


def test_a_text_that_has_become_a_link_since_is_the_same_where_the_words_are(store: Store) -> None:
    """The estate of a building was a text; nobody changed it by the upgrade."""
    now = {"estate": {"id": 5, "text": "翠湖里"}, "number": "3"}
    store.drafts.keep("building", 7, "", {"number": "13", WAS: {"estate": "翠湖里", "number": "3"}}, None)
    (draft,) = store.drafts.all()[:1]
    assert overtaken(draft, {**now, "number": "13"}, now) == []
    other = {**now, "estate": {"id": 6, "text": "东湖里"}}
    assert overtaken(draft, now, other) == ["estate"]
