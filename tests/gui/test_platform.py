"""A session's wish for a platform of Qt that the package lacks must not keep the program from starting."""

import pytest

from gui.app import choose_platform

SCREEN = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("session", "asked"),
    [
        ({}, "offscreen"),
        ({"QT_QPA_PLATFORM": "minimal"}, "minimal"),
        (SCREEN, None),
        ({**SCREEN, "QT_QPA_PLATFORM": "wayland"}, "wayland;xcb"),
        ({**SCREEN, "QT_QPA_PLATFORM": "wayland;xcb"}, "wayland;xcb"),
        ({**SCREEN, "QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
    ],
)
def test_platform_of_the_session(session: dict[str, str], asked: str | None) -> None:
    environment = dict(session)

    choose_platform(environment)

    assert environment.get("QT_QPA_PLATFORM") == asked
