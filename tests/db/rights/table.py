"""Who may what, written by hand from the roles that a community centre has, never made from the declarations.

Each cell: which records are seen, then what may be done with these.

    a  all                                  +  makes
    g  those of the own grids               ~  changes
    m  those in which the clerk acts        -  deletes
    o  those of what is seen, or of nothing >  exports
    .  none
"""

from collections.abc import Mapping

from db.records.power import Power
from db.records.role import Role

ROLES = (
    Role.DESK, Role.GRID, Role.MEDIATOR, Role.SECRETARY, Role.CHIEF, Role.FUNDS, Role.ARCHIVIST, Role.ADMIN, Role.AUDITOR,
    Role.JUSTICE, Role.DISABLED, Role.CIVIL,
)  # fmt: skip
"""The columns: 登记 网格 调解 秘书 书记 经费 档案 管理 审计 司法 残联 民政."""

KINDS = """
resident        a+~->  g+~    a      a      a+~->  .  a      .     .  a~   a~   a~
household       a+~->  g+~    a      a      a+~->  .  a      .     .  a    a    a
booklet         a+~->  g+~    a      a      a+~->  .  a      .     .  a    a    a
house           a+~->  g+~    a      a      a+~->  .  a      .     .  a    a    a
building        a+~->  a      a      a      a+~->  a  a      .     .  a    a    a
grid            a+~->  a      a      a      a+~->  a  a      .     .  a    a    a
estate          a+~->  a      a      a      a+~->  a  a      .     .  a    a    a
ledger          a+~->  a      .      .      a+~->  .  a      .     .  .    .    .
ledger_row      a+~->  o~     .      .      a+~->  .  a      .     .  .    .    .
matter          a+~->  gm+~   mo+~   mo+    a+~->  .  a      .     .  .    .    .
listening       a+~->  gm+~   .      .      a+~->  .  a      .     .  .    .    .
reception       a+~->  m+~-   .      .      a+~->  .  a      .     .  .    .    .
whistle         a+~->  gm+~   m      m      a+~->  .  a      .     .  .    .    .
reminder        a+~->  om     .      .      a+~->  .  a      .     .  .    .    .
opinion_letter  a+~->  .      .      .      a+~->  .  a      .     .  .    .    .
project         a+~->  a~     a      a      a+~->  a  a      .     .  a    a    a
common_problem  a+~->  a      a      a      a+~->  a  a      .     .  a    a    a
joint_talk      a+~->  om     om~    .      a+~->  .  a      .     .  .    .    .
three_steps     a+~->  o      .      .      a+~->  .  a      .     .  .    .    .
mediation_case  m+     .      m+~->  .      a+~->  .  a>     .     .  .    .    .
meeting         m      m      m      a+~->  a+~->  .  a      .     .  .    .    .
topic           a+~    .      .      a+~->  a+~->  .  a      .     .  .    .    .
resolution      .      .      .      a+~->  a+~->  .  a      .     .  .    .    .
visit           a+~->  gm+~-  m+~    m+~    a+~->  .  a      .     .  m+~  m+~  m+~
diary_line      m+~->  m+~->  m+~->  m+~->  a+~->  m+~-> m+~-> .     .  m+~-> m+~-> m+~->
skip_rule       a      a      a      a      a+~->  .  a      .     .  .    .    .
round_sheet     a+~->  g+~    .      .      a+~->  .  a      .     .  .    .    .
body            a+~->  a      a      a+~>   a+~->  a  a      .     .  a    a    a
person          a+~->  a      a      a+~>   a+~->  a  a      .     .  a    a    a
tenure          a+~->  a      a      a      a+~->  a  a      .     .  a    a    a
placement       a+~->  a      a      a      a+~->  a  a      .     .  a    a    a
announcement    a+~->  a      a      a+~->  a+~->  a  a      .     .  a    a    a
issued_number   o+     o      o      o+     a+~->  .  a+~->  .     .  .    .    .
wording         a      a      a      a+~-   a+~-   a  a      a+~-  a  a    a    a
roster_layout   a+~-   a      a      a      a+~-   a  a      a+~-  a  a    a    a
table_layout    a+~-   a      a      a      a+~-   a  a      a+~-  a  a    a    a
holiday_year    a      a      a      a      a      a  a      a+~-  a  a    a    a
opening         a      a      a      a      a      a  a      a+~-  a  a    a    a
clock_rule      a      a      a      a      a      a  a      a+~-  a  a    a    a
stage_setting   a      a      a      a      a      a  a      a+~-  a  a    a    a
option_list     a      a      a      a      a      a  a      a+~-  a  a    a    a
centre          a      a      a      a      a      a  a      a+~-  a  a    a    a
rule            a      a      a      a      a      a  a      a+~-  a  a    a    a
account         a      a      a      a      a      a  a      a+~-  a  a    a    a
saved_list      o+~-   o+~-   o+~-   o+~-   o+~-   .  o+~-  .     .  o+~- o+~- o+~-
kept_figure     o      o      o      o      o+~-   .  o      .     .  o    o    o
handover        a+     a+     a+     a+     a+-    a+ a+     a+    a+ a+   a+   a+
export_entry    m+     m+     m+     m+     a+~>   m+ a+>    .     a> m+   m+   m+
privacy_notice   a     a     a     a      a+~-> a  a     .     .  a    a    a
privacy_consent  a+~>  gm+~  m     m      a+~-> .  a     .     .  .    .    .
rights_request   a+~   .     .     .      a+~-> .  a     .     .  .    .    .
retention        a     a     a     a      a+~-> a  a+~-> .     .  a    a    a
appraisal        .     .     .     .      a+~-> .  a+~>  .     a  .    .    .
incident         a+~   .     .     .      a+~-> .  a     .     a  .    .    .
step            a+~-   o+~-   .      .      a+~-   .  a      .     .  .    .    .
exhibit         a+~-   o+~-   .      .      a+~-   .  a      .     .  .    .    .
"""
"""A kept list and a figure are about residents here; steps and photos are those of two matters, one in the own grid."""

