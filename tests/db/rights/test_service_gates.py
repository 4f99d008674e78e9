"""Each service with a gate of its own is refused to every role that the hand-written table does not name, with the words of that power."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from db.errors import NotAllowed
from db.records.centre.account import Account
from db.records.duties.giving import CONSENTED
from db.records.duties.retention import Appraisal
from db.records.power import Power
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.backup import backup
from db.services.bodies.merging import take_back_merge, weigh_merge
from db.services.bodies.whose_name import say_whose, take_back_whose
from db.services.centre import accounts
from db.services.centre.clock_right import put_clock_right
from db.services.centre.handover.in_hand import require_whose
from db.services.centre.kept_code import keep_code
from db.services.centre.switches import turn
from db.services.centre.who_works import roles_as_before
from db.services.check_store import check_store
from db.services.duties.giving_out import Use, refuse_whole
from db.services.duties.my_information import my_information
from db.services.duties.purge import look_before_purge, purge
from db.services.duties.purge_again import BroughtBack, purge_again
from db.services.figures.export import export_report
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.report import report
from db.services.figures.span import until
from db.services.importing.commit import commit_tables
from db.services.letters.issue_number import set_first_word, set_number_style
from db.services.list_records import list_records
from db.services.log_anchors import compare_file, compare_line
from db.services.note_output import Deed, Holds, Wholly, note_output, note_seen
from db.services.record_history import plan
from db.services.registry.compare_roster import compare
from db.services.registry.import_roster.commit import commit
from db.services.registry.ledgers.export import export_ledger
from db.services.second_place.places import set_place
from db.services.second_place.standing import set_remind_after
from db.services.thinning import keep_of, set_keep
from db.services.try_restore import try_restore
from db.services.undo_import import redo_import
from db.store import Store
from tests.db.rights.table import cells, holders

NOW = datetime(2026, 11, 29, 9, 30)
DAY = date(2026, 11, 29)
USE = Use(recipient="街道", purpose="核对", basis=CONSENTED)
NONE: Any = None
"""What is asked for behind the gate, and never looked at."""
NOWHERE = Path("nowhere")
Gate = Callable[[Store], object]


def me(store: Store) -> Account:
    return store.get(Account, store.account)


GATES: tuple[tuple[Power, str, Gate], ...] = (
    (Power.ACCOUNTS, "give_entry", lambda s: accounts.give_entry(s, me(s), "雨后的第一道虹-3")),
    (Power.ACCOUNTS, "new_recovery", accounts.new_recovery),
    (Power.ACCOUNTS, "reseal", accounts.reseal),
    (Power.ACCOUNTS, "set_roles", lambda s: accounts.set_roles(s, me(s), list(Role))),
    (Power.ACCOUNTS, "leave", lambda s: accounts.leave(s, me(s))),
    (Power.ACCOUNTS, "put_clock_right", lambda s: put_clock_right(s, "电池没电")),
    (Power.ACCOUNTS, "keep_code", keep_code),
    (Power.ACCOUNTS, "roles_as_before", lambda s: roles_as_before(s, me(s), me(s))),
    (Power.GO_ON, "go_on", lambda s: s.go_on("停电后查过")),
    (Power.BACKUP, "backup", lambda s: backup(s, NOWHERE)),
    (Power.BACKUP, "try_restore", lambda s: try_restore(s, NOW)),
    (Power.SETTINGS, "set_keep", lambda s: set_keep(s, keep_of(s))),
    (Power.SETTINGS, "set_remind_after", lambda s: set_remind_after(s, 3)),
    (Power.SETTINGS, "set_place", lambda s: set_place(s, 1, None)),
    (Power.SETTINGS, "turn", lambda s: turn(s, next(kind.switch for kind in s.kinds if kind.switch), on=False)),
    (Power.VERIFY, "check_store", lambda s: check_store(s, NOW, lambda _done, _all: True)),
    (Power.VERIFY, "compare_file", lambda s: compare_file(s, NOWHERE)),
    (Power.VERIFY, "compare_line", lambda s: compare_line(s, "1")),
    (Power.EXPORT_WHOLE, "refuse_whole", lambda s: refuse_whole(s, USE)),
    (Power.PRINT_WHOLE, "note_output", lambda s: note_output(s, Deed.PRINT, "登记表", whole=Wholly(USE, Holds()))),
    (Power.SEE_WHOLE, "note_seen", lambda s: note_seen(s, Resident.TABLE, 0, ["电话"])),
    (Power.FIGURES, "measure", lambda s: measure(s, figures_by_name(s.kinds)["residents_here"], until(DAY))),
    (Power.FIGURES, "report", lambda s: report(s, s.kinds, until(DAY))),
    (Power.PURGE, "look_before_purge", lambda s: look_before_purge(s, [])),
    (Power.PURGE, "purge", lambda s: purge(s, Appraisal(), [])),
    (Power.PURGE, "purge_again", lambda s: purge_again(s, BroughtBack(1, ()))),
    (Power.FIGURES, "export_report", lambda s: export_report(s, NONE, Path("x.csv"))),
    (Power.HAND_OVER, "require_whose", lambda s: require_whose(s, 0)),
    (Power.IMPORT, "commit", lambda s: commit(s, NONE, "")),
    (Power.IMPORT, "compare", lambda s: compare(s, NONE, today=DAY)),
    (Power.IMPORT, "commit_tables", lambda s: commit_tables(s, NONE, "", {})),
    (Power.UNDO_IMPORT, "redo_import", lambda s: redo_import(s, NONE)),
    (Power.WHOLE_COPY, "my_information", lambda s: my_information(s, 0)),
)  # fmt: skip


@contextmanager
def unchanged(store: Store) -> Iterator[None]:
    before = store.last_entry()
    yield
    assert store.last_entry() == before, "nothing was entered"


REFUSED = [(role, *gate) for gate in GATES for role in Role if role not in holders(gate[0])]


@pytest.mark.parametrize(
    ("role", "power", "gate"),
    [(role, power, gate) for role, power, _, gate in REFUSED],
    ids=[f"{role.name.casefold()}-{name}" for role, _, name, _ in REFUSED],
)
def test_who_has_not_the_power_is_refused_by_the_service_itself(
    clerk: Store, role: Role, power: Power, gate: Gate
) -> None:
    assert clerk.rights.roles == {role}
    with unchanged(clerk), pytest.raises(NotAllowed, match=power.value):
        gate(clerk)


OF_TYPES: tuple[tuple[str, str, str, Gate], ...] = (
    ("resident", ">", "导出居民", lambda s: list_records(s, s.kinds[Resident.TABLE], whole=USE)),
    ("ledger", ">", "导出专项台账", lambda s: export_ledger(s, NONE, Path("x.csv"))),
    ("person", "-", "删除人员", lambda s: weigh_merge(s, 1, 2)),
    ("person", "-", "删除人员", lambda s: take_back_merge(s, NONE)),
    ("person", "~", "修改人员", lambda s: say_whose(s, "外来人", 1, [])),
    ("person", "~", "修改人员", lambda s: take_back_whose(s, "外来人", 1, [])),
    ("grid", "~", "修改网格", lambda s: plan(s, Grid(id=1), 1)),
    ("issued_number", "+", "登记", lambda s: set_first_word(s, "5", "某", DAY)),
)  # fmt: skip
NOT_THEIRS = [(role, *gate) for gate in OF_TYPES for role in Role if gate[1] not in cells()[gate[0]][role]]


@pytest.mark.parametrize(
    ("role", "words", "gate"),
    [(role, words, gate) for role, _, _, words, gate in NOT_THEIRS],
    ids=[f"{role.name.casefold()}-{table}{mark}" for role, table, mark, _, _ in NOT_THEIRS],
)
def test_what_is_of_one_type_is_refused_to_whoever_has_not_that_right(
    clerk: Store, role: Role, words: str, gate: Gate
) -> None:
    assert clerk.rights.roles == {role}
    with unchanged(clerk), pytest.raises(NotAllowed, match=words):
        gate(clerk)


NUMBERS, RULES = cells()["issued_number"], cells()["rule"]


@pytest.mark.parametrize("role", [role for role in Role if "~" not in NUMBERS[role] and "+" not in RULES[role]])
def test_how_numbers_are_written_is_for_whoever_keeps_the_book_or_sets_rules(clerk: Store, role: Role) -> None:
    assert clerk.rights.roles == {role}
    with unchanged(clerk), pytest.raises(NotAllowed, match="修改"):
        set_number_style(clerk, "5", "某", "〔{year}〕{serial}号", DAY)
