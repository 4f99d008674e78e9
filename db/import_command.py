"""``python -m db import``: a roster, or a table of any type that is taken in; with ``--dry-run`` only what would come of it."""

from argparse import Namespace
from collections.abc import Generator, Iterable, Mapping, Sequence
from datetime import date

import attrs

from db.answer import Answer, opened
from db.compare_command import compare_file
from db.errors import ArgumentError, FileUnreadable
from db.record_commands import kind_named
from db.records.registry.resident import Resident
from db.records.registry.roster_layout import NO_ESTATE
from db.services import import_file as tables
from db.services.import_parts import Part, parts_of
from db.services.importing.choices import Choices as TableChoices
from db.services.importing.choices import Take
from db.services.importing.fates import DOUBTFUL, WORDS, WRONG, Fate, fates_of
from db.services.importing.plan import TablePlan
from db.services.importing.problems import RowProblem, Verdict
from db.services.registry.import_roster import LEFT_OUT, Choices, Counts, ImportPlan, commit, preview, roster_in
from db.services.registry.import_roster.unplaced import EstateUnsure
from db.services.registry.ledgers import taking
from db.services.registry.ledgers.taking import Target
from db.services.registry.ledgers.whose import has_numbers, went_out_of
from db.values import masks

_SHOWN = 20
_COUNT_WORDS = (
    ("rows", "登记人的行"),
    ("people_new", "新增"),
    ("people_matched", "已有"),
    ("people_completed", "补全"),
    ("people_changed", "改动"),
    ("people_doubtful", "待核实"),
    ("households", "新立户"),
    ("houses", "新房屋"),
    ("buildings", "新楼栋"),
    ("estates", "新小区"),
)
_BESIDES = (("doubtful", DOUBTFUL), ("wrong", WRONG), ("held", WORDS[Fate.HELD]))


def import_file(arguments: Namespace, passphrase: str) -> Answer:
    """Takes over a file, or with ``--dry-run`` only says what would come of it."""
    file = tables.read_file(arguments.file)
    wanted = _form(arguments)
    if arguments.compare:
        return compare_file(arguments, passphrase, file, _choices(arguments, {sheet.name for sheet in file.sheets}))
    if not (wanted or arguments.take) and has_numbers(file):
        told = _into_ledger(arguments, passphrase, file)
        if told is not None:
            return told
    parts = parts_of(file, arguments.kinds) if not (wanted or arguments.take) else ()
    if len(parts) > 1:
        return _in_parts(arguments, passphrase, parts)
    seen = tables.look_at(file, arguments.kinds)
    if wanted == Resident.TABLE or (
        not wanted and (seen.is_roster or arguments.take or not any(seen.guesses.values()))
    ):
        return _import_roster(arguments, passphrase, file)
    return _import_tables(arguments, passphrase, file, wanted)


def _in_parts(arguments: Namespace, passphrase: str, parts: Sequence[Part]) -> Answer:
    """Takes over one part after the other; what is listed of each stands in one list."""
    told: dict[str, object] = {}
    lines: list[str] = []
    every = {sheet.name for part in parts for sheet in part.file.sheets}
    _refuse_unknown(arguments.leave_out, every)
    for number, part in enumerate(parts):
        own = {sheet.name for sheet in part.file.sheets}
        mine = Namespace(**{**vars(arguments), "leave_out": [one for one in arguments.leave_out if one in own]})
        try:
            if part.is_roster:
                answer = _import_roster(mine, passphrase, part.file)
            else:
                answer = _import_tables(mine, passphrase, part.file, "")
        except EstateUnsure as error:
            if number and not arguments.dry_run:
                error.remedy += f"居民花名册，前面的 {number} 部分已经导入"
            raise
        assert isinstance(answer.told, Mapping)
        for key, value in answer.told.items():
            before = told.get(key)
            told[key] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
        lines += answer.lines
    return Answer(told, tuple(lines))


def _import_tables(arguments: Namespace, passphrase: str, file: tables.ReadFile, wanted: str) -> Answer:
    """Takes over tables of other types."""
    choices = _table_choices(
        arguments, file, tables.as_kind(file, arguments.kinds, wanted) if wanted else TableChoices()
    )
    with opened(arguments, passphrase) as store:
        plan = tables.preview(store, file, choices, date.today())
        if not arguments.dry_run:
            tables.commit(store, plan, file.source)
    return Answer(_tables_told(plan, arguments), tuple(_table_lines(plan, arguments)))


