"""吹哨: a whistle gets its number in the transaction that saves it, and belongs to a matter.

begun_of_matter(store, matter)      # a whistle with what the matter tells, not saved
begun_again(store, whistle)         # the same once more
blow_whistle(store, whistle)        # numbered, and its clocks run
"""

from db.errors import RecordInvalid
from db.records.base import changed, fields_of
from db.records.matters.matter import Matter
from db.records.matters.unnamed import names_kept, without_names
from db.records.matters.whistle import Whistle
from db.records.matters.whistle_flow import COLLECTED, FOUR_STEPS
from db.services.again import taken_over
from db.services.answers import UNASKED, Answers
from db.services.letters.number_day import settle_day
from db.services.matters.ending import refuse_opening
from db.services.matters.take_in import enter_matter
from db.services.save_record import save_record
from db.store import Store
from db.store.lift import Lift
from db.values.day import day_of, this_minute

_LASTING = ("steps", "blower", "post", "follower", "supervisor")
"""What one centre has alike on one whistle after another."""


def blow_whistle(store: Store, whistle: Whistle, answers: Answers = UNASKED) -> Whistle:
    """The whistle as saved; a new one with its number, the time at which it was blown, and its matter.

    One that was begun of no matter makes one, which is taken in as any other.

    Raises:
        RecordInvalid: something forbids blowing it, such as that its matter is over; no number is used up.
        AppError: see `save_record`.
    """
    if whistle.lead and any(helper.body == whistle.lead for helper in whistle.helpers):
        what = fields_of(Whistle)["helpers"].problem("lead_too", "主责部门也在里面", "请去掉，或另选主责部门")
        raise RecordInvalid([what])
    if whistle.id:
        return save_record(store, whistle, answers)
    blown = changed(whistle, blown=whistle.blown or this_minute())
    if whistle.steps == FOUR_STEPS and whistle.stage == Whistle().stage:
        blown = changed(blown, stage=COLLECTED)
    if blocking := blown.refusals():
        raise RecordInvalid(blocking)
    if (day := day_of(blown.blown)) is not None:
        settle_day(day, fields_of(Whistle)["blown"], answers)
    with store.writing("吹哨"):
        refuse_opening(store, blown)
        return save_record(store, changed(blown, matter=blown.matter or _matter_made(store, blown)), answers)


def begun_of_matter(store: Store, matter: Matter) -> Whistle:
    """A whistle for a matter, not saved: what it is about, without who does not want to be named; the rest as on the last one."""
    last = next(iter(store.select(Whistle, order=("-id",), limit=1)), Whistle())
    titles = store.all_titles([matter])
    kept = names_kept(matter, titles)
    linked = store.linked_titles([matter])[matter.id]
    place = matter.place or linked.get("building", "") or linked.get("estate", "")
    return changed(
        Whistle(blown=this_minute(), blown_by=store.actor, matter=matter.id),
        subject=without_names(matter.subject, kept),
        facts=without_names(matter.facts, kept),
        place=without_names(place, kept),
        **{name: getattr(last, name) for name in _LASTING},
    )


def begun_again(store: Store, whistle: Whistle) -> Whistle:
    """The same whistle to be blown once more, not saved."""
    begun = Whistle(blown=this_minute(), blown_by=store.actor, matter=whistle.matter, again=whistle.id)
    told = {
        name: value for name, value in taken_over(store.kinds[Whistle.TABLE], whistle).items() if name != "blown_by"
    }
    return changed(begun, **{**told, "facts": whistle.facts, "subject": whistle.subject})


def _matter_made(store: Store, whistle: Whistle) -> int:
    """The id of the matter that a whistle makes, whoever else may take in matters."""
    told = Matter(
        subject=whistle.subject, taken=whistle.blown, taker=store.person_at_work(),
        place=whistle.place, facts=whistle.facts,
    )  # fmt: skip
    with store.lifted(Lift.FOLLOWING):
        return enter_matter(store, told).id
