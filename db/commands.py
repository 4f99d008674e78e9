"""What each command of ``python -m db`` does: an answer for machines and lines for people.

Nothing is printed here. Nothing personal is in an answer but what was asked for, masked like on the screen.
"""

from argparse import Namespace
from collections.abc import Callable, Generator, Mapping
from datetime import date

import attrs

from db.answer import Answer, finish_restore, opened
from db.disk.parts import is_store
from db.errors import ArgumentError, FileUnreadable
from db.record_commands import kind_named, kinds, list_kind, move_record, must, timeline_of
from db.records.registry.resident import Resident
from db.services.check_store import faults_of
from db.services.registry.import_roster import (
    LEFT_OUT,
    Choices,
    Counts,
    ImportPlan,
    RowProblem,
    commit,
    preview,
    read_roster,
)
from db.store import Store, ne
from db.values import masks

_SHOWN = 20
_COUNT_WORDS = (
    ("rows", "登记人的行"),
    ("people_new", "新登记"),
    ("people_matched", "已登记过"),
    ("people_completed", "补全"),
    ("people_doubtful", "待核实"),
    ("households", "新建户"),
    ("houses", "新建房屋"),
    ("buildings", "新建楼栋"),
    ("estates", "新建小区"),
)


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


def import_file(arguments: Namespace, passphrase: str) -> Answer:
    """Takes over a roster, or with ``--dry-run`` only says what would come of it."""
    roster = read_roster(arguments.file, kinds=arguments.kinds)
    choices = _choices(arguments, {sheet.name for sheet in roster.sheets})
    with opened(arguments, passphrase) as store:
        plan = preview(store, roster, choices, date.today())
        _refuse_no_roster(plan)
        if not arguments.dry_run:
            commit(store, plan, roster.source)
    return Answer(_import_told(plan, arguments), tuple(_import_lines(plan, dry=arguments.dry_run)))


def _refuse_no_roster(plan: ImportPlan) -> None:
    """Refuses a file of which no sheet is taken: it is something else than a roster."""
    if all(layout.skipped for layout in plan.layouts) and not any(x.skipped == LEFT_OUT for x in plan.layouts):
        told = next((layout for layout in plan.layouts if layout.columns), plan.layouts[0])
        raise FileUnreadable(told.skipped, f"如果确实是居民花名册，请加 --take {told.sheet}")


def _choices(arguments: Namespace, sheets: set[str]) -> Choices:
    estates = dict(_pair(text) for text in arguments.estate)
    for name in (*arguments.leave_out, *arguments.take, *estates):
        if name not in sheets:
            raise ArgumentError(f"文件里没有叫“{name}”的工作表", f"有：{'、'.join(sorted(sheets))}")
    return Choices(
        left_out=frozenset(arguments.leave_out),
        taken=frozenset(arguments.take),
        estates=estates,
        unhidden=frozenset(sheets if arguments.hidden else ()),
        first_is_head=bool(arguments.first_is_head),
    )


def _pair(text: str) -> tuple[str, str]:
    sheet, equals, estate = text.partition("=")
    if not equals:
        raise ArgumentError(f"“{text}”不对", "请写成 --estate 工作表=小区")
    return sheet, estate


def _import_told(plan: ImportPlan, arguments: Namespace) -> Mapping[str, object]:
    sheets = [
        {
            "sheet": layout.sheet,
            "rows": plan.rows_of[layout.sheet],
            "passed_over": list(plan.passed[layout.sheet]),
            "skipped": layout.skipped,
            "estate": layout.estate,
            "columns": {masks.in_text(c.heading): c.meaning for c in layout.columns if c.meaning},
            "not_understood": [masks.in_text(c.heading) for c in layout.unknown()],
        }
        for layout in plan.layouts
    ]
    return {
        "file": arguments.file.name,
        "dry_run": bool(arguments.dry_run),
        **attrs.asdict(plan.counts),
        "problem_list": [_problem_told(p) for p in plan.problems],
        "assumptions": [masks.in_text(said) for said in plan.assumptions],
        "sheets": sheets,
    }


def _problem_told(problem: RowProblem) -> Mapping[str, object]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "field": problem.field,
        "code": problem.code,
        "message": masks.in_text(problem.message),
    }


def _import_lines(plan: ImportPlan, *, dry: bool) -> Generator[str]:
    counts: Counts = plan.counts
    yield "试算，没有改动资料：" if dry else "已导入："
    yield "，".join(f"{word} {getattr(counts, name)}" for name, word in _COUNT_WORDS)
    for layout in plan.layouts:
        if layout.skipped:
            yield f"没有导入工作表“{layout.sheet}”：{layout.skipped}"
        elif layout.unknown():
            headings = "、".join(c.heading for c in layout.unknown())
            yield masks.in_text(f"工作表“{layout.sheet}”里这些列没有导入：{headings}")
    yield from map(masks.in_text, plan.assumptions)
    labels = {p.code: p.message for p in plan.problems}
    for code, times in counts.problems.items():
        yield f"{labels[code]}：{times} 处"
    for problem in plan.problems[:_SHOWN]:
        yield masks.in_text(problem.sentence())
    if len(plan.problems) > _SHOWN:
        yield f"……还有 {len(plan.problems) - _SHOWN} 处，加 --json 可看全部"


def export_file(arguments: Namespace, passphrase: str) -> Answer:
    """Writes the records of a type to a workbook or CSV."""
    from db.services.export_table import export_table

    kind = kind_named(arguments.kinds, arguments.table).record
    _refuse_existing(arguments)
    with opened(arguments, passphrase) as store:
        count = export_table(store, kind, arguments.file, plain=arguments.plain)
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
        backup(store, arguments.file)
    return Answer({"file": arguments.file.name, "bytes": arguments.file.stat().st_size}, ("已备份，并检查过",))


def restore_file(arguments: Namespace, passphrase: str) -> Answer:
    """Puts a backup in the place of the store; what was there is kept beside."""
    from db.services.backup import restore

    finish_restore(arguments)
    kept = "；原来的资料留在 backups 文件夹里" if is_store(arguments.store) else ""
    store = restore(arguments.file, arguments.store, passphrase)
    arguments.warnings.extend(store.told)
    counts = _counts(store)
    store.close()
    return Answer({"store": str(arguments.store), "records": counts}, (f"已恢复{kept}",))


def verify(arguments: Namespace, passphrase: str) -> Answer:
    """Looks for damage, and for clocks that do not follow their steps; exit code 1 when there is some. Losses that a clerk was told of are told, and are no faults."""
    with opened(arguments, passphrase) as store:
        if arguments.go_on:
            store.go_on()
        faults, losses = [fault.text for fault in faults_of(store)], store.losses()
    told = {"ok": not faults, "faults": faults, **({"losses": losses} if losses else {})}
    return Answer(told, (*(faults or ["资料完好"]), *losses), 1 if faults else 0)


def stats(arguments: Namespace, passphrase: str) -> Answer:
    """How much the store holds."""
    with opened(arguments, passphrase) as store:
        counts = _counts(store)
        doubtful = store.count(Resident, ne("doubt", ""))
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
    "verify": verify,
    "stats": stats,
    "kinds": kinds,
    "list": list_kind,
    "must": must,
    "move": move_record,
    "timeline": timeline_of,
}
