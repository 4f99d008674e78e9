"""告知与同意: what people are told before anything is kept of them, version by version, and what each of them said to it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Flag, Link, LongText, Looks, Name, Text
from db.records.base import Record, fields_of
from db.records.condition import is_, nothing, something
from db.records.figure import Figure, distinct
from db.records.kind import Begins, Kind, OnCard, Room, Switch, View
from db.records.may import BUSINESS, May, Own, seen, some
from db.records.participant import Participant, actors_as, role_in
from db.records.role import Role

AGREED, REFUSED, TOLD_ALONE = "1", "2", "3"
"""Codes of the table ``consent_answer``."""
BY_CONSENT = "1"
"""Code of the table ``handling_basis``."""
CHILD = 14
"""Whoever is younger: all that is known of a child is sensitive, and the guardian consents (个人信息保护法 第二十八、三十一条)."""
CONSENTS_SWITCH = Switch("consents", "告知与同意")


@frozen(kw_only=True, slots=False)
class PrivacyNotice(Record):
    """告知书的一版 (个人信息保护法 第七、十三、十四、十七、三十条).

    Attributes:
        until: since when another version is told in its place; None while it is.
        sensitive: whether what is sensitive is among it, for which somebody consents apart.
        need: why that is needed, and what it means for the person.
    """

    TABLE: ClassVar[str] = "privacy_notice"
    LABEL: ClassVar[str] = "信息告知书"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[str, Text("版本", required=True, width=8, listed=True, longest=30, help="例如：2026年第1版")] = ""
    purpose: Annotated[str, LongText("处理目的", required=True, width=20, listed=True)] = ""
    basis: Annotated[str, Code("依据", table="handling_basis", required=True, width=8, listed=True)] = ""
    since: Annotated[date | None, Day("启用日期", required=True, width=6, listed=True)] = None
    until: Annotated[
        date | None, Day("停用日期", width=6, listed=True, help="换了新版，原来的填停用；已告知过的要重新告知")
    ] = None
    kinds: Annotated[str, LongText("哪些个人信息", required=True, width=24)] = ""
    method: Annotated[str, LongText("处理方式", required=True, width=24)] = ""
    kept: Annotated[str, LongText("保存期限", required=True, width=20)] = ""
    rights: Annotated[
        str, LongText("怎样行使权利", required=True, width=24, help="查阅、复制、更正、删除、撤回同意，找谁、怎样办")
    ] = ""
    contact: Annotated[str, Text("联系人和电话", required=True, width=16)] = ""
    receivers: Annotated[str, LongText("提供给谁", width=24, help="不提供给别的单位的，空着")] = ""
    sensitive: Annotated[bool, Flag("有敏感个人信息", width=4, listed=True)] = False
    need: Annotated[str, LongText("敏感信息的必要性和影响", width=24)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The version."""
        return self.name

    def mark(self) -> str:
        """That another one is told."""
        return "已停用" if self.until else ""

    def rules(self) -> Iterable[Problem]:
        """What is sensitive is told apart; it does not end before it begins."""
        kinds = fields_of(PrivacyNotice)
        if self.sensitive and not self.need.strip():
            yield kinds["need"].problem(
                "no_need", "有敏感个人信息，没有写必要性和影响", "请照个人信息保护法第三十条写明"
            )
        if self.since and self.until and self.until < self.since:
            yield kinds["until"].problem("until_before", "早于启用日期", "请核对日期")


