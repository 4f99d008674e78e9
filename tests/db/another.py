"""Another window on the same store: a process of its own, driven line by line.

``python -m tests.db.another WORK FOLDER`` reads the passphrase from its first line of input.
"""

import itertools
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from db.errors import StoreOpen
from db.records.household import HEAD, Household, Member
from db.records.number import NOTICE
from db.records.place import Grid
from db.records.resident import Resident
from db.services.issue_number import issue_number
from db.store import FILE, Store, driver

NUMBERS = 40
FAMILY = 3


def say(text: object) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def take_numbers(store: Store) -> None:
    """Takes numbers, and keeps a grid for each, one transaction after the other."""
    for _ in range(NUMBERS):
        with store.writing("取号") as w:
            number = w.take_number("case:2026")
            w.save(Grid(name=f"{number}"))
        say(number)
    store.close()


def issue_numbers(store: Store) -> None:
    """Issues notices, one after the other, and says their numbers."""
    for serial in range(NUMBERS):
        say(issue_number(store, NOTICE, date(2026, 3, 2), f"通知{serial}").written)
    store.close()


def raise_families(store: Store) -> None:
    """Registers families for ever; a line says which household is safely in."""
    for serial in itertools.count():
        with store.writing("登记家庭") as w:
            people = w.save_all([Resident(name=f"王{serial}{n}") for n in "甲乙丙"])
            members = tuple(Member(resident=p.id, relation="" if n else HEAD) for n, p in enumerate(people))
            household = w.save(Household(head=people[0].id, members=members))
        say(household.id)


def keep_open(store: Store) -> None:
    """Has the store open until a line comes in, and says what it holds then."""
    say("open")
    sys.stdin.readline()
    say(store.count(Grid))
    store.close()


def hold_the_lock(store: Store) -> None:
    """Is in the middle of writing until a line comes in."""
    with store.writing("没写完"):
        say("writing")
        sys.stdin.readline()
    store.close()


def take_over(store: Store) -> None:
    """Says whether it could have the file for itself alone."""
    store.close()
    try:
        driver.take_over(store.folder / FILE, store._key)
    except StoreOpen:
        say("in use")
    else:
        say("free")


WORK: dict[str, Callable[[Store], None]] = {
    f.__name__: f for f in (take_numbers, issue_numbers, raise_families, keep_open, hold_the_lock, take_over)
}


def main() -> None:
    work, folder = sys.argv[1:]
    store = Store.open(Path(folder), sys.stdin.readline().rstrip("\n"))
    WORK[work](store)


if __name__ == "__main__":
    main()
