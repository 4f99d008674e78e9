"""How the engine goes about what somebody sees of many."""

from db.records.registry.resident import Resident
from db.records.role import Role
from db.store import among
from db.store.where import clause
from tests.db.rights.town import Town

ROWS = 300


def test_records_of_the_own_grid_are_looked_up_by_their_ids(town: Town) -> None:
    """Else every resident of the grid is looked at for the rows of one screen."""
    clerk = town.as_role(Role.GRID)
    asked = clerk.rights.asked(Resident, [among("id", range(1, ROWS))])
    assert asked is not None
    where, values = clause(Resident, asked)
    plan = clerk._connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM resident{where}", values).fetchall()
    clerk._connection.close()
    told = [str(row[3]) for row in plan if "resident" in str(row[3])]
    assert told == ["SEARCH resident USING INTEGER PRIMARY KEY (rowid=?)"]
