"""The papers, one file each, in an explicit registry, so that a frozen program finds what the source finds."""

from collections.abc import Mapping
from typing import Any

from printing.papers import (
    announcement,
    ballots,
    calibration,
    case_intake,
    delivery_receipt,
    household_card,
    mailing,
    meeting_agenda,
    meeting_record,
    minutes,
    name_cards,
    notice,
    notice_shapes,
    number_book,
    posting_proof,
    record_sheet,
    recovery,
    rights_notice,
    roster,
    sign_in,
    tally,
    visit_list,
)
from printing.papers.common import Paper

PAPERS: Mapping[str, Paper[Any]] = {
    paper.name: paper
    for paper in (
        notice.PAPER,
        notice_shapes.SLIPS,
        notice_shapes.POSTER,
        notice_shapes.POSTER_A3,
        announcement.PAPER,
        announcement.SLIPS,
        announcement.POSTER,
        announcement.POSTER_A3,
        meeting_agenda.PAPER,
        meeting_record.PAPER,
        sign_in.PAPER,
        minutes.PAPER,
        case_intake.PAPER,
        rights_notice.PAPER,
        record_sheet.PAPER,
        recovery.PAPER,
        calibration.PAPER,
        name_cards.PAPER,
        ballots.PAPER,
        tally.PAPER,
        delivery_receipt.PAPER,
        posting_proof.PAPER,
        roster.PAPER,
        household_card.PAPER,
        visit_list.PAPER,
        number_book.PAPER,
        mailing.LABELS,
        mailing.ENVELOPE_DL,
        mailing.ENVELOPE_C5,
    )
}
