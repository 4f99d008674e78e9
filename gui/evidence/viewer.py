"""The viewer: one photo or scan after the other, in the program itself; what it shows is written nowhere."""

from collections.abc import Callable, Sequence

from attrs import evolve
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.exhibit import SCAN, Exhibit
from db.services.evidence.shown import Shown
from db.values import masks
from gui.borrowed import screen_of
from gui.evidence.doing import Doing
from gui.evidence.exhibits import about
from gui.evidence.picture_view import PictureView
from gui.evidence.pictures import PAGE, Pictures, Wanted
from gui.keys import on_key
from gui.theme import px
from gui.widgets.elided import ElidedLabel
from gui.widgets.parts import button, label

SHARPEST = 4000
"""Pixels of a page of a PDF across at most."""
_PAUSE_MS = 200


class Viewer(QDialog):
    """Looks at the photos and scans of a record.

    Attributes:
        view: the picture.
        caption: where it is written what it shows, as long as that is written; Enter saves it.
    """

    def __init__(self, shown: Sequence[Shown], doing: Doing, parent: QWidget, *, changes: bool = True) -> None:
        """A viewer; what is written or turned in it is done by ``doing``, by whoever ``changes`` the record: others only look."""
        super().__init__(parent)
        self._changes = changes
        self._shown, self._doing = list(shown), doing
        self._at = self._page = 0
        self._turned: dict[int, int] = {}
        self._refused: str | None = None
        self._pictures = Pictures(doing.store, self)
        self._pictures.came.connect(self._on_came)
        self._sharpen = QTimer(self)
        self._sharpen.setSingleShot(True)
        self._sharpen.setInterval(_PAUSE_MS)
        self._sharpen.timeout.connect(self._want_sharper)
        self.view = PictureView()
        self.view.zoomed.connect(self._on_zoomed)
        self.view.pages_asked.connect(self.go_to_page)
        self._place, self._size = label("", "quiet"), label("", "quiet")
        self._title, self._about = ElidedLabel(size="large"), ElidedLabel("quiet", "small")
        self.setWindowTitle(self.tr("照片与附件"))
        self.caption = QLineEdit()
        self.caption.setAccessibleName(self.tr("说明"))
        self.caption.setPlaceholderText(self.tr("照片说明：拍的是什么、哪里"))
        self.caption.editingFinished.connect(self._end_caption)
        self._build()
        self._make_keys()
        self.resize(self._usual_size())

    # What is looked at.

    def show_row(self, row: int) -> None:
        """Shows one of them."""
        self._at, self._page = min(max(row, 0), len(self._shown) - 1), 0
        self._show()
        self.view.setFocus()

    def row(self) -> int:
        """Which one is shown."""
        return self._at

    def go(self, steps: int) -> None:
        """Goes to the next one, or back; at the ends it stays."""
        if self._end_caption() and 0 <= self._at + steps < len(self._shown):
            self._keep_turn()
            self.show_row(self._at + steps)

    def go_to_page(self, steps: int) -> None:
        """Goes to the next page of a PDF, or back."""
        if 0 <= self._page + steps < self._pages():
            self._page += steps
            self._show()

    # Qt.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_size()

    def done(self, result: int) -> None:
        """Nothing of what was seen stays. Words that are refused keep it open once, so that nobody loses them unawares."""
        written = self.caption.text()
        if not self._end_caption() and self._refused != written:
            self._refused = written
            return
        self._keep_turn()
        self._sharpen.stop()
        self._pictures.stop()
        super().done(result)

    # Inside.

    def _exhibit(self) -> Exhibit:
        return self._shown[self._at].exhibit

    def _pages(self) -> int:
        return self._exhibit().pages or 1

    def _show(self) -> None:
        exhibit = self._exhibit()
        self.view.say(self.tr("正在打开…"))
        self.view.wheel_turns_pages = exhibit.form == SCAN
        self._pictures.want([Wanted(exhibit, self._page, PAGE if exhibit.form == SCAN else 0)])
        self._show_words()
        self.caption.hide()
        self._back.setEnabled(self._at > 0)
        self._on.setEnabled(self._at + 1 < len(self._shown))
        for one, allowed in ((self._page_back, self._page > 0), (self._page_on, self._page + 1 < self._pages())):
            one.setVisible(self._pages() > 1)
            one.setEnabled(allowed)
        self._show_size()

    def _show_words(self) -> None:
        exhibit = self._exhibit()
        page = self.tr("第 {0} 页，共 {1} 页").format(self._page + 1, self._pages()) if exhibit.form == SCAN else ""
        place = self.tr("{0} / {1}").format(self._at + 1, len(self._shown))
        self._place.setText(" · ".join(filter(None, (place, page))))
        self._title.set_whole(masks.in_text(exhibit.title({})))
        self._about.set_whole(" · ".join(filter(None, about(self._shown[self._at]))))

    def _on_came(self, wanted: Wanted, picture: object) -> None:
        if wanted.exhibit.id != self._exhibit().id or wanted.page != self._page:
            return
        if isinstance(picture, AppError):
            self.view.say(f"{picture.message}\n{picture.remedy}")
        elif isinstance(picture, QImage):
            if wanted.width > PAGE and not self.view.image.isNull():
                self.view.show_sharper(picture)
            else:
                self.view.show_picture(picture, self._turns())
        self._show_size()

    def _on_zoomed(self) -> None:
        self._show_size()
        self._sharpen.start()

    def _want_sharper(self) -> None:
        """A page of a PDF is drawn again where it is looked at more closely than it was drawn."""
        there, wanted = self.view.image.width(), min(self.view.pixels(), SHARPEST)
        if self._exhibit().form == SCAN and there and wanted > max(there, PAGE) * 1.1:
            self._pictures.want([Wanted(self._exhibit(), self._page, wanted)])

    def _show_size(self) -> None:
        has_picture = not self.view.image.isNull()
        self._size.setText(f"{round(self.view.scale() * 100)}%" if has_picture else "")
        for one in self._sizing:
            one.setEnabled(has_picture)

    def _turns(self) -> int:
        """By how many quarters the one is turned."""
        return self._turned.get(self._exhibit().id, self._exhibit().turned or 0)

    def _turn(self, quarters: int) -> None:
        if not self.view.image.isNull():
            self._turned[self._exhibit().id] = self.view.turn(quarters)

    def _keep_turn(self) -> None:
        """Keeps how the one is turned, once somebody goes on: whoever turns it round and round has turned it once."""
        row, shown = self._at, self._shown[self._at]
        turned = self._turned.pop(shown.exhibit.id, None)
        if not self._changes or turned is None or turned == (shown.exhibit.turned or 0):
            return
        if (saved := self._doing.turn(shown.exhibit, turned)) is not None:
            self._shown[row] = evolve(shown, exhibit=saved)

    def _begin_caption(self) -> None:
        if not self._changes:
            return
        self.caption.setText(self._exhibit().caption)
        self.caption.show()
        self._title.hide()
        self.caption.setFocus()
        self.caption.selectAll()

    def _end_caption(self) -> bool:
        """Saves what is written, and the line goes again; whether it went."""
        if self.caption.isHidden():
            return True
        row, shown = self._at, self._shown[self._at]
        self.caption.blockSignals(True)  # a refusal takes the focus from it
        saved = self._doing.write(shown.exhibit, self.caption.text())
        self.caption.blockSignals(False)
        if saved is None:
            self.caption.setFocus()
            return False
        self._shown[row] = evolve(shown, exhibit=saved)
        self.caption.hide()
        self._title.show()
        self.view.setFocus()
        self._show_words()
        return True

    def _build(self) -> None:
        self._back = self._button(self.tr("上一张"), "←", lambda: self.go(-1))
        self._on = self._button(self.tr("下一张"), "→", lambda: self.go(1))
        self._page_back = self._button(self.tr("上一页"), "PgUp", lambda: self.go_to_page(-1))
        self._page_on = self._button(self.tr("下一页"), "PgDn", lambda: self.go_to_page(1))
        self._sizing = [
            self._button(self.tr("缩小"), "-", lambda: self.view.zoom(-1)),
            self._button(self.tr("放大"), "+", lambda: self.view.zoom(1)),
            self._button(self.tr("整张"), "0", self.view.show_whole),
            self._button(self.tr("原大"), "1", self.view.show_full_size),
            self._button(self.tr("左转"), "Shift+R", lambda: self._turn(-1)),
            self._button(self.tr("右转"), "R", lambda: self._turn(1)),
        ]
        close = self._button(self.tr("关闭"), "Esc", self.accept)
        top = QHBoxLayout()
        top.setContentsMargins(px(18), px(12), px(18), px(12))
        top.setSpacing(px(4))
        top.addWidget(self._place)
        top.addStretch()
        top.addWidget(self._size)
        for one in (self._page_back, self._page_on, self._back, self._on, *self._sizing, close):
            top.addWidget(one)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(18), px(10), px(18), px(12))
        foot.setSpacing(px(10))
        for one in (self._title, self.caption):
            foot.addWidget(one, 3)
        write = self._button(self.tr("写说明"), "F2", self._begin_caption)
        write.setVisible(self._changes)
        foot.addWidget(write)
        self._about.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self._about, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addLayout(foot)

    def _make_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Left": lambda: self.go(-1),
            "Right": lambda: self.go(1),
            "PgUp": lambda: self.go_to_page(-1),
            "PgDown": lambda: self.go_to_page(1),
            "+": lambda: self.view.zoom(1),
            "=": lambda: self.view.zoom(1),
            "-": lambda: self.view.zoom(-1),
            "0": self.view.show_whole,
            "1": self.view.show_full_size,
            "R": lambda: self._turn(1),
            "Shift+R": lambda: self._turn(-1),
            "F2": self._begin_caption,
        }
        for key, slot in keys.items():
            on_key(key, self, slot)

    def _button(self, text: str, tip: str, slot: Callable[[], object]) -> QPushButton:
        made = button(text, "quiet", tip)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _on=False: slot())
        return made

    def _usual_size(self) -> QSize:
        room = screen_of(self).availableSize()
        return room.boundedTo(QSize(px(1500), px(1000))) * 0.96
