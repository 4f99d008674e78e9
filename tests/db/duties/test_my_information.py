"""我的信息: what is somebody's own is whole, what is others' is masked; two people decide that something goes."""

from contextlib import closing
from datetime import datetime

import pytest

from db.records.bodies.person import Person
from db.records.duties.request import NOT_PROVED, RightsRequest
from db.records.duties.retention import Appraisal, AppraisalItem
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase, Party
from db.records.registry.resident import Resident, reference_to
from db.records.registry.resident_parts import Carer
from db.services.duties.my_information import my_information
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import MoveRefused, Store
from tests.db.second_clerk import second_clerk
from tests.factories import begun, citizen_number, plant

AT = datetime(2026, 3, 2, 9, 30)
NUMBER, PHONE = citizen_number(2), "13804350021"


def test_it_tells_whole_what_is_theirs_and_masked_what_is_others(store: Store) -> None:
    resident = store.save(Resident(name="张桂芳", id_number=NUMBER, phone=PHONE))
    parties = (Party(name="张桂芳", who=reference_to(resident.id)), Party(name="李国富", side="2"))
    begun(store, MediationCase, {"title_text": "李国富家漏水，电话13912345678", "parties": parties, "matter": 0})
    begun(store, Matter, {"subject": "楼道灯", "claimants": (Claimant(name="张桂芳", who=reference_to(resident.id)),)})
    plant(store, MediationCase, title_text="别人的事", matter=0)
    found = my_information(store, resident.id)
    told = dict(found.fields)
    assert (told["证件号码"], told["联系电话"]) == (NUMBER, PHONE)
    held = {one.label: one.title for one in found.held}
    assert held.keys() == {"诉求", "调解案件"}
    assert "李**家漏水" in held["调解案件"]
    assert "李国富" not in str(found.held)
    assert "13912345678" not in str(found.held)


def test_nothing_is_done_for_who_is_not_known(store: Store) -> None:
    request = save_as_declared(store, RightsRequest(received=AT.date(), kind="1", asker="张桂芳", what="要一份"))
    with pytest.raises(MoveRefused):
        move(store, request, "identify", AT, proof=NOT_PROVED)
    proved = move(store, request, "identify", AT, proof="1")
    assert (proved.stage, proved.proved) == ("2", AT.date())
    with pytest.raises(MoveRefused):
        move(store, proved, "answer", AT, result="给了")
    refused = move(store, proved, "refuse", AT, reason="不是他的", result="不是他的信息，不能给")
    assert (refused.stage, refused.outcome) == ("3", "4")


def test_two_people_decide_that_something_goes(store: Store) -> None:
    one, other = (plant(store, Person, resident=0, unit=0).id for _ in range(2))
    bare = Appraisal(subject="旧签到表", proposed=AT.date(), proposer="李敏", reason="期满")
    empty = save_as_declared(store, bare)
    with pytest.raises(MoveRefused):
        move(store, empty, "appraise", AT, one, opinion="可以")
    items = (AppraisalItem(what="活动签到表", years="2015", count=48),)
    made = save_as_declared(
        store, Appraisal(subject="旧表", proposed=AT.date(), proposer="李敏", reason="期满", items=items)
    )
    made = move(store, made, "appraise", AT, one, opinion="可以")
    with pytest.raises(MoveRefused):
        move(store, made, "approve", AT, one)
    with pytest.raises(MoveRefused, match="另一位用自己的口令"):
        move(store, made, "approve", AT, other)
    with closing(second_clerk(store)) as second:
        made = move(second, made, "approve", AT, other)
    made = move(store, made, "destroy", AT, other, how="碎纸", witness="周秀兰、何建国")
    assert (made.stage, made.items[0].count) == ("4", 48)


def test_who_cares_for_somebody_is_told_masked_and_whose_carer_one_is_without_the_name(store: Store) -> None:
    one = store.save(Resident(name="王五", carers=(Carer(name="赵六娘", phone="13800001111", kind="1"),)))
    store.save(Resident(name="张小宝", carers=(Carer(who=reference_to(one.id), kind="1"),)))
    told = my_information(store, one.id)
    text = " ".join(value for _, value in told.fields)
    assert "赵**" in text
    assert "六娘" not in text
    assert "13800001111" not in text
    assert [(held.label, held.title) for held in told.held] == [("居民", "张**")]
