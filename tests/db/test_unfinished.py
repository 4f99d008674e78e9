"""没写完的: every draft in words, told by what it is of: a new one, a saved one, one that is gone, a move."""

import attrs

from db.records.flow import VOIDING
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.records.stage_setting import StageSetting
from db.services.unfinished import (
    CATCHING_UP,
    CORRECTING,
    NOTING,
    Unfinished,
    begun_for,
    draft_of_move,
    drafts_of_moves,
    unfinished,
)
from db.store import Store
from db.store.drafts import begun_from
from tests.factories import begun, plant


def told(store: Store) -> tuple[str, bool, bool]:
    """What is told of the newest, whether it is new, whether its record is gone."""
    one: Unfinished = unfinished(store)[0]
    return one.words(), one.is_new, one.is_gone


def test_a_new_one_is_told_by_the_first_words_typed(store: Store) -> None:
    store.drafts.keep("resident", 0, "", {"phone": "13812345678", "name": " 张桂芳\n"}, None)
    assert told(store) == ("居民 张桂芳：新登记（没保存）", True, False)
    store.drafts.keep("mediation_case", 0, "", {"parties": [{"cells": {"name": "王五"}}, {"name": "赵六"}]}, None)
    assert told(store) == ("调解案件 王五、赵六：新登记（没保存）", True, False)
    store.drafts.keep("visit", 0, "", {}, None)
    assert told(store) == ("走访 还没有写名称：新登记（没保存）", True, False)


def test_one_of_a_saved_record_has_its_title_until_it_is_gone(store: Store) -> None:
    resident = plant(store, Resident, name="张桂芳")
    store.drafts.keep("resident", resident.id, "", {"note": "打过电话"}, None)
    assert told(store) == ("居民 张桂芳：修改（没保存）", False, False)
    with store.writing() as w:
        w.delete(resident)
    store.drafts.keep("resident", resident.id, "", {"note": "打过电话"}, None)
    assert told(store) == ("居民 已经删除的一条：修改（没保存）", False, True)


def test_one_of_a_move_names_the_move(store: Store) -> None:
    matter = begun(store, Matter, {"number": "", "subject": "路灯不亮"})
    store.drafts.keep("matter", matter.id, draft_of_move("gather"), {"called": "网格长"}, None)
    assert told(store) == ("诉求 路灯不亮：召集完成，转分级（没办完）", False, False)
    other = begun(store, Matter)
    store.drafts.keep("matter", other.id, draft_of_move("gather"), {"called": "网格长"}, None)
    store.drafts.keep("matter", matter.id, "", {"place": "东门"}, None)
    assert told(store)[0] == "诉求 路灯不亮：修改（没保存）"
    (draft,) = drafts_of_moves(store, matter).values()
    assert (draft.key, draft.values) == (matter.id, {"called": "网格长"})


def test_whatever_is_done_with_a_saved_record_is_told_with_it(store: Store) -> None:
    """Numbers in the title are masked; a long title gives way to what was being done."""
    matter = begun(store, Matter, {"number": "诉求〔2026〕3号", "subject": "催13812345678回话"})
    title = "诉求〔2026〕3号 催138****5678回话"
    wanted = {CORRECTING: "更正（没保存）", NOTING: "记一笔（没记下）", CATCHING_UP: "补记（没记完）",
              draft_of_move(VOIDING): "作废（没办完）", draft_of_move("x"): "x（没办完）", "": "修改（没保存）"}  # fmt: skip
    for begun_by, words in wanted.items():
        store.drafts.keep("matter", matter.id, begun_by, {"note": "…"}, None)
        assert told(store)[0] == f"{title}：{words}"
    store.save(attrs.evolve(matter, subject="长" * 200))
    assert told(store)[0].endswith("长…：修改（没保存）")
    gone = begun(store, Matter, {"number": ""})
    with store.writing() as w:
        w.delete_all(Matter, [gone.id])
    store.drafts.keep("matter", gone.id, draft_of_move("gather"), {"called": "网格长"}, None)
    assert told(store)[0] == "诉求 已经删除的一条：召集完成，转分级（没办完）"


def test_a_move_is_called_as_the_centre_calls_it(store: Store) -> None:
    """Into a stage of its own, too, which the program does not know."""
    store.save(StageSetting(table="matter", flow="closed_loop", code="u1", label="网格初核", behind="1"))
    matter = begun(store, Matter, {"number": "", "subject": "路灯不亮"})
    store.drafts.keep("matter", matter.id, draft_of_move("enter_u1"), {"at": "昨天"}, None)
    assert told(store)[0] == "诉求 路灯不亮：进入网格初核（没办完）"


def test_one_of_no_type_is_told_by_its_form(store: Store) -> None:
    store.drafts.keep("wording:notice", 0, "", {"text": "…"}, None)
    assert told(store) == ("模板 会议通知：修改（没保存）", False, False)
    store.drafts.keep("wording:of_old", 0, "", {"text": "…"}, None)
    assert told(store) == ("模板：修改（没保存）", False, False)
    store.drafts.keep("something_else", 0, "", {}, None)
    assert told(store) == ("something_else", False, False)


def test_what_something_was_begun_from_is_known_by_its_table(store: Store) -> None:
    """A field that links tells its type; every other name is a type, or tells nothing."""
    store.drafts.keep(Resident.TABLE, 0, begun_from({"house": 7, "registered_at": "城南", "ethnicity": 3}), {}, None)
    store.drafts.keep(MediationCase.TABLE, 0, begun_from({"resident": 5, "topic": "充电桩"}), {}, None)
    store.drafts.keep(MediationCase.TABLE, 0, begun_from({"resident": 6}), {}, None)
    assert begun_for(store.drafts, store.kinds) == {"house": {7}, "resident": {5, 6}}


def test_what_is_done_with_a_saved_record_is_begun_from_nothing_else(store: Store) -> None:
    matter = begun(store, Matter)
    for begun_by in (draft_of_move("gather"), CORRECTING, ""):
        store.drafts.keep(Matter.TABLE, matter.id, begun_by, {"called": "网格长"}, None)
    assert begun_for(store.drafts, store.kinds) == {}


def test_the_draft_of_a_form_that_the_program_does_not_know_is_begun_from_what_it_names(store: Store) -> None:
    store.drafts.keep("lost", 0, begun_from({"resident": 5}), {"note": "写了"}, None)
    assert begun_for(store.drafts, store.kinds) == {"resident": {5}}
