"""Somebody new at the desk: what was before her is not told as if it were hers, and she was here once she has come in."""

import os
from datetime import date

from db.records.centre.account import Account, roles_of
from db.records.role import Role
from db.services.backup import SUFFIX
from db.services.centre import accounts
from db.services.centre.old_copies import old_copies
from db.store import BACKUPS, Store, ring_file

HIS, OWN = "三月的风吹杨柳", "她自己换的那句话-77"


def test_a_newcomer_is_not_told_of_backups_that_no_passphrase_of_hers_opened(
    store: Store,
) -> None:
    (store.folder / BACKUPS).mkdir(exist_ok=True)
    before = store.folder / BACKUPS / f"和平里-20200102-030405{SUFFIX}"
    before.write_bytes(b"")
    os.utime(before, (1_577_934_245, 1_577_934_245))
    made = store.save(Account(name="王敏", roles=roles_of([Role.DESK])))
    store.ring.ring = ring_file.read(store.folder).copies[0].ring
    accounts.give_entry(store, made, HIS)
    assert old_copies(store), "it is there"
    store.close()
    hers = Store.open(store.folder, HIS)
    assert made.id not in hers.opened_on(), "what was given opens nothing but the question for an own one"
    assert accounts.change_own(hers, HIS, OWN).old == ()
    assert hers.opened_on()[made.id] == date.today()
    hers.close()
