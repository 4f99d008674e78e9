"""督办、意见函: what is written to a body that was called and does not come, or to the one above it."""

from datetime import date

from db.errors import RecordInvalid
from db.records.base import changed, fields_of
from db.records.bodies.placement import Placement
from db.records.matters.opinion_letter import OpinionLetter
from db.records.matters.reminder import Reminder
from db.records.matters.whistle import Whistle
from db.records.matters.whistle_flow import VOID_STAGES
from db.records.step import REMINDED, Step
from db.services.answers import UNASKED, Answers
from db.services.clocks import sums
from db.services.save_record import save_record
from db.store import Store, eq
from db.values import code_table, masks
from db.values.day import long_form, this_minute
from db.values.working_time import over


def keep_reminder(store: Store, reminder: Reminder, answers: Answers = UNASKED) -> Reminder:
    """The reminder as saved; a new one stands in what happened with its whistle, too.

    Raises:
        RecordInvalid: its whistle is void; no number is used up.
        AppError: see `save_record`.
    """
    if reminder.id:
        return save_record(store, reminder, answers)
    _refuse_void(store, reminder)
    with store.writing("督办") as w:
        now = this_minute()
        saved = save_record(store, changed(reminder, at=reminder.at or now), answers)
        words = f"{code_table.load('reminder_card').label(saved.card)}（{saved.number}）"
        step = Step(
            what=REMINDED, said=words, note=saved.what.strip(), body=saved.lead, at=saved.at, keyed=now,
            did=store.person_at_work(), account=store.account,
        )  # fmt: skip
        w.write_step(store.get(Whistle, saved.whistle), step)
        return saved


def begun_reminder(store: Store, whistle: Whistle) -> dict[str, object]:
    """What a reminder of a whistle begins with: what is late says the text."""
    late = _late(store, whistle)
    what = f"{'、'.join(late)}的时限已过，请尽快办理并答复。" if late else ""
    return {"whistle": whistle.id, "lead": whistle.lead, "subject": whistle.subject, "what": what}


def begun_letter(store: Store, whistle: Whistle) -> dict[str, object]:
    """What a letter about a whistle begins with: the one above the body that was called, where the register says it alone."""
    subject = f"关于{whistle.number}的意见函"
    above = superior_of(store, whistle.lead, date.today())
    return {"whistle": whistle.id, "lead": whistle.lead, "subject": subject, **({"above": above} if above else {})}


def superior_of(store: Store, body: int, day: date) -> int:
    """The body above another one on a day; 0 where none is registered, or several are."""
    holds = [one for one in store.select(Placement, eq("lower", body)) if one.holds(day)]
    uppers = {one.upper for one in holds}
    return uppers.pop() if len(uppers) == 1 else 0


def draft_letter(store: Store, letter: OpinionLetter, answers: Answers = UNASKED) -> OpinionLetter:
    """The letter as saved; one without a text is drafted from its whistle: when it was blown, what was to be done until when.

    Raises:
        RecordInvalid: its whistle is void; no number is used up.
        AppError: see `save_record`.
    """
    if not letter.id:
        _refuse_void(store, letter)
    if letter.id or letter.text.strip() or not letter.whistle:
        return save_record(store, letter, answers)
    whistle = store.get(Whistle, letter.whistle)
    return save_record(store, changed(letter, text=drafted(store, whistle)), answers)


def drafted(store: Store, whistle: Whistle) -> str:
    """The text of a letter about a whistle: nothing but what the whistle and its clocks tell."""
    body = store.titles("body", [whistle.lead]).get(whistle.lead, "")
    begins = f"{long_form(whistle.blown.date())}，" if whistle.blown else ""
    told = [f"{begins}我单位就“{masks.in_text(whistle.subject)}”向{body}吹哨（{whistle.number}）。"]
    ended = [(one, over(one.due)) for one in sums(store, whistle) if one.due]
    late = [one.words for one, end in ended if one.is_running and end <= this_minute()]
    if late:
        told.append(f"按规定的时限：{'；'.join(late)}，至今没有完成。")
    cards = store.count(Reminder, eq("whistle", whistle.id))
    if cards:
        told.append(f"其间督办{cards}次。")
    told.append("现将有关情况函告，请予督促，并将处理情况函复。")
    return "\n".join(told)


def _refuse_void(store: Store, written: Reminder | OpinionLetter) -> None:
    """Lets something be written of a whistle that was blown.

    Raises:
        RecordInvalid: it is void.
    """
    whistle = store.find(Whistle, written.whistle) if written.whistle else None
    if whistle is not None and whistle.stage in VOID_STAGES:
        kind = fields_of(type(written))["whistle"]
        raise RecordInvalid([kind.problem("void", f"{whistle.number}已经作废", "请打开没有作废的那张哨单")])


def _late(store: Store, whistle: Whistle) -> list[str]:
    """What of a whistle is late now."""
    now = this_minute()
    return [one.clock for one in sums(store, whistle) if one.is_running and one.due and over(one.due) <= now]