MOVES = """
matter  gather        登记 网格 书记
matter  assign        登记 书记
matter  handle        登记 网格 调解 书记
matter  skip          登记 书记
matter  object        登记 网格 调解 书记
matter  decide        书记
matter  check         登记 网格 书记
matter  callback      登记 网格 书记
matter  send_back     登记 网格 书记
matter  archive       登记 书记
matter  return        登记 网格 书记
matter  answer        登记 网格 调解 书记
matter  refer         登记 书记
matter  withdraw      登记 网格 调解 书记
matter  join          登记 书记
matter  unjoin        登记 书记
matter  reopen        登记 书记
matter  settle        登记 书记
matter  void          登记 网格 调解 书记
matter  hand_up       登记 网格 书记
matter  hand_back     登记 书记
whistle  sign      登记 网格 书记
whistle  contact   登记 网格 书记
whistle  arrive    登记 网格 书记
whistle  treat     登记 网格 书记
whistle  check     登记 网格 书记
whistle  return    登记 网格 书记
whistle  rate      登记 网格 书记
whistle  end       登记 书记
whistle  withdraw  登记 书记
whistle  blow      登记 网格 书记
whistle  void      登记 网格 书记
project  review   登记 书记
project  begin    登记 书记
project  report   登记 网格 书记
project  apply    登记 网格 书记
project  check    登记 网格 书记
project  return   登记 网格 书记
project  end      登记 书记
project  give_up  书记
project  reopen   书记
project  void     登记 网格 书记
common_problem  begin    登记 书记
common_problem  end      登记 书记
common_problem  decline  登记 书记
common_problem  stop     登记 书记
common_problem  reopen   登记 书记
common_problem  void     登记 书记
three_steps  talk    登记 书记
three_steps  decide  登记 书记
three_steps  again   登记 书记
three_steps  drop    登记 书记
three_steps  reopen  登记 书记
three_steps  void    登记 书记
rights_request  identify  登记 书记
rights_request  answer    登记 书记
rights_request  refuse    登记 书记
rights_request  withdraw  登记 书记
rights_request  void      登记 书记
appraisal  appraise  档案 书记
appraisal  approve   书记
appraisal  destroy   档案 书记
appraisal  keep      档案 书记
appraisal  return    档案 书记
appraisal  void      档案 书记
incident  contain  登记 书记
incident  report   登记 书记
incident  tell     登记 书记
incident  end      登记 书记
incident  void     登记 书记
mediation_case  consent      调解 书记
mediation_case  investigate  调解 书记
mediation_case  mediate      调解 书记
mediation_case  agree        调解 书记
mediation_case  follow_up    调解 书记
mediation_case  close        调解 书记
mediation_case  end          调解 书记
mediation_case  refuse       登记 调解 书记
mediation_case  void         调解 书记
"""

