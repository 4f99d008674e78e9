"""One window a store: a second start brings the first window to the front and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 500


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
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)

    def is_first(self) -> bool:
        """Whether no other window has this store; if one has, it comes to the front."""
        socket = QLocalSocket()
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


def _name(store: Path) -> str:
    return "dangqun-desk-" + hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:16]
