"""诉求: taken in with a number and the code of its slip; what can be answered at once is, in one line."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from db.records.matters.common_problem import CommonProblem
from db.records.matters.listening import Listening
from db.records.matters.matter import Claimant, Matter
from db.records.matters.whistle import Whistle
from db.records.registry.resident import Resident
from db.services.clocks import sums
from db.services.earlier import told as lines_of
from db.services.matters.alike import alike
from db.services.matters.at_door import AtDoor, at_door
from db.services.matters.blow import begun_again, begun_of_matter
from db.services.matters.clusters import begun_common
from db.services.matters.listen_back import take_back
from db.services.matters.take_in import claimant_from
from db.values import masks
from db.values.day import this_minute
from gui.keys import on_key
from gui.pages.bound import Bound, Saving
from gui.pages.matter_related import RelatedCard
from gui.pages.matters.answering import AnsweringPage
from gui.pages.matters.common import CommonProposals
from gui.pages.matters.ladder import LadderPage
from gui.pages.matters.pasted import PastedChatPage
from gui.pages.matters.posting import monthly_posting
from gui.pages.matters.quick import LINE_KEY, QuickAnswer
from gui.pages.matters.quick_reception import QuickReception
from gui.pages.matters.receiving import Receiving
from gui.pages.matters.sorted_out import SortedPage
from gui.pages.matters.span_page import SpanPage
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.papers import matter_papers
from gui.papers.project_papers import project_lists
from gui.session import Session
from gui.words import tr

P = TypeVar("P", bound=SpanPage)


def _taking_in(session: Session, _page: RecordPage) -> Saving:
    store = session.store

    def begin(values: Mapping[str, object]) -> Matter:
        resident = values.get("resident")
        who = session.lookup.reference(Resident.TABLE, resident) if isinstance(resident, int) and resident else 0
        claimant = claimant_from(store, who) if who else Claimant()
        now = this_minute()
        return Matter(taken=now, taker=store.person_at_work(), claimants=(claimant,))

    def told(matter: Matter) -> str:
        words = tr("已登记：{0}，回执码 {1}").format(matter.number, matter.slip)
        root = store.find(Matter, matter.root) if matter.root else None
        return tr("{0}；已并到{1}").format(words, root.number or masks.in_text(root.subject)) if root else words

    def taken(rows: str, name: str, value: int) -> Mapping[str, Any]:
        found = claimant_from(store, value) if name == "who" and value else Claimant()
        names = ("name", "phone") if rows == "claimants" else ("name",)
        return {name: getattr(found, name) for name in names} if found != Claimant() else {}

    def door(typed: Matter) -> AtDoor:
        return at_door(store, typed, date.today())

    return Saving(
        label=tr("登记并取号"),
        begin=begin,
        told=told,
        taken=taken,
        alike=lambda typed: alike(store, typed),
        at_door=door,
    )


def _listening(session: Session, page: RecordPage) -> Saving:
    store, form_page = session.store, page.form_page
    card = RelatedCard(tr("登记成的诉求"))
    card.inside.addStretch(1)
    card.open_requested.connect(form_page.open_requested)
    form_page.put_aside(card)

    def show() -> None:
        kept = form_page.record
        ids = [line.matter for line in kept.lines if line.matter] if isinstance(kept, Listening) else []
        card.show_lines(list(lines_of(store, store.kinds[Matter.TABLE], ids)))
        card.setVisible(bool(ids))

    form_page.shown.connect(show)

    def after(before: Listening, saved: Listening) -> tuple[str, Callable[[], Listening | None]]:
        had = {line.matter for line in before.lines}
        fresh = [line for line in saved.lines if line.matter not in had]
        at_once = sum(bool(line.answered.strip()) for line in fresh)
        words = tr("登记了 {0} 件诉求，{1} 件当场答复").format(len(fresh), at_once) if fresh else ""
        return words, lambda: take_back(store, before, saved)

    return Saving(after=after)


def _pasted(session: Session, router: Router, lead: QWidget) -> PastedChatPage:
    page = PastedChatPage(session, lead)
    page.saved.connect(lambda i: router.tell_saved(Matter.TABLE, i))
    return page


def _blowing(session: Session, _page: RecordPage) -> Saving:
    store = session.store

    def begin(values: Mapping[str, object]) -> Whistle:
        if isinstance(number := values.get("again"), int) and (before := store.find(Whistle, number)) is not None:
            return begun_again(store, before)
        if isinstance(number := values.get("matter"), int) and (matter := store.find(Matter, number)) is not None:
            return begun_of_matter(store, matter)
        return Whistle(blown=this_minute(), blown_by=store.actor)

    def told(whistle: Whistle) -> str:
        ends = [f"{one.clock} {one.words.rpartition(' = ')[2]}" for one in sums(store, whistle) if one.due]
        words = tr("已吹哨：{0}").format(whistle.number)
        return "；".join([words, *ends]) if ends else tr("{0}；还没有定时限，在“设置 → 办理时限”里定").format(words)

    return Saving(label=tr("吹哨并取号"), begin=begin, told=told)


def _in_common(session: Session, _page: RecordPage) -> Saving:
    store = session.store

    def begin(values: Mapping[str, object]) -> CommonProblem:
        matter = store.find(Matter, number) if isinstance(number := values.get("matter"), int) else None
        return begun_common(store, matter or Matter())

    return Saving(label=tr("立为共性问题"), begin=begin)


def _common_proposals(session: Session, page: RecordPage) -> QWidget:
    return CommonProposals(session, page)


def _answering(session: Session, page: RecordPage) -> QWidget:
    line = QuickAnswer(session)
    line.saved.connect(page.tell_saved)
    on_key(LINE_KEY, page, line.who.setFocus)
    return line


def _reception(session: Session, page: RecordPage) -> Saving:
    return Receiving(session, page).saving()


def _receiving(session: Session, page: RecordPage) -> QWidget:
    line = QuickReception(session)
    line.saved.connect(page.tell_saved)
    on_key(LINE_KEY, page, line.who.setFocus)
    return line


def _intake(router: Router) -> list[PaperChoice]:
    return [PaperChoice(tr("诉求登记表（带回执）"), lambda i: router.print_job(matter_papers.matter_intake(i)))]


def _referral(router: Router) -> list[PaperChoice]:
    def run(matter_id: int) -> None:
        router.print_job(matter_papers.matter_referral(matter_id, date.today()))

    return [PaperChoice(tr("交办（转办）单"), run)]


def _stage_paper(name: str) -> Callable[[Router], list[PaperChoice]]:
    def choices(router: Router) -> list[PaperChoice]:
        def run(matter_id: int) -> None:
            router.print_job(matter_papers.stage_paper(name, matter_id, date.today()))

        return [PaperChoice(tr(matter_papers.STAGE_PAPERS[name]), run)]

    return choices


def _ladder(session: Session, router: Router, lead: QWidget) -> LadderPage:
    return _shown(LadderPage(session, lead), router)


def _sorted_out(session: Session, router: Router, lead: QWidget) -> SortedPage:
    return _shown(SortedPage(session, lead), router)


def _shown(page: P, router: Router) -> P:
    page.rows_requested.connect(router.show_rows)
    page.job_requested.connect(router.print_job)
    return page


def _answering_whistles(session: Session, router: Router, lead: QWidget) -> AnsweringPage:
    return _shown(AnsweringPage(session, lead), router)


BOUND = Bound(
    saves={
        "take_in": _taking_in,
        "keep_listening": _listening,
        "blow_whistle": _blowing,
        "keep_reception": _reception,
        "keep_common": _in_common,
    },
    beside={"pasted_chat": _pasted, "ladder": _ladder, "sorted_out": _sorted_out, "answering": _answering_whistles},
    papers={"matter_intake": _intake, "matter_referral": _referral}
    | {name: _stage_paper(name) for name in matter_papers.STAGE_PAPERS},
    lists={"project_lists": project_lists},
    many={"monthly_posting": monthly_posting},
    quick={
        "answer_at_once": _answering,
        "receive_at_once": _receiving,
        "common_proposals": _common_proposals,
    },
)
