"""What F1 says of what is no list of a kind, in a few true sentences; of the others their kind says it."""

DOOR = "door"
"""The question at the door."""

ABOUT: dict[str, tuple[str, ...]] = {
    DOOR: (
        "这里输入口令，打开这台电脑上的资料。口令只有您自己知道，程序里没有存。",
        "忘了口令，输恢复码单上的恢复码也能打开；两样都没有，谁也打不开。",
        "想先试试，点“练习小区”；电脑坏过、资料丢了，点“用备份恢复…”。",
    ),
    "today": (
        "要办的事按到期先后排，选中一行按回车就打开；红字的已经逾期。",
        "上面的数字点一下，打开它数的那些；没写完的草稿列在下面，接着写或不要了。",
    ),
    "import": ("把现有的花名册导进来。先看、再导入；导错了能整次撤销。",),
}


def about(key: str) -> tuple[str, ...]:
    """The sentences on a page; none where there is nothing to add to its own words."""
    return ABOUT.get(key, ())
