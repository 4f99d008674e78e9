"""The headings of a command's help in Chinese: argparse has its own in English and no setting for them."""

_HEADINGS = (
    ("usage: ", "用法："),
    ("\npositional arguments:\n", "\n要写的：\n"),
    ("\noptions:\n", "\n可以加的：\n"),
)
HELP_OF_HELP = "显示这段说明"


def in_chinese(text: str) -> str:
    """A help text of argparse with Chinese headings."""
    for ours, theirs in _HEADINGS:
        text = text.replace(ours, theirs, 1)
    return text
