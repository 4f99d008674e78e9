"""没写完的: what was typed and not saved, in words that tell one from the other."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from attrs import frozen

from db.fields import Field, Link, Name, Privacy, Text
from db.records.base import Record, fields_of
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.letters.wording import Wording, worded_papers
from db.store import Store
from db.store.drafts import Draft, Drafts, begun_values
from db.values import masks
from db.values.legible import LONGEST, brief

WORDING_FORMS = "wording:"
"""The forms of the words of papers begin so."""

MOVES = "move:"
"""What a draft of a move is begun from, which belongs to a saved record."""

CORRECTING = "correct"
"""What a draft of a correction is begun from; it belongs to a saved record, too."""
NOTING = "note"
"""What a note is begun from that was not written down yet."""
CATCHING_UP = "catch_up"
"""What several moves that are keyed at once are begun from."""
DOING = {
    "": ("修改", "没保存"),
    CORRECTING: ("更正", "没保存"),
    NOTING: ("记一笔", "没记下"),
    CATCHING_UP: ("补记", "没记完"),
}
"""What is done with a saved record beside the moves of its flow, by what a draft of it is begun from; and how far it came."""
_STEPS = "steps"
WHY = "#reason"
"""Under this name a draft of a correction keeps why."""
TAKEN_BACK = "#taken_back"
"""Under this name a draft of a move says that it was made and taken back, and that this is what was filled in with it."""


def draft_of_move(name: str) -> str:
    """What a draft of a move is begun from."""
    return MOVES + name


def drafts_of_moves(store: Store, record: Record) -> dict[str, Draft]:
    """What was typed for moves of a record and not made, by the name of the move; the newest of each."""
    found: dict[str, Draft] = {}
    for draft in store.drafts.all():
        if draft.form == record.TABLE and draft.key == record.id and draft.begun.startswith(MOVES):
            found.setdefault(draft.begun.removeprefix(MOVES), draft)
    return found


def is_of_taken_back(draft: Draft) -> bool:
    """Whether a draft has what was filled in with a move that was made and taken back; else that was never made."""
    return bool(draft.values.get(TAKEN_BACK))


def drafts_of_forms(store: Store, record: Record, *begun: str) -> list[Draft]:
    """What was typed in the form of a saved record and not saved, by what it was begun from; the newest first."""
    return [d for d in store.drafts.all() if (d.form, d.key) == (record.TABLE, record.id) and d.begun in begun]


def steps_kept(steps: Iterable[tuple[str, Mapping[str, object]]]) -> dict[str, object]:
    """What a draft keeps of moves that are keyed at once: of each its name, and what is typed for it by field."""
    return {_STEPS: [{"move": name, "typed": dict(typed)} for name, typed in steps]}


def steps_typed(draft: Draft) -> list[tuple[str, Mapping[str, object]]]:
    """What `steps_kept` has kept."""
    kept = cast("list[dict[str, Any]]", draft.values.get(_STEPS, []))
    return [(str(one["move"]), one["typed"]) for one in kept]


@frozen
class Unfinished:
    """One draft as it is listed.

    Attributes:
        draft: the draft itself.
        label: what kind of thing it is.
        title: whom or what it is about, masked, as far as that was typed; "" when it was not.
        doing: what was being done with it; "" where nobody knows.
        left: how far that came.
        is_new: whether it is a record that was never saved.
        is_gone: whether the record that it belongs to has been deleted since.
    """

    draft: Draft
    label: str
    title: str
    doing: str = ""
    left: str = ""
    is_new: bool = False
    is_gone: bool = False

    def words(self, longest: int = LONGEST) -> str:
        """What it is of, and what was being done with it: 诉求〔2026〕3号 路灯不亮：转交处置（没办完）.

        The title is cut after ``longest`` characters, never what was being done.
        """
        unnamed = "已经删除的一条" if self.is_gone else "还没有写名称" if self.is_new else ""
        title = brief(self.title, longest) or unnamed
        of = title if title.startswith(self.label) else f"{self.label} {title}".strip()
        return f"{of}：{self.doing}（{self.left}）" if self.doing else of


def unfinished(store: Store) -> list[Unfinished]:
    """Every draft, the newest first."""
    return [told_of(store, draft) for draft in store.drafts.all()]


def begun_for(drafts: Drafts, kinds: Kinds) -> dict[str, set[int]]:
    """The records from which something was begun that is not saved yet, by table: a case of somebody, a relative's entry."""
    found: dict[str, set[int]] = {}
    for draft in drafts.all():
        form = kinds.find(draft.form)
        if draft.key:  # of a saved record: what it is begun from is what is done with that
            continue
        for name, value in begun_values(draft.begun).items():
            kind = fields_of(form.record).get(name) if form else None
            table = kind.to if isinstance(kind, Link) else name
            if isinstance(value, int) and table in kinds:
                found.setdefault(table, set()).add(value)
    return found


def told_of(store: Store, draft: Draft) -> Unfinished:
    """One draft, as it is listed."""
    found = store.kinds.find(draft.form)
    if found is None:
        return _told_of_wording(draft) if draft.form.startswith(WORDING_FORMS) else Unfinished(draft, draft.form, "")
    kind = found.record
    if not draft.key:
        subject = masks.in_text(_subject(fields_of(kind), draft.values))
        return Unfinished(draft, kind.LABEL, subject, "新登记", "没保存", is_new=True)
    record = store.find(kind, draft.key)
    title = masks.in_text(store.title(record)) if record else ""
    doing, left = DOING.get(draft.begun, ("", ""))
    if draft.begun.startswith(MOVES):
        doing = _label_of_move(store, found, record, draft.begun.removeprefix(MOVES))
        left = "撤回的一步，内容留着" if is_of_taken_back(draft) else "没办完"
    return Unfinished(draft, kind.LABEL, title, doing, left, is_gone=record is None)


def _told_of_wording(draft: Draft) -> Unfinished:
    paper = worded_papers().get(draft.form.removeprefix(WORDING_FORMS))
    return Unfinished(draft, Wording.LABEL, paper.label if paper else "", *DOING[""])


def _label_of_move(store: Store, kind: Kind, record: Record | None, name: str) -> str:
    """What a move is called: as the centre has its flow, while there is the record; its name where nobody knows it."""
    own = store.flow_of(record) if record else None
    flows = (own, *kind.flows) if own else kind.flows
    return next((move.label for flow in flows if (move := flow.move(name))), name)


def _subject(kinds: Mapping[str, Field[Any]], typed: Mapping[str, object]) -> str:
    """The first short words that were typed: a name, a title; never a number of a person."""
    for name, kind in kinds.items():
        if isinstance(kind, Text | Name) and kind.privacy < Privacy.PERSONAL and (said := _words(typed.get(name))):
            return said
    return "、".join(name for value in typed.values() for name in _names(value))


def _names(typed: object) -> list[str]:
    """The names in the rows of a draft, such as those of the parties of a case."""
    if not isinstance(typed, list):
        return []
    rows = [cast("Mapping[str, object]", row) for row in cast("list[object]", typed) if isinstance(row, dict)]
    cells = [cast("Mapping[str, object]", row.get("cells", row)) for row in rows]
    return [name for cell in cells if (name := _words(cell.get("name")))]


def _words(typed: object) -> str:
    return typed.strip() if isinstance(typed, str) else ""
