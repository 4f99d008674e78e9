"""The session's input method is found however the session names it: else a clerk types letters and gets letters."""

from pathlib import Path

import pytest

from gui import input_method


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    """A folder of Qt's plugins as the Linux package has it, with fcitx's among them."""
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    (folder / "libfcitxplatforminputcontextplugin.so").touch()
    return tmp_path


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
def test_session_is_understood(session: dict[str, str], expected: str, plugins: Path) -> None:
    input_method.choose(session, plugins)

    assert session["QT_IM_MODULE"] == expected
    assert "QT_IM_MODULES" not in session  # Qt would look there first


@pytest.mark.parametrize("session", [{}, {"QT_IM_MODULE": "uim", "XMODIFIERS": "@im=uim"}, {"XMODIFIERS": "@im=none"}])
def test_what_we_have_no_plugin_for_is_left_alone(session: dict[str, str], plugins: Path) -> None:
    given = dict(session)

    input_method.choose(session, plugins)

    assert session == given


@pytest.mark.parametrize(("session", "asked"), [("fcitx5", "ibus"), ("ibus", "ibus"), ("compose", "compose")])
def test_without_its_plugin_fcitx_is_asked_as_ibus(session: str, asked: str, tmp_path: Path) -> None:
    environment = {"QT_IM_MODULE": session}

    input_method.choose(environment, tmp_path)

    assert environment["QT_IM_MODULE"] == asked
    assert ("IBUS_USE_PORTAL" in environment) == (session == "fcitx5")  # ibus itself is asked as ever
