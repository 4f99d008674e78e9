"""What a centre does not do is neither found nor due, and all that was kept of it stays; what nobody said follows from what is there."""

from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from db.errors import RecordInvalid
from db.records import KINDS
from db.records.bodies.body import Body
from db.records.bodies.placement import PLACEMENTS, Placement
from db.records.centre.centre import Rule, switch_key
from db.records.centre.handover import Handover
from db.records.checker import faults
from db.records.kind import Kind, Switch
from db.records.kinds import Kinds
from db.records.mediation.case import MediationCase
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.visits.diary_line import DiaryLine
from db.records.visits.round_sheet import RoundSheet
from db.records.visits.visit import VISITS, Visit
from db.services.centre.set_up import set_up
from db.services.centre.switches import in_use, kept, turn, works
from db.services.find import find
from db.services.letters.issue_number import families
from db.services.mediation.accept_case import accept_case
from db.services.save_record import save_record
from db.services.whats_due import whats_due
from db.store import Store
from tests import old_stores
from tests.added import with_added
from tests.added_staged import WHISTLES, Whistle
from tests.conftest import PASSPHRASE
from tests.db.before_it import other_writes_first
from tests.db.doors import Run, answer
from tests.factories import begun, make, plant

NOW = datetime(2026, 3, 2, 9, 0)
SWITCH = Switch("whistles", "吹哨报到")
SWITCHABLE: Kind = attrs.evolve(WHISTLES, switch=SWITCH)


@pytest.fixture
def store(store: Store) -> Store:
    """One that holds a type that a centre may do without."""
    return with_added(store, SWITCHABLE)


def tables(kinds: Kinds) -> set[str]:
    return {kind.table for kind in kinds}


def switch_of(kind: Kind) -> Switch:
    assert kind.switch
    return kind.switch


def test_a_new_store_starts_with_the_core(tmp_path: Path) -> None:
    made = set_up(tmp_path / "new", "第五园社区", "卢清", PASSPHRASE).store
    duties = {"privacy_notice", "privacy_consent", "rights_request", "retention", "appraisal", "incident"}
    whistles = {"whistle", "reminder", "opinion_letter"}
    rest = {
        "skip_rule",
        "project",
        "common_problem",
        "joint_talk",
        Placement.TABLE,
        Ledger.TABLE,
        LedgerRow.TABLE,
        Handover.TABLE,
        *duties,
        *whistles,
    }
    assert tables(made.kinds) - tables(in_use(made)) == rest
    assert [(work.switch.label, work.is_on) for work in works(made)] == [
        ("专项台账", False),
        ("听民声（居民说事、流动茶桌等）", True),
        ("接待（办件）", True),
        ("诉求：直办规则（跳过召集、分级）", False),
        ("吹哨报到", False),
        ("项目（三级联动破难、书记项目等）", False),
        ("共性问题（同类诉求成群的，一起治理）", False),
        ("3+X联合调处（住建、司法、法院和其他单位）", False),
        ("矛盾调解", True),
        ("议事厅：会议、议题、决议", True),
        ("走访", True),
        ("组织的上下级", False),
        ("告知与同意", False),
        ("个人信息请求", False),
        ("保管期限和销毁", False),
        ("泄露事件", False),
        ("交接班", False),
        *(
            (f"今日提醒：{name}", on)
            for name, on in (
                ("本周生日", False),
                ("近期满岁", False),
                ("居住证签注", False),
                ("预备期满", True),
                ("关爱到期", True),
                ("租期到期", True),
                ("两次不满意、交书记定的", True),
                ("主办单位待裁定的", True),
                ("留在楼栋层过夜的", True),
                ("接待过了承诺日期", True),
                ("申请了销号、还没有销的项目", True),
            )
        ),
    ]
    assert [len(work.kinds) for work in works(made)] == [2, 1, 1, 1, 3, 1, 1, 1, 1, 4, 3, 1, 2, 1, 2, 1, 1, *[0] * 11]
    made.close()


@pytest.mark.parametrize("version", old_stores.VERSIONS)
def test_a_store_from_before_keeps_on_what_it_has_records_of(version: str, tmp_path: Path) -> None:
    old = old_stores.unpack(version, tmp_path / "old")
    opened = Store.open(old.folder, old.passphrase)
    filled = {kind.table for kind in opened.kinds if opened.count(kind.record)}
    assert {Visit.TABLE, MediationCase.TABLE} <= filled <= tables(in_use(opened))
    opened.close()


def test_what_is_not_usual_is_on_once_there_is_something_of_it(store: Store) -> None:
    assert Whistle.TABLE not in in_use(store)
    saved = save_record(store, Whistle(what="占道", blown=NOW.date()))
    assert Whistle.TABLE in in_use(store)
    turn(store, SWITCH, on=False)
    assert Whistle.TABLE not in in_use(store), "what is said holds, whatever is there"
    assert [kept(store, work) for work in works(store) if work.switch == SWITCH] == [{"吹哨": 1}]
    assert store.get(Whistle, saved.id) == saved


def test_the_practice_community_has_all(store: Store) -> None:
    store.save(attrs.evolve(store.centre(), practice=True))
    assert tables(in_use(store)) == tables(store.kinds)
    turn(store, switch_of(VISITS), on=False)
    assert tables(store.kinds) - tables(in_use(store)) == {Visit.TABLE, RoundSheet.TABLE, DiaryLine.TABLE}, (
        "and tries what is off"
    )


