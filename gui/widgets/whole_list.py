"""What asks for all that is listed waits behind a bar for the rest of a long list, and not in the window."""

import threading
from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from db.errors import Cancelled
from gui.messages import Messages
from gui.models.record_table import RecordTableModel
from gui.tasks import Tick
from gui.widgets.progress import Progress
from gui.words import tr

LOOK_S = 0.05
Then = Callable[[], object]


class Reading(Protocol):
    """A list that may still be read."""

    model: RecordTableModel

    def take_words(self) -> None:
        """Asks for what is typed by now."""
        ...

    def window(self) -> QWidget:
        """Over which the bar stands."""
        ...


def when_whole(listed: Reading, messages: Messages, then: Then) -> None:
    """Goes on once all that is listed is read: at once where it is. Who stops the bar, or where it cannot be read, goes no further."""
    listed.take_words()
    wait_until_whole(listed.model, listed.window(), messages, then)


def wait_until_whole(model: RecordTableModel, window: QWidget, messages: Messages, then: Then) -> None:
    """The same of a list in which nothing is typed."""
    if model.is_broken_off:
        model.refresh()
    if model.is_whole():
        then()
        return
    ended = threading.Event()

    def look() -> None:
        if model.is_whole() or model.is_broken_off:
            ended.set()

    def work(tick: Tick) -> None:
        while not ended.wait(LOOK_S):
            if not tick(0, 0):
                raise Cancelled

    def go_on(_nothing: object) -> None:
        if model.is_whole():  # whatever else was told by the list itself
            then()

    told = [signal.connect(look) for signal in (model.counted, model.modelReset)]
    bar = Progress(tr("正在读出列表"), window, messages)
    task = bar.run(work, go_on, cancelled=lambda: messages.inform(tr("已取消，列表还在后面读")))
    task.finished.connect(lambda: [model.disconnect(one) for one in told])
