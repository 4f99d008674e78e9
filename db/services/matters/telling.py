"""What happens to a matter by what is done with another one: its next version, with a step that says why."""

from db.records.matters.matter import Matter
from db.records.step import NOTED, Step
from db.store import Store, Writer
from db.store.reading import Reader
from db.values import masks
from db.values.day import this_minute


def tell(store: Store, w: Writer, matter: Matter, said: str, field: str = "root") -> Matter:
    """The matter with another value in a field that moves alone write, or its next version as it is."""
    saved, now = w.follow(matter, field), this_minute()
    account = store.account
    w.write_step(saved, Step(what=NOTED, said=said, at=now, keyed=now, account=account, kept=saved.version))
    return saved


def named(matter: Matter) -> str:
    """A matter as a sentence names it."""
    return f"“{masks.in_text(matter.title({}))}”"


def named_to(store: Reader, matter: Matter) -> str:
    """The same to whoever works here, who need not see it."""
    title = store.titles(Matter.TABLE, [matter.id]).get(matter.id, "")
    return f"“{masks.in_text(title)}”"