POWERS: Mapping[Power, str] = {
    Power.ACCOUNTS: "管理",
    Power.BACKUP: "管理 书记",
    Power.RESTORE: "管理",
    Power.SETTINGS: "管理",
    Power.PURGE: "书记",
    Power.WHOLE_COPY: "书记",
    Power.HAND_OVER: "书记 管理",
    Power.LOG: "审计 书记",
    Power.VERIFY: "管理 审计 书记",
    Power.GO_ON: "管理 书记",
    Power.IMPORT: "登记 书记",
    Power.UNDO_IMPORT: "登记 书记",
    Power.EXPORT_WHOLE: "登记 书记",
    Power.PRINT_WHOLE: "登记 网格 调解 秘书 书记 经费 档案 司法 残联 民政",
    Power.SEE_WHOLE: "登记 网格 调解 秘书 书记 经费 档案 司法 残联 民政",
    Power.FIGURES: "登记 网格 调解 秘书 书记 经费 档案 司法 残联 民政",
}

COMMANDS = """
import          登记 书记
export          登记 书记
export --plain  登记 书记
search          登记 网格 调解 秘书 书记 档案 司法 残联 民政
list            登记 网格 调解 秘书 书记 档案 司法 残联 民政
list --plain    登记 书记
timeline        登记 网格 调解 秘书 书记 档案 司法 残联 民政
figure          登记 网格 调解 秘书 书记 经费 档案 司法 残联 民政
stats           登记 网格 调解 秘书 书记 经费 档案 司法 残联 民政
must            登记 网格 调解 秘书 书记 经费 档案 司法 残联 民政
evidence list   登记 网格 书记 档案
evidence save   登记 网格 书记 档案
evidence add    登记 网格 书记
move            登记 网格 书记
purge --look    书记
purge           书记
purge --deleted  书记
purge --again   书记
backup          书记 管理
second-place    管理
try-restore     书记 管理
restore         管理
verify          书记 管理 审计
verify --go-on  书记 管理
clerks          书记 管理 审计
log             登记 网格 调解 秘书 书记 经费 档案 管理 审计 司法 残联 民政
kinds           登记 网格 调解 秘书 书记 经费 档案 管理 审计 司法 残联 民政
"""
"""Of ``python -m db``, with the resident and the matter of the grid in which everybody holds a post. What types there are is no secret, and of the log
everybody gets what they did themselves."""
FOR_NOBODY_YET = {"init"}
"""What makes a store has no clerks to ask."""

SHORT: Mapping[str, Role] = dict(
    zip(
        ("登记", "网格", "调解", "秘书", "书记", "经费", "档案", "管理", "审计", "司法", "残联", "民政"),
        ROLES,
        strict=True,
    )
)


def cells() -> dict[str, dict[Role, str]]:
    """The table of types: by table, by role."""
    rows = (line.split() for line in KINDS.strip().splitlines())
    return {row[0]: dict(zip(ROLES, row[1:], strict=True)) for row in rows}


def movers() -> dict[tuple[str, str], set[Role]]:
    """Who keys which move: by table and name of the move."""
    rows = (line.split() for line in MOVES.strip().splitlines())
    return {(row[0], row[1]): {SHORT[word] for word in row[2:]} for row in rows}


def holders(power: Power) -> set[Role]:
    """Who has a power."""
    return {SHORT[word] for word in POWERS[power].split()}


def commanders() -> dict[str, set[Role]]:
    """Who gets which command done: by its words."""
    lines = (line.split("  ", 1) for line in COMMANDS.strip().splitlines())
    return {words.strip(): {SHORT[one] for one in roles.split()} for words, roles in lines}
