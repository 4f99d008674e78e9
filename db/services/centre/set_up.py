"""The first morning: a new store from the centre's name, the clerk's name and a passphrase."""

from datetime import date
from pathlib import Path

from attrs import frozen

from db.errors import RecordInvalid
from db.records.centre.account import Account
from db.records.centre.centre import TOPIC_DAY, VISIT_DAY, Centre, Rule
from db.services.bodies.own_bodies import own_bodies
from db.store import Store
from db.values.passphrase import passphrase_problems

_SUFFIXES = ("党群服务中心", "党群服务站", "居民委员会", "居委会")


@frozen
class NewStore:
    """A store just made, and the recovery code to print: it is shown this once."""

    store: Store
    recovery_code: str


def set_up(folder: Path, centre_name: str, clerk_name: str, passphrase: str, *, practice: bool = False) -> NewStore:
    """A new store with the centre, its first clerk and the rules to start from.

    Raises:
        RecordInvalid: a name is missing or the passphrase is too short or too easy.
        StoreExists: the folder holds a store already.
    """
    centre, account = centre_named(centre_name, practice=practice), Account(name=clerk_name.strip())
    known = (account.name, centre.name, centre.community)
    problems = [*centre.problems(), *account.problems(), *passphrase_problems(passphrase, known)]
    if any(p.blocking for p in problems):
        raise RecordInvalid(problems)
    store, code = Store.create(folder, passphrase, centre, account)
    with store.writing("新建资料") as w:
        w.save_all(starting_rules())
        w.save_all([] if practice else own_bodies(centre))  # the practice community has its own
    return NewStore(store, code)


def centre_named(name: str, *, practice: bool = False) -> Centre:
    """A centre with what its name tells: community, committee and signer."""
    community = name.strip()
    for suffix in _SUFFIXES:
        community = community.removesuffix(suffix)
    return Centre(
        name=name.strip(),
        community=community,
        committee=f"{community}人民调解委员会",
        hall="党群议事厅",
        practice=practice,
    )


def starting_rules() -> list[Rule]:
    """The rules a new store starts from; each says where it comes from and can be changed by a later row."""
    return [
        Rule(
            key=TOPIC_DAY,
            label="议事日",
            value="每月25日",
            since=date(2020, 1, 1),
            source="通化县“党群议事厅”每月25日议事的做法；各地可自定",
        ),
        Rule(
            key=VISIT_DAY,
            label="走访日",
            value="第二个星期六",
            since=date(2020, 1, 1),
            source="济宁市任城区济阳街道每月第二个星期六走访的做法；各地可自定",
        ),
    ]