def _into_ledger(arguments: Namespace, passphrase: str, file: tables.ReadFile) -> Answer | None:
    """Takes the table of a 专项台账 back into it; None where it is of none."""
    with opened(arguments, passphrase) as store:
        ledger = went_out_of(store, file)
        if ledger is None:
            return None
        choices = _table_choices(arguments, file, TableChoices())
        plan = taking.plan_of(store, file, Target(ledger, ledger.table or Resident.TABLE), choices, date.today())
        if not arguments.dry_run:
            taking.commit(store, plan, file.source)
    lines = (f"列进专项台账“{ledger.name}”", *_table_lines(plan, arguments))
    return Answer({**_tables_told(plan, arguments), "ledger": ledger.name}, lines)


def _table_choices(arguments: Namespace, file: tables.ReadFile, choices: TableChoices) -> TableChoices:
    """What was said on the line, on top of what is known of the sheets."""
    sheets = {sheet.name for sheet in file.sheets}
    _refuse_unknown(arguments.leave_out, sheets)
    return attrs.evolve(
        choices,
        forms={**choices.forms, **dict.fromkeys(arguments.leave_out, "")},
        unhidden=frozenset(sheets if arguments.hidden else ()),
        otherwise=Take.TABLE if arguments.take_changes else Take.KEEP,
    )


def _form(arguments: Namespace) -> str:
    """The type or form that was asked for; "" where it is to be recognised."""
    wanted = str(arguments.as_kind)
    if not wanted or tables.form_named(arguments.kinds, wanted):
        return wanted
    kind = kind_named(arguments.kinds, wanted)
    if not kind.can_be_imported:
        able = "、".join(one.table for one in arguments.kinds if one.can_be_imported)
        raise ArgumentError(f"{kind.label}不能导入", f"能导入的有：{able}")
    return kind.table


def _tables_told(plan: TablePlan, arguments: Namespace) -> Mapping[str, object]:
    labels = {form.name: form.label for form in tables.forms_of(arguments.kinds)}
    return {
        "file": arguments.file.name,
        "dry_run": bool(arguments.dry_run),
        **{
            table: {**attrs.asdict(count), "problem_list": _problems_of(plan, table)}
            for table, count in plan.counts.items()
        },
        "problem_list": [_problem_told(problem) for problem in plan.problems],
        "assumptions": [masks.in_text(said) for said in plan.assumptions],
        "sheets": [
            {
                "sheet": one.sheet.name,
                "form": one.form.name if one.form else "",
                "form_label": labels.get(one.form.name, "") if one.form else "",
                "rows": sum(place[0] == one.sheet.name for place in plan.rows),
                "passed_over": list(plan.passed.get(one.sheet.name, ())),
                "skipped": one.layout.skipped,
                "columns": {masks.in_text(c.heading): c.meaning for c in one.layout.columns if c.meaning},
                "not_understood": [masks.in_text(c.heading) for c in one.layout.unknown()],
            }
            for one in plan.sheets
        ],
    }


def _problems_of(plan: TablePlan, table: str) -> list[Mapping[str, object]]:
    of_sheet = {one.sheet.name: one.form.table for one in plan.sheets if one.form}
    return [_problem_told(p) for p in plan.problems if (p.table or of_sheet.get(p.sheet, "")) == table]


def _table_lines(plan: TablePlan, arguments: Namespace) -> Generator[str]:
    yield "试算，没有改动资料：" if arguments.dry_run else "已导入："
    for table, count in plan.counts.items():
        told = [f"{word} {number}" for word, number in fates_of(count)]
        told += [f"{word} {number} 行" for name, word in _BESIDES if (number := getattr(count, name))]
        yield f"{arguments.kinds[table].label}：{'，'.join(told) or '没有'}"
    for one in plan.sheets:
        if one.layout.skipped:
            yield f"没有导入工作表“{one.sheet.name}”：{one.layout.skipped}"
        elif one.layout.unknown():
            headings = "、".join(c.heading for c in one.layout.unknown())
            yield masks.in_text(f"工作表“{one.sheet.name}”里这些列没有导入：{headings}")
    yield from map(masks.in_text, plan.assumptions)
    yield from _problem_lines(plan.problems)


