"""What clerks rely on in every declaration: columns of lists, what they must fill in, what they cannot type, and the way of work.

A declaration is one word in a long line; here what the words come to is read as a clerk meets it.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from db.fields import Amount, Field, Whole
from db.records import KINDS
from db.records.base import Row, fields_of, parts_of
from db.records.flow import Flow, Move
from tests.db.test_records import ROW_TYPES, each_row
from tests.db.ways_of_work import WAYS

CODES = {
    "resident": 1, "household": 2, "mediation_case": 3, "topic": 4, "meeting": 5, "resolution": 6, "building": 7,
    "house": 8, "grid": 9, "announcement": 10, "issued_number": 11, "wording": 12, "holiday_year": 13, "centre": 14, "roster_layout": 15, "visit": 16, "account": 17, "rule": 18, "person": 19, "body": 20, "placement": 21, "tenure": 22, "estate": 23, "step": 27, "stage_setting": 28, "option_list": 33, "saved_list": 34, "ledger": 37, "ledger_row": 38, "kept_figure": 39, "table_layout": 36, "matter": 29, "opening": 40,
    "clock_rule": 41, "exhibit": 50, "export_entry": 60, "privacy_notice": 61, "privacy_consent": 62, "rights_request": 63, "incident": 64,
    "retention": 65, "appraisal": 66, "handover": 67, "booklet": 70, "round_sheet": 71, "listening": 72, "whistle": 75, "reminder": 76,
    "opinion_letter": 77, "project": 78, "joint_talk": 79, "three_steps": 80, "common_problem": 82, "reception": 83, "diary_line": 84, "skip_rule": 86,
}  # fmt: skip
"""They stand in the references and the search index of every store that there is: a code stays, a new type takes a new one."""

LISTED = """
居民：姓名 证件号码 性别 联系电话 现住房屋 待核实
户：户主 房屋
户籍户：户号 户别 户主 登记的房屋 待核实
房屋：楼栋 单元 房号 使用性质 建筑面积（平方米） 产权人
楼栋：小区 楼号 所属网格 楼栋长
网格：网格名称 网格编码 网格长 网格长电话 党支部（党小组）
专项台账：台账名称 从哪天起 办到哪天 负责人 收尾日期 取自名单
台账条目：名称 住址 网格 列入日期 办结日期 谁办的
花名册的列：表头
表格的列：表头
诉求：编号 事由 性质 受理时间 主办单位 办理期限 环节 结果
听民声：形式 日期 地点 小区 接待人 来了几人
接待：办件编号 办理事项 接待时间 办事人 承诺办结 当场办结 办结日期 代办人
直办规则：紧急程度 类别 直接到哪一层 主办单位 起 止 依据
哨单：哨单编号 主责部门 哪种哨 事由 吹哨时间 环节 结果
督办单：督办编号 轻重 答复期限 督办哪个单位 事由 督办时间
意见函：函号 写给哪个单位 事由 日期 发出日期
项目：项目编号 项目名称 项目类别 破难层级 领衔人 责任单位 立项日期 计划完成 环节
共性问题：问题名称 类别 小区 提出日期 牵头单位 计划完成 环节 怎样了结
3+X联合调处：事由 时间 地点 主持人 结果
调解案件：案件编号 事由 纠纷类型 受理日期 办结期限 人民调解员 办理环节
会议：会议名称 种类 时间 地点 进展
议题：议题 来源 提出人 提出日期 状态
决议：编号 议定事项 责任人（单位） 办结期限 办理状态 办结日期 会议
听议定：议什么 听意见日期 上的会议 开会日期 议定日期 环节 怎样了结
走访：走访日期 房屋 走访对象 走访人 方式 结果
走访单：单号 走访日 楼栋 单元 走访人 填回日期
民情日志：日期 谁的日志 写了什么
组织：名称 类别 层级 负责人 电话 所属小区 成立日期 撤销日期
人员：姓名 所在单位 职务 电话
任职：人员 任职的地方 职务 方式 专兼 起 止
上下级：体系 上级 下级 关系 起 止
小区：小区名称 分期（分区） 别名 所属社区
公告通知：种类 标题 落款日期 发文字号 公示截止
文号：种类 年度 序号 文号 事由 取号日期 取号人 状态 说明
模板：文书 段落 文字
外送登记：日期 什么资料 怎样出去 多少条 给谁 用来做什么 依据 批准人 经手人
信息告知书：版本 处理目的 依据 启用日期 停用日期 有敏感个人信息
告知与同意：本人 告知书 告知日期 怎样告知 本人答复 敏感信息单独同意 撤回日期
个人信息请求：收到日期 请求什么 谁的信息 请求人 答复期限 结果 环节
保管期限：哪种资料 从什么时候起算 保管几年 期满怎样处理 依据
鉴定销毁：名称 提出日期 提出人 了结日期 环节
泄露事件：什么事 种类 发现时间 涉及多少人 上报日期 告知日期 环节
放假安排：年份 依据
办公时间：哪一天 从 到 起 止
办理时限：时限 只管层级 只管类别 只管单位 多长 时间单位 起 止 依据
本中心：中心名称
工作人员：姓名 岗位 电话
角色：角色
交接：交接时间 交班人 接班人 交接条数
规则：规则 取值 生效日期 依据
经过：种类 动作 时间 经办人
照片或扫描件：形式 文件名 说明 拍摄时间
环节设置：资料 流程 环节代号 本中心的叫法 不设这个环节 起
名单：资料 名单名称
口径：资料 口径名称
选项表：选项表
"""

REQUIRED = """
居民：姓名
其他证件：号码
其他电话：号码
曾用名：姓名
关爱类别：类别
居住记录：房屋
户内成员：居民
户籍成员：居民
房屋：楼栋 房号
隐患：隐患类型
楼栋：楼号
办事的人：写的姓名 身份
网格：网格名称
专项台账：台账名称 从哪天起
栏目：栏名 写什么
台账条目：台账
花名册的列：表头
表格的列：表头 哪种表
诉求：事由 性质 来源 紧急程度 受理时间 环节
回访：方式
协办单位：协办单位
听民声：形式 日期
反映的事：反映什么
接待：办理事项
材料：材料
直办规则：直接到哪一层 主办单位 起 依据
抄送单位：抄送单位
哨单：主责部门 哪种哨 事由 吹哨时间 几步 环节
配合部门：配合部门
到场人员：姓名
督办单：轻重 督办事项 督办哪个单位 事由 哨单
意见函：写给哪个单位 事由 日期 哪个单位没有来 哨单
项目：项目名称 项目类别 责任单位 立项日期 环节
来源诉求：诉求
参与的党员干部：姓名
评审意见：评审人
进度：完成（%） 做了什么
共性问题：问题名称 提出日期 环节
同类诉求：诉求
3+X联合调处：事由 时间 诉求
席位：席位
调解案件：事由 纠纷类型 案件来源 受理日期 纠纷简要情况 办理环节 当事人
当事人：姓名或名称
会议：会议名称 种类 时间 地点 进展
议程：议题
与会人员：姓名
议题：议题 状态
决议：议定事项 责任人（单位） 办结期限 办理状态 会议
听议定：议什么 诉求 听意见日期 环节
各方意见：哪一方 意见
议定的决议：决议
走访：走访日期 走访人
走访单：走访日 楼栋
门牌：行号
民情日志：日期 写了什么
组织：名称 类别
人员：姓名
不是的居民：居民编号
任职：人员 任职的地方 职务
上下级：体系 上级 下级 关系
小区：小区名称
公告通知：种类 标题 正文 落款日期
附件：附件名称
文号：种类 年度 序号 取号日期 状态
模板：文书 段落 文字
外送登记：日期 什么资料 怎样出去 多少条 给谁 用来做什么 经手人
信息告知书：版本 处理目的 依据 启用日期 哪些个人信息 处理方式 保存期限 怎样行使权利 联系人和电话
告知与同意：本人 告知书 告知日期 怎样告知 本人答复 告知人
个人信息请求：收到日期 请求什么 请求人 请求人是 具体要求 环节
保管期限：哪种资料 期满怎样处理 依据
鉴定销毁：名称 提出日期 提出人 为什么销毁 环节
拟销毁的资料：资料
泄露事件：什么事 种类 发现时间 涉及哪些个人信息 环节
放假安排：年份
节日：节日
办公时间：哪一天 从 到
办理时限：时限 多长 时间单位 起 依据
本中心：中心名称
工作人员：姓名
角色：角色
交接：交接时间 交班人 接班人
规则：规则代号 规则 生效日期
经过：关于 种类 时间 录入时间
照片或扫描件：属于 文件 形式
环节设置：资料 流程 环节代号
名单：资料 名单名称
口径：资料 口径名称
选项表：选项表
选项：代号
"""

NOT_TYPED = """
居民：不是同一人
楼栋：办事的人
网格：办事的人
专项台账：哪种资料 名单条件 取自名单 定名单的日子
栏目：记号
台账条目：台账编号
诉求：编号 回执码 现层级 召集了谁 主办单位 办理期限 处置情况 核查情况 核查日期 告知诉求人 评议 当场办结 环节 结果 办结日期 并入 并到 首接单位 提出管辖异议 申请延长（工作日） 批准延长（工作日） 首次答复 回访日期 交书记 告知的途径 回访 分级时间 大小 所在层级 不是一件事
回访：回访时间 回访人
听民声：办事的人
反映的事：诉求
接待：办件编号 办事的人
哨单：哨单编号 签收时间 签收人 联系时间 怎样联系 到场时间 到场人员 现场情况 处置措施 处置完时间 核查情况 核查日期 响应速度 办理质量 满意程度 环节 结果 销哨日期 诉求 上一次吹哨 办事的人
督办单：督办编号 办事的人
意见函：函号 办事的人
项目：项目编号 评审意见 进度 成效 申请销号日期 核查情况 核查日期 环节 怎样了结 销号日期 办事的人
评审意见：评审时间 记录人
进度：时间 记录人
共性问题：治理成效 环节 怎样了结 了结日期
3+X联合调处：办事的人
调解案件：案件编号 办结期限 办理环节 结束日期 怎样了结 诉求 办事的人
会议：办事的人
与会人员：户籍户
听议定：上的会议 开会日期 议定的决议 须业主大会决定 议定日期 环节 怎样了结
走访：走访单 办事的人
走访单：单号 单元 填回日期 门牌
人员：不是的居民
外送登记：文件名 办事的人
告知与同意：办事的人
个人信息请求：怎样核验身份 核验日期 答复期限 怎样办的 结果 答复日期 环节
鉴定销毁：鉴定意见 鉴定日期 批准日期 怎样销毁 监销人 了结日期 环节
泄露事件：补救措施 报了哪个部门 上报日期 怎样告知本人 告知日期 整改 了结日期 环节
工作人员：离开日期 角色
照片或扫描件：形式 拍摄时间 字节数 页数 右转几次 排在第几
"""

FOLDED = """
居民：其他证件 联系电话是谁的 其他文字姓名 居住记录 监护和照料 入党日期 居住证号 婚姻状况
房屋：历任和共有产权人 出租 隐患
诉求：被反映的人或单位 协办单位
接待：房屋 转成的诉求
哨单：配合部门
公告通知：附件 张贴日期 紧急程度
"""

LATEST_FIRST = {
    "matter", "mediation_case", "meeting", "topic", "resolution", "announcement", "issued_number",
    "listening", "export_entry", "rights_request", "incident", "appraisal", "round_sheet", "whistle", "reminder", "opinion_letter", "project", "joint_talk", "reception", "common_problem", "three_steps",
}  # fmt: skip
"""Of these the search lists what came last before the rest."""

BEGUN_FROM_A_CARD = {"matter", "mediation_case"}
"""A new one of these is begun from the card of a resident."""

BEGINS: dict[str, dict[str, object]] = {
    "resident": {"id_kind": "111", "state": "1"},
    "resident_document": {"kind": "111"},
    **{key: {"kind": "1"} for key in ("residence", "former_name", "booklet", "listening")},
    "matter": {"nature": "2", "channel": "1", "urgency": "1", "stage": "1"},
    "matter_callback": {"way": "1"},
    "whistle": {"steps": "8", "stage": "1"},
    "reminder": {"card": "1"},
    "joint_seat": {"seat": "4"},
    "mediation_case": {"source": "1", "stage": "1"},
    "case_party": {"side": "1", "consent": "0"},
    "meeting": {"kind": "1", "state": "1"},
    "attendee": {"role": "1", "came": "0"},
    "topic": {"source": "1", "state": "1"},
    "ledger_column": {"form": "2"},
    "resolution": {"state": "1"},
    "visit": {"way": "1", "result": "1"},
    "placement": {"relation": "1"},
    "announcement": {"kind": "1", "dress": "1", "period_unit": "1"},
    "issued_number": {"state": "1"},
    "export_entry": {"way": "4"},
    "rights_request": {"relation": "1", "stage": "1"},
    "retention": {"end": "1"},
    **{key: {"stage": "1"} for key in ("project", "common_problem", "three_steps", "appraisal", "incident")},
    "centre": {"case_word": "民调"},
    "step": {"what": "1"},
    "exhibit": {"form": "1"},
    "opening": {"weekday": "0"},
    "clock_rule": {"unit": "4"},
}
"""What a new record has before anything is typed; everything else begins empty."""

BOUNDS: dict[tuple[str, str], tuple[int | None, int | None]] = {
    ("house", "area"): (0, None),
    ("matter", "people"): (1, None),
    ("matter", "money"): (0, None),
    ("listening", "people"): (0, None),
    ("reception", "trips"): (0, 99),
    ("matter", "days_asked"): (1, 999),
    **dict.fromkeys((("whistle", "speed"), ("whistle", "quality"), ("whistle", "satisfied")), (1, 5)),
    ("project_progress", "percent"): (0, 100),
    ("case_party", "age"): (0, 150),
    ("export_entry", "count"): (0, None),
    ("retention", "years"): (0, 100),
    **dict.fromkeys((("appraisal_item", "count"), ("incident", "people")), (0, None)),
    **dict.fromkeys((("handover", "count"), ("handover", "kept")), (0, None)),
    **dict.fromkeys((("clock_rule", "amount"), ("clock_rule", "warn"), ("clock_rule", "red")), (0, 9999)),
}
"""The least and the most of numbers; all others have neither."""

ALSO_TOLD = {
    **{key: {("name", "nobody")} for key in ("matter_claimant", "matter_against", "ledger_row", "carer")},
    "matter_callback": {("satisfaction", "nothing"), ("way", "no_time")},
    "project_review": {("reviewer", "no_time")},
    "project_progress": {("done", "no_time")},
    **{key: {("since", "since_missing")} for key in ("tenure", "placement")},
    "issued_number": {("matter", "no_matter")},
    "retention": {("years", "no_years")},
}
"""What an empty one is told besides what it cannot be without."""


def told_of(rows: Sequence[type[Row]], holds: Callable[[Field[Any]], bool]) -> list[str]:
    """A line for each type that has such fields."""
    told = {row.LABEL: " ".join(f.label for f in fields_of(row).values() if holds(f)) for row in rows}
    return [f"{label}：{fields}" for label, fields in told.items() if fields]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def assert_told(text: str, holds: Callable[[Field[Any]], bool]) -> None:
    rows = [row for kind in KINDS for row in (kind.record, *(rows.part for rows in parts_of(kind.record).values()))]
    assert told_of(rows, holds) == lines(text)


def test_what_a_list_shows() -> None:
    assert_told(LISTED, lambda field: field.listed)


def test_what_a_form_asks() -> None:
    assert_told(REQUIRED, lambda field: field.required)


def test_what_is_not_typed() -> None:
    assert_told(NOT_TYPED, lambda field: not field.is_typed)


def test_what_a_form_keeps_folded() -> None:
    assert_told(FOLDED, lambda field: field.folded)


def test_of_what_the_latest_is_found_first() -> None:
    assert {kind.table for kind in KINDS if kind.found and kind.found.newest_first} == LATEST_FIRST


def test_what_is_begun_from_a_card() -> None:
    assert {kind.table for kind in KINDS if kind.on_card and kind.on_card.begins} == BEGUN_FROM_A_CARD


@each_row
def test_the_least_and_the_most_of_numbers(kind: type[Row]) -> None:
    for name, field in fields_of(kind).items():
        if isinstance(field, Whole | Amount):
            least, most = BOUNDS.get((kind.TABLE, name), (None, None))
            assert field.fault(least or 0) is field.fault(most or 10**6) is None
            assert (field.fault((least or 0) - 1) is None) is (least is None)
            assert (field.fault((most or 10**6) + 1) is None) is (most is None)


@each_row
def test_what_is_not_typed_begins_empty_but_for_what_is_usual(kind: type[Row]) -> None:
    begun = {name: getattr(kind(), name) for name in fields_of(kind)}
    assert {n: v for n, v in begun.items() if v != fields_of(kind)[n].EMPTY} == BEGINS.get(kind.TABLE, {})


@each_row
def test_an_empty_one_is_told_what_is_missing_and_nothing_that_follows_from_it(kind: type[Row]) -> None:
    told = {(p.field, p.code) for p in kind().problems()}
    missing = {
        (n, "required")
        for n, field in fields_of(kind).items()
        if field.required and n not in BEGINS.get(kind.TABLE, {})
    }
    assert told == missing | ALSO_TOLD.get(kind.TABLE, set())


@pytest.mark.parametrize("made", [*ROW_TYPES, Flow, Move], ids=lambda made: made.__name__)
def test_values_are_given_by_their_names_alone(made: Callable[..., object]) -> None:
    """Fields come and go: a value by its place would land in another field one day."""
    with pytest.raises(TypeError, match="positional argument"):
        made(
            "1",
            **({"label": "", "source": ()} if made is Move else {"stages": (), "moves": ()} if made is Flow else {}),
        )


def test_what_takes_photos_and_scans() -> None:
    assert [kind.table for kind in KINDS if kind.evidence] == [
        "matter", "listening", "reception", "whistle", "project", "common_problem", "joint_talk", "mediation_case", "meeting",
        "resolution", "three_steps", "visit", "announcement", "rights_request", "incident",
    ]  # fmt: skip


def test_a_code_stays() -> None:
    assert {kind.table: kind.code for kind in KINDS} == CODES


def way(move: Move) -> str:
    told = [f"{move.name} {','.join(move.source)}→{move.to}", "●" * move.main, *move.asks]
    told += [f"[{' '.join(move.needs)}]"] if move.needs else []
    fills = (("记", move.stamps), ("初", move.once), ("添", (move.adds,) if move.adds else ()), ("非", move.not_same))
    told += [f"{word} {' '.join(names)}" for word, names in fills if names]
    told += [
        "写明理由" * move.reason,
        *(f"印 {paper}" for paper in move.papers),
        "照规则" * move.ruled,
        "自己" * move.itself,
    ]
    return " ".join(filter(None, told))


@pytest.mark.parametrize("flow", [flow for kind in KINDS for flow in kind.flows], ids=lambda flow: flow.name)
def test_the_way_of_work(flow: Flow) -> None:
    stages = " · ".join(f"{s.code} {s.label}{'（可不设）' * s.optional}" for s in flow.stages)
    assert [stages, *(way(move) for move in flow.moves)] == lines(WAYS[flow.name])
    assert {move.voices for move in flow.moves} == {1}
