"""Tells Qt which input method the session has; without one a clerk types no Chinese on Linux.

Qt asks QT_IM_MODULES, then QT_IM_MODULE. Sessions that never met a Qt 6 program say it otherwise: only in XMODIFIERS, as ``xim``
(which Qt 6 no longer has), or with the number of the version, which the plugin for both versions of fcitx does not go by.
"""

from collections.abc import MutableMapping
from pathlib import Path

_PLUGINS = {"fcitx": "fcitx", "fcitx5": "fcitx", "ibus": "ibus", "compose": "compose"}
_XIM = "@im="
_FCITX_FILE = Path("platforminputcontexts", "libfcitxplatforminputcontextplugin.so")


def choose(environment: MutableMapping[str, str], plugins: Path) -> None:
    """Sets QT_IM_MODULE to the first input method that the session names and Qt can speak to; else leaves all as it is.

    To be called before the QApplication is made, with the folder of Qt's plugins.
    """
    named = environment.get("QT_IM_MODULES", "").split(";")
    named.append(environment.get("QT_IM_MODULE", ""))
    named += [part.removeprefix(_XIM) for part in environment.get("XMODIFIERS", "").split() if part.startswith(_XIM)]
    known = [_PLUGINS[name] for name in (each.strip().lower() for each in named) if name in _PLUGINS]
    if not known:
        return
    environment.pop("QT_IM_MODULES", None)
    environment["QT_IM_MODULE"] = known[0]
    if known[0] == "fcitx" and not (plugins / _FCITX_FILE).exists():
        # Run from the source there is no plugin for fcitx (installer/fcitx.sh makes it); fcitx 5 also answers as ibus's portal.
        environment.update(QT_IM_MODULE="ibus", IBUS_USE_PORTAL="1")
