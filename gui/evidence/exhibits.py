"""The photos and scans of one record as a list: what each shows, when and by whom it was added; its picture comes later."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage, QTransform

from db.errors import AppError
from db.records.exhibit import SCAN, Exhibit
from db.services.evidence.shown import Shown
from db.values import masks
from db.values.day import short_form
from gui.words import tr

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
PICTURE, BELOW, MARK = (Qt.ItemDataRole.UserRole + n for n in (1, 2, 3))
"""The `QImage` of a row, or the `AppError` that says why there is none; its second line; what stands on its picture."""


class ExhibitModel(QAbstractListModel):
    """The rows.

    Attributes:
        rows: what is shown.
        changes: whether whoever looks may write and arrange.

    Signals:
        captioned: the row, and what was written of it.
    """

    captioned = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Shown] = []
        self.changes = True
        self._pictures: dict[str, QImage | AppError] = {}
        self._is_blank = False

    def show_rows(self, rows: Sequence[Shown]) -> None:
        """Shows other ones; pictures that are there already stay."""
        self.beginResetModel()
        self.rows = list(rows)
        kept = {one.exhibit.piece for one in rows}
        self._pictures = {p: i for p, i in self._pictures.items() if p in kept and isinstance(i, QImage)}
        self.endResetModel()

    def lacking(self) -> list[Exhibit]:
        """Those whose pictures are not there yet."""
        return [one.exhibit for one in self.rows if one.exhibit.piece not in self._pictures]

    def take_picture(self, exhibit: Exhibit, picture: QImage | AppError) -> None:
        """Shows the picture of one, or why there is none."""
        self._pictures[exhibit.piece] = picture
        for row, one in enumerate(self.rows):
            if one.exhibit.piece == exhibit.piece:
                self.dataChanged.emit(self.index(row), self.index(row), [PICTURE])

    def row_of(self, exhibit_id: int) -> int:
        """Where one stands; -1 where it is not shown."""
        return next((row for row, one in enumerate(self.rows) if one.exhibit.id == exhibit_id), -1)

    def set_blank(self, blank: bool) -> None:
        """Hides all, or shows it again; see `gui.curtain`."""
        self._is_blank = blank
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        more = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        return super().flags(index) | more if self.changes else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        shown = self.rows[index.row()]
        if role == PICTURE:
            return None if self._is_blank else _turned(self._pictures.get(shown.exhibit.piece), shown.exhibit)
        told = self._text(shown, role)
        return masks.whole(told) if self._is_blank and told else told

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.captioned.emit(index.row(), str(value))
        return True

    def _text(self, shown: Shown, role: int) -> str | None:
        exhibit = shown.exhibit
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return masks.in_text(exhibit.title({}))
            case Qt.ItemDataRole.EditRole:
                return exhibit.caption
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return " · ".join(filter(None, (masks.in_text(exhibit.title({})), *about(shown))))
            case _ if role == BELOW:
                return below(shown)
            case _ if role == MARK:
                return tr("PDF {0}页").format(exhibit.pages or 1) if exhibit.form == SCAN else None
            case _:
                return None


def _turned(picture: object, exhibit: Exhibit) -> object:
    """A picture as somebody turned it."""
    if not isinstance(picture, QImage) or not exhibit.turned:
        return picture
    return picture.transformed(QTransform().rotate(90 * exhibit.turned))


def below(shown: Shown) -> str:
    """When it was added and by whom, in few words: 03-01 卢清."""
    return " ".join(filter(None, (f"{shown.at:%m-%d}" if shown.at else "", shown.who)))


def about(shown: Shown) -> tuple[str, ...]:
    """What is known of one: the file, when it was taken, when and by whom it was added, its size."""
    exhibit = shown.exhibit
    return (
        masks.in_text(exhibit.name) if exhibit.caption else "",
        tr("拍摄 {0}").format(short_form(exhibit.taken)) if exhibit.taken else "",
        tr("添加 {0} {1}").format(short_form(shown.at), shown.who).strip() if shown.at else "",
        _size(exhibit.size),
    )


def _size(size: int | None) -> str:
    if not size:
        return ""
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(size // 1024, 1)} KB"
