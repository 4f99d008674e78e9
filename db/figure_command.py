"""``python -m db figure``: what figures there are, and one of them over a period and a place, with its rows."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import date

from db.answer import Answer, opened
from db.errors import ArgumentError
from db.records.figure import Figure, How
from db.records.kinds import Kinds
from db.records.power import Power
from db.services.centre.switches import seen
from db.services.figures.claims import Claimed, claimed
from db.services.figures.counted import Ids
from db.services.figures.kept import figure_of_name, figures_in
from db.services.figures.left_out import measure_with_left_out
from db.services.figures.measure import Measured, figures_by_name
from db.services.figures.scope import Scope, read_scope, scopes_of
from db.services.figures.span import read_span
from db.store import Store
from db.values import masks


def figure(arguments: Namespace, passphrase: str) -> Answer:
    """The figures of what the centre does, without a store all that there are; with a name, one of them.

    Raises:
        ArgumentError: there is no such figure or place, or a store is needed.
        ValueUnreadable: the period is none.
    """
    if arguments.store is None:
        if arguments.name:
            raise ArgumentError("参数不对：缺少 --store", "请写资料所在的文件夹")
        return _listed(figures_by_name(arguments.kinds).values(), arguments.kinds)
    today = date.today()
    span = read_span(arguments.period, today)
    with opened(arguments, passphrase) as store:
        store.require_power(Power.FIGURES)
        kinds = seen(store)
        if not arguments.name:
            return _listed(figures_in(store, kinds), kinds)
        one = figure_of_name(store, kinds, arguments.name)
        scope = read_scope(store, arguments.scope)
        with store.at_one_head():
            found, left = measure_with_left_out(store, one, span, scope, rows=arguments.rows)
            claim = claimed(store, found)
        rows, missing = _rows(store, found.rows), _rows(store, found.missing)
    told = _told(found, claim)
    if left:
        told["left_out"] = {"value": str(left.number.number), "words": left.words()}
    if arguments.rows:
        told |= {"rows": rows, "unseen": found.unseen}
        if one.measure.how is How.RATIO:
            told |= {"missing": missing, "unseen_missing": found.unseen_missing}
    lines = (*_row_lines("", rows, found.unseen), *_row_lines("没有的 ", missing, found.unseen_missing))
    return Answer(told, (_line(found, claim), *([left.words()] if left else []), *lines))


def _listed(found: Iterable[Figure], kinds: Kinds) -> Answer:
    told = [
        {
            "name": one.name,
            "label": one.label,
            "table": one.of,
            "room": kinds[one.of].room.folder,
            "unit": one.unit,
            "measure": one.measure.how.value,
            "by_period": bool(one.when),
            "scopes": list(scopes_of(kinds[one.of].record, kinds)),
            "about": one.about,
        }
        for one in found
    ]
    return Answer(
        told,
        tuple("\t".join((one.name, one.label, kinds[one.of].label, one.about)).rstrip() for one in found),
    )


def _told(found: Measured, claim: Claimed | None) -> dict[str, object]:
    value, span = found.value, found.span
    number = value.number if isinstance(value.number, int) else str(value.number)
    told: dict[str, object] = {
        "name": found.figure.name,
        "label": found.figure.label,
        "table": found.figure.of,
        "period": {
            "words": span.words,
            "first": span.first.isoformat() if span.first else "",
            "last": span.last.isoformat(),
        },
        "as_of": "" if found.figure.when else found.day.isoformat(),
        "of_now": found.of_now,
        "scope": _scope_told(found.scope),
        "value": number,
        "unit": found.figure.unit,
        "shown": found.shown(),
        "head": found.head,
    }
    if value.total is not None:
        told |= {"total": value.total, "share": value.share()}
    if claim:
        told["claim"] = {"word": claim.word, "holds": claim.holds, "shown": claim.shown}
    return told


def _scope_told(scope: Scope | None) -> dict[str, object] | None:
    return {"table": scope.table, "id": scope.id, "title": masks.in_text(scope.title)} if scope else None


def _rows(store: Store, ids: Ids) -> list[dict[str, object]]:
    return [
        {"table": table, "id": i, "title": masks.in_text(titles.get(i, ""))}
        for table, found in ids.items()
        for titles in (store.titles(table, found),)
        for i in found
    ]


def _line(found: Measured, claim: Claimed | None) -> str:
    when = found.span.words if found.figure.when else f"截至{found.day.isoformat()}"
    parts = [found.figure.label, found.shown(), when]
    if found.scope:
        parts.append(masks.in_text(found.scope.title))
    if found.of_now:
        parts.append("按现值")
    if claim:
        parts.append(claim.shown)
    return "\t".join(parts)


def _row_lines(lead: str, rows: list[dict[str, object]], unseen: int) -> list[str]:
    left = [f"{lead}另有 {unseen} 行无权查看，数里算着"] if unseen else []
    return [*(f"{lead}{row['table']}\t{row['id']}\t{row['title']}" for row in rows), *left]
