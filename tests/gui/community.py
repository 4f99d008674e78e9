"""A small community for page tests: two doors, five people, one grid, three topics; all invented."""

from datetime import date

import attrs

from db.records.hall.meeting import Topic
from db.records.registry.place import Building, Grid
from db.records.registry.resident import Resident
from db.services.answers import Answers, Becomes
from db.services.centre.set_up import starting_rules
from db.services.registry.register_resident import Door, house_at, register_resident
from db.store import Store

PEOPLE = (
    (Door("幸福里小区", "3", "2", "502"), "张桂芳", "女", date(1958, 4, 1), "02", "13812345678"),
    (Door("幸福里小区", "3", "2", "502"), "李国富", "男", date(1956, 7, 9), "10", "13812345679"),
    (Door("幸福里小区", "3", "2", "502"), "李𠮷", "男", date(1984, 1, 30), "20", ""),
    (Door("幸福里小区", "12", "1", "301"), "阿卜杜拉·买买提", "男", date(1975, 5, 6), "02", "15912345670"),
    (Door("幸福里小区", "12", "1", "301"), "古丽娜尔·买买提", "女", date(1977, 2, 3), "10", ""),
)
JOIN = Answers(household=Becomes.JOIN)
TOPICS = ("充电桩选址", "电梯维修资金的使用")


def settle(store: Store) -> dict[str, Resident]:
    """The residents by name, after they were registered with house, household and grid."""
    with store.writing() as w:
        w.save_all(starting_rules())
    grid = store.save(Grid(name="第一网格"))
    found: dict[str, Resident] = {}
    for door, name, sex, born, relation, phone in PEOPLE:
        resident = Resident(
            name=name, sex={"男": "1", "女": "2"}[sex], birth=born, phone=phone, house=house_at(store, door).id
        )
        found[name] = register_resident(store, resident, JOIN, relation)
    for building in store.select(Building):
        store.save(attrs.evolve(building, grid=grid.id))
    for number, subject in enumerate(TOPICS):
        store.save(Topic(subject=subject, proposer="张桂芳", raised=date(2026, 11, 1 + number)))
    return found
