"""直接交办: past 召集 and 分级 where a rule says so, to whom the rule says; whoever is to know of it is told."""

from datetime import date

from db.records.base import changed, fields_of
from db.records.bodies.body import Body
from db.records.flow import Move
from db.records.matters.matter import Matter
from db.records.matters.skip_rule import SKIP_RULES, SkipRule
from db.records.moving import live
from db.records.step import NOTED, UNDONE, Step
from db.services.centre.switches import is_on
from db.store import MoveRefused, Store, Writer
from db.values.day import day_of, this_minute

SKIP = "skip"
_COPIED = "抄送"


def rule_for(store: Store, matter: Matter) -> SkipRule | None:
    """The rule by which a matter goes straight to whoever deals with it: of several that which says more; None for none.

    A centre that has switched them off goes by none.
    """
    day = day_of(matter.taken) or date.today()
    fit = [rule for rule in store.select(SkipRule) if rule.fits(matter.urgency, matter.category, day)]
    best = max(fit, key=lambda rule: rule.weight(), default=None)
    return best if best and SKIP_RULES.switch and is_on(store, SKIP_RULES.switch, (SKIP_RULES,)) else None


def skipping(store: Store, matter: Matter, moves: list[Move]) -> list[Move]:
    """The moves that are offered of these: one past stages where a rule says so alone."""
    if not any(move.name == SKIP for move in moves) or rule_for(store, matter) is not None:
        return moves
    return [move for move in moves if move.name != SKIP]


def send_copies(store: Store, w: Writer, before: Matter, after: Matter) -> None:
    """Writes down whom the rule tells of a matter that goes past stages.

    Raises:
        MoveRefused: there is no such rule, or it says another level or body.
    """
    rule, kinds = rule_for(store, before), fields_of(Matter)
    if rule is None:
        what = "没有适用的直办规则"
        raise MoveRefused(
            [kinds["urgency"].problem("no_rule", what, "请按环节召集、分级；要直办的先在“直办规则”里写一条")]
        )
    for name in ("level", "lead"):
        if getattr(after, name) != getattr(rule, name):
            raise MoveRefused([kinds[name].problem("other", "和直办规则写的不一样", "请照规则交办，或按环节办")])
    now = this_minute()
    names = store.titles(Body.TABLE, [one.body for one in rule.copies])
    for one in rule.copies:
        said = f"{_COPIED}{names.get(one.body, '')}"
        w.write_step(before, Step(what=NOTED, said=said, at=now, keyed=now, account=store.account, body=one.body))


def take_back_copies(store: Store, w: Writer, matter: Matter) -> None:
    """Writes down that nobody was told after all, where the move that is taken back went past stages; see `send_copies`."""
    steps, now = w.read.steps(matter), this_minute()
    moves = live(steps)
    if not moves or moves[-1].move != SKIP:
        return
    earlier = moves[-2].id if len(moves) > 1 else 0
    back = {step.reverses for step in steps}
    for one in steps:
        if one.id > earlier and one.id not in back and one.what == NOTED and one.body and one.said.startswith(_COPIED):
            undone = Step(
                what=UNDONE, said=f"撤回：{one.said}", at=now, keyed=now, account=store.account, body=one.body
            )
            w.write_step(matter, changed(undone, reverses=one.id))
