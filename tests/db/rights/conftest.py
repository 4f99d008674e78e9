"""One town for all tests that only try what is refused or taken back."""

import shutil
from collections.abc import Iterator

import pytest

from db.records.role import Role
from db.store import Store
from tests.conftest import CLERK
from tests.db.rights.town import Town, build


@pytest.fixture(scope="package")
def town(made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town, whose store nobody has open."""
    folder = shutil.copytree(made_store[0].folder, tmp_path_factory.mktemp("town") / "store")
    store = Store._with_key(folder, made_store[0]._key, CLERK.name)
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
