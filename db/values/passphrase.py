"""What a new passphrase must be."""

from db.errors import Problem

SHORTEST_PASSPHRASE = 6


def passphrase_problems(passphrase: str) -> list[Problem]:
    """Why a passphrase will not do."""
    if len(passphrase) >= SHORTEST_PASSPHRASE:
        return []
    remedy = f"至少{SHORTEST_PASSPHRASE}个字符，可以用一句话"
    return [Problem("passphrase", "口令", "short_passphrase", "太短", remedy)]
