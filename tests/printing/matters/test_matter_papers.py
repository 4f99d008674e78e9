"""诉求登记表 with its slip, and 交办（转办）单: what they tell and to whom, on as many pages as it takes."""

from typing import Any

import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.matters.matter import Claimant, Matter
from printing.papers import PAPERS
from printing.papers.matters import matter_intake, matter_referral
from printing.papers.matters.matter_intake import MatterIntake
from printing.papers.matters.matter_referral import MatterReferral
from tests.printing import measure
from tests.printing.boxes import page_texts, text
from tests.printing.test_many_and_long import assert_on_paper

INTAKE, REFERRAL = PAPERS["matter_intake"], PAPERS["matter_referral"]
both = pytest.mark.parametrize("name", ["matter_intake", "matter_referral"])


def with_matter(given: Any, **changes: object) -> Any:
    return evolve(given, matter=evolve(given.matter, **changes))


def intake(**changes: object) -> MatterIntake:
    return with_matter(matter_intake.example(), **changes)


def referral(**changes: object) -> MatterReferral:
    return with_matter(matter_referral.example(), **changes)


def parted(pdf: bytes) -> tuple[str, str]:
    """The last page above and under the line to cut along."""
    rows = [measure.text(row) for row in measure.rows(measure.pages(pdf)[-1])]
    at = next(n for n, row in enumerate(rows) if "沿此线裁下" in row)
    return "".join(rows[:at]), "".join(rows[at + 1 :])


def test_the_slip_tells_how_to_ask_and_nothing_of_who_came() -> None:
    given = intake(claimants=(Claimant(name="张国富", phone="13804350021"), Claimant(name="李敏", hidden=True)))
    above, slip = parted(INTAKE.make(given))
    for told in (
        "诉求受理回执",
        "诉求〔2026〕18号",
        "2026年3月9日",
        "3号楼东侧充电桩断电",
        "回执码52817",
        "0435-6440001",
    ):
        assert told in slip.replace(" ", "")
    for kept in ("张国富", "李敏", "138", "设备离线"):
        assert kept not in slip
    for told in ("张国富", "李敏（要求不公开）", "138****0021", "诉求人（签名）：", "接待人（签名）："):
        assert told in above
    assert "52817" not in above, "who finds the form's copy cannot ask with it"


def test_what_is_signed_by_hand_stays_blank() -> None:
    above, _ = parted(INTAKE.make(intake(claimants=(Claimant(name="张国富"),))))
    assert above.count("张国富") == 1


def test_without_a_code_or_telephone_the_slip_says_what_there_is() -> None:
    given = intake(slip="")
    _, slip = parted(INTAKE.make(evolve(given, centre=evolve(given.centre, phone=""))))
    assert "凭编号到窗口" in slip
    assert "回执码" not in slip
    assert "电话" not in slip


@pytest.mark.parametrize("lines", [0, 1, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 34, 35, 36, 37, 38, 39, 40, 41, 90])
def test_however_long_the_facts_the_slip_stands_free_on_the_last_page(lines: int) -> None:
    facts = "\n".join(f"第{n}条情况" for n in range(lines))
    pdf = INTAKE.make(intake(facts=facts))
    assert_on_paper(pdf, INTAKE.geometry.paper_pt)
    found = page_texts(pdf)
    assert ["沿此线裁下" in page for page in found] == [False] * (len(found) - 1) + [True]
    told = "".join(found)
    assert all(f"第{n}条情况" in told for n in range(lines))
    assert told.count("接待人（签名）") == 1
    cut = next(row for row in measure.rows(measure.pages(pdf)[-1]) if "沿此线裁下" in measure.text(row))
    signed = next((r for r in measure.rows(measure.pages(pdf)[-1]) if "年　　月　　日" in measure.text(r)), None)
    assert signed is None or min(g.ink[1] for g in signed) > max(g.ink[3] for g in cut) + 8


@both
def test_an_anonymous_claimant_is_called_so(name: str) -> None:
    given = with_matter(PAPERS[name].example(), claimants=(Claimant(anonymous=True, phone="13804350021"),))
    told = text(PAPERS[name].make(evolve(given, masked=False)))
    assert "匿名" in told
    assert "13804350021" not in told


def test_who_does_not_want_to_be_named_is_not_named_to_others() -> None:
    """Neither in the box of claimants nor in the words, whatever is asked for."""
    given = referral(
        claimants=(Claimant(who=5, phone="13804350021", hidden=True), Claimant(name="李敏", phone="13904350022")),
        facts="张国富说，李敏也看见了。",
        subject="张国富反映充电桩断电",
        place="张国富家楼下",
    )
    told = text(REFERRAL.make(evolve(given, masked=False, titles={**given.titles, "": {5: "张国富"}})))
    assert "张国富" not in told
    assert "13804350021" not in told
    for shown in ("诉求人要求不公开姓名", "诉求人说，李敏也看见了", "诉求人反映充电桩断电", "李敏", "13904350022"):
        assert shown in told


