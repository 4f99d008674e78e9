"""The papers, one file each, in an explicit registry, so that a frozen program finds what the source finds."""

from collections.abc import Mapping
from typing import Any

from printing.papers import case_intake, minutes, notice, record_sheet, recovery, sign_in
from printing.papers.common import Paper

PAPERS: Mapping[str, Paper[Any]] = {
    paper.name: paper
    for paper in (
        notice.PAPER,
        sign_in.PAPER,
        minutes.PAPER,
        case_intake.PAPER,
        record_sheet.PAPER,
        recovery.PAPER,
    )
}
