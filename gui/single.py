"""One window a store: a second start brings the first window to the front and ends."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.disk.held import HeldFile
from db.errors import AppError

if TYPE_CHECKING:
    from gui.summons import Bell


class StoreHeld(AppError):
    """Another window has the store, and it cannot be brought to the front from here."""

    code = "store_held"

    def __init__(self, holder: str) -> None:
        whose = f"正由 {holder} 打开着" if holder else "正在另一个窗口里打开着"
        super().__init__(
            f"这份资料{whose}", "请先在那边关闭党群服务台；窗口没有反应时，在任务管理器里结束它或重启那台电脑"
        )


class SingleWindow(QObject):
    """Holds a store for this window and listens for later starts on it.

    Signals:
        asked: somebody started the program again on the store that this window has.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: HeldFile | None = None
        self._store = Path()
        self._bell: Bell | None = None

    def take(self, store: Path, lock: Path) -> bool:
        """Whether this window has the store now; if another one has it, that one comes to the front.

        Args:
            store: the folder of the store.
            lock: the file that says so.

        Raises:
            StoreHeld: another window has it and does not answer; ours has what it had before.
        """
        if self._held is not None and self._held.path == lock:
            return True
        held = HeldFile(lock)
        if not held.take():
            from gui.summons import ring  # wanted at a second start only

            if ring(store):
                return False
            raise StoreHeld(held.holder())
        listening = self._bell is not None
        self.close()
        self._held, self._store = held, store
        if listening:
            self.listen()
        return True

    def listen(self) -> None:
        """Hears later starts from now on; after the first paint, which needs nothing of this."""
        from gui.summons import Bell

        if self._held is not None and self._bell is None:
            self._bell = Bell(self._store, self)
            self._bell.rung.connect(self.asked)

    def close(self) -> None:
        """Lets go of the store."""
        if self._bell is not None:
            self._bell.close()
            self._bell = None
        if self._held is not None:
            self._held.let_go()
            self._held = None
