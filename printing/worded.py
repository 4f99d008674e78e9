"""The papers whose words a centre may change, in an explicit registry, each with a sample of invented content."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, frozen

from db.records.centre.centre import Centre
from db.records.letters.announcement import PUBLICITY, Announcement
from db.records.letters.wording import Wording, announcement_paper, worded_papers
from db.values import code_table
from printing.papers.common import Paper
from printing.papers.hall import ballots, delivery_receipt, minutes, notice, tally
from printing.papers.letters import announcement, announcement_words, posting_proof
from printing.papers.mediation import rights_notice
from printing.wording import Passage

NOTICE = "1"
"""Code of 通知 in ``announcement_kind``."""


@frozen
class WordedPaper:
    """A paper with words of its own.

    Attributes:
        name: under which the centre's words for it are kept.
        label: what the clerk calls it.
        passages: what may be said otherwise.
        paper: what it is made by.
        example: its invented content.
    """

    name: str
    label: str
    passages: tuple[Passage, ...]
    paper: Paper[Any]
    example: Callable[[], Any]

    def sample(self, centre: Centre, wordings: tuple[Wording, ...]) -> bytes:
        """A sample in other words, with the centre's own name; PDF bytes.

        Raises:
            RecordInvalid: the words cannot be filled.
            MissingGlyph: no font has a character of them.
        """
        return self.paper.make(evolve(self.example(), centre=centre, wordings=wordings))


def _example_of(kind: str, label: str) -> Callable[[], announcement.Announced]:
    def example() -> announcement.Announced:
        given = announcement.example()
        if kind == PUBLICITY:
            return given
        told = Announcement(
            kind=kind,
            title_text=f"关于集中清理楼道杂物的{label}",
            addressee="各位居民" if kind == NOTICE else "",
            body="为消除火灾隐患，社区定于本周六上午9时起集中清理各单元楼道杂物，请提前将需要保留的物品搬回家中；"
            "逾期未搬的，由物业统一清运。",
            day=given.announcement.day,
            contact="李敏，0435-6321788",
        )
        return evolve(given, announcement=told)

    return example


_MADE: Mapping[str, tuple[tuple[Passage, ...], Paper[Any], Callable[[], Any]]] = {
    "notice": (notice.PASSAGES, notice.PAPER, notice.example),
    **{
        announcement_paper(kind): (announcement_words.passages(kind), announcement.PAPER, _example_of(kind, label))
        for kind, label in code_table.load("announcement_kind").labels.items()
    },
    "minutes": (minutes.PASSAGES, minutes.PAPER, minutes.example),
    "ballots": (ballots.PASSAGES, ballots.PAPER, ballots.example),
    "tally": (tally.PASSAGES, tally.PAPER, tally.example),
    "delivery_receipt": (delivery_receipt.PASSAGES, delivery_receipt.PAPER, delivery_receipt.example),
    "rights_notice": (rights_notice.PASSAGES, rights_notice.PAPER, rights_notice.example),
    "posting_proof": (posting_proof.PASSAGES, posting_proof.PAPER, posting_proof.example),
}
WORDED: Mapping[str, WordedPaper] = {
    name: WordedPaper(name, told.label, *_MADE[name]) for name, told in worded_papers().items()
}
"""By name, in the order in which a screen shows them."""
