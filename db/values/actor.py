"""Who did something, as the audit keeps it: the name of the day and the account's id, 卢清#1099511627777.

The id tells deeds of two of one name apart, and stays when somebody is renamed. Entries of before the accounts have the name alone.
"""

_MARK = "#"


def told(name: str, account: int) -> str:
    """What is entered; of nobody's account the name alone."""
    return f"{name}{_MARK}{account}" if account else name


def parted(kept: str) -> tuple[str, int]:
    """Name and account of what was entered; 0 where no account was."""
    name, mark, number = kept.rpartition(_MARK)
    if mark and number.isascii() and number.isdigit():
        return name, int(number)
    return kept, 0
