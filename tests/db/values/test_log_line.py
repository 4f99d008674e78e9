"""The line that is printed each month finds every sign typed wrong and every exchange of neighbours."""

import hashlib

import pytest

from db.errors import ValueUnreadable
from db.values.log_line import line_of, read_line, short_of

OWN = hashlib.sha256(b"1").hexdigest()


def test_it_is_read_as_people_type_it() -> None:
    line = line_of(12345, OWN)
    for typed in (line, line.lower(), f"  {line} ", line.replace("-", " - ", 1)):
        assert read_line(typed) == (12345, short_of(OWN))
    number, *rest = line.split("-")
    assert read_line(f"１２３４５－{''.join(rest)}") == (int(number), short_of(OWN))


def test_one_sign_typed_wrong_and_two_exchanged_are_found() -> None:
    number, *rest = line_of(12345, OWN).split("-")
    signs = "".join(rest)
    wrong = [signs[:i] + ("A" if signs[i] != "A" else "B") + signs[i + 1 :] for i in range(len(signs))]
    turned = [
        signs[:i] + signs[i + 1] + signs[i] + signs[i + 2 :] for i in range(len(signs) - 1) if signs[i] != signs[i + 1]
    ]
    for typed in (*wrong, *turned):
        with pytest.raises(ValueUnreadable):
            read_line(f"{number}-{typed}")
    with pytest.raises(ValueUnreadable):
        read_line(f"12346-{signs}")


@pytest.mark.parametrize("typed", ["", "12345", "ABCD-EFGH-K", "12345-ABCD", "12345-ABCD-EFG0-K"])
def test_what_is_no_line_is_refused(typed: str) -> None:
    with pytest.raises(ValueUnreadable):
        read_line(typed)
