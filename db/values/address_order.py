"""The order in which doors are walked: 2号楼 before 10号楼, 二单元 before 十单元."""

from db.values.numerals import natural_key


def place_key(place: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts addresses by their words and, within them, by their numbers."""
    return natural_key(place)