def test_what_is_off_is_neither_found_nor_due(store: Store) -> None:
    whistle = save_record(store, Whistle(what="充电桩起火", blown=NOW.date()))
    for number in range(40):
        save_record(store, Whistle(what=f"充电桩第{number}次", blown=NOW.date()))
    body = plant(store, Body, name="充电桩公司")
    assert Whistle.TABLE in {item.table for item in whats_due(store, NOW).items}
    assert Whistle.TABLE in {found.table for found in find(store, "充电桩", kinds=in_use(store))}
    turn(store, SWITCH, on=False)
    on = in_use(store)
    assert whats_due(store, NOW).items == []
    assert Whistle.TABLE not in whats_due(store, NOW).tables
    assert [(found.table, found.id) for found in find(store, "充电桩", kinds=on)] == [(Body.TABLE, body.id)]
    assert find(store, whistle.number, kinds=on) == []
    assert Whistle.TABLE in {found.table for found in find(store, "充电桩")}, "whoever asks for all finds it"
    assert Whistle.TABLE not in families(on)
    assert store.count(Whistle) == 41


def test_days_and_figures_of_work_that_is_not_done_are_not_told(desk: Store) -> None:
    plant(desk, MediationCase)
    assert whats_due(desk, NOW).days.visit_day
    for kind in (VISITS, KINDS["topic"], KINDS["mediation_case"]):
        turn(desk, switch_of(kind), on=False)
    told = whats_due(desk, NOW)
    assert (told.days.visit_day, told.days.topic_day) == (None, None)
    assert not told.tables & {"visit", "topic", "meeting", "resolution", "mediation_case"}


def test_what_is_off_is_listed_and_moved_by_the_doors(run: Run, opened: list[object], store: Store) -> None:
    case = accept_case(store, attrs.evolve(make(MediationCase), id=0, number="", closed=None))
    turn(store, switch_of(KINDS["mediation_case"]), on=False)
    assert answer(run("list", "mediation_case", *opened, "--json"))["count"] == 1
    moved = answer(run("move", "mediation_case", case.id, "void", *opened, "--reason", "录重了", "--json"))
    assert moved["stage"] == "0"
    assert "mediation_case" in {kind["table"] for kind in answer(run("kinds", *opened, "--json"))}


def test_one_rule_a_day_says_it(store: Store) -> None:
    for on in (True, False, True, False):
        turn(store, SWITCH, on=on)
    (rule,) = [rule for rule in store.select(Rule) if rule.key == switch_key(SWITCH.name)]
    assert (rule.label, rule.value, rule.since) == ("开展的工作：吹哨报到", "不开展", date.today())
    store.save(attrs.evolve(rule, since=date(2020, 1, 1)))
    turn(store, SWITCH, on=True)
    assert [r.value for r in store.select(Rule, order=("since",)) if r.key == rule.key] == ["不开展", "开展"]
    assert Whistle.TABLE in in_use(store)


def test_a_rule_says_one_or_the_other(store: Store) -> None:
    rule = Rule(key=switch_key(SWITCH.name), label="吹哨", value="偶尔", since=date(2026, 1, 1))
    with pytest.raises(RecordInvalid, match="请填“开展”或“不开展”"):
        store.save(rule)


def test_a_switch_is_called_one_thing() -> None:
    other = attrs.evolve(PLACEMENTS, switch=Switch("visits", "别的"))
    assert "switch visits is declared 2 times" in faults(tuple(other if kind is PLACEMENTS else kind for kind in KINDS))


def test_a_record_of_work_that_is_off_is_saved_and_moved_as_ever(store: Store) -> None:
    turn(store, SWITCH, on=False)
    saved = begun(store, Whistle)
    assert store.pointing_at(saved) == set()
    assert find(store, saved.what)[0].id == saved.id


def test_what_is_off_takes_no_place_of_what_is_found(store: Store) -> None:
    for number in range(40):
        plant(store, MediationCase, title_text=f"充电桩第{number}次")
    bodies = {plant(store, Body, name=f"充电桩{number}公司").id for number in range(12)}
    turn(store, switch_of(KINDS["mediation_case"]), on=False)
    assert {found.id for found in find(store, "充电桩", kinds=in_use(store))} == bodies


def test_one_slip_of_the_finger_does_not_find_what_is_off(store: Store) -> None:
    party = attrs.evolve(make(MediationCase).parties[0], phone="13812345678")
    case = plant(store, MediationCase, parties=(party, attrs.evolve(party, name="李敏", phone="")))
    assert [(found.id, found.near) for found in find(store, "13812345679", kinds=in_use(store))] == [(case.id, True)]
    turn(store, switch_of(KINDS["mediation_case"]), on=False)
    assert find(store, "13812345679", kinds=in_use(store)) == []


def test_two_windows_at_once_make_one_rule_of_a_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    other_writes_first(monkeypatch, store, lambda other: turn(other, SWITCH, on=True))
    turn(store, SWITCH, on=False)
    assert [rule.value for rule in store.select(Rule) if rule.key == switch_key(SWITCH.name)] == ["不开展"]
