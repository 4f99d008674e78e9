"""Papers of 个人信息, from the store to paper. No Qt: they are made in a worker's thread."""

from datetime import date

from db.errors import RecordGone
from db.records.base import fields_of
from db.records.duties.consent import Consent, PrivacyNotice
from db.records.duties.giving import TO_THEMSELVES
from db.records.duties.request import RightsRequest
from db.records.registry.resident import Resident
from db.services.duties.consents import is_child
from db.services.duties.giving_out import Use, personal_labels
from db.services.duties.my_information import my_information
from db.services.note_output import Holds
from db.store import Store
from gui.papers.list_papers import NothingToPrint
from gui.papers.paperwork import Job
from gui.tasks import Tick


def privacy_notice(record_id: int, kind: str) -> Job:
    """个人信息处理告知书 of a version, for a pen, or for whoever is told it.

    Args:
        record_id: of the version, or of what one person said to it.
        kind: table of the record.
    """

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.duties import privacy_notice as paper

        consent = store.get(Consent, record_id) if kind == Consent.TABLE else None
        notice = store.get(PrivacyNotice, consent.notice if consent else record_id)
        resident = store.find(Resident, consent.resident) if consent else None
        child = bool(resident and is_child(resident, date.today()))
        person = resident.name if resident else ""
        given = paper.PrivacyNoticePaper(centre=store.centre(), notice=notice, person=person, child=child)
        return paper.PAPER.make(given, tick)

    return Job("个人信息处理告知书", make, of=(kind, record_id))


def my_information_of(request_id: int, day: date) -> Job:
    """我的信息 of whoever a request is about."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.duties import my_information as paper

        request = store.get(RightsRequest, request_id)
        if not request.resident:
            raise NothingToPrint("没有选是谁的信息", "请在“谁的信息”里选居民，保存以后再印")
        if not request.proved:
            raise NothingToPrint("还没有核验身份", "请先办“核验身份”，再印给他")
        try:
            found = my_information(store, request.resident)
        except RecordGone as error:
            raise NothingToPrint("登记里已经没有这个人", "没有可印的") from error
        given = paper.MyInformationPaper(
            centre=store.centre(),
            person=found.resident.name,
            fields=tuple(paper.Line(label=name, value=value) for name, value in found.fields),
            held=tuple(paper.Line(label=one.label, value=one.title) for one in found.held),
            day=day,
        )
        return paper.PAPER.make(given, tick)

    def given(store: Store) -> Use:
        request = store.get(RightsRequest, request_id)
        relation = fields_of(RightsRequest)["relation"].show(request.relation)
        return Use(recipient=f"{request.asker}（{relation}）", purpose="本人查阅、复制", basis=TO_THEMSELVES)

    holds = Holds(1, personal_labels(Resident))
    return Job("我的信息", make, of=(RightsRequest.TABLE, request_id), holds=holds, given=given)
