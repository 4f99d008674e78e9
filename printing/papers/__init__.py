"""The papers, one file each, in an explicit registry, so that a frozen program finds what the source finds."""

from collections.abc import Mapping
from typing import Any

from printing.papers import listing, photo_sheet, record_sheet
from printing.papers.centre import calibration, handover_sheet, recovery
from printing.papers.common import Paper
from printing.papers.duties import appraisal_sheet, incident_record, my_information, privacy_notice, rights_answer
from printing.papers.hall import (
    ballots,
    delivery_receipt,
    meeting_agenda,
    meeting_record,
    minutes,
    name_cards,
    notice,
    notice_shapes,
    sign_in,
    tally,
)
from printing.papers.letters import announcement, mailing, number_book, posting_proof
from printing.papers.matters import (
    agency_letter,
    joint_record,
    listening_record,
    matter_accept,
    matter_archive,
    matter_callback,
    matter_check,
    matter_elsewhere,
    matter_extension,
    matter_intake,
    matter_levels,
    matter_referral,
    matter_reply,
    one_time_notice,
    opinion_letter,
    project_application,
    project_list,
    project_slip,
    reception_form,
    reminder_slip,
    whistle_arrival,
    whistle_slip,
)
from printing.papers.mediation import agreement, case_intake, rights_notice
from printing.papers.registry import household_card, roster
from printing.papers.visits import coverage_table, round_sheet, visit_list

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
        matter_intake.PAPER,
        matter_referral.PAPER,
        listening_record.PAPER,
        matter_accept.PAPER,
        matter_reply.PAPER,
        matter_extension.PAPER,
        matter_check.PAPER,
        matter_callback.PAPER,
        matter_archive.PAPER,
        matter_elsewhere.PAPER,
        matter_levels.PAPER,
        whistle_slip.PAPER,
        whistle_arrival.PAPER,
        reminder_slip.PAPER,
        opinion_letter.PAPER,
        joint_record.PAPER,
        project_slip.PAPER,
        project_application.PAPER,
        project_list.PAPER,
        project_list.LEDGER,
        reception_form.PAPER,
        agency_letter.PAPER,
        one_time_notice.PAPER,
        case_intake.PAPER,
        rights_notice.PAPER,
        agreement.PAPER,
        record_sheet.PAPER,
        listing.PAPER,
        listing.WIDE,
        photo_sheet.PAPER,
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
        round_sheet.PAPER,
        coverage_table.PAPER,
        privacy_notice.PAPER,
        rights_answer.PAPER,
        my_information.PAPER,
        appraisal_sheet.PAPER,
        incident_record.PAPER,
        handover_sheet.PAPER,
        number_book.PAPER,
        mailing.LABELS,
        mailing.ENVELOPE_DL,
        mailing.ENVELOPE_C5,
    )
}
