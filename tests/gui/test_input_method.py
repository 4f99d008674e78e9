"""The session's input method is found however the session names it: else a clerk types letters and gets letters."""

import pytest

from gui import input_method


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "fcitx"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx"),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "fcitx"),
        ({"XMODIFIERS": "@im=ibus"}, "ibus"),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, "fcitx"),
        ({"QT_IM_MODULE": "wayland", "XMODIFIERS": "@im=fcitx"}, "fcitx"),
        ({"QT_IM_MODULES": "wayland;fcitx5;ibus", "QT_IM_MODULE": "ibus"}, "fcitx"),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, "compose"),
    ],
)
def test_session_is_understood(session: dict[str, str], expected: str) -> None:
    input_method.choose(session)

    assert session["QT_IM_MODULE"] == expected
    assert "QT_IM_MODULES" not in session  # Qt would look there first


@pytest.mark.parametrize("session", [{}, {"QT_IM_MODULE": "uim", "XMODIFIERS": "@im=uim"}, {"XMODIFIERS": "@im=none"}])
def test_what_we_have_no_plugin_for_is_left_alone(session: dict[str, str]) -> None:
    given = dict(session)

    input_method.choose(session)

    assert session == given
