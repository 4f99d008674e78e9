"""What a clerk is asked before a paper is made: some fields of the paper's own input. No Qt, nothing heavy.

The answers hold for the run of the program, never for the paper: a template is not touched by them.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from db.fields import Field
from db.store import Store

if TYPE_CHECKING:
    from gui.papers.paperwork import Job

Answers = Mapping[str, Any]
"""Values by field of the paper's input."""
MASKED = "masked"
"""The field that a paper with personal data has: whether they are masked."""
NONE: Answers = {}


@frozen
class Asked:
    """The questions of one job.

    Attributes:
        paper: name of the paper in the registry; its input declares the fields.
        names: the fields that are asked for, in their order.
        job: the same job with answers.
        about: what the answers are for, such as a vote at one meeting; they are remembered with it.
        usual: values that the store knows, instead of the input's defaults.
        first: asked before the paper is made for the first time; otherwise only when the clerk wants it otherwise.
    """

    paper: str
    names: tuple[str, ...]
    job: "Callable[[Answers], Job]"
    about: str = ""
    usual: Callable[[Store], Answers] = field(default=lambda _store: NONE)
    first: bool = True

    @property
    def key(self) -> str:
        """Under what the answers are remembered."""
        return self.about or self.paper

    def kinds(self) -> dict[str, Field[Any]]:
        """The declarations of the fields asked for."""
        from printing.inputs import hints_of, kind_of
        from printing.papers import PAPERS

        hints = hints_of(PAPERS[self.paper].takes)
        found = {name: kind_of(hints[name]) for name in self.names}
        return {name: kind for name, kind in found.items() if kind is not None}

    def defaults(self, store: Store) -> dict[str, Any]:
        """What is meant when nothing is answered."""
        import attrs

        from printing.papers import PAPERS

        plain = {a.name: a.default for a in attrs.fields(PAPERS[self.paper].takes) if a.name in self.names}
        return {**plain, **self.usual(store)}
