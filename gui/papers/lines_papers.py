"""Lines of a page that tells of a time, on paper. No Qt: they are made in a worker's thread."""

from datetime import date

from db.services.matters.lines_told import LinesTold
from db.services.note_output import Holds
from db.store import Store
from db.values.file_name import dated
from gui.papers.paperwork import Job
from gui.tasks import Tick


def lines_table(told: LinesTold, day: date) -> Job:
    """The lines as they are shown."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import listing as paper

        given = paper.Listing(
            centre=store.centre(),
            title=told.label,
            scope=told.time,
            columns=tuple(paper.ListedColumn(label=one) for one in told.headings),
            rows=tuple(
                paper.ListedRow(cells=tuple(paper.ListedCell(text=text) for text in row)) for row in told.texts()
            ),
            counted=told.counted,
            maker=store.actor,
            masked=False,
            day=day,
        )
        made = paper.WIDE if paper.is_wide(given) else paper.PAPER
        return made.make(given, tick)

    return Job(told.label, make, file=dated(told.label, day), holds=Holds(len(told.rows)))
