"""What the practice community has posted and sent round: notices, and 公示 that run, are over, and are taken down."""

from datetime import date, timedelta
from typing import Any

import attrs
from attrs import field, frozen

from db.practice.data import items
from db.practice.desk_days import open_day_after, open_day_before
from db.practice.wording import fill
from db.records.letters.announcement import PLAIN, PUBLICITY, Annex, Announcement
from db.records.letters.number import ANNOUNCEMENT, NOTICE
from db.records.letters.number import PUBLICITY as FAMILY_OF_PUBLICITY
from db.services.centre.working_days import holidays_of
from db.services.letters.issue_number import set_number_style
from db.services.letters.number_record import ASKED
from db.services.save_as_declared import save_as_declared
from db.store import Store
from db.values.number_form import STANDARD

WORDS = {NOTICE: "幸社发", ANNOUNCEMENT: "幸社公", FAMILY_OF_PUBLICITY: "幸社示"}
OBJECTIONS = "书面或来电，请署真实姓名、留下联系方式"


@frozen
class Posting:
    """One announcement as ``announcements.json`` tells it."""

    kind: str
    ago: int
    title: str
    addressee: str
    body: str
    dress: str = PLAIN
    period: int | None = None
    unit: str = "1"
    down: bool = False
    places: str = ""
    number: bool = False
    copies: str = ""
    urgency: str = ""
    contact: str = ""
    annexes: list[list[str]] = field(factory=list[list[str]])

    def announcement(self, today: date) -> Announcement:
        """The record, before its number is drawn and before it is taken down."""
        day = open_day_before(today - timedelta(days=self.ago))
        public = self.kind == PUBLICITY
        return Announcement(
            kind=self.kind,
            title_text=self.title,
            addressee=self.addressee,
            body=fill(self.body, {}, {"日": day}),
            day=day,
            dress=self.dress,
            number=ASKED[0] if self.number else "",
            posted=day if self.places else None,
            period=self.period,
            period_unit=self.unit,
            places=self.places,
            copies=self.copies,
            urgency=self.urgency,
            contact=self.contact,
            annexes=tuple(Annex(title=title, body=body) for title, body in self.annexes),
            objection_way=OBJECTIONS if public else "",
            objection_place="社区党群服务中心一楼" if public else "",
        )


def post_all(store: Store, today: date) -> None:
    """Writes all of them, the oldest first, as a clerk would have, with 代字 set long before."""
    for family, word in WORDS.items():
        set_number_style(store, family, word, STANDARD, date(today.year - 1, 1, 1))
    holidays = holidays_of(store)
    phone = store.centre().phone
    told: list[dict[str, Any]] = sorted(items("announcements"), key=lambda item: -item["ago"])
    for posting in (Posting(**item) for item in told):
        made = posting.announcement(today)
        ends = made.ends(holidays)
        down = open_day_after(ends + timedelta(days=1), today) if posting.down and ends else None
        reached = phone if made.kind == PUBLICITY else ""
        save_as_declared(store, attrs.evolve(made, taken_down=down, objection_phone=reached))
