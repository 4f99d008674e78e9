"""外送登记: whatever leaves the program whole is entered in the same transaction in which the log is told of it."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from db.errors import RecordInvalid
from db.records.base import Record, columns_of, fields_of, parts_of
from db.records.duties.giving import EXPORTED, PRINTED, SAVED, ExportEntry
from db.records.power import Power
from db.store import Store, Writer

TOLD = "外送登记"
WHEREABOUTS, HEALTH, OTHER = 25, 250, 2500
"""Records from which giving them away is a crime where they came in by one's office: half of 50, 500 and 5,000 (法释〔2017〕10号 第五条)."""

__all__ = ["EXPORTED", "PRINTED", "SAVED", "Given", "Use", "criminal_line", "enter", "personal_labels", "refuse_whole"]


@frozen(kw_only=True)
class Use:
    """What whole numbers are needed for.

    Attributes:
        recipient: to whom they go.
        purpose: what for.
        basis: code of the table ``giving_basis``; "" where it is to be added later.
        approver: who allowed it; "" where nobody was asked.
    """

    recipient: str
    purpose: str
    basis: str = ""
    approver: str = ""

    def entry(self) -> ExportEntry:
        """The entry as far as this says it."""
        return ExportEntry(
            recipient=self.recipient.strip(),
            purpose=self.purpose.strip(),
            basis=self.basis,
            approver=self.approver.strip(),
        )

    def refuse_unsaid(self) -> None:
        """Lets pass what says to whom and what for.

        Raises:
            RecordInvalid: it does not, or something said is no value of its field.
        """
        names = ("recipient", "purpose", "basis", "approver")
        if problems := [one for one in self.entry().refusals() if one.field in names]:
            raise RecordInvalid(problems)


@frozen(kw_only=True)
class Given:
    """What leaves.

    Attributes:
        what: what it is called; never a person's name.
        way: code of the table ``giving_way``.
        count: of how many records.
        told: the labels of what is personal in it.
        file: the name of the file; "" for none.
    """

    what: str
    way: str
    count: int
    told: Sequence[str] = ()
    file: str = ""


def refuse_whole(store: Store, use: Use | None) -> None:
    """Lets whole numbers be written out by whoever may, and says to whom and what for; None are masked ones, which pass.

    Raises:
        NotAllowed: the clerk may not.
        RecordInvalid: the use does not say to whom, or what for.
    """
    if use is not None:
        store.require_power(Power.EXPORT_WHOLE)
        use.refuse_unsaid()


def enter(w: Writer, actor: str, use: Use, given: Given) -> ExportEntry:
    """The entry as saved, by whoever is at work.

    Raises:
        RecordInvalid: it is not said to whom, or what for.
    """
    use.refuse_unsaid()
    told = "、".join(dict.fromkeys(given.told))
    bare = use.entry()
    return w.enter(
        ExportEntry(
            day=date.today(),
            what=given.what,
            way=given.way,
            count=given.count,
            recipient=bare.recipient,
            purpose=bare.purpose,
            basis=bare.basis,
            approver=bare.approver,
            by=actor,
            told=told,
            file=given.file,
        )
    )


def personal_labels(kind: type[Record], names: Sequence[str] = ()) -> tuple[str, ...]:
    """The labels of what is masked in records of a type, or in these fields of it."""
    found: list[str] = []
    for name, field in fields_of(kind).items():
        if names and name not in names:
            continue
        if field.is_masked:
            found.append(field.label)
        elif name in parts_of(kind):
            part = parts_of(kind)[name]
            found += [f"{part.label}{one.label}" for one in columns_of(part.part).values() if one.is_masked]
    return tuple(found)


def criminal_line(count: int) -> str:
    """What whoever gives so many records away is told of the law."""
    told = (
        f"工作中得来的个人信息，不经本人同意给别人的：行踪、征信、财产 {WHEREABOUTS} 条，健康、住宿等 {HEALTH} 条，"
        f"其他 {OTHER:,} 条，就够得上刑事立案（法释〔2017〕10号第五条，履职得来的减半计）。"
    )
    return f"这次 {count:,} 条。{told}" if count else told
