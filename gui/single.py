"""One window a store: a second start brings the first window to the front and ends."""

import hashlib
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 500
_IS_LINUX = sys.platform.startswith("linux")


class SingleWindow(QObject):
    """Listens for later starts on the same store.

    Advisory only: two windows on one store do no harm, the store itself sees to that.

    Signals:
        asked: somebody started the program again.
    """

    asked = Signal()

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(store)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(_server_options())
        self._server.newConnection.connect(self._on_server_new_connection)

    def is_first(self) -> bool:
        """Whether no other window has this store; if one has, it comes to the front."""
        socket = QLocalSocket()
        if _IS_LINUX:
            socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
        socket.connectToServer(self._name)
        if socket.waitForConnected(ANSWER_MS):
            socket.disconnectFromServer()
            return False
        # What a crash left behind would keep the name taken.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Listens no more."""
        self._server.close()

    def _on_server_new_connection(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
        self.asked.emit()


def _server_options() -> QLocalServer.SocketOption:
    # On Linux a name without a file: a long path to the temporary folder would not fit into a socket's address.
    return (
        QLocalServer.SocketOption.AbstractNamespaceOption if _IS_LINUX else QLocalServer.SocketOption.UserAccessOption
    )


def _name(store: Path) -> str:
    whose = f"{Path.home()}:{store.resolve()}"
    return "dangqun-desk-" + hashlib.sha256(whose.encode()).hexdigest()[:16]
