"""残疾、低保 and the like: that somebody is looked after everybody sees who sees them, why the specialist alone, and 书记/主任."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

from db.errors import NotAllowed
from db.records.centre.account import Account, roles_of
from db.records.condition import Condition, has, has_not, is_, is_not, nothing, one_of, something
from db.records.registry.place import Grid
from db.records.registry.resident import CareTag, Resident
from db.records.role import Role
from db.services.deleting import bring_back, delete
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.report import report
from db.services.figures.rows import FigureRows
from db.services.figures.scope import Scope
from db.services.figures.span import until
from db.services.registry.import_roster import Choices, commit, preview, read_roster
from db.services.timeline import timeline
from db.store import Store, eq
from db.store.where import Within
from db.values.code_table import VEILED
from tests.db.rights.hunting import texts_in
from tests.factories import plant

ALONE = CareTag(kind="11", since=date(2024, 1, 5), basis="入户")
DISABLED = CareTag(kind="20", since=date(2025, 3, 2), basis="残联证字第七号")
POOR = CareTag(kind="30", basis="低保批文九号")
WORDS = ("20", "30", "残疾", "低保", "残联证字第七号", "低保批文九号", "2025-03-02")


def opened(store: Store, *roles: Role) -> Store:
    account = store.save(Account(name=f"某某{len(roles)}{min(roles)}", roles=roles_of(roles)))
    return Store._with_key(store.folder, store._key, account.id)


@pytest.fixture
def ids(store: Store) -> list[int]:
    """Somebody with all three tags, with a sensitive one alone, with none, and with one that everybody knows."""
    tagged = [(ALONE, DISABLED, POOR), (DISABLED,), (), (ALONE,)]
    return [plant(store, Resident, house=0, note="", documents=(), care=care).id for care in tagged]


@pytest.fixture
def desk(store: Store, ids: list[int]) -> Iterator[Store]:
    """The store as the clerk at the window has it."""
    clerk = opened(store, Role.DESK)
    assert ids
    yield clerk
    clerk._connection.close()


@pytest.fixture
def disabled(store: Store, ids: list[int]) -> Iterator[Store]:
    """The store as 残联专干 has it."""
    clerk = opened(store, Role.DISABLED)
    assert ids
    yield clerk
    clerk._connection.close()


def kinds(store: Store, resident: int) -> list[str]:
    return [tag.kind for tag in store.get(Resident, resident).care]


def test_who_sees_which(store: Store, desk: Store, disabled: Store, ids: list[int]) -> None:
    assert kinds(store, ids[0]) == ["11", "20", "30"]
    assert kinds(desk, ids[0]) == ["11", VEILED, VEILED]
    assert kinds(disabled, ids[0]) == ["11", "20", VEILED]
    chief = opened(store, Role.CHIEF)
    assert kinds(chief, ids[0]) == ["11", "20", "30"]
    chief._connection.close()


def test_of_a_covered_one_nothing_is_told_but_that_it_is_there(desk: Store, ids: list[int]) -> None:
    shown = desk.get(Resident, ids[0]).care[1]
    assert (shown.kind, shown.since, shown.until, shown.basis) == (VEILED, None, None, "")
    for found in (
        desk.select(Resident),
        desk.get_many(Resident, ids),
        desk.as_of(Resident, date.today()),
        desk.owners(Resident, "care", "owner", []) if False else (),
        [desk.history(desk.get(Resident, i)) for i in ids],
        [timeline(desk, desk.get(Resident, i)) for i in ids],
    ):
        assert not set(texts_in(found)) & set(WORDS)


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ([is_("care.kind", "20")], []),
        ([one_of("care.kind", ["20", "30"])], []),
        ([one_of("care.kind", ["11", "20"])], [0, 3]),
        ([has("care", is_("kind", "20"))], []),
        ([has("care", is_("basis", "残联证字第七号"))], []),
        ([has("care", is_("since", "2025-03-02"))], []),
        ([has_not("care", is_("kind", "20"))], [0, 1, 2, 3]),
        ([is_not("care.kind", "20")], [0, 1, 2, 3]),
        ([something("care")], [0, 1, 3]),
        ([nothing("care")], [2]),
        ([something("care"), has_not("care", is_("kind", "11"))], [1]),
    ],
)
def test_a_filter_by_a_covered_one_finds_nothing(
    desk: Store, ids: list[int], conditions: list[Condition], wanted: list[int]
) -> None:
    """The last one finds whom there is something covered of: that is seen anyway."""
    found = desk.ids(Resident, *desk.where(Resident, conditions), order=("id",))
    assert [ids.index(i) for i in found] == wanted


def test_nor_does_a_condition_that_somebody_wrote_by_hand(desk: Store, store: Store, ids: list[int]) -> None:
    by_hand = Within("id", CareTag, "owner", (eq("kind", "20"),))
    assert store.count(Resident, by_hand) == 2
    assert (desk.count(Resident, by_hand), desk.ids(Resident, by_hand), desk.select(Resident, by_hand)) == (0, [], [])
    assert ids


def test_a_figure_tells_the_centres_number_and_opens_none_of_its_rows(
    desk: Store, disabled: Store, ids: list[int]
) -> None:
    figure = figures_by_name(desk.kinds)["residents_disabled"]
    for clerk, rows in ((desk, []), (disabled, ids[:2])):
        found = measure(clerk, figure, until(date.today()), rows=True)
        assert found.value.number == 2
        assert sorted(found.rows[Resident.TABLE]) == rows
        opened_rows = clerk.ids(Resident, *FigureRows.of(found).where(clerk), order=("id",))
        assert opened_rows == rows


def test_saved_untouched_it_stays(store: Store, desk: Store, ids: list[int]) -> None:
    read = desk.get(Resident, ids[0])
    saved = desk.save(attrs.evolve(read, note="来过窗口"))
    assert [tag.kind for tag in saved.care] == ["11", VEILED, VEILED], "what comes back is covered, too"
    now = store.get(Resident, ids[0])
    assert (now.note, [attrs.evolve(t, id=0, version=0) for t in now.care]) == ("来过窗口", [ALONE, DISABLED, POOR])
    moved = attrs.evolve(saved, care=(saved.care[2], attrs.evolve(ALONE, basis="改过"), saved.care[1]))
    desk.save(moved)
    assert [tag.kind for tag in store.get(Resident, ids[0]).care] == ["30", "11", "20"], "in the order that was given"


def test_it_is_neither_taken_out_nor_added_nor_changed_by_others(
    store: Store, desk: Store, disabled: Store, ids: list[int]
) -> None:
    read = desk.get(Resident, ids[1])
    for care in ((), (CareTag(kind="20"),), (*read.care, CareTag(kind="30")), (*read.care, CareTag(kind=VEILED))):
        with pytest.raises(NotAllowed):
            desk.save(attrs.evolve(read, care=care))
    with pytest.raises(NotAllowed, match="只有书记/主任、民政专干可以"):
        desk.save(attrs.evolve(read, care=(*read.care, CareTag(kind="30"))))
    with pytest.raises(NotAllowed):
        desk.save(
            plant(store, Resident, id=0, version=0) and attrs.evolve(read, id=0, version=0, care=(CareTag(kind="20"),))
        )
    assert kinds(store, ids[1]) == ["20"]
    his = disabled.get(Resident, ids[1])
    disabled.save(attrs.evolve(his, care=(attrs.evolve(his.care[0], basis="换了证"), CareTag(kind="11"))))
    assert kinds(store, ids[1]) == ["20", "11"]


def test_what_was_deleted_comes_back_with_it(store: Store, desk: Store, ids: list[int]) -> None:
    read = desk.get(Resident, ids[0])
    along = delete(desk, read)
    again = bring_back(desk, read, attrs.evolve(read, id=0, version=0), along)
    now = store.get(Resident, again.id)
    assert [attrs.evolve(t, id=0, version=0) for t in now.care] == [ALONE, DISABLED, POOR]


def test_of_a_place_its_number_is_told_to_who_may_know_whom_it_means(
    store: Store, desk: Store, disabled: Store, ids: list[int]
) -> None:
    """In one building a number is a name."""
    grid = plant(store, Grid)
    scope = Scope(Grid.TABLE, grid.id, grid.name)
    figure = figures_by_name(desk.kinds)["residents_disabled"]
    with pytest.raises(NotAllowed, match="只有书记/主任、残联专干可以"):
        measure(desk, figure, until(date.today()), scope)
    assert measure(disabled, figure, until(date.today()), scope).value.number == 0
    told = report(desk, desk.kinds, until(date.today()), scope)
    assert {"残疾", "低保"} <= {one.figure.label for some in told.untold.values() for one in some}
    assert ids


def test_a_roster_brings_none_of_them_by_who_may_not_know_them(store: Store, desk: Store, tmp_path: Path) -> None:
    """Nor into a note: what is left out is told by its row."""
    path = tmp_path / "花名册.csv"
    path.write_text("姓名,住址,特殊人群\n钱新来,幸福里小区9号楼1单元101室,独居、残疾\n", encoding="utf-8-sig")
    plan = preview(desk, read_roster(path, kinds=desk.kinds), Choices(), date.today())
    assert [(one.row, one.code) for one in plan.problems if one.field == "care"] == [(2, "care_covered")]
    commit(desk, plan, "花名册.csv")
    (found,) = store.select(Resident, eq("name", "钱新来"))
    assert ([tag.kind for tag in found.care], found.note) == (["11"], "")