def _problem_lines(problems: Iterable[RowProblem]) -> Generator[str]:
    told = list(problems)
    for problem in told[:_SHOWN]:
        yield masks.in_text(problem.sentence())
    if len(told) > _SHOWN:
        yield f"……还有 {len(told) - _SHOWN} 处，加 --json 可看全部"


def _import_roster(arguments: Namespace, passphrase: str, file: tables.ReadFile) -> Answer:
    """Takes over a roster."""
    roster = roster_in(file.source, file.sheets, arguments.kinds)
    choices = _choices(arguments, {sheet.name for sheet in roster.sheets})
    with opened(arguments, passphrase) as store:
        plan = preview(store, roster, choices, date.today())
        _refuse_no_roster(plan)
        if plan.unplaced:
            raise EstateUnsure(plan.unplaced, f"请加 --estate 小区名，或 --estate {NO_ESTATE}；没有导入")
        if not arguments.dry_run:
            commit(store, plan, roster.source)
    return Answer(_import_told(plan, arguments), tuple(_import_lines(plan, dry=arguments.dry_run)))


def _refuse_no_roster(plan: ImportPlan) -> None:
    """Refuses a file of which no sheet is taken: it is something else than a roster."""
    if all(layout.skipped for layout in plan.layouts) and not any(x.skipped == LEFT_OUT for x in plan.layouts):
        told = next((layout for layout in plan.layouts if layout.columns), plan.layouts[0])
        raise FileUnreadable(told.skipped, f"如果确实是居民花名册，请加 --take {told.sheet}")


def _choices(arguments: Namespace, sheets: set[str]) -> Choices:
    estates = _estates(arguments.estate, sheets)
    _refuse_unknown((*arguments.leave_out, *arguments.take, *estates), sheets)
    return Choices(
        left_out=frozenset(arguments.leave_out),
        taken=frozenset(arguments.take),
        estates=estates,
        unhidden=frozenset(sheets if arguments.hidden else ()),
        first_is_head=bool(arguments.first_is_head),
    )


def _refuse_unknown(names: Iterable[str], sheets: set[str]) -> None:
    for name in names:
        if name not in sheets:
            raise ArgumentError(f"文件里没有叫“{name}”的工作表", f"有：{'、'.join(sorted(sheets))}")


def _estates(told: Iterable[str], sheets: Iterable[str]) -> dict[str, str]:
    """The estate of each sheet; one that is told without a sheet is that of all the others."""
    found: dict[str, str] = {}
    for text in told:
        sheet, equals, estate = text.rpartition("=")
        named = "" if estate in ("", NO_ESTATE) else estate
        found |= {sheet: named} if equals else {name: named for name in sheets if name not in found}
    return found


def _import_told(plan: ImportPlan, arguments: Namespace) -> Mapping[str, object]:
    sheets = [
        {
            "sheet": layout.sheet,
            "rows": plan.rows_of[layout.sheet],
            "passed_over": list(plan.passed[layout.sheet]),
            "skipped": layout.skipped,
            "estate": layout.estate,
            "estate_said": layout.estate_said,
            "columns": {masks.in_text(c.heading): c.meaning for c in layout.columns if c.meaning},
            "not_understood": [masks.in_text(c.heading) for c in layout.unknown()],
        }
        for layout in plan.layouts
    ]
    return {
        "file": arguments.file.name,
        "dry_run": bool(arguments.dry_run),
        **attrs.asdict(plan.counts),
        Resident.TABLE: _as_kind(plan),
        "problem_list": [_problem_told(p) for p in plan.problems],
        "assumptions": [masks.in_text(said) for said in plan.assumptions],
        "sheets": sheets,
    }


def _as_kind(plan: ImportPlan) -> Mapping[str, object]:
    """What a roster brings, told as of any other type."""
    counts = plan.counts
    return {
        "new": counts.people_new,
        "matched": counts.people_matched,
        "changed": counts.people_completed + counts.people_changed,
        "doubtful": counts.people_doubtful,
        "problems": len(plan.problems),
        "problem_list": [_problem_told(p) for p in plan.problems],
    }


def _problem_told(problem: RowProblem) -> Mapping[str, object]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "field": problem.field,
        "code": problem.code,
        "message": masks.in_text(problem.message),
        **({"verdict": problem.verdict.value} if problem.verdict is not Verdict.NOTE else {}),
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
    yield from _problem_lines(plan.problems)
