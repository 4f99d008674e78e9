"""个人信息 in the practice community: what was given to others, what people were told and asked for, what is kept for how long."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from attrs import evolve

from db.records.centre.account import Account
from db.records.centre.handover import Handover
from db.records.duties.consent import AGREED, BY_CONSENT, Consent, PrivacyNotice
from db.records.duties.giving import BY_HAND, EXPORTED, PRINTED, ExportEntry
from db.records.duties.incident import Incident
from db.records.duties.request import RightsRequest
from db.records.duties.retention import Appraisal, AppraisalItem, Retention
from db.records.matters.codes import SOLVED
from db.records.registry.resident import Resident
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store

NOON = time(12)
_GIVEN = (
    (40, EXPORTED, "居民", 36, "枣树街道民政办", "核对高龄津贴发放名单", "2", "证件号码、联系电话", "80岁以上.xlsx"),
    (12, PRINTED, "居民花名册", 18, "南屏派出所", "核对户籍", "2", "证件号码、出生日期、联系电话", ""),
    (3, BY_HAND, "独居老人名单", 9, "幸福里物业服务中心", "冬季上门检查燃气", "1", "联系电话", ""),
)


MADE_UP = "练习小区自己定的，只供练习"
_MEALS = PrivacyNotice(
    name="高龄送餐 第1版", purpose="安排高龄老人上门送餐", basis=BY_CONSENT, kinds="姓名、住址、联系电话",
    method="窗口登记，送餐人员只看当天的名单", kept="送餐结束后一年", rights="到服务窗口或打电话，查阅、更正、删除、撤回同意",
    contact="服务窗口，2000101",
)  # fmt: skip
_KEPT = (
    Retention(what="居民登记", of="1", start="迁出、死亡之日", years=2, basis=MADE_UP, note="期满遮住，再删去"),
    Retention(what="活动签到表", start="活动次年1月1日", years=3, basis=MADE_UP),
    Retention(what="告知和同意", start="不再使用这些信息之日", years=3, basis=MADE_UP),
)
OLD = 80


def hand_over(store: Store, today: date) -> None:
    """One change of shift, on the eve."""
    clerk, other = (one.id for one in store.select(Account, order=("id",), limit=2))
    at = datetime.combine(today - timedelta(days=1), time(17, 30))
    save_as_declared(store, Handover(at=at, giver=other, taker=clerk, count=3, kept=0, told="诉求 2、草稿 1"))


def keep_duties(store: Store, today: date) -> None:
    """Enters them, and what people were told, asked for and what is to go."""
    for ago, way, what, count, recipient, purpose, basis, told, file in _GIVEN:
        entry = ExportEntry(
            day=today - timedelta(days=ago), way=way, what=what, count=count, recipient=recipient, purpose=purpose,
            basis=basis, told=told, file=file, by=store.actor,
        )  # fmt: skip
        save_as_declared(store, entry)
    old = [one for one in store.select(Resident, order=("id",)) if one.birth and one.birth.year <= today.year - OLD][:4]
    _tell(store, today, [one.id for one in old])
    for one in _KEPT:
        save_as_declared(store, one)
    _ask(store, today, old[0])
    _destroy(store, today)
    _lose(store, today)


def _tell(store: Store, today: date, residents: Sequence[int]) -> None:
    """Two versions of a notice: of the second somebody is still to be told."""
    began = today - timedelta(days=70)
    changed = today - timedelta(days=20)
    first = save_as_declared(store, evolve(_MEALS, since=began, until=changed))
    second = evolve(_MEALS, name="高龄送餐 第2版", since=changed, kinds=f"{_MEALS.kinds}、饮食禁忌", sensitive=True)
    second = save_as_declared(store, evolve(second, need="不登记禁忌就不能保证送对；只给送餐人员看"))
    for number, resident in enumerate(residents):
        told = Consent(
            resident=resident, notice=first.id, told=began + timedelta(days=number), way="1", answer=AGREED, by=store.actor,
        )  # fmt: skip
        save_as_declared(store, told)
    again = Consent(
        resident=residents[0], notice=second.id, told=changed, way="1", answer=AGREED, sensitive=AGREED, by=store.actor,
    )  # fmt: skip
    save_as_declared(store, again)


def _ask(store: Store, today: date, resident: Resident) -> None:
    """One request that was answered, and one that waits."""
    came, clerk = today - timedelta(days=9), store.person_at_work()
    wrong = RightsRequest(
        received=came, kind="2", resident=resident.id, asker=resident.name, what="登记的电话是旧的，请改成现在的",
    )  # fmt: skip
    made = save_as_declared(store, wrong)
    at = datetime.combine(came, NOON)
    made = move(store, made, "identify", at, clerk, proof="1")
    move(store, made, "answer", at, clerk, outcome=SOLVED, result="已改成现在的电话")
    copy = RightsRequest(received=today, kind="1", resident=resident.id, asker=resident.name, what="要一份登记的内容")
    save_as_declared(store, copy)


def _destroy(store: Store, today: date) -> None:
    items = (AppraisalItem(what="活动签到表", years=str(today.year - 4), count=26, term="3年"),)
    proposed = Appraisal(
        subject="旧签到表销毁", proposed=today - timedelta(days=2), proposer=store.actor, reason="保管期满", items=items,
    )  # fmt: skip
    save_as_declared(store, proposed)


def _lose(store: Store, today: date) -> None:
    found = datetime.combine(today - timedelta(days=30), NOON)
    lost = Incident(
        what="走访名单忘在电梯里", kind="3", found=found, told_kinds="姓名、门牌", people=12, cause="走访时遗落",
        harm="可能被人看到住址", contact="服务窗口，2000101",
    )  # fmt: skip
    made = save_as_declared(store, lost)
    clerk = store.person_at_work()
    move(store, made, "contain", found, clerk, measures="半小时内找回，问过物业没有人翻看")
