"""Papers that leave the house do not name who does not want to be named, wherever the name was typed."""

from datetime import date, datetime

import pytest

from db.records.base import Record
from db.records.bodies.body import Body
from db.records.kind import OwnPaper
from db.records.matters.joint_talk import JointTalk
from db.records.matters.listening import Listening, ListeningLine
from db.records.matters.matter import Claimant, Matter
from db.records.matters.project import Project
from db.records.matters.project_parts import ProjectMatter
from db.services.matters.take_in import take_in
from db.services.save_as_declared import save_as_declared
from db.store import Store
from gui.papers.paperwork import own_paper
from tests.factories import plant
from tests.printing import measure

DAY = date(2026, 3, 9)
SUBJECT = "毕秀莲家漏水"
PAPERS = ("joint_record", "project_slip", "project_application", "listening_record")


def about(store: Store, paper: str, *, hidden: bool) -> Record:
    """A record of which there is such a paper, about a matter whose subject has a name in it."""
    at = datetime(2026, 3, 9, 9, 30)
    if paper == "listening_record":
        lines = (
            ListeningLine(name="毕秀莲", subject=SUBJECT, answered="毕秀莲说的报了物业", hidden=hidden),
            ListeningLine(name="毕秀莲", subject=SUBJECT, anonymous=hidden),
        )
        return save_as_declared(store, Listening(kind="2", day=DAY, people=2, place="凉亭", lines=lines))
    claimant = Claimant(name="毕秀莲", hidden=hidden)
    matter = take_in(store, Matter(subject=SUBJECT, taken=at, claimants=(claimant,))).id
    if paper == "joint_record":
        talk = JointTalk(subject=SUBJECT, at=at, matter=matter, result="毕秀莲同意先修")
        return save_as_declared(store, talk)
    own = {
        "kind": "1",
        "level": "3",
        "leader": "李敏",
        "started": DAY,
        "planned": DAY,
        "goal": "修好",
        "body": plant(store, Body, head=0, contact=0, grid=0, estate=0).id,
    }
    return save_as_declared(store, Project(name="3号楼", matters=(ProjectMatter(matter=matter),), **own))  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("masked", [True, False])
def test_who_does_not_want_to_be_named_is_not(store: Store, paper: str, *, masked: bool) -> None:
    for hidden in (False, True):
        record = about(store, paper, hidden=hidden)
        job = own_paper(OwnPaper(paper, paper), type(record), record.id, DAY, {"masked": masked})
        said = measure.all_text(job.make(store, lambda _done, _count: True)).replace("\n", "")
        assert ("毕秀莲" in said) is not hidden
        assert ("诉求人家漏水" in said) is hidden
