"""What was typed before the accounts is everybody's who types such; what it is about stays hidden from everybody else."""

from contextlib import closing

from db.records.role import Role
from db.services.unfinished import unfinished
from tests.db.rights.town import Town

OF_ANY = {Role.DESK, Role.CHIEF}
"""Whoever sees and registers all residents."""
OF_THE_GRID = OF_ANY | {Role.GRID, Role.JUSTICE, Role.DISABLED, Role.CIVIL}
"""And whoever changes those of the own grid, or what is kept of a group."""
OF_WORDS = {Role.SECRETARY, Role.CHIEF, Role.ADMIN}


def test_who_finds_what_was_typed_before_the_accounts(town: Town, role: Role) -> None:
    ids = town.ids["resident"]
    wanted = {
        ("resident", 0): OF_ANY,
        ("resident", ids["grid"]): OF_THE_GRID,
        ("resident", ids["other"]): OF_THE_GRID - {Role.GRID},
        ("mediation_case", town.ids["mediation_case"]["other"]): {Role.CHIEF},
        ("wording:minutes", 0): OF_WORDS,
        ("of a later program", 0): set[Role](),
    }
    with closing(town.as_role(role)) as store:
        store._connection.execute("BEGIN")
        for form, key in wanted:
            store._connection.execute(
                "INSERT INTO draft (form, key, begun, apart, turn, saved_at, body) VALUES (?, ?, '', 9, 900, '2025-03-02T09:00:00', '{\"name\": \"钱小满\"}')",
                (form, key),
            )
        found = {(one.draft.form, one.draft.key) for one in unfinished(store)}
        loaded = {place for place in wanted if store.drafts.load(*place)}
        store._connection.execute("ROLLBACK")
    assert found == loaded == {place for place, roles in wanted.items() if role in roles}
