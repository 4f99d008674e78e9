"""What the centre keeps for itself: two lists, of the old who live alone and of who is looked after in the first grid; two figures."""

from db.records.condition import at_least, has, is_, one_of
from db.records.matters.matter import MATTERS
from db.records.registry.place import Grid
from db.records.registry.resident import IN_REGISTER, RESIDENTS
from db.services.figures.kept import keep as keep_figure
from db.services.saved_lists import keep
from db.store import Store

HERE = is_("state", IN_REGISTER)
COMPLAINT, DANGER = "3", "7"
LIVES_ALONE, DISABLED, ON_ALLOWANCE = "11", "20", "30"


def keep_lists(store: Store) -> None:
    """Keeps them."""
    alone = (at_least("birth.age", 80), has("care", is_("kind", LIVES_ALONE)), HERE)
    keep(store, RESIDENTS, "80岁以上独居", alone, "birth", ("name", "birth", "phone", "house"))
    grid = store.select(Grid, order=("name",), limit=1)[0]
    looked_after = (has("care", one_of("kind", [DISABLED, ON_ALLOWANCE])), is_("house.building.grid", grid.id), HERE)
    keep(store, RESIDENTS, "第一网格残疾低保", looked_after)
    keep_figure(store, RESIDENTS, "80岁以上独居", alone)
    keep_figure(store, MATTERS, "投诉和隐患", (one_of("nature", [COMPLAINT, DANGER]),), "taken")
