"""Another window on the same store: a process of its own, driven line by line.

``python -m tests.db.another WORK FOLDER`` reads the passphrase from its first line of input. ``python -m tests.db.another SOCKET``
becomes such a window as often as it is asked to, see `tests.db.windows`: loading all this takes longer than most of the work.
"""

import itertools
import json
import os
import socket
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from db.disk.workroom import workroom
from db.errors import StoreOpen
from db.records.hall.meeting import Meeting, Resolution
from db.records.letters.announcement import Announcement
from db.records.letters.number import NOTICE
from db.records.registry.household import HEAD, Household, Member
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.services.hall.write_minutes import keep_resolution
from db.services.letters.account_for_numbers import NumberTaken
from db.services.letters.issue_announcement import issue_announcement
from db.services.letters.issue_number import issue_number, last_serial
from db.store import FILE, Store, driver
from tests.conftest import PASSPHRASE
from tests.db.evidence.elsewhere import add_photos, come_and_go
from tests.db.moving import along, make_typed_move
from tests.rings import change_ring

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


def issue_announcements(store: Store) -> None:
    """Issues announcements that ask for their numbers."""
    for serial in range(NUMBERS):
        say(issue_announcement(store, _notice(serial, "取号")).number)
    store.close()


def type_numbers(store: Store) -> None:
    """Issues announcements with numbers typed by hand: the lowest that is not in the book as far as this window saw."""
    for serial in range(NUMBERS // 2):
        typed = f"〔2026〕{last_serial(store, NOTICE, 2026) + 1}号"
        try:
            say(issue_announcement(store, _notice(serial, typed)).number)
        except NumberTaken:
            say("refused")
    store.close()


def resolve(store: Store) -> None:
    """Enters resolutions of the one meeting."""
    (meeting,) = store.select(Meeting)
    for serial in range(NUMBERS):
        one = Resolution(subject=f"第{serial}件", owner="物业", due=date(2026, 4, 15), meeting=meeting.id)
        say(keep_resolution(store, one).number)
    store.close()


def _notice(serial: int, number: str) -> Announcement:
    return Announcement(title_text=f"通知{serial}", body="请周知。", day=date(2026, 3, 2), number=number)


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


def back_up_halfway(store: Store) -> None:
    """Is in the middle of a backup to the stick beside the store until a line comes in."""
    with workroom(store.folder.parent / "stick") as room:
        store.copy_to(room)
        say("halfway")
        sys.stdin.readline()
    store.close()


def change_passphrase(store: Store) -> None:
    """Changes the passphrase when a line comes in."""
    say("open")
    sys.stdin.readline()
    change_ring(store, PASSPHRASE, "另一个窗口的口令")
    say("changed")
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


_ALL = (
    add_photos,
    come_and_go,
    along,
    make_typed_move,
    take_numbers,
    issue_numbers,
    issue_announcements,
    type_numbers,
    resolve,
    raise_families,
    keep_open,
    change_passphrase,
    hold_the_lock,
    back_up_halfway,
    take_over,
)
WORK: dict[str, Callable[[Store], None]] = {f.__name__: f for f in _ALL}


def asked_for(number: int) -> tuple[str, str]:
    """The work and the folder of a window that was asked for, in the process of the window; the other one waits for the next.

    Over a socket with this number come requests: for a window with its environment and its streams, and for how one has ended.
    """
    with socket.socket(fileno=number) as asked:
        while True:
            told, streams, *_ = socket.recv_fds(asked, 1 << 20, 3)
            if not told:
                sys.exit()
            wanted = json.loads(told)
            if "ended" in wanted:
                answer = os.waitstatus_to_exitcode(os.waitpid(wanted["ended"], 0)[1])
            elif not (answer := os.fork()):
                for stream, there in enumerate(streams):
                    os.dup2(there, stream)
                    os.close(there)
                os.environ.clear()
                os.environ.update(wanted["environment"])
                return wanted["work"], wanted["folder"]
            for stream in streams:
                os.close(stream)
            asked.send(str(answer).encode())


def main() -> None:
    given = sys.argv[1:]
    work, folder = given if len(given) > 1 else asked_for(int(*given))
    store = Store.open(Path(folder), sys.stdin.readline().rstrip("\n"))
    WORK[work](store)


if __name__ == "__main__":
    main()
