"""A share that no law reckons for everybody: each centre lays down which answers count, and of which; until then it is not told.

    lay_down(store, figure, Laid(so=("1",), of=("1", "2", "3"), since=day, source="街道〔2026〕3号"))
    as_laid_down(store, figure, day)       # the figure with the conditions of the rule in force on the day

The rule is a row of 设置 → 规则: dated, with its source, and changed by a later row.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from db.errors import ArgumentError, ValueUnreadable
from db.fields import Code
from db.records.base import fields_of
from db.records.centre.centre import Rule, share_key
from db.records.condition import one_of
from db.records.figure import Choice, Figure, ratio
from db.records.kinds import Kinds
from db.records.paths import path_of
from db.services.centre.switches import in_use
from db.store import Store, eq
from db.store.reading import Reader
from db.store.writing import Writer
from db.values.share_words import ShareWords, read_share


class NotLaidDown(ArgumentError):
    """Nobody has laid down yet how a share is reckoned, or not so that it can be read."""

    code = "not_laid_down"


@frozen
class Laid:
    """How a share is reckoned.

    Attributes:
        so: the codes that count; "" stands for what has none.
        of: all codes that are looked at.
        since: the day from which that holds.
        source: the paper that says so.
    """

    so: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    since: date | None = None
    source: str = ""


def answers(kinds: Kinds, figure: Figure) -> Mapping[str, str]:
    """What can count, by code in its order; last what has no answer."""
    way = path_of(kinds[figure.of].record, figure.by_rule, kinds.record_of)
    assert way is not None
    field = way.field
    assert isinstance(field, Code)
    return {**field.codes().labels, "": f"没有{field.label}"}


def laid(store: Reader, figure: Figure, day: date) -> Laid | None:
    """How it is reckoned on a day; None where nobody has said so.

    Raises:
        NotLaidDown: what is written in the rules cannot be read.
    """
    rule = store.rule_in_force(share_key(figure.name), day)
    if rule is None or not rule.value.strip():
        return None
    codes = {word: code for code, word in answers(store.kinds, figure).items()}
    try:
        words = read_share(rule.value)
    except ValueUnreadable as error:
        raise _unreadable(figure, error.message) from error
    if unknown := [word for word in words.of if word not in codes]:
        raise _unreadable(figure, f"没有“{'、'.join(unknown)}”")
    return Laid(_codes(codes, words.so), _codes(codes, words.of), rule.since, rule.source)


def _codes(codes: Mapping[str, str], words: Iterable[str]) -> tuple[str, ...]:
    return tuple(codes[word] for word in words)


def _unreadable(figure: Figure, why: str) -> NotLaidDown:
    return NotLaidDown(f"“{figure.label}”怎样算，规则里写的看不懂：{why}", "请到“设置 → 规则”里改")


def as_laid_down(store: Store, figure: Figure, day: date) -> Figure:
    """The figure as it is reckoned on a day, whatever held when it was laid down before; one that every centre reckons alike as it is.

    One that is taken from somewhere else than by other centres tells so.

    Raises:
        NotLaidDown: nobody has said how, or not from so early a day on.
    """
    if figure.choice:
        return _as_chosen(store, figure, figure.choice, day)
    if not figure.by_rule:
        return figure
    found = laid(store, figure, day)
    if found is None:
        raise NotLaidDown(f"“{figure.label}”还没有定怎样算", "各地算法不一：请在“统计”里点“定怎样算…”，写明依据")
    told = _words(store.kinds, figure, found)
    since = fields_of(Rule)["since"].show(found.since)
    paper = "；".join(filter(None, (f"{since}起这样算", found.source)))
    about = f"{'、'.join(told.so)}的，占{'、'.join(told.of)}的（{paper}）"
    if parts := figure.measure.parts:
        name = figure.by_rule.removeprefix(f"{parts}.")
        measure = evolve(figure.measure, among=(one_of(name, found.of),), having=(one_of(name, found.so),))
        return evolve(figure, measure=measure, about=f"一次算一次：{about}")
    declared = (one for one in figure.conditions if one.path != figure.by_rule)
    where = (*declared, one_of(figure.by_rule, found.of))
    return evolve(figure, where=where, measure=ratio(one_of(figure.by_rule, found.so)), about=about)


def _as_chosen(store: Store, figure: Figure, choice: Choice, day: date) -> Figure:
    """The figure as a centre takes it on a day."""
    rule = store.rule_in_force(choice.rule, day)
    word = rule.value.strip() if rule else ""
    if word and word not in choice.words:
        raise _unreadable(figure, f"没有“{word}”")
    paper = (rule.source.strip() or "没有写依据") if rule and word else "没有另定的，照这样算"
    if choice.needs and choice.needs not in in_use(store) and word in ("", choice.words[0]):
        word, paper = choice.words[-1], f"没有开展{store.kinds[choice.needs].label}的工作，照这样算"
    way, service, about = next(one for one in choice.ways if one[0] == (word or choice.words[0]))
    where = choice.narrowed(figure.where, way) if isinstance(figure.where, tuple) else figure.where
    return evolve(figure, where=where, service=service, about=f"取自{way}：{about}（{paper}）")


def choose(store: Store, figure: Figure, word: str, since: date | None, source: str) -> Rule:
    """The rule that says from a day on from where a figure is taken; what was said of the same day is said anew.

    Raises:
        ArgumentError: there is no such way, no day, or no paper is named.
    """
    choice = figure.choice
    if choice is None or word not in choice.words:
        raise ArgumentError("还没有选取自哪里", "请选一个")
    _refuse_undated(since, source)
    with store.writing(f"定怎样算：{figure.label}") as w:
        return _keep(w, choice.rule, figure, word, since, source)


def lay_down(store: Store, figure: Figure, how: Laid) -> Rule:
    """The rule that says from a day on how a share is reckoned; what was said of the same day is said anew.

    Raises:
        ArgumentError: nothing counts, all that is looked at counts, there is no day, or no paper is named.
    """
    _refuse(how)
    value = _words(store.kinds, figure, how).written()
    with store.writing(f"定怎样算：{figure.label}") as w:
        return _keep(w, share_key(figure.name), figure, value, how.since, how.source)


def _keep(w: Writer, key: str, figure: Figure, value: str, since: date | None, source: str) -> Rule:
    said = w.read.select(Rule, eq("key", key), eq("since", str(since)), order=("-id",), limit=1)
    rule = said[0] if said else Rule(key=key, label=f"{figure.label}怎样算", since=since)
    return w.save(evolve(rule, value=value, source=source.strip()))


def _refuse(how: Laid) -> None:
    if not how.so:
        raise ArgumentError("还没有选其中哪些算", "请至少选一个")
    if not set(how.so) < set(how.of):
        raise ArgumentError("一共数的都算，率总是100%", "请在“一共数哪些”里再选")
    _refuse_undated(how.since, how.source)


def _refuse_undated(since: date | None, source: str) -> None:
    if since is None:
        raise ArgumentError("还没有写从哪天起", "请写文件生效的那天，例如2026-01-01")
    if not source.strip():
        raise ArgumentError("还没有写依据", "请写文件名称；没有文件的写“本中心自定”")


def _words(kinds: Kinds, figure: Figure, how: Laid) -> ShareWords:
    """In the order of the table."""
    labels = answers(kinds, figure)
    return ShareWords(
        [word for code, word in labels.items() if code in how.so],
        [word for code, word in labels.items() if code in how.of],
    )
