"""Every use of what lifts the rights stands here: who adds one says why, and nobody adds one unseen."""

import ast
from collections import Counter
from collections.abc import Mapping

from db.store.lift import Lift
from tests.architecture.source import ROOT, files, text

USES: Mapping[str, Counter[str]] = {
    "BACKUP": Counter(
        ("services.kept_backups.todays_backup", "services.look_before.look_before", "services.try_restore._faults")
    ),
    "CLAIMING": Counter(
        (
            "services.centre.accounts.change_own",
            "services.centre.accounts.claim",
            "services.centre.accounts.give_every_role",
        )
    ),
    "FIGURES": Counter(
        (
            "services.figures.measure._by_service",
            "services.figures.measure._every",
            "services.figures.measure._of_service",
            "services.figures.measure.measure_by",
            "services.figures.rows.unseen",
        )
    ),
    "FOLLOWING": Counter(
        (
            "services.bodies.leaving.end_posts_of",
            "services.bodies.leaving.leave_posts",
            "services.bodies.merging._refuse_rising",
            "services.centre.accounts._began",
            "services.centre.accounts.leave",
            "services.centre.accounts.leave",
            "services.duties.consent_held.refuse_withdrawn",
            "services.hall.raise_topic._with_matter",
            "services.hall.raise_topic.raise_topic",
            "services.importing.commit._option",
            "services.leading_on.how_much_leads",
            "services.matters.claimants_told._joined",
            "services.matters.ending._can_settle",
            "services.matters.ending.closed",
            "services.matters.ending.proposed",
            "services.matters.ending.refuse_ending",
            "services.matters.for_others._names",
            "services.matters.posting._covers",
            "services.matters.steps_put_off.steps_put_off",
            "services.matters.joined._joined",
            "services.matters.joined._refuse_leaving",
            "services.matters.joined._refuse_returning",
            "services.matters.joined.root_to_join",
            "services.matters.blow._matter_made",
            "services.mediation.accept_case._matter_made",
            "services.registry.events.by_hand._heads_after",
            "services.registry.events.by_hand.left_by_hand",
            "services.registry.events.by_hand.moved_out",
            "services.registry.events.by_hand.next_head",
            "services.registry.events.deed._follow",
            "services.registry.events.deed._note",
            "services.registry.events.hidden.leave_hidden",
            "services.registry.events.hidden.leave_hidden",
            "services.registry.events.in_bulk.left_all",
            "services.registry.events.in_bulk.moved_all",
            "services.registry.events.meetings._expected_at",
            "services.registry.merging.weigh_residents",
        )
    ),
    "HANDING_OVER": Counter(
        (
            "services.centre.handover.in_hand.in_hand",
            "services.centre.handover.take_over.hand_on",
            "services.centre.handover.take_over.take_back",
        )
    ),
    "IN_USE": Counter(
        (
            "services.centre.bearing.bearing",
            "services.centre.switches._unsaid_on",
            "services.centre.switches.kept",
        )
    ),
    "NUMBERS": Counter(
        (
            "services.letters.issue_number._set_number_style",
            "services.letters.issue_number.entries",
            "services.letters.number_record._keep",
            "services.letters.number_record.give_back",
            "services.letters.number_record.number_record",
        )
    ),
    "OPENING": Counter(
        (
            "services.bodies.run_out.let_run_out",
            "services.letters.issue_announcement.reckon_missing_ends",
        )
    ),
    "PRACTISING": Counter(("practice.__init__._opened",)),
    "SAME": Counter(
        (
            "services.matters.outside.taken_twice",
            "services.matters.slips._taken",
            "services.registry.in_one_household._elsewhere",
            "services.visits.sheets._codes",
            "services.registry.same_number.same_number",
        )
    ),
    "UNDOING": Counter(
        (
            "services.bodies.merging.take_back_merge",
            "services.matters.listen_back.take_back",
            "services.matters.listen_back.take_back",
            "services.matters.pasted.take_back",
            "services.registry.events.taken_back.take_back",
            "services.registry.merging.part_residents",
            "services.undo_import.__init__.redo_import",
            "services.undo_import.__init__.undo_import",
            "services.undo_import.__init__.weigh_undo",
        )
    ),
}
"""By what for: the functions of `db` that do it."""


def uses() -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for path in files("db", "gui", "printing"):
        tree = ast.parse(text(path))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "lifted":
                    (given,) = node.args
                    name = given.attr if isinstance(given, ast.Attribute) else ast.unparse(given)
                    place = ".".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("db.")
                    found.setdefault(name, Counter())[f"{place}.{function.name}"] += 1
    return found


def test_every_use_is_known() -> None:
    assert uses() == USES


def test_every_lift_is_used() -> None:
    assert USES.keys() == {lift.name for lift in Lift}
