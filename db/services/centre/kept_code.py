"""恢复码单收好没有: whether somebody who gives passphrases has said that the sheet with the recovery code of now is kept.

The code itself is nowhere; what the log has is when one was made and when its sheet was said to be kept. A power cut between the two, or a
preview that went without an answer, leaves a code that nobody may ever have seen: it is asked for until it is answered.
"""

from db.records.centre.centre import Centre
from db.records.power import Power
from db.store import Store
from db.store.resealing import CODE_MADE

CODE_KEPT = "recovery_kept"


def is_code_kept(store: Store) -> bool:
    """Whether that was said since the code was made; of a store that never heard of it nobody knows."""
    newest = next(iter(store.deeds(Centre.TABLE, [CODE_MADE, CODE_KEPT])), None)
    return newest is not None and newest.action == CODE_KEPT


def asks_for_code(store: Store) -> bool:
    """Whether who works here is to be asked for it: who gives passphrases, and nobody else; never in a practice community."""
    return store.can(Power.ACCOUNTS) and not store.centre().practice and not is_code_kept(store)


def keep_code(store: Store) -> None:
    """Enters that the sheet is kept.

    Raises:
        NotAllowed: the clerk gives no passphrases and roles.
    """
    store.require_power(Power.ACCOUNTS)
    with store.writing("恢复码单收好了") as w:
        w.note(CODE_KEPT, Centre.TABLE, 0, {})
