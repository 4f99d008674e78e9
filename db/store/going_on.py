"""A store that ends too early: who may decide that it is used as it is, and that decision."""

from contextlib import AbstractContextManager

from db.disk.parts import BACKUPS
from db.errors import NotAllowed, ReasonMissing
from db.records.centre.centre import Centre
from db.records.power import Power
from db.store import anchor, audit, driver, loss, upgrade
from db.store.standing import Standing
from db.store.writing import Writer


class GoingOn(Standing):
    """A store that may have a loss; see `db.store.Store`."""

    _is_behind: bool = False
    """Whether it ends too early and is of an older program besides: nobody's roles can be read before it is brought up."""

    def writing(self, reason: str = "") -> AbstractContextManager[Writer]:
        """One transaction; see `db.store.Store`."""
        raise NotImplementedError

    def refusal_to_go_on(self) -> NotAllowed | None:
        """Why whoever works here may not decide to go on with what is left; None where they may."""
        try:
            if not self._is_behind:
                self.require_power(Power.GO_ON)
        except NotAllowed as refusal:
            return refusal
        return None

    def go_on(self, reason: str) -> None:
        """Goes on with what is left, by a clerk who was told of the loss: enters it in the audit with the reason, then moves the head.

        The old head, the log and the database as they were found stay in a folder of the backups.

        Raises:
            NotAllowed: it is not for this clerk to decide; nothing was entered, and the loss stays told.
            ReasonMissing: no reason is given.
            StoreBusy: another window is writing.
            DiskFull: there is no room; nothing was changed.
        """
        if refusal := self.refusal_to_go_on():
            raise refusal
        if not (reason := reason.strip()):
            raise ReasonMissing
        if (known := self.loss) is None:
            return
        evidence = loss.keep_evidence(self.folder, self.folder / BACKUPS, self._connection, self._key)
        driver.allow_writing(self._connection, allowed=True)
        self.loss = None
        try:
            upgrade.bring_up(self._connection, self.folder / BACKUPS)
            self._at_work.follow(self)
            self.require_power(Power.GO_ON)
            with self.writing(f"确认后继续使用：{reason}") as w:
                w.note(loss.DEED, Centre.TABLE, 0, known.told(evidence.name))
        except BaseException:
            self.loss = known
            driver.allow_writing(self._connection, allowed=False)
            raise
        self._is_behind = False
        anchor.write(self.folder, audit.head(self._connection))
