"""The words of the screen where no widget is at hand to translate them: `tr`, as `QObject.tr` elsewhere."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """A text in the language of the screen."""
    return QCoreApplication.translate("words", text)
