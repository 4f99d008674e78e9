"""What tells the rows of figures that conditions do not, by the name that the figures have for it."""

from collections.abc import Mapping

from db.services.due_today import due_late, due_today
from db.services.figures.counted import Tells
from db.services.hall.figures import problems_coordinated, resolutions_on_time
from db.services.matters.figures import (
    disputes_of_all,
    disputes_of_the_hall,
    problems_in_hand,
    problems_over,
    solved_of_talks,
)
from db.services.matters.ladder_figures import (
    ended_at_community,
    ended_at_grid,
    ended_at_house,
    ended_at_street,
    settled_at_community,
    settled_at_grid,
    settled_at_house,
    settled_at_street,
    sizes_in_place,
)
from db.services.matters.listen_figures import matters_of_sessions
from db.services.matters.whistle_figures import (
    matters_whistled,
    whistles_arrive_on_time,
    whistles_contact_on_time,
    whistles_finish_on_time,
    whistles_sign_on_time,
)
from db.services.registry.figures import arrivals, departures, houses_vacant
from db.services.visits.coverage import doors_answered, doors_due, doors_never, doors_unanswered

FIGURES: Mapping[str, Tells] = {
    service.__name__: service
    for service in (
        resolutions_on_time,
        problems_coordinated,
        problems_over,
        problems_in_hand,
        disputes_of_the_hall,
        disputes_of_all,
        solved_of_talks,
        due_today,
        due_late,
        arrivals,
        departures,
        houses_vacant,
        matters_of_sessions,
        whistles_sign_on_time,
        whistles_contact_on_time,
        whistles_arrive_on_time,
        whistles_finish_on_time,
        matters_whistled,
        settled_at_house,
        settled_at_grid,
        settled_at_community,
        settled_at_street,
        ended_at_house,
        ended_at_grid,
        ended_at_community,
        ended_at_street,
        sizes_in_place,
        doors_due,
        doors_answered,
        doors_unanswered,
        doors_never,
    )
}
"""`db.services.figures.measure` alone calls them."""
