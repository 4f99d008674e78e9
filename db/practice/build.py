"""Makes the practice community in an empty store: people first, then bodies and posts, then three months of what the centre did."""

from datetime import date

from db.practice.campaign import keep_ledger
from db.practice.commons import gather_commons
from db.practice.data import dice, table
from db.practice.desk_matters import MatterBook
from db.practice.diaries import write_diary
from db.practice.dispute_cases import CaseBook
from db.practice.doubles import add_doubles
from db.practice.duties import hand_over, keep_duties
from db.practice.hall_meetings import Hall
from db.practice.happenings import Happenings
from db.practice.limits import categories, hours, limits
from db.practice.listening import sit
from db.practice.namesakes import add_namesakes
from db.practice.organising import organise
from db.practice.own_lists import keep_lists
from db.practice.photos import add_photos
from db.practice.postings import post_all
from db.practice.progress import Progress, Tick
from db.practice.projects import set_up_projects
from db.practice.receiving import receive
from db.practice.register import Registrar
from db.practice.settling import settle_matters
from db.practice.three_steps import hear_and_resolve
from db.practice.visiting import Rounds
from db.practice.whistling import whistle
from db.records.centre.account import Account, roles_of
from db.records.centre.centre import Centre
from db.records.registry.resident import resident_among
from db.records.role import Role
from db.services.centre.set_up import starting_rules
from db.store import Store

CENTRE = Centre(
    name="练习小区（幸福里社区）党群服务中心",
    community="幸福里社区",
    committee="幸福里社区人民调解委员会",
    hall="幸福里社区党群服务中心二楼议事厅",
    address="清和市南屏区枣树街道幸福里路18号",
    phone="2000101",
    practice=True,
)
_BY_TITLE = {"1": Role.DESK, "2": Role.MEDIATOR, "3": Role.GRID, "4": Role.CHIEF, "5": Role.CHIEF}
STEPS = 16  # about; the last one is told when all is done


def first_clerk() -> Account:
    """The clerk who practises."""
    role, name, phone = table("staff")[0]
    return Account(name=name, role=role, phone=phone)


def _staff(title: str, name: str, phone: str) -> Account:
    """One of the others, with the role that the title suggests."""
    return Account(name=name, role=title, phone=phone, roles=roles_of([_BY_TITLE[title]]))


def fill_store(store: Store, seed: int, today: date, tick: Tick) -> None:
    """Fills a new store, but for its photos in one transaction; the same for the same seed and day.

    Raises:
        Cancelled: the tick said no; nothing was written.
    """
    progress = Progress(tick, STEPS)
    with store.writing("新建练习小区") as w:
        w.save_all(starting_rules())
        w.save_all(hours())
        w.save(categories())
        w.take_number("own option", len(categories().options))
        w.save_all(limits())
        w.save_all([_staff(*row) for row in table("staff")[1:]])
        progress.step()
        town = Registrar(store, seed, today).register(progress)
        organise(store, town)
        progress.step()
        book = CaseBook(store, town, dice(seed, today, "cases"))
        cases = book.write()
        progress.step()
        MatterBook(store, town, dice(seed, today, "matters")).write()
        sit(store, dice(seed, today, "listening"))
        progress.step()
        Hall(store, town, dice(seed, today, "hall"), cases, book.casts["lift"]).hold()
        settle_matters(store, today)
        whistle(store, today)
        set_up_projects(store, today)
        receive(store, today, dice(seed, today, "receiving"))
        gather_commons(store, today)
        hear_and_resolve(store)
        progress.step()
        post_all(store, today)
        keep_lists(store)
        keep_duties(store, today)
        hand_over(store, today)
        write_diary(store, today)
        keep_ledger(store, today, dice(seed, today, "ledger"))
        progress.step()
        parties = frozenset(resident_among(p.who) for case in cases.values() for p in case.parties)
        Rounds(town, dice(seed, today, "visits"), parties).go(store)
        add_namesakes(store, town)
        Happenings(store, town, dice(seed, today, "happenings")).happen()
        add_doubles(store, town)
        progress.step()
    add_photos(store, today)
    progress.end()
