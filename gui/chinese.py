"""Everything that Qt itself says, in Chinese: file dialogs, menus of text fields, standard buttons."""

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

# What Qt 6.9's own translation leaves in English.
_MISSING = {
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
}


class _Missing(QTranslator):
    """The words that Qt's translation lacks; asked after it."""

    def isEmpty(self) -> bool:
        """It has words although no file was loaded."""
        return False

    def translate(  # type: ignore[override]  - None is allowed, and needed
        self, context: str, source: str, disambiguation: str | bytes | None = None, n: int = -1
    ) -> str | None:
        """The Chinese words; None for none, for an empty text would stand in place of what is asked."""
        return _MISSING.get((context, source))


def speak_chinese(application: QApplication) -> bool:
    """Whether Qt's own translation was found; without it the program's own words are Chinese all the same."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    parent: QObject = application
    application.installTranslator(_Missing(parent))
    own = QTranslator(parent)
    found = own.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    application.installTranslator(own)
    return found
