"""个人信息处理告知书: what somebody is told before anything is kept of them, with room to agree or not, for what is sensitive apart.

个人信息保护法 第七、十四、十五、十七、二十九、三十、三十一条. There is no form of it: every word is the centre's own.
"""

from datetime import date
from typing import Annotated

from attrs import frozen

from db.fields import Flag, Name
from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.duties.consent import BY_CONSENT, PrivacyNotice
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import label, signed, text
from printing.tables import Long, Tall

TITLE = "个人信息处理告知书"
_TOLD = ("purpose", "basis", "kinds", "method", "kept", "receivers", "rights", "contact")
_BLANK, _DATED = "＿＿＿＿＿＿＿＿", "　　　　　　年　　月　　日"


@frozen(kw_only=True)
class PrivacyNoticePaper:
    """Input of the paper.

    Attributes:
        notice: the version that is told.
        person: whom; "" leaves room for a pen.
        child: whether a guardian signs.
    """

    centre: Centre
    notice: PrivacyNotice
    person: Annotated[str, Name("本人")] = ""
    child: Annotated[bool, Flag("不满十四周岁")] = False


def layout(given: PrivacyNoticePaper) -> list[list[Sheet]]:
    """One form."""
    notice = given.notice
    refuse([*demand(given.centre, "name"), *demand(notice, "name", "purpose", "kinds", "method", "kept", "rights")])
    kinds = fields_of(PrivacyNotice)
    told = [(kinds[name].label, kinds[name].show(getattr(notice, name))) for name in _TOLD]
    bands: list[Tall] = [Long(label("处理者"), text(_handler(given.centre)))]
    bands += [Long(label(named), text(value)) for named, value in told if value]
    if notice.sensitive:
        bands.append(Long(label("敏感个人信息"), text(f"下面的信息是敏感个人信息，单独征求同意：\n{notice.need}")))
    bands.append(signed(_answers(given), 46.0))
    day = f"{kinds['since'].show(notice.since)}启用" if notice.since else ""
    note = "告知书一式两份，本人和本中心各存一份。不同意或者撤回同意，不影响办理不需要这些信息的事项。"
    form = Form(
        TITLE,
        bands,
        lines=((given.centre.name, f"{notice.name}　{day}".strip()),),
        notes=((note, ""),),
        running=f"{TITLE}（续）　{notice.name}",
        practice=given.centre.practice,
    )
    return [form.sheets()]


def _handler(centre: Centre) -> str:
    return "　".join(filter(None, (centre.name, centre.address, centre.phone and f"电话：{centre.phone}")))


def _answers(given: PrivacyNoticePaper) -> list[list[str]]:
    """The place of whoever is told, and of whoever tells."""
    person = f"本人：{given.person}" if given.person else f"本人（签名）：{_BLANK}"
    asked = ["□同意　　□不同意"] if given.notice.basis == BY_CONSENT else ["已告知（依据不是同意，不另征求）"]
    apart = ["敏感个人信息：□单独同意　□不同意"] if given.notice.sensitive else []
    signs = f"监护人（签名）：{_BLANK}" if given.child else f"签名：{_BLANK}" if given.person else ""
    left = ["以上内容已经告知我，我已明白。", *asked, *apart, person, *filter(None, [signs]), _DATED]
    right = [f"告知人（签名）：{_BLANK}", "\u3000", "（印章）", _DATED]
    return [left, right]


def example() -> PrivacyNoticePaper:
    """Meals for the old."""
    notice = PrivacyNotice(
        name="2026年第1版", purpose="安排高龄老人上门送餐、冬季走访", basis="1", since=date(2026, 3, 1),
        kinds="姓名、住址、联系电话、饮食禁忌、行动能力", method="窗口登记，存在本中心加密的资料里，送餐人员只看当天的名单",
        kept="送餐服务结束后一年", rights="到服务窗口或打电话，可以查阅、复制、更正、删除，也可以随时撤回同意，撤回后不再送餐",
        contact="李敏，2000101", sensitive=True, need="行动能力、饮食禁忌用来安排送餐，不登记就不能保证送对；只给送餐人员看",
    )  # fmt: skip
    centre = Centre(name="幸福里社区党群服务中心", address="幸福里路18号", phone="2000101")
    return PrivacyNoticePaper(centre=centre, notice=notice, person="张国富")


PAPER = Paper(
    "privacy_notice", TITLE, PrivacyNoticePaper, layout, lambda given: f"{TITLE} {given.notice.name}", FORM, example
)
