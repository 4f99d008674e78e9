"""What is no deed with one type is asked by each service itself, before anything else: by hand who gets past which of them."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn, cast

import pytest

from db.errors import AppError, NotAllowed
from db.records.centre.account import Account
from db.records.kinds import Kinds
from db.records.role import Role
from db.services import log_anchors, thinning, try_restore, undo_import
from db.services.backup import backup
from db.services.bodies import merging, whose_name
from db.services.centre import accounts, switches, who_works
from db.services.check_store import check_store
from db.services.duties.giving_out import Use
from db.services.duties.my_information import my_information
from db.services.duties.purge import purge
from db.services.figures.export import export_report
from db.services.figures.report import report
from db.services.figures.span import until
from db.services.importing.commit import commit_tables
from db.services.letters.issue_number import set_first_word, set_number_style
from db.services.note_output import Deed, Wholly, note_output, note_seen
from db.services.registry import merging as residents_merging
from db.services.registry.compare_roster import compare
from db.services.registry.import_roster import Roster
from db.services.registry.import_roster.commit import commit
from db.services.second_place import places, standing
from db.store import FILE, Store
from tests.db.rights.table import SHORT
from tests.db.rights.town import Town

NOW = datetime(2026, 3, 2, 9, 30)
NOTHING = cast("Any", None)
"""What nobody comes to look at who is refused."""
USE = Wholly(Use(recipient="街道", purpose="核对"))
BUSINESS = "登记 网格 调解 秘书 书记 经费 档案 司法 残联 民政"
Door = Callable[[Store, Town, Path], object]

DOORS: Mapping[str, tuple[str, Door]] = {
    "backup": ("书记 管理", lambda s, _t, _p: backup(s, s.folder / FILE)),
    "try_restore": ("书记 管理", lambda s, _t, _p: try_restore.try_restore(s, NOW)),
    "check_store": ("书记 管理 审计", lambda s, _t, _p: check_store(s, NOW, lambda *_: False)),
    "compare_file": ("书记 管理 审计", lambda s, _t, place: log_anchors.compare_file(s, place / "没有.txt")),
    "compare_line": ("书记 管理 审计", lambda s, _t, _p: log_anchors.compare_line(s, "不是")),
    "set_keep": ("管理", lambda s, _t, _p: thinning.set_keep(s, thinning.MANY)),
    "set_place": ("管理", lambda s, _t, _p: places.set_place(s, 0, None)),
    "set_remind_after": ("管理", lambda s, _t, _p: standing.set_remind_after(s, 3)),
    "turn": ("管理", lambda s, _t, _p: switches.turn(s, NOTHING, on=True)),
    "give_entry": ("管理", lambda s, t, _p: accounts.give_entry(s, s.get(Account, t.accounts[Role.GRID]), "")),
    "set_roles": ("管理", lambda s, t, _p: accounts.set_roles(s, s.get(Account, t.accounts[Role.GRID]), ())),
    "leave": ("管理", lambda s, _t, _p: accounts.leave(s, s.get(Account, s.account))),
    "roles_as_before": ("管理", lambda s, _t, _p: who_works.roles_as_before(s, NOTHING, NOTHING)),
    "commit": ("登记 书记", lambda s, _t, _p: commit(s, NOTHING, "a.xlsx")),
    "compare": ("登记 书记", lambda s, _t, _p: compare(s, Roster("a.xlsx", ()), today=NOW.date())),
    "commit_tables": ("登记 书记", lambda s, _t, _p: commit_tables(s, NOTHING, "a.xlsx", {})),
    "undo_import": ("登记 书记", lambda s, _t, _p: undo_import._refuse(s, NOTHING)),
    "weigh_merge": ("登记 书记", lambda s, _t, _p: merging.weigh_merge(s, 0, 0)),
    "take_back_merge": ("登记 书记", lambda s, _t, _p: merging.take_back_merge(s, NOTHING)),
    "weigh_residents": ("登记 书记", lambda s, _t, _p: residents_merging.weigh_residents(s, 0, 0)),
    "part_residents": ("登记 书记", lambda s, _t, _p: residents_merging.part_residents(s, 0)),
    "say_whose": ("登记 秘书 书记", lambda s, _t, _p: whose_name.say_whose(s, "甲", 0, ())),
    "take_back_whose": ("登记 秘书 书记", lambda s, _t, _p: whose_name.take_back_whose(s, "甲", 0, ())),
    "set_first_word": ("登记 秘书 书记 档案", lambda s, _t, _p: set_first_word(s, "1", "", NOTHING)),
    "set_number_style": ("书记 档案 管理", lambda s, _t, _p: set_number_style(s, "1", "", "", NOTHING)),
    "my_information": ("书记", lambda s, t, _p: my_information(s, t.ids["resident"]["grid"])),
    "purge": ("书记", lambda s, _t, _p: purge(s, NOTHING, ())),
    "report": (BUSINESS, lambda s, _t, _p: report(s, Kinds(()), until(date(2026, 3, 2)))),
    "export_report": (BUSINESS, lambda s, _t, place: export_report(s, NOTHING, place / "a.csv")),
    "note_seen": (BUSINESS, lambda s, t, _p: note_seen(s, "resident", t.ids["resident"]["grid"], ("电话",))),
    "note_output": (BUSINESS, lambda s, _t, _p: note_output(s, Deed.PRINT, "花名册", whole=USE)),
}
"""By what they are called: who gets past, and a call of it that comes no further."""


class TakenBack(Exception):
    """What went through is taken back."""


def _take_back() -> NoReturn:
    raise TakenBack


def passes(store: Store, deed: Callable[[], object]) -> bool:
    """Whether a service lets the clerk pass, whatever becomes of what it is given."""
    try:
        with store.writing("试试"):
            deed()
            _take_back()
    except NotAllowed:
        return False
    except (TakenBack, AppError, AttributeError, LookupError, TypeError, ValueError):  # what it is given is nothing
        pass
    return True


def test_who_gets_past_which_service(town: Town, role: Role, tmp_path: Path) -> None:
    with closing(town.as_role(role)) as store:
        found = {name for name, (_, door) in DOORS.items() if passes(store, lambda d=door: d(store, town, tmp_path))}
    assert found == {name for name, (roles, _) in DOORS.items() if role in {SHORT[one] for one in roles.split()}}


@pytest.mark.parametrize("name", DOORS)
def test_somebody_gets_past_and_somebody_does_not(name: str) -> None:
    roles = {SHORT[one] for one in DOORS[name][0].split()}
    assert roles
    assert roles < set(Role)
