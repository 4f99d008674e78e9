"""Numbers in words as a clerk tells them: 3、7—9."""

from collections.abc import Iterable


def in_words(serials: Iterable[int]) -> str:
    """3、7—9."""
    runs: list[list[int]] = []
    for serial in sorted(serials):
        if runs and serial == runs[-1][1] + 1:
            runs[-1][1] = serial
        else:
            runs.append([serial, serial])
    return "、".join(f"{a}" if a == b else f"{a}、{b}" if b == a + 1 else f"{a}—{b}" for a, b in runs)
