"""What each command of ``python -m db`` does: an answer for machines and lines for people.

Nothing is printed here. Nothing personal is in an answer but what was asked for, masked like on the screen.
"""

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from db.answer import Answer, finish_restore, opened
from db.backup_commands import look_into, second_place, try_to_restore
from db.clerk_commands import clerks
from db.disk.parts import is_store
from db.errors import ArgumentError
from db.evidence_commands import evidence
from db.figure_command import figure
from db.import_command import import_file
from db.log_command import compared, log
from db.purge_command import purge_records
from db.record_commands import kind_named, kinds, list_kind, move_record, must, timeline_of
from db.records.power import Power
from db.services.centre.open_as import open_as
from db.services.check_store import faults_of
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import until
from db.store import Store
from db.whole_use import use_of

Command = Callable[[Namespace, str], Answer]


def init(arguments: Namespace, passphrase: str) -> Answer:
    """A new store; the recovery code is told this once."""
    from db.services.centre.set_up import set_up

    made = set_up(arguments.store, arguments.centre, arguments.clerk, passphrase)
    made.store.close()
    told = {"store": str(arguments.store), "centre": arguments.centre, "recovery_code": made.recovery_code}
    return Answer(
        told, (f"已建好“{arguments.centre}”的资料", f"恢复码（只显示这一次，请抄下保存）：{made.recovery_code}")
    )


def export_file(arguments: Namespace, passphrase: str) -> Answer:
    """Writes the records of a type to a workbook or CSV."""
    from db.services.export_table import export_table

    kind = kind_named(arguments.kinds, arguments.table).record
    _refuse_existing(arguments)
    use = use_of(arguments)
    with opened(arguments, passphrase) as store:
        count = export_table(store, kind, arguments.file, whole=use)
    told = {"file": arguments.file.name, "table": kind.TABLE, "rows": count, "plain": bool(arguments.plain)}
    return Answer(told, (f"已导出 {count} 条{kind.LABEL}到 {arguments.file.name}",))


def _refuse_existing(arguments: Namespace) -> None:
    if arguments.file.exists() and not arguments.force:
        raise ArgumentError(f"已经有文件 {arguments.file.name}，没有覆盖", "请换一个文件名，或加 --force 覆盖")


def search(arguments: Namespace, passphrase: str) -> Answer:
    """What the search box finds."""
    from db.services.find import find

    with opened(arguments, passphrase) as store:
        found = find(store, " ".join(arguments.words), arguments.limit)
    hits = [{"table": f.table, "id": f.id, "title": f.title, "subtitle": f.subtitle} for f in found]
    lines = tuple(f"{f.label}\t{f.title}\t{f.subtitle}" for f in found) or ("没有找到",)
    return Answer({"hits": hits}, lines)


def backup_file(arguments: Namespace, passphrase: str) -> Answer:
    """Writes a checked backup."""
    from db.services.backup import backup

    _refuse_existing(arguments)
    with opened(arguments, passphrase) as store:
        lost = store.evidence.told(backup(store, arguments.file))
    arguments.warnings.extend(f"备份里没有：{text}" for text in lost)
    return Answer({"file": arguments.file.name, "bytes": arguments.file.stat().st_size}, ("已备份，并检查过",))


def restore_file(arguments: Namespace, passphrase: str) -> Answer:
    """Puts a backup in the place of the store; what was there is kept beside."""
    from db.services.backup import restore

    finish_restore(arguments)
    if arguments.look:
        return look_into(arguments, passphrase)
    kept = "；原来的资料留在 backups 文件夹里" if is_store(arguments.store) else ""
    opening = partial(open_as, clerk=arguments.clerk)
    store = restore(arguments.file, arguments.store, passphrase, opening, present=arguments.present)
    arguments.warnings.extend(store.told)
    counts = _counts(store)
    store.close()
    return Answer({"store": str(arguments.store), "records": counts}, (f"已恢复{kept}",))


def verify(arguments: Namespace, passphrase: str) -> Answer:
    """Looks for damage, and for clocks that do not follow their steps; exit code 1 when there is some. Losses that a clerk was told of are told, and are no faults."""
    with opened(arguments, passphrase) as store:
        store.require_power(Power.VERIFY)
        if arguments.go_on:
            store.go_on(arguments.reason)
        forged, sealed = compared(store, arguments)
        faults, losses = [*forged, *(fault.text for fault in faults_of(store))], store.losses()
    told = {"ok": not faults, "faults": faults, **({"losses": losses} if losses else {})}
    told |= {"log": sealed} if sealed else {}
    return Answer(told, (*(faults or ["资料完好"]), *sealed, *losses), 1 if faults else 0)


def stats(arguments: Namespace, passphrase: str) -> Answer:
    """How much the store holds."""
    with opened(arguments, passphrase) as store:
        store.require_power(Power.FIGURES)
        counts = _counts(store)
        figure = figures_by_name(store.kinds)["residents_doubtful"]
        doubtful = measure(store, figure, until(date.today())).value.number
    lines = [f"{kind.label}\t{counts[kind.table]}" for kind in arguments.kinds]
    return Answer({"records": counts, "people_doubtful": doubtful}, (*lines, f"待核实\t{doubtful}"))


def _counts(store: Store) -> dict[str, int]:
    return {kind.table: store.count(kind.record) for kind in store.kinds}


COMMANDS: Mapping[str, Command] = {
    "init": init,
    "import": import_file,
    "export": export_file,
    "search": search,
    "backup": backup_file,
    "restore": restore_file,
    "try-restore": try_to_restore,
    "second-place": second_place,
    "verify": verify,
    "stats": stats,
    "kinds": kinds,
    "list": list_kind,
    "must": must,
    "figure": figure,
    "move": move_record,
    "timeline": timeline_of,
    "evidence": evidence,
    "clerks": clerks,
    "log": log,
    "purge": purge_records,
}
