"""Matters and their ways, as tests of what is counted once need them."""

from datetime import date, datetime

from db.records.hall.meeting import Topic
from db.records.matters.matter import Matter
from db.records.matters.parts import Callback
from db.records.mediation.case import AGREED, MediationCase, Party
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import Span, until
from db.services.mediation.accept_case import accept_case
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store

DAY = date(2026, 3, 2)
TAKEN = datetime(2026, 3, 2, 9, 0)
CONTENT = (Callback(answered="1", solved="1", satisfaction="1"),)
"""Whoever was called back is content with it."""


def matter(store: Store, subject: str, **values: object) -> Matter:
    """One that came on a Monday morning."""
    return save_as_declared(store, Matter(**{"subject": subject, "taken": TAKEN, **values}))  # pyright: ignore[reportArgumentType]


def dispute(store: Store, of: int = 0) -> MediationCase:
    """A case; of a matter, or with one of its own."""
    parties = tuple(Party(name=name, side=side, consent=AGREED) for name, side in (("王五", "1"), ("赵六", "2")))
    case = MediationCase(title_text="漏水", dispute="2", facts="漏水", received=DAY, parties=parties, matter=of)
    return accept_case(store, case)


def topic(store: Store, **values: object) -> Topic:
    """A topic of that day."""
    return save_as_declared(store, Topic(**{"subject": "漏水怎么修", "raised": DAY, **values}))  # pyright: ignore[reportArgumentType]


def again(store: Store, one: Matter) -> Matter:
    """The matter as it is now."""
    return store.get(Matter, one.id)


def roots(store: Store, *matters: Matter) -> list[int]:
    """The roots of matters as they are now."""
    return [again(store, one).root for one in matters]


def join(store: Store, one: Matter, to: Matter) -> Matter:
    """The matter joined to another one."""
    return move(store, again(store, one), "join", joined=to.id)


def unjoin(store: Store, one: Matter) -> Matter:
    """The matter taken out again."""
    return move(store, again(store, one), "unjoin", reason="不是一件事")


def problems(store: Store, span: Span | None = None, name: str = "problems") -> list[int]:
    """The rows of a figure of problems, in the order of their ids; of all that ever was where no span is given."""
    found = measure(store, figures_by_name(store.kinds)[name], span or until(date.today()), rows=True)
    assert len(found.rows[Matter.TABLE]) == found.value.number
    return sorted(found.rows[Matter.TABLE])
