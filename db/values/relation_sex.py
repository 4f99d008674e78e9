"""Of which sex somebody is by their relation to a head, read from the labels of GB/T 4761-2008: 妻 is a woman, 女婿 a man, 配偶 either."""

MALE, FEMALE = "1", "2"
"""Codes of GB/T 2261.1."""
_MEN = frozenset(
    (
        "11",
        "41",
        "43",
        "46",
        "47",
        "51",
        "53",
        "55",
        "57",
        "61",
        "63",
        "66",
        "71",
        "73",
        "76",
        "78",
        "81",
        "83",
        "85",
        "87",
        "89",
        "93",
        "95",
    )
) | {str(code) for code in range(20, 30)}
_WOMEN = frozenset(
    (
        "12",
        "42",
        "44",
        "45",
        "48",
        "52",
        "54",
        "56",
        "58",
        "62",
        "64",
        "67",
        "72",
        "74",
        "75",
        "77",
        "82",
        "84",
        "86",
        "88",
        "90",
        "94",
        "96",
    )
) | {str(code) for code in range(30, 40)}


def sex_of(relation: str) -> str:
    """The sex that a relation tells; "" where it tells none."""
    return MALE if relation in _MEN else FEMALE if relation in _WOMEN else ""


def contradicts(relation: str, sex: str) -> bool:
    """Whether somebody of a sex cannot be that to anybody; an unknown sex contradicts nothing."""
    told = sex_of(relation)
    return sex in (MALE, FEMALE) and bool(told) and told != sex
