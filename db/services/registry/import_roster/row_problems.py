"""What can be wrong with a row of a roster, and the one table of words for it."""

from attrs import frozen

from db.fields import Code
from db.records.base import fields_of
from db.records.registry.household import Member
from db.records.registry.resident import Resident
from db.services.importing.problems import OF_SHEETS, RowProblem
from db.values.id_number import FAULTS

ROUNDED, MASKED, CENTENARIAN = "id_rounded", "id_masked", "id_old_century"
# Why a number is doubted; these sentences stand in the record's 待核实 and are taken out when the number is mended.
NUMBER_DOUBTS = {
    **FAULTS,
    ROUNDED: "证件号码被表格软件当成数字，末几位丢了",
    MASKED: "证件号码带星号，不完整",
    CENTENARIAN: "15位旧号码属于百岁以上老人，不能自动升位",
}
SEX_DOUBT = "性别与证件号码不一致"
BIRTH_DOUBT = "出生日期与证件号码不一致"
ESTATE_UNSURE_DOUBT = "住址没有写小区，不知是哪个小区的楼"
_KEPT = "已照原样留下并标为待核实，请核对证件"
_TOLD: dict[str, tuple[str, str]] = {
    **OF_SHEETS,
    **{code: (text, _KEPT) for code, text in NUMBER_DOUBTS.items()},
    "sex_differs": (SEX_DOUBT, "请核对证件"),
    "birth_differs": (BIRTH_DOUBT, "请核对证件"),
    "old_number": ("15位旧身份证号码已升为18位", "请顺便核对"),
    "birth_incomplete": ("出生日期没有写到日", "已记在备注，请补上"),
    "birth_unreadable": ("看不懂出生日期", "请补上"),
    "unknown_code": ("不在代码表里", "已记在备注，请从列表里选"),
    "care_unknown": ("有关爱类别以外的词", "已记在备注"),
    "care_covered": ("有只由专干、书记登记的关爱类别", "没有导入这一类，请他们补上"),
    "phone": ("不像电话号码", "已照原样留下，请核对"),
    "number_unreadable": ("不是数", "已记在备注"),
    "name_missing": ("这一行有内容，却没有姓名", "没有导入这一行，请补上姓名"),
    "name_character": ("姓名里有字库外的字，已用〓代替", "字的编码记在备注，请重新录入这个字"),
    "name_odd": ("姓名里有数字、括号或问号", "已照原样留下，请核对"),
    "no_person": ("姓名一栏写的是空房、出租、单位之类，不是人名", "没有登记人"),
    "remark_row": ("像是落款、说明或备注，不是人", "没有登记人"),
    "name_ditto": ("姓名写的是“同上”", "没有登记人，请核对是哪一位"),
    "name_masked": ("姓名带星号，不完整", "没有导入这一行，请补上姓名"),
    "others_unnamed": ("姓名一格里还有没写姓名的人", "只登记了写出姓名的一位，原文记在备注，请补上其他人"),
    "several_people": ("一格里有不止一个姓名", "每个姓名登记一人，请核对各人的号码和电话"),
    "address_missing": ("没有住址", "人已登记，请补上房屋"),
    "address_unreadable": ("看不懂住址", "原文记在备注，请补上房屋"),
    "number_taken": ("证件号码和另一个人的相同，姓名不同", "两人都已登记并标为待核实，请核对证件"),
    "maybe_same": ("可能与已登记的人是同一人", "没有并成一人，请核对后决定"),
    "maybe_same_masked": ("号码遮住了，可能就是已登记的人", "没有另外登记，请用没有遮住的名册核对"),
    "character": ("有字库外的字，已用〓代替", "字的编码记在备注，请重新录入这个字"),
    "refused": ("有不能保存的内容", "没有写入这一项，请补上"),
    "corrected": ("原来登记的证件号码不对，已换成这里的号码", "原号码记在备注"),
    "differs": ("与已登记的不同", "没有改动已登记的内容，请核对"),
    "not_present": ("登记为迁出、死亡或注销的人，名册里还有", "没有改动登记状态，请核对"),
    "other_household": ("已登记在另一户", "没有移动，请核对"),
    "house_shared": ("这套房里已有别的住户", "另立一户，请核对"),
    "two_heads": ("同一户里有不止一个户主", "已分成两户，请核对"),
    "estate_carried": ("没有写小区", "已按上面一行的小区，请核对"),
    "estate_unsure": ("没有写小区，这张表里不止一个小区有这栋楼", "人已登记并标为待核实，原文记在备注，请补上房屋"),
    "building_carried": ("没有写楼号", "已按上一行的楼号，请核对"),
}

NOT_TAKEN = frozenset(
    (
        *(
            "name_missing",
            "name_masked",
            "name_ditto",
            "refused",
            "care_covered",
            "care_unknown",
            "unknown_code",
            "number_unreadable",
        ),
        *(
            "birth_unreadable",
            "birth_incomplete",
            "address_unreadable",
            "maybe_same_masked",
            "differs",
            "cell_fault",
            "cell_unreckoned",
        ),
    )
)
"""What is written in the file and does not stand where it was meant for, once it is imported."""

_OF_VALUES = ("differs", "not_present")
"""What is told of values that were read, and not of what is written."""
_KINDS = {**fields_of(Resident), "relation": fields_of(Member)["relation"]}


@frozen
class Remark:
    """A problem before it is known where it stands: field, code, and what was written and kept; codes of a table as they are stored."""

    field: str
    code: str
    written: str = ""
    kept: str = ""

    def at(self, sheet: str, row: int, label: str) -> RowProblem:
        """The problem at its place."""
        message, remedy = _TOLD[self.code]
        written, kept = self.written, self.kept
        if self.code in _OF_VALUES and isinstance(kind := _KINDS.get(self.field), Code):
            written, kept = kind.show(written), kind.show(kept)
        return RowProblem(sheet, row, self.field, label, self.code, message, remedy, written, kept)
