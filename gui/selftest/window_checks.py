"""What is seen: Chinese words of Qt's own, the bundled fonts for common and for rare characters, the painted window."""

from importlib import import_module

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from db.store import Store
from gui.fonts import SCREEN_FONTS, load_fonts, screen_font
from gui.main_window import MainWindow
from gui.selftest.checks import NAME, Act, Bench, CheckFailed
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme
from gui.warm_up import DESK, pages

_PAINT_MS = 300
_FEWEST_COLOURS = 8


def chinese(_bench: Bench, _store: Store) -> str:
    """Standard buttons and the menu of a text field."""
    box = QMessageBox()
    box.addButton(QMessageBox.StandardButton.Cancel)
    field = QLineEdit("字")
    said = [button.text() for button in box.buttons()]
    said += [action.text() for action in field.createStandardContextMenu().actions() if "Ctrl+C" in action.text()]
    folder = QApplication.translate("QAbstractFileIconProvider", "Folder")
    if said[0] != "取消" or "复制" not in said[-1] or folder != "文件夹":
        raise CheckFailed(f"Qt 自带的按钮和菜单不是中文：{said}")
    return "、".join(text.partition("\t")[0] for text in said)


def fonts(_bench: Bench, _store: Store) -> str:
    """Text is shown in the bundled fonts, whatever the computer has, and a rare surname has a glyph."""
    families = load_fonts()
    used = QRawFont.fromFont(screen_font(families, 16)).familyName()
    held = [
        family for family in families if QRawFont.fromFont(screen_font([family], 16)).supportsCharacter(ord(NAME[0]))
    ]
    if len(families) < len(SCREEN_FONTS) - 1 or used not in families or not held:
        raise CheckFailed(f"没有用上自带的字体，用的是{used}，有{len(families)}种")
    width = QFontMetrics(screen_font(families, 16)).horizontalAdvance("党群")
    return f"{used}, {len(families)} families, {NAME[0]} in {held[0]}, {width} px"


def idle_time(_bench: Bench, _store: Store) -> str:
    """Everything that is loaded in idle time is in the program: it is named by strings."""
    names = (*DESK, *pages())
    for name in names:
        import_module(name)
    return f"{len(names)} modules"


def paint(bench: Bench, store: Store) -> str:
    """The window as a clerk sees it; a picture of one grey means that nothing was painted."""
    settings = Settings(bench.folder)
    theme = Theme(bench.application)
    theme.apply(settings.factor)
    window = MainWindow(lambda messages: Session(store, messages, settings))
    window.resize(settings.width, settings.height)  # whatever the screen is: Qt's own offscreen one is small
    window.show()
    loop = QEventLoop()
    QTimer.singleShot(_PAINT_MS, loop.quit)
    loop.exec()
    picture = window.grab().toImage()
    window.close()
    window.deleteLater()
    across, down = range(0, picture.width(), 4), range(0, picture.height(), 4)
    colours = {picture.pixel(x, y) for x in across for y in down}
    if len(colours) < _FEWEST_COLOURS or not picture.save(str(bench.folder / "window.png")):
        raise CheckFailed(f"窗口没有画出来，只有{len(colours)}种颜色")
    return f"{picture.width()}x{picture.height()}, {len(colours)} colours"


CHECKS: tuple[tuple[str, Act], ...] = (
    ("中文界面", chinese),
    ("自带字体", fonts),
    ("后台装入", idle_time),
    ("画出窗口", paint),
)
