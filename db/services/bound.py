"""What kinds name of the services: each name with what it stands for, room by room."""

from collections.abc import Mapping

from db.services.due import Due
from db.services.hall.due import minutes_due, resolutions_due
from db.services.letters.due import postings_due
from db.services.visits.due import visits_due

DUE: Mapping[str, Due] = {
    service.__name__: service for service in (minutes_due, resolutions_due, visits_due, postings_due)
}
"""What tells what of a type is due, by the name that its kind has for it."""
