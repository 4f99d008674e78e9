"""How a second start calls the first window: a named socket that nobody else can open."""

import ctypes
import hashlib
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 500
PATIENCE_SECONDS = 3.0
_PAUSE_SECONDS = 0.1
_IS_LINUX = sys.platform.startswith("linux")
_ANY_PROCESS = -1
_HEARD = b"1"


class Bell(QObject):
    """Hears the calls of later starts.

    Signals:
        rung: somebody started the program again.
    """

    rung = Signal()

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(_server_options())
        self._server.newConnection.connect(self._on_server_new_connection)
        # Whoever makes a bell holds the store: what is left of that name is of a crash.
        QLocalServer.removeServer(_name(store))
        self._server.listen(_name(store))

    def close(self) -> None:
        """Listens no more."""
        self._server.close()

    def _on_server_new_connection(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
            connection.write(_HEARD)
            connection.flush()
        self.rung.emit()


def ring(store: Path, patience: float | None = None) -> bool:
    """Whether the first window on a store heard; one that has just been started is given ``patience`` seconds."""
    if sys.platform == "win32":
        # Windows lets a window come to the front only if the program started last allows it.
        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
    name, patience = _name(store), PATIENCE_SECONDS if patience is None else patience
    pause = threading.Event()  # nobody sets it: there is no window yet that could freeze
    until = time.monotonic() + patience
    while not _answered(name, patience):
        if time.monotonic() > until:
            return False
        pause.wait(_PAUSE_SECONDS)
    return True


def _answered(name: str, patience: float) -> bool:
    """Whether somebody took the call: the system alone connects to a window that hangs, too."""
    socket = QLocalSocket()
    if _IS_LINUX:
        socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    socket.connectToServer(name)
    return socket.waitForConnected(ANSWER_MS) and socket.waitForReadyRead(round(patience * 1000))


def _server_options() -> QLocalServer.SocketOption:
    # On Linux a name without a file: a long path to the temporary folder would not fit into a socket's address.
    return (
        QLocalServer.SocketOption.AbstractNamespaceOption if _IS_LINUX else QLocalServer.SocketOption.UserAccessOption
    )


def _name(store: Path) -> str:
    whose = f"{Path.home()}:{store.resolve()}"
    return "dangqun-desk-" + hashlib.sha256(whose.encode()).hexdigest()[:16]
