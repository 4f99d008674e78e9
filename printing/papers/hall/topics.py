"""Topics and resolutions as papers count them: without the numbers that they were pasted with."""

from collections.abc import Sequence

from attrs import evolve

from db.records.hall.meeting import Meeting, Resolution
from printing.typed import without_marks


def counted_meeting(meeting: Meeting) -> Meeting:
    """The meeting with the bare subjects of its agenda, for every paper that numbers them."""
    subjects = without_marks([item.subject for item in meeting.agenda])
    agenda = tuple(evolve(item, subject=bare) for item, bare in zip(meeting.agenda, subjects, strict=True))
    return evolve(meeting, agenda=agenda)


def counted_resolutions(resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """The resolutions with their bare subjects."""
    subjects = without_marks([one.subject for one in resolutions])
    return tuple(evolve(one, subject=bare) for one, bare in zip(resolutions, subjects, strict=True))
