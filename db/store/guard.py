"""The guard: what has stages is changed by moves alone, and whoever must pass otherwise has a warrant that the audit names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum, StrEnum
from typing import TypeVar

from db.errors import AppError, Problem, RecordInvalid
from db.records.base import Record, fields_of
from db.records.flow import Flow, Meaning, flow_among
from db.records.kinds import Kinds
from db.records.moving import changed_fields
from db.records.participant import ACTORS
from db.records.step import Step

R = TypeVar("R", bound=Record)


class Warrant(StrEnum):
    """Why something passes that is no move; a closed list."""

    IMPORT = "导入"
    UNDO = "撤销"
    MERGE = "合并"
    CORRECT = "更正"
    PURGE = "清除"
    PRACTICE = "练习"
    UPGRADE = "升级"


class Door(Enum):
    """What the guard keeps closed.

    Attributes:
        BEGIN: a new record that does not stand at its beginning, or has what moves alone write.
        STAGE: a stage, an outcome, what tells the flow, a record that no flow fits.
        LOCKED: a field that is never typed, and any field of what is over.
        DELETE: a record with a number, one that is over, one that something was done with.
    """

    BEGIN = "begin"
    STAGE = "stage"
    LOCKED = "locked"
    DELETE = "delete"


OPENS: Mapping[Warrant, frozenset[Door]] = {
    Warrant.IMPORT: frozenset({Door.BEGIN}),
    Warrant.UNDO: frozenset(Door),
    Warrant.MERGE: frozenset({Door.DELETE}),
    Warrant.CORRECT: frozenset({Door.LOCKED}),
    Warrant.PURGE: frozenset({Door.DELETE}),
    Warrant.PRACTICE: frozenset({Door.BEGIN}),
    Warrant.UPGRADE: frozenset({Door.BEGIN, Door.STAGE, Door.LOCKED}),
}
"""Which doors each warrant opens; it opens no other."""


class NotByMove(AppError):
    """Something that only a move may do."""

    code = "not_by_move"


class MoveRefused(AppError):
    """A move whose conditions are not met.

    Attributes:
        problems: what is missing or wrong, field by field.
    """

    code = "move_refused"

    def __init__(self, problems: Sequence[Problem], message: str = "") -> None:
        super().__init__(message or "；".join(p.sentence() for p in problems), "")
        self.problems = tuple(problems)


def is_guarded(kinds: Kinds, kind: type[Record]) -> bool:
    """Whether records of a type have stages, or are steps."""
    return kind is Step or bool(kinds[kind.TABLE].flows)


class Guard:
    """What one transaction may do with records that have stages."""

    def __init__(self, warrant: Warrant | None, kinds: Kinds) -> None:
        self._kinds = kinds
        self._open = OPENS[warrant] if warrant else frozenset[Door]()

    def check_begun(self, record: Record) -> None:
        """Lets a new record pass.

        Raises:
            NotByMove: it does not begin at its beginning, has what moves alone write, or is a step that no move made.
        """
        if isinstance(record, Step) and Door.BEGIN not in self._open:
            raise NotByMove("经过不能单独写", "请通过办理动作记下")
        flow = self._flow(record)
        if flow is None or Door.BEGIN in self._open:
            return
        stage = flow.stage_of(record)
        if stage is None or stage.meaning is not Meaning.NEW:
            raise NotByMove(f"新的{record.LABEL}要从头办起", "请先保存，再按步骤办理")
        bare = type(record)()
        early = [
            kind.label
            for name, kind in fields_of(type(record)).items()
            if kind.fixed
            and name not in (flow.field, ACTORS, *flow.given)
            and getattr(record, name) != getattr(bare, name)
        ]
        if early:
            raise NotByMove(f"新的{record.LABEL}还不能有{'、'.join(early)}", "请先保存，再用办理动作填写")

    def check_changed(self, before: Record, after: Record) -> None:
        """Lets a change pass that is no move.

        Raises:
            NotByMove: it changes a stage, a field that is locked, or a step.
        """
        if isinstance(before, Step) and Door.STAGE not in self._open:
            raise NotByMove("记下的经过不能改", "写错了请撤回那一步，或另记一条更正")
        if (flow := self._flow(before)) is None:
            return
        names = changed_fields(before, after)
        kinds = fields_of(type(before))
        if flow.when[0] in names and Door.STAGE not in self._open:
            raise NotByMove(f"{kinds[flow.when[0]].label}定下了怎样办，不能改", "确实选错了，请把这一条作废，重新登记")
        guarded = {flow.field, flow.outcome} & names
        if guarded and Door.STAGE not in self._open:
            label = kinds[next(iter(guarded))].label
            raise NotByMove(f"{label}不能直接改", "请用办理动作，例如“下一步”")
        if Door.LOCKED in self._open:
            return
        stage = flow.stage_of(before)
        over = stage is not None and stage.meaning.is_over
        locked = [name for name in names - guarded if over or kinds[name].fixed]
        if locked:
            labels = "、".join(kinds[name].label for name in sorted(locked))
            raise NotByMove(f"{labels}已经锁定，不能直接改", "确实写错了，请用“更正”并写明理由")

    def check_deleted(self, records: Iterable[Record], with_steps: Collection[int]) -> None:
        """Lets records go.

        Raises:
            NotByMove: one has a number, is over, was worked on, or is a step.
        """
        if Door.DELETE in self._open:
            return
        for record in records:
            if isinstance(record, Step):
                raise NotByMove("记下的经过不能删", "写错了请撤回那一步")
            flow = self._flow(record)
            if flow is None:
                continue
            stage = flow.stage_of(record)
            number = self._kinds[record.TABLE].number
            if (
                record.id in with_steps
                or (stage and stage.meaning.is_over)
                or (number and getattr(record, number.number))
            ):
                raise NotByMove(f"这条{record.LABEL}已经在办或取过号，不能删除", "写错了请用“作废”并写明理由")

    def check_shown(self, owners: Iterable[Record]) -> None:
        """Lets photos and scans of these records be changed or deleted; adding one is always possible.

        Raises:
            NotByMove: one is over: what it was decided by stays with it.
        """
        for owner in owners:
            flow = flow_of(self._kinds, owner)
            stage = flow.stage_of(owner) if flow else None
            if stage and stage.meaning.is_over and Door.LOCKED not in self._open:
                raise NotByMove(
                    f"这条{owner.LABEL}已经办结，它的照片和扫描件不能改，也不能拿掉", "确实放错了，请写明理由再拿掉"
                )

    def _flow(self, record: Record) -> Flow | None:
        """The flow of a record; None where its type has none, or a warrant opens the door of stages."""
        kind = self._kinds.find(record.TABLE)
        flow = flow_of(self._kinds, record)
        if flow is None and kind is not None and kind.flows and Door.STAGE not in self._open:
            fields = fields_of(kind.record)
            labels = "、".join(dict.fromkeys(fields[one.when[0]].label for one in kind.flows))
            raise NotByMove(f"这条{kind.label}没有合适的流程可办", f"请核对{labels}")
        return flow


def flow_of(kinds: Kinds, record: Record) -> Flow | None:
    """The flow of a record as the program declares it; None where its type has none."""
    kind = kinds.find(record.TABLE)
    if kind is None or not kind.flows:
        return None
    return flow_among(kind.flows, {flow.when[0]: getattr(record, flow.when[0], None) for flow in kind.flows})


def kind_to_save(records: Sequence[R]) -> type[R]:
    """The one type of the records, which are all fit to be saved.

    Raises:
        RecordInvalid: one has problems that forbid saving.
    """
    kind = type(records[0])
    for record in records:
        if type(record) is not kind:
            raise TypeError(f"{kind.__name__} and {type(record).__name__} are saved apart")
        if blocking := record.refusals():
            raise RecordInvalid(blocking)
    return kind