@frozen(kw_only=True, slots=False)
class ConsentActor(Participant):
    """Who told it."""

    TABLE: ClassVar[str] = "consent_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class Consent(Record):
    """告知与同意 of one person (个人信息保护法 第十四至十六、二十九、三十一条).

    Attributes:
        answer: what was said to what is not sensitive.
        sensitive: what was said to what is: a consent of its own.
        guardian: who consents for a child under fourteen.
        withdrawn: since when it holds no more.
    """

    TABLE: ClassVar[str] = "privacy_consent"
    LABEL: ClassVar[str] = "告知与同意"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("resident", "notice")

    resident: Annotated[int, Link("本人", to="resident", required=True, width=6, listed=True)] = 0
    notice: Annotated[int, Link("告知书", to="privacy_notice", required=True, width=8, listed=True)] = 0
    told: Annotated[date | None, Day("告知日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    way: Annotated[str, Code("怎样告知", table="consent_way", required=True, width=6, listed=True)] = ""
    answer: Annotated[str, Code("本人答复", table="consent_answer", required=True, width=8, listed=True)] = ""
    sensitive: Annotated[
        str,
        Code("敏感信息单独同意", table="consent_answer", width=8, listed=True, help="告知书里有敏感个人信息的，单独问"),
    ] = ""
    guardian: Annotated[str, Name("监护人", width=6, help="不满十四周岁的，由父母或其他监护人同意")] = ""
    withdrawn: Annotated[date | None, Day("撤回日期", looks=Looks.BACK, width=6, listed=True)] = None
    withdrawal: Annotated[str, Text("怎样撤回", width=12)] = ""
    by: Annotated[str, Name("告知人", acts=True, required=True, width=6)] = ""
    note: Annotated[str, LongText("备注", width=24)] = ""
    actors: Annotated[tuple[ConsentActor, ...], actors_as(ConsentActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """Whom, and of which version."""
        return " ".join(filter(None, (linked.get("resident", ""), linked.get("notice", ""))))

    def mark(self) -> str:
        """That it holds no more."""
        return "已撤回" if self.withdrawn else ""

    def rules(self) -> Iterable[Problem]:
        """It is not withdrawn before it was given."""
        if self.told and self.withdrawn and self.withdrawn < self.told:
            yield fields_of(Consent)["withdrawn"].problem("withdrawn_before", "早于告知日期", "请核对日期")


_ASKING = some(Role.DESK, Role.CHIEF)
_SIGNED = {Role.GRID: Own.GRIDS | Own.MINE, **dict.fromkeys((Role.MEDIATOR, Role.SECRETARY), Own.MINE)}

PRIVACY_NOTICES = Kind(
    record=PrivacyNotice,
    code=61,
    room=Room.DUTIES,
    may=May(
        sees=seen(BUSINESS), makes=some(Role.CHIEF), changes=some(Role.CHIEF), deletes=some(Role.CHIEF),
        exports=some(Role.CHIEF),
    ),
    tab="信息告知书",
    order=("-since", "-id"),
    views=(View("在用的", (nothing("until"),)),),
    new="新写一版告知书",
    empty="收集个人信息以前要告知的写在这里，印出来给本人签名；法律没有现成的文字，各栏照本中心的实际写",
    begins=(("since", Begins.TODAY),),
    known_by=(("name",),),
    line=("{mark}", "{since} 起"),
    papers=("privacy_notice",),
    due="consents_due",
    switch=CONSENTS_SWITCH,
    help=(
        "收集以前要告知本人：谁处理、为什么、哪些信息、怎样处理、存多久、怎样行使权利（个人信息保护法第十七条）。各栏照实际写，“打印…”印成告知书。",
        "改了目的、方式、种类，不要改旧的：填上停用日期，再“新写一版告知书”；已告知过的，“告知与同意”里列为要重新告知，今日里也提醒。",
        "依据是法定职责的，只告知、不问同意，不要把它写成同意。",
    ),
)  # fmt: skip
CONSENTS = Kind(
    record=Consent,
    purged=True,
    code=62,
    room=Room.DUTIES,
    may=May(
        sees={**seen({Role.DESK, Role.CHIEF, Role.ARCHIVIST}), **_SIGNED},
        makes=_ASKING | {Role.GRID},
        changes=_ASKING | {Role.GRID},
        deletes=some(Role.CHIEF),
        exports=_ASKING,
    ),
    tab="告知与同意",
    order=("-told", "-id"),
    views=(
        View("有效的同意", (is_("answer", AGREED), nothing("withdrawn"))),
        View("要重新告知的", (something("notice.until"), nothing("withdrawn"))),
        View("不同意的", (is_("answer", REFUSED),)),
        View("撤回的", (something("withdrawn"),)),
    ),
    new="登记告知与同意",
    begins=(("told", Begins.TODAY), ("by", Begins.MYSELF)),
    known_by=(("resident", "notice", "told"),),
    line=("{answer}", "{told}"),
    on_card=OnCard("resident", "told", ("{mark}", "{answer}", "{told}")),
    figures=(
        Figure(
            name="consented", label="同意人数", of="privacy_consent", where=(is_("answer", AGREED), nothing("withdrawn")),
            measure=distinct("resident"), unit="人",
        ),
    ),
    papers=("consent_notice",),
    save="keep_consent",
    switch=CONSENTS_SWITCH,
    help=(
        "告知了谁、哪一版、本人怎么说，一人一版一条。敏感个人信息（病情、残疾、宗教、不满十四周岁的等）另外单独问，写在“敏感信息单独同意”。",
        "本人要撤回，填撤回日期，和同意一样方便，不能因此不给办事（个人信息保护法第十五、十六条）；撤回以后，名片上标着“已撤回”，照那个目的、依据是同意的，导出、打印写全的会拦下来。不满十四周岁的写监护人。",
        "告知书换了版本，“要重新告知的”列出还没告知新版的。",
    ),
)  # fmt: skip
