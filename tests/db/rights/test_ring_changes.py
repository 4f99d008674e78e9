"""The key ring asks nobody whether they may: whoever changes it stands here, and asks before. Nobody adds a way unseen."""

import ast
from collections import Counter
from collections.abc import Iterator

from tests.architecture.source import ROOT, files, text

CHANGES = frozenset(["replace", "give", "claim", "rename"])
USES = Counter(
    {
        "services.centre.accounts.claim claim": 1,  # by the one passphrase of before, which is typed
        "services.centre.accounts.give_entry give": 1,  # ACCOUNTS
        "services.centre.accounts._seal replace": 1,  # of change_own, by the old passphrase; of new_recovery, ACCOUNTS
        "services.centre.accounts._seal reseal": 1,
        "services.centre.accounts.leave reseal": 1,  # ACCOUNTS
        "services.centre.accounts.reseal reseal": 1,  # ACCOUNTS
        "gui.pages.centre.workers._on_saved rename": 1,  # the name that was saved, by whoever may change accounts
        "store.resealing.refit replace": 1,  # a step of `Store.reseal`
    }
)
"""The functions that change the ring of an open store, and by what: outside the keeper itself."""


def calls() -> Iterator[str]:
    for path in files("db", "gui", "printing"):
        place = ".".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("db.")
        for function in (node for node in ast.walk(ast.parse(text(path))) if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                    continue
                called = node.func
                of_ring = isinstance(called.value, ast.Attribute) and called.value.attr == "ring"
                if (of_ring and called.attr in CHANGES) or (called.attr == "reseal" and place != "store.__init__"):
                    yield f"{place}.{function.name} {called.attr}"


def test_whoever_changes_the_key_ring_is_known() -> None:
    assert Counter(calls()) == USES
