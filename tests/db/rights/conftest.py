"""One town for all tests that only try what is refused or taken back, and the practice community to hunt in."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from db.records.role import Role
from db.store import Store
from tests.db.rights.hunting import Prey
from tests.db.rights.town import Town, build, name_of, populate
from tests.named import account_named


@pytest.fixture(scope="session")
def town(made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town, whose store nobody has open."""
    folder = shutil.copytree(made_store[0].folder, tmp_path_factory.mktemp("town") / "store")
    store = Store._with_key(folder, made_store[0]._key)
    built = build(store)
    store._connection.close()
    return built


@pytest.fixture(params=list(Role), ids=lambda role: role.name.casefold())
def role(request: pytest.FixtureRequest) -> Role:
    """Every role, one after the other."""
    return request.param


@pytest.fixture
def clerk(town: Town, role: Role) -> Iterator[Store]:
    """The store of the town, opened by the clerk with the role."""
    store = town.as_role(role)
    yield store
    store._connection.close()


DAY = date(2026, 11, 29)
HUNTING = (Role.DESK, Role.GRID, Role.MEDIATOR, Role.SECRETARY, Role.FUNDS, Role.ADMIN, Role.DISABLED)
"""Those who see some, and those who see nothing of people."""


@pytest.fixture(scope="session")
def community(practised: Callable[[date], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The practice community, in which somebody of every role has come to work, in the first grid."""
    folder = shutil.copytree(practised(DAY), tmp_path_factory.mktemp("practice") / "store")
    store = populate(folder, DAY)
    yield store
    store.close()


@pytest.fixture(scope="session", params=HUNTING, ids=lambda role: role.name.casefold())
def hunted(request: pytest.FixtureRequest, community: Store) -> Iterator[tuple[Store, Prey]]:
    """The community as somebody sees it, and what he may not see of it."""
    account = account_named(community, name_of(request.param))
    assert account is not None
    clerk = Store._with_key(community.folder, community._key, account.id)
    yield clerk, Prey(clerk, [kind.table for kind in clerk.kinds])
    clerk._connection.close()
