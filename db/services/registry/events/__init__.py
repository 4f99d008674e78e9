"""人口变动: what happens to people, as moves: weighed first, done as a whole, taken back as a whole."""

from db.services.registry.events.asked import ASKS, LABELS, MANY, Asked, Event, Newborn, Newcomer, What
from db.services.registry.events.board import CannotHappen
from db.services.registry.events.deed import Done, Weighed, carry_out, weigh
from db.services.registry.events.taken_back import EventStands, take_back
from db.services.registry.events.told import Line, told_events

__all__ = [
    "ASKS", "LABELS", "MANY", "Asked", "CannotHappen", "Done", "Event", "EventStands", "Line", "Newborn", "Newcomer", "Weighed",
    "What", "carry_out", "take_back", "told_events", "weigh",
]  # fmt: skip
