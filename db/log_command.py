"""What ``python -m db log`` tells, and how ``verify`` compares the log with what is kept of it elsewhere."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from db.answer import Answer, opened
from db.errors import ArgumentError, FileUnreadable, ValueUnreadable
from db.records.centre.account import Account
from db.records.power import Power
from db.services.log_anchors import Compared, compare_file, compare_line
from db.services.log_lines import Line, Sort, actions_of, lines, sort_named
from db.store import Store, eq
from db.store.log_reading import Asked
from db.values.day_words import read_day

_TO = ".."


def log(arguments: Namespace, passphrase: str) -> Answer:
    """The entries that are asked for, newest first, masked as lists are; of others only to who may read the log.

    Raises:
        NotAllowed: those of somebody else are asked for, and the clerk may not.
    """
    with opened(arguments, passphrase) as store:
        asked = _asked(store, arguments)
        if not store.can(Power.LOG):
            if asked.account not in (0, store.account):
                store.require_power(Power.LOG)
            arguments.warnings.append("这里是您自己做过的；所有人的，只有审计员、书记/主任可以看")
        seqs = store.log(asked, arguments.limit or -1)
        found = lines(store, seqs)
    told = [found[seq] for seq in seqs if seq in found]
    return Answer([_told(one) for one in told], tuple(map(_line, told)) or ("没有",))


def compared(store: Store, arguments: Namespace) -> tuple[list[str], list[str]]:
    """What the log is by what a command names: faults, and what is told besides.

    Raises:
        WrongPassphrase: what is in the file is neither the recovery code nor an auditor's passphrase.
        FileUnreadable: a file cannot be read, or holds nothing of that.
        ValueUnreadable: the line is none.
    """
    faults: list[str] = []
    told: list[str] = []
    if arguments.code_file:
        found = store.unseal(_secret(arguments))
        faults, told = list(found.faults), list(found.told)
    kept: Sequence[Compared] = (
        compare_file(store, arguments.anchors, _secret(arguments) if arguments.code_file else "")
        if arguments.anchors
        else ()
    )
    typed = [compare_line(store, arguments.line)] if arguments.line else []
    for one in (*kept, *typed):
        (told if one.holds else faults).append(one.sentence())
    return faults, told


def _secret(arguments: Namespace) -> str:
    try:
        return str(arguments.code_file.read_text(encoding="utf-8")).strip()
    except (OSError, ValueError) as error:
        raise FileUnreadable(f"读不了 {arguments.code_file.name}", "请核对文件名") from error


def _asked(store: Store, arguments: Namespace) -> Asked:
    who = store.select(Account, eq("name", arguments.person), limit=1) if arguments.person else []
    if arguments.person and not who:
        raise ArgumentError(f"没有叫“{arguments.person}”的工作人员", "请照 clerks 列出的写")
    sort = sort_named(arguments.kind)
    if arguments.kind and sort is None:
        raise ArgumentError(f"没有“{arguments.kind}”这样的事", f"可以写：{'、'.join(Sort)}")
    since, until = _days(arguments.day)
    return Asked(
        account=who[0].id if who else 0,
        name=who[0].name if who else "",
        since=since,
        until=until,
        actions=actions_of(sort) if sort else frozenset(),
    )


def _days(typed: str) -> tuple[date | None, date | None]:
    """The first and the last day; one day alone is both."""
    first, to, last = typed.partition(_TO)
    try:
        since = read_day(first) if first.strip() else None
        until = (read_day(last) if last.strip() else None) if to else since
    except ValueUnreadable as error:
        raise ArgumentError(f"看不懂日期“{typed}”", "请写 2026-11-30，或 2026-11-01..2026-11-30") from error
    return since, until


def _told(line: Line) -> dict[str, object]:
    return {
        "seq": line.seq,
        "at": line.at.isoformat(timespec="seconds"),
        "who": line.who,
        "what": line.what,
        "table": line.table,
        "id": line.row_id,
        "title": line.of(),
        "changes": [one.words() for one in line.changes],
        "reason": line.reason,
    }


def _line(line: Line) -> str:
    cells = (str(line.seq), f"{line.at:%Y-%m-%d %H:%M:%S}", line.who, line.what, line.of(), line.changed(), line.reason)
    return "\t".join(cells).rstrip()