@pytest.mark.parametrize("masked", [True, False])
def test_neither_numbers_nor_the_registered_name_of_who_is_not_to_be_named_get_out_by_the_words(
    *, masked: bool
) -> None:
    told_ = "王女士（王秀英，13804350021，0435-6440009，证件220502198001151234）说充电桩没电"
    given = referral(
        claimants=(Claimant(who=7, name="王女士", phone="13804350021", hidden=True),),
        facts=told_, subject=told_[:20], place="王秀英家，打13804350021",
    )  # fmt: skip
    told = text(REFERRAL.make(evolve(given, masked=masked, titles={**given.titles, "": {7: "王秀英"}})))
    for kept in ("王女士", "王秀英", "13804350021", "6440009", "198001151234"):
        assert kept not in told, kept
    assert "诉求人（诉求人，138****0021，" in told


def test_a_registered_claimant_is_told_by_their_title() -> None:
    given = intake(claimants=(Claimant(who=5),), house=7, place="门口", grid=3, lead=1)
    titles = {
        "": {5: "阿卜杜拉·买买提"},
        "house": {7: "3号楼2单元401室"},
        "grid": {3: "第二网格"},
        "body": {1: "安居乐物业"},
    }
    told = text(INTAKE.make(evolve(given, titles=titles)))
    for shown in ("阿卜杜拉·买买提", "第二网格3号楼2单元401室门口", "安居乐物业"):
        assert shown in told.replace("\u3000", "")


def test_a_referral_says_who_does_what_by_when_and_leaves_room_to_answer() -> None:
    told = text(REFERRAL.make(referral()))
    for shown in (
        "清和市安居乐物业服务有限公司",
        "枣树街道物业管理办公室",
        "2026-03-13",
        "拟办意见",
        "分管负责人",
        "主要负责人",
        "回复栏",
    ):
        assert shown in told
    assert "52817" not in told, "the code is the claimant's"
    with pytest.raises(RecordInvalid, match="主办单位：没有填"):
        REFERRAL.make(referral(lead=0))
    with pytest.raises(RecordInvalid, match="办理期限：没有填"):
        REFERRAL.make(referral(due=None))


@both
def test_long_facts_go_on_over_the_page(name: str) -> None:
    facts = "\n".join(f"第{n}条情况" for n in range(120))
    pdf = PAPERS[name].make(with_matter(PAPERS[name].example(), facts=facts))
    assert_on_paper(pdf, PAPERS[name].geometry.paper_pt)
    found = page_texts(pdf)
    assert len(found) >= 3
    assert all("诉求〔2026〕18号" in page for page in found)
    assert all(f"第{n}条情况" in "".join(found) for n in range(120))


@both
def test_what_has_no_number_is_not_printed(name: str) -> None:
    with pytest.raises(RecordInvalid, match="编号：没有填"):
        PAPERS[name].make(with_matter(PAPERS[name].example(), number=""))


def test_nobody_named_leaves_room_to_write() -> None:
    assert "诉求人" in text(INTAKE.make(intake(claimants=())))
    assert Matter().claimants == ()


@both
def test_how_the_last_day_was_reckoned_is_told_where_it_is_known(name: str) -> None:
    """The sum as the page has it; without one the paper is as it was before."""
    example = PAPERS[name].example()
    words = "办结：03-10 09:20 转交处置 + 3个工作日 = 03-13"
    plain = text(PAPERS[name].make(example)).replace(" ", "")
    told = text(PAPERS[name].make(evolve(example, limit=words))).replace(" ", "")
    assert words.replace(" ", "") in told.replace("\n", "")
    assert "期限怎么" in told
    assert "期限怎么" not in plain


@both
def test_the_sum_with_its_source_leaves_the_form_on_one_page(name: str) -> None:
    words = "办结：11-27 16:40 转交处置 + 3个工作日 + 暂停（11-28 10:00 至 12-01 09:30） = 12-04"
    source = "依据：《市人民政府办公厅关于进一步做好群众诉求限时办理工作的通知》（市政办发〔2025〕18号）第三条第二款"
    for limit in (words, f"{words}。{source}"):
        assert len(page_texts(PAPERS[name].make(evolve(PAPERS[name].example(), limit=limit)))) == 1
