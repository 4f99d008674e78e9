"""Tells Qt which input method the session has; without one a clerk types no Chinese on Linux.

Qt asks QT_IM_MODULES, then QT_IM_MODULE. Sessions that never met a Qt 6 program say it otherwise: only in XMODIFIERS, as ``xim``
(which Qt 6 no longer has), or with the number of the version, which our plugin for both versions of fcitx does not go by.
"""

from collections.abc import MutableMapping

_PLUGINS = {"fcitx": "fcitx", "fcitx5": "fcitx", "ibus": "ibus", "compose": "compose"}
_XIM = "@im="


def choose(environment: MutableMapping[str, str]) -> None:
    """Sets QT_IM_MODULE to the first input method that the session names and we have a plugin for; else leaves all as it is.

    To be called before the QApplication is made.
    """
    named = environment.get("QT_IM_MODULES", "").split(";")
    named.append(environment.get("QT_IM_MODULE", ""))
    named += [part.removeprefix(_XIM) for part in environment.get("XMODIFIERS", "").split() if part.startswith(_XIM)]
    for name in named:
        plugin = _PLUGINS.get(name.strip().lower())
        if plugin is not None:
            environment.pop("QT_IM_MODULES", None)
            environment["QT_IM_MODULE"] = plugin
            return
