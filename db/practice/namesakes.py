"""Who bears the name of somebody else in the practice community, so that 同名待认 and 像是居民 have something to say."""

from db.practice.organising import COMPANY
from db.practice.town import Town
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.visits.visit import Visit
from db.store import Store, eq
from db.values import person_name

NAMESAKES_JOB, VOLUNTEERS_JOB = "客服主管", "楼栋志愿者"
VOLUNTEERS = 2


def add_namesakes(store: Store, town: Town) -> None:
    """A manager who is called as the chief who called last, so that the last visit may be of either; volunteers who live here."""
    (visit,) = store.select(Visit, order=("-day", "-id"), limit=1)
    firm = store.select(Body, eq("kind", COMPANY), order=("id",), limit=1)[0]
    stewards = {resident.id for resident in town.stewards}
    fitting = [h.head for h in town.homes if h.head.id not in stewards and 40 <= town.age(h.head) <= 60]
    with store.writing() as w:
        w.save(Person(name=visit.visitor, unit=firm.id, job=NAMESAKES_JOB))
        w.save_all([Person(name=resident.name, job=VOLUNTEERS_JOB) for resident in fitting[:VOLUNTEERS]])
        w.tie(visit, {("visitor", person_name.key(visit.visitor)): 0})
