"""敲门行动: what is told of the doors at which somebody called, or did not; the rows come from `db.services.visits.coverage`."""

from db.records.figure import Check, Figure

_AT_THE_DOOR = "只算入户，不算电话和来访；记在人身上、没写房屋的，算他现在住的那一户"
DOOR_FIGURES = tuple(
    Figure(name=name, label=label, of="house", when="", service=name, needs="visit", unit="户", about=about)
    for name, label, about in (
        ("doors_due", "敲门应访", "现在登记着的房屋，空着的也算"),
        ("doors_answered", "敲门走访到", f"这段日子有一次敲门有人应的；{_AT_THE_DOOR}"),
        ("doors_unanswered", "敲门没人应", f"这段日子去过、每次都未遇或是空置的；{_AT_THE_DOOR}"),
        ("doors_never", "敲门没去过", f"这段日子一次也没去的；{_AT_THE_DOOR}"),
    )
)
DOOR_CHECKS = (
    Check(
        label="走访到、没人应、没去过的合起来是应访的",
        parts=("doors_answered", "doors_unanswered", "doors_never"),
        whole="doors_due",
    ),
)
