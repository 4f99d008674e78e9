"""That records of a type are what somebody did on a day: 民情日志 has a line of each."""

from attrs import frozen


@frozen
class Deed:
    """How 民情日志 tells them.

    Attributes:
        word: what was done.
        by: the field that says who did it: a link to a person, or a name that acts.
        when: the day or moment on which it was done.
        line: what the line tells besides the title of the record.
    """

    word: str
    by: str
    when: str
    line: tuple[str, ...] = ()
