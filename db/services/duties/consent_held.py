"""撤回同意: whoever withdrew, or did not agree, is no longer in what leaves whole for that purpose (个人信息保护法 第十四至十六、二十三条).

Another basis than consent, such as a duty by law, goes on: that is asked of whoever gives it, and stands in 外送登记.
"""

from collections.abc import Collection, Sequence

from db.errors import AppError
from db.records.base import Record
from db.records.duties.consent import AGREED, BY_CONSENT, Consent, PrivacyNotice
from db.records.duties.giving import CONSENTED
from db.records.registry.resident import Resident
from db.services.duties.giving_out import Use
from db.store import among, eq
from db.store.lift import Lift
from db.store.reading import Reader
from db.store.references import led_to
from db.values import masks

_NAMED = 5


class ConsentWithdrawn(AppError):
    """Somebody among those who are to be given away withdrew the consent on which that rests."""

    code = "consent_withdrawn"


def refuse_withdrawn(read: Reader, use: Use, kind: type[Record], ids: Collection[int]) -> None:
    """Lets records leave whole unless somebody in them withdrew the consent for that purpose.

    Raises:
        ConsentWithdrawn: see there; it names them.
    """
    held: Sequence[int] = ()
    if _rests(use):
        with read.lifted(Lift.FOLLOWING):  # what they said holds, though whoever gives them away may not see it
            held = withdrawn(read, use, residents_in(read, kind, ids))
    if held:
        titles = read.titles(Resident.TABLE, held[:_NAMED])
        named = "、".join(masks.in_text(titles.get(i, "")) for i in held[:_NAMED])
        more = f"等 {len(held)} 人" if len(held) > _NAMED else ""
        raise ConsentWithdrawn(
            f"{named}{more}撤回了同意，或者不同意，不能再写全了给出去",
            "请去掉他们再来；依据不是本人同意的（例如法定职责），请选那个依据",
        )


def _rests(use: Use) -> bool:
    """Whether what is said of a use rests on consent, or does not say on what."""
    return use.basis in ("", CONSENTED)


def withdrawn(read: Reader, use: Use, residents: Collection[int]) -> Sequence[int]:
    """Those of some residents whose last word on that purpose is that they do not agree, or no longer.

    Of the notices those count whose purpose is the one that is said; where consent is the basis and no notice has that purpose, all that ask for it.
    """
    notices = read.select(PrivacyNotice, eq("basis", BY_CONSENT))
    same = [one for one in notices if one.purpose.strip() == use.purpose.strip()]
    asked = same or (notices if use.basis == CONSENTED else [])
    if not asked or not residents:
        return ()
    said: dict[int, Consent] = {}
    for one in read.select(Consent, among("notice", [one.id for one in asked]), order=("told", "id")):
        if one.resident in residents:
            said[one.resident] = one
    return [i for i, one in said.items() if one.withdrawn or one.answer != AGREED]


def withdrew(read: Reader, residents: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Of some residents those who withdrew a consent and have not given it anew, with the names of its notices; as far as the clerk sees that."""
    said: dict[tuple[int, int], Consent] = {}
    for one in read.select(Consent, among("resident", sorted(residents)), order=("told", "id")) if residents else ():
        said[one.resident, one.notice] = one
    gone = [at for at, one in said.items() if one.withdrawn]
    names = read.titles(PrivacyNotice.TABLE, sorted({notice for _, notice in gone}))
    found: dict[int, tuple[str, ...]] = {}
    for resident, notice in gone:
        found[resident] = (*found.get(resident, ()), names.get(notice, ""))
    return found


def residents_in(read: Reader, kind: type[Record], ids: Collection[int]) -> set[int]:
    """The residents whom records are about, or to whom they lead."""
    if kind is Resident:
        return set(ids)
    records = read.get_many(kind, ids).values()
    return {i for one in records for table, i in led_to(read.kinds, one) if table == Resident.TABLE}
