"""我的信息: all that the program holds of somebody, printed for them (个人信息保护法 第四十五条)."""

from datetime import date
from typing import Annotated

from attrs import frozen

from db.fields import Day, LongText, Name, Rows, Text
from db.records.base import Part
from db.records.centre.centre import Centre
from db.values.day import long_form
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, WU_HAO, XIAO_SI_HAO
from printing.papers.common import Paper
from printing.papers.duties.common import LABEL_MM, REST_MM, label, signed, text
from printing.tables import Cell, Long, Tall

TITLE = "我的信息"
_NOTE = "别人的姓名、号码已遮盖。有错的可以请求更正，不该存的可以请求删除（个人信息保护法第四十五至四十七条）。"


@frozen(kw_only=True)
class Line(Part):
    """One thing that is held."""

    label: Annotated[str, Text("栏目", required=True)] = ""
    value: Annotated[str, LongText("内容")] = ""


@frozen(kw_only=True)
class MyInformationPaper:
    """Input of the paper.

    Attributes:
        person: whom it is about.
        fields: what the register says of them.
        held: what else concerns them, others' names and numbers masked.
    """

    centre: Centre
    person: Annotated[str, Name("姓名", required=True)] = ""
    fields: Annotated[tuple[Line, ...], Rows("登记的内容", part=Line)] = ()
    held: Annotated[tuple[Line, ...], Rows("有关的事", part=Line)] = ()
    day: Annotated[date | None, Day("打印日期")] = None


def layout(given: MyInformationPaper) -> list[list[Sheet]]:
    """One form, with as many pages as there is."""
    refuse([*demand(given.centre, "name"), *demand(given, "person")])
    bands: list[Tall] = [(_heading("登记的内容"),), *(Long(label(one.label), text(one.value)) for one in given.fields)]
    bands.append((_heading(f"有关的事（{len(given.held)}）"),))
    bands += [Long(label(one.label), text(one.value)) for one in given.held] or [(_heading("没有"),)]
    sign = ["收到人（签名）：＿＿＿＿＿＿＿＿", "　　　　　　年　　月　　日"]
    bands.append(signed([sign, ["经办人（签名）：＿＿＿＿＿＿＿＿", "（印章）"]], 26.0))
    form = Form(
        f"{given.person}的个人信息",
        bands,
        lines=((given.centre.name, f"打印日期：{long_form(given.day)}" if given.day else ""),),
        notes=((_NOTE, ""),),
        running=f"{TITLE}（续）",
        practice=given.centre.practice,
    )
    return [form.sheets()]


def _heading(words: str) -> Cell:
    return Cell(words, LABEL_MM + REST_MM, Style.HEI, "left", sizes_pt=(XIAO_SI_HAO, WU_HAO))


def example() -> MyInformationPaper:
    """Somebody with a complaint."""
    fields = (Line(label="姓名", value="张国富"), Line(label="联系电话", value="13804350021"))
    held = (Line(label="诉求", value="诉求〔2026〕3号 楼道灯不亮"), Line(label="走访", value="2026-03-02 走访张国富"))
    centre = Centre(name="幸福里社区党群服务中心")
    return MyInformationPaper(centre=centre, person="张国富", fields=fields, held=held, day=date(2026, 3, 2))


PAPER = Paper("my_information", TITLE, MyInformationPaper, layout, lambda _given: TITLE, FORM, example)
