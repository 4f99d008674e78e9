"""A stage gets another name, and an optional one goes, while cases stand there: every list, paper and move knows them still."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from db.records.base import fields_of
from db.records.condition import is_
from db.records.kind import PLAIN_SHEET
from db.records.mediation.case import MEDIATION, MEDIATION_CASES, MediationCase, Party
from db.services.centre.stage_names import rename, switch_off
from db.services.export_table import export_table
from db.services.list_records import list_records
from db.services.mediation.accept_case import accept_case
from db.services.move import move, moves_of, undo_move
from db.services.timeline import timeline
from db.services.whats_due import whats_due
from db.store import Store
from db.values import code_table
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.papers.paperwork import own_paper
from tests.gui.filtering import codes_offered
from tests.printing import measure

CASES = (MEDIATION_CASES, MEDIATION)
TODAY = date.today()
BEFORE = TODAY - timedelta(days=2)
OLD, NEW = "调查核实", "上门核实"


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    """The program's own names again, for the tests that follow."""
    yield
    code_table.lay_over({})


def accepted(store: Store, subject: str, received: date = BEFORE) -> MediationCase:
    parties = (Party(name="张桂芳", consent="1"), Party(side="2", name="李国富", consent="1"))
    given = MediationCase(title_text=subject, dispute="2", facts="渗水。", received=received, parties=parties)
    return move(store, accept_case(store, given), "consent", datetime(received.year, received.month, received.day))


@pytest.fixture
def cases(window: MainWindow, store: Store) -> dict[str, MediationCase]:
    """Cases by their subject: one that stands in the stage, one before it, one past it; then it is renamed and switched off."""
    window.show_list("mediation_case")
    there, past = (move(store, accepted(store, subject), "investigate") for subject in ("甲处漏水", "丙处漏水"))
    found = {"there": there, "before": accepted(store, "乙处漏水"), "past": move(store, past, "mediate")}
    rename(store, *CASES, "3", NEW)
    switch_off(store, *CASES, "3", off=True)
    return {**found, "new": accepted(store, "丁处漏水", TODAY)}


def shown(window: MainWindow) -> dict[str, str]:
    """The stage of each case of the list, by its subject."""
    model = window.page("mediation_case").list.model
    names = [column.name for column in model.columns]
    told = [[model.index(row, n).data() for n in range(len(names))] for row in range(model.rowCount())]
    return {row[names.index("title_text")]: row[names.index("stage")] for row in told}


@pytest.mark.usefixtures("cases")
def test_list_and_filters(window: MainWindow) -> None:
    window.show_list("mediation_case")
    stages = {"甲处漏水": NEW, "乙处漏水": "征得同意", "丙处漏水": "调解中", "丁处漏水": "征得同意"}
    assert shown(window) == stages
    register = window.page("mediation_case").list
    assert "3" in codes_offered(register, "stage"), "what stands there is still looked for, though the stage is off"
    register.narrow([is_("stage", "3")])
    assert shown(window) == {"甲处漏水": NEW}
    register.clear_filter()
    register.words.setText(NEW)
    register._apply()
    assert shown(window) == {"甲处漏水": NEW}
    register.words.setText(OLD)
    register._apply()
    assert shown(window) == {}


def test_command_line_search_and_what_is_due(store: Store, cases: dict[str, MediationCase]) -> None:
    for name in (NEW, OLD, "3"):
        assert [one.id for one in list_records(store, MEDIATION_CASES, [("stage", name)])] == [cases["there"].id], name
    told = list_records(store, MEDIATION_CASES, [("title_text", "甲处漏水")])
    assert told[0].values["stage"] == NEW
    due = {item.id: item.stage for item in whats_due(store, datetime.now()).items}
    assert {case.id for case in cases.values()} <= due.keys()
    assert due[cases["there"].id] == NEW
    rename(store, *CASES, "4", OLD)
    assert [one.id for one in list_records(store, MEDIATION_CASES, [("stage", OLD)])] == [cases["past"].id]
    assert fields_of(MediationCase)["stage"].read(OLD) == "4", "whose name it is now"


def test_a_step_keeps_the_name_of_its_day(store: Store, cases: dict[str, MediationCase]) -> None:
    assert timeline(store, cases["there"])[0].what == OLD
    now = move(store, cases["before"], "investigate")
    assert timeline(store, now)[0].what == f"{OLD} → {NEW}", "the move has its name, the stage that of today"
    switched = {line.what for line in timeline(store, store.get(MediationCase, cases["past"].id))}
    assert OLD in switched


def test_page_and_moves(window: MainWindow, store: Store, cases: dict[str, MediationCase]) -> None:
    strips = {
        "there": ["受理", "征得同意", NEW, "调解中", "达成协议", "履行回访", "结案"],
        "before": ["受理", "征得同意", NEW, "调解中", "达成协议", "履行回访", "结案"],
        "past": ["受理", "征得同意", NEW, "调解中", "达成协议", "履行回访", "结案"],
        "new": ["受理", "征得同意", "调解中", "达成协议", "履行回访", "结案"],
    }
    for name, labels in strips.items():
        window.open_record("mediation_case", cases[name].id)
        page = window.page("mediation_case").findChild(MatterPage)
        assert isinstance(page, MatterPage)
        assert [stop.label for stop in page.strip.stops()] == labels, name
    assert [m.name for m in moves_of(store, cases["there"]) if m.main] == ["mediate"]
    assert [m.name for m in moves_of(store, cases["before"]) if m.main] == ["investigate", "mediate"]
    assert [m.name for m in moves_of(store, cases["new"]) if m.main] == ["mediate"]
    done = move(store, cases["there"], "mediate")
    assert undo_move(store, done).record.version == done.version + 1
    assert store.get(MediationCase, done.id).stage == "3"


def test_papers_and_export(store: Store, cases: dict[str, MediationCase], tmp_path: Path) -> None:
    sheet = own_paper(PLAIN_SHEET, MediationCase, cases["there"].id, TODAY)
    text = measure.all_text(sheet.make(store, lambda _done, _count: True)).replace("\n", "")
    assert NEW in text
    assert OLD not in text
    export_table(store, MediationCase, tmp_path / "案件.xlsx")
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "案件.xlsx").active.iter_rows()]  # type: ignore[union-attr]
    head = next(row for row in rows if "办理环节" in row)
    told = {row[head.index("事由")]: row[head.index("办理环节")] for row in rows[rows.index(head) + 1 :]}
    assert told == {"甲处漏水": NEW, "乙处漏水": "征得同意", "丙处漏水": "调解中", "丁处漏水": "征得同意"}
