"""Who was registered twice: two invented pairs, for the page 可能重复 to find."""

from db.practice.data import table
from db.practice.town import Home, Town
from db.records.registry.resident import Resident
from db.services.registry.doubt_number import with_doubts
from db.store import Store, eq

TWICE = "twice"
NO_NUMBER = "租房登记表上没有写证件号码"
FROM_WALK = "走访时登记，号码抄自一代证"


def add_doubles(store: Store, town: Town) -> None:
    """Whoever stands on the list of another let flat, too, as their doubt says; and somebody old under the number of the first cards."""
    (told,) = [text for kind, _, _, text in table("doubts") if kind == TWICE]
    (one,) = store.select(Resident, eq("doubt", told), limit=1)
    flat = next(home for home in town.homes if home.rented and home.house.id != one.house)
    other = next(home for home in town.homes if _is_old(town, home)).head
    with store.writing() as w:
        w.save(Resident(name=one.name, sex=one.sex, birth=one.birth, house=flat.house.id, doubt=NO_NUMBER))
        number = other.id_number[:6] + other.id_number[8:17]
        again = Resident(
            name=other.name, sex=other.sex, birth=other.birth, phone=other.phone, house=other.house, id_number=number,
            note=FROM_WALK,
        )  # fmt: skip
        w.save(with_doubts(again, None))


def _is_old(town: Town, home: Home) -> bool:
    """Whether the head is old enough for a number of fifteen figures, which is theirs without a doubt."""
    head = home.head
    return home.kind != "written" and 60 <= town.age(head) <= 75 and not head.doubt and head.id_kind == "111"
