"""Common problems of the practice community: one that is being dealt with, and one that was none; a third is there to be found."""

from datetime import date, datetime, time, timedelta

from db.practice.data import units
from db.practice.desk_days import open_day_before
from db.practice.limits import FACILITIES, category
from db.records.bodies.body import Body
from db.records.estates.estate import Estate
from db.records.matters.common_problem import CommonMatter, CommonProblem
from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import Matter
from db.services.move import Keyed, catch_up
from db.services.save_as_declared import save_as_declared
from db.store import Store, among, eq, none_of
from db.values import code_table

ESTATE, OTHER = "柳荫家属院", "幸福里小区"
MORNING = time(9, 30)


def gather_commons(store: Store, today: date) -> None:
    """Gathers what came of the facilities of an estate, and says of what one station brings that it is no common problem."""
    estates = {one.name: one.id for one in store.select(Estate)}
    estate, other = estates.get(ESTATE, 0), estates.get(OTHER, 0)
    office = next((one.id for one in store.select(Body) if one.name == units()["物业办"].name), 0)
    begun = datetime.combine(open_day_before(min(today, date.today()) - timedelta(days=18)), MORNING)
    worn = _of(store, estate, code_table.load("matter_category").under(FACILITIES))
    noise = _of(store, other, (category("噪声"),))
    if not (office and worn and noise):
        return
    problem = CommonProblem(
        name=f"{ESTATE}公共设施老旧失修", category=FACILITIES, estate=estate, raised=begun.date(), matters=worn,
    )  # fmt: skip
    measures = "物业办牵头，会同物业把井盖、灯、扶手、坡道一次查全列表；急的先修，要动维修资金的上12月议事日。"
    planned = today + timedelta(days=25)
    values = {"lead": office, "measures": measures, "planned": planned}
    did = store.person_at_work()
    catch_up(store, save_as_declared(store, problem), [Keyed("begin", begun, did, values=values)])
    told = CommonProblem(
        name=f"{OTHER}噪声", category=category("噪声"), estate=other, raised=begun.date(), matters=noise,
    )  # fmt: skip
    catch_up(store, save_as_declared(store, told), [Keyed("decline", begun, did)])


def _of(store: Store, estate: int, categories: tuple[str, ...]) -> tuple[CommonMatter, ...]:
    """The matters of such categories, as rows; of joined ones the one that stands for them."""
    found = store.select(
        Matter, eq("estate", estate), among("category", categories), eq("root", None), none_of("stage", VOID_STAGES),
        order=("taken", "id"),
    )  # fmt: skip
    return tuple(CommonMatter(matter=one.id) for one in found)
