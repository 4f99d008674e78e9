"""从聊天粘贴: what was said in a group becomes matters, one a message; looked at before, taken over in one deed, and never twice.

lines = read_chat(store, text, WECHAT, today)
taken = take_over(store, [line for line in lines if line.is_wanted], anonymous=False)
take_back(store, taken)
"""

import hashlib
import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from attrs import frozen

from db.errors import RecordChanged
from db.records.base import changed, fields_of
from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import Matter
from db.records.matters.parts import Claimant
from db.records.may import Right
from db.records.registry.place import Building
from db.services.estates.naming import UNNAMED, names_by_estate
from db.services.matters.alike import alike
from db.services.matters.take_in import enter_matter
from db.services.matters.telling import named_to
from db.services.move import void
from db.services.ticks import Tick, go_on, never_stop
from db.store import Store, Warrant, among, eq, none_of
from db.store.lift import Lift
from db.values import chat_text, folding
from db.values.address import building_title
from db.values.chat_text import Said
from db.values.day import this_minute

WECHAT, OFFICIAL_ACCOUNT = "17", "18"
"""Channels: 微信群, 公众号."""
CHANNELS = (WECHAT, OFFICIAL_ACCOUNT)
MOST_OF_SUBJECT = 60
"""Characters of a subject; the whole stands in the facts."""
WHY = "撤销从聊天粘贴"
_BUILDING = re.compile(r"(\d{1,3})\s*(?:号楼|栋|幢|#楼|#)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_DIGEST = 12
_AGAIN = 7
"""So many days later a message without a day is still the one that was taken in: whoever copies a chat copies some of it twice."""
_OWN = re.compile(
    r"(?:^|[\s，,。;；!！?？、（(])(?:我的?|本人的?|联系)?(?:电话|手机)?(?:号码?)?(?:是|为)?[:：]?\s*(1[3-9]\d{9})"
    r"(?=\s*(?:$|[，,。;；!！、）)]|谢谢|麻烦))(?!\W*(?:一直|总是|都|也)?(?:打不通|不通|没人|不接|停机|空号))"
)
"""A mobile of which nothing says that it is somebody else's."""


@frozen
class Line:
    """What becomes of a message.

    Attributes:
        said: the message.
        matter: what would be taken in, not saved.
        bare: the whole text without whom it names and their numbers.
        is_wanted: whether it is ticked before a clerk says anything.
        known: what has been taken in of it before, in words; "" for nothing.
        alike: what may be the same, in words; "" for nothing.
    """

    said: Said
    matter: Matter
    bare: str
    is_wanted: bool
    known: str = ""
    alike: str = ""


def read_chat(store: Store, text: str, channel: str, today: date, tick: Tick = never_stop) -> list[Line]:
    """What a text says, in its order; what was taken in before, and what is no matter, is not ticked.

    Raises:
        Cancelled: the tick said so.
    """
    messages = chat_text.read(text, today)
    names = frozenset(one.name for one in messages if one.name)
    places = _Places(store)
    bare = [_bare(one, names) for one in messages]
    made = [_matter(*one, channel, today, places) for one in zip(messages, bare, strict=True)]
    numbers = [_numbers(said, one, today) for said, one in zip(messages, made, strict=True)]
    taken = _taken_before(store, channel, {one for some in numbers for one in some})
    known = {some[0]: told for some in numbers if (told := next((taken[one] for one in some if one in taken), ""))}
    seen: set[str] = set()
    lines: list[Line] = []
    for said, words, matter in zip(messages, bare, made, strict=True):
        go_on(tick, len(lines), len(messages))
        before = known.get(matter.outside_no, "上面有一样的一条" if matter.outside_no in seen else "")
        seen.add(matter.outside_no)
        same = "" if before or said.is_idle else "、".join(named_to(store, one) for one in alike(store, matter)[:2])
        lines.append(Line(said, matter, words, not (before or said.is_idle), before, same))
    return lines


def take_over(store: Store, lines: Sequence[Line], *, anonymous: bool, tick: Tick = never_stop) -> list[Matter]:
    """The matters of lines, all or none.

    Args:
        store: where to.
        lines: those that the clerk wants.
        anonymous: whether nobody is named who said it.
        tick: tells how many are done.

    Raises:
        RecordInvalid: one was taken in meanwhile; no number is used up.
        Cancelled: the tick said so; nothing was taken in.
    """
    taken: list[Matter] = []
    with store.writing("从聊天粘贴"):
        for one in lines:
            go_on(tick, len(taken), len(lines))
            taken.append(enter_matter(store, _nameless(one) if anonymous else one.matter))
    return taken


def take_back(store: Store, taken: Sequence[Matter], tick: Tick = never_stop) -> None:
    """Makes void what was just taken over, whoever else makes matters void.

    Raises:
        NotAllowed: whoever works here takes in no matters, or does not see these.
        RecordChanged: one was dealt with since.
        Cancelled: the tick said so; all of them stay.
    """
    store.require(store.kinds[Matter.TABLE], Right.MAKE)
    with store.writing(WHY, Warrant.UNDO):
        now = store.get_many(Matter, [one.id for one in taken])
        for one in taken:
            if one.id not in now or now[one.id].version != one.version:
                raise RecordChanged(f"诉求（{store.title(one)}）")
        with store.lifted(Lift.UNDOING):
            for done, one in enumerate(now.values()):
                go_on(tick, done, len(now))
                void(store, one, WHY, store.person_at_work())


class _Places:
    """The buildings that texts name: by the name of their estate and their number, or by a number that one alone has."""

    def __init__(self, store: Store) -> None:
        names = names_by_estate(store)
        buildings = store.select(Building)
        self._by_name = sorted(
            (
                (folding.fold(building_title(name, one.number)), one)
                for one in buildings
                for name in names.get(one.estate, UNNAMED)
                if name
            ),
            key=lambda pair: -len(pair[0]),
        )
        self._by_number: dict[str, list[Building]] = {}
        for one in buildings:
            self._by_number.setdefault(one.number, []).append(one)

    def find(self, text: str) -> Building | None:
        """The building; None where none is named, or nobody could say which."""
        folded = folding.fold(text)
        if found := next((one for name, one in self._by_name if name in folded), None):
            return found
        numbers = {match[1] for match in _BUILDING.finditer(text)}
        meant = [one for number in numbers for one in self._by_number.get(number, ())]
        return meant[0] if len(meant) == 1 else None


def _nameless(line: Line) -> Matter:
    facts = line.bare if line.bare != line.matter.subject else ""
    return changed(line.matter, claimants=(Claimant(anonymous=True),), facts=facts)


def _bare(said: Said, names: frozenset[str]) -> str:
    return chat_text.stripped(said, names) or said.text


def _matter(said: Said, text: str, channel: str, today: date, places: _Places) -> Matter:
    subject = text if len(text) <= MOST_OF_SUBJECT else f"{text[: MOST_OF_SUBJECT - 1]}…"
    building = places.find(said.text)
    at = said.at or datetime.combine(today, time())
    return Matter(
        subject=subject,
        channel=channel,
        outside_no=_digest(said, at.date()),
        taken=min(at, this_minute()) if said.at else at,
        facts=said.text if said.text != subject else "",
        claimants=(_claimant(said),),
        building=building.id if building else 0,
        estate=building.estate if building else 0,
        grid=building.grid if building else 0,
    )


def _claimant(said: Said) -> Claimant:
    """Who said it, with the telephone that they wrote as their own, the only one; a name that is none is nobody's."""
    number = found[1] if len(set(_MOBILE.findall(said.text))) == 1 and (found := _OWN.search(said.text)) else ""
    name = said.name if said.name and fields_of(Claimant)["name"].fault(said.name) is None else ""
    return Claimant(name=name, phone=number, anonymous=not name)


def _digest(said: Said, day: date) -> str:
    """What tells one message of a day from all others, however it is spaced when it is copied again."""
    told = f"{folding.fold(said.name)}|{folding.fold(said.text)}"
    return f"{day:%Y%m%d}-{hashlib.sha256(told.encode()).hexdigest()[:_DIGEST]}"


def _numbers(said: Said, matter: Matter, today: date) -> list[str]:
    """The numbers under which a message may have been taken in, its own first: one without a day has that of the day on which it was."""
    if said.at:
        return [matter.outside_no]
    return [_digest(said, today - timedelta(days=back)) for back in range(_AGAIN + 1)]


def _taken_before(store: Store, channel: str, numbers: Collection[str]) -> dict[str, str]:
    """By number, what was taken in of it before."""
    found = store.select(
        Matter, eq("channel", channel), among("outside_no", list(numbers)), none_of("stage", VOID_STAGES)
    )
    return {one.outside_no: f"登记过，是{named_to(store, one)}" for one in found}
