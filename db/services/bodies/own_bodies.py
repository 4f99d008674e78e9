"""The bodies that a centre is and works for: itself, its community, that one's committee and the mediators."""

from db.records.bodies.body import Body
from db.records.centre.centre import Centre

CENTRE, COMMUNITY, COMMITTEE, MEDIATORS = "36", "35", "30", "32"
COMMUNITY_LEVEL = "3"


def own_bodies(centre: Centre) -> list[Body]:
    """What the settings of a centre name, each once; what they leave empty is none."""
    named = {
        centre.name: CENTRE,
        centre.community: COMMUNITY,
        committee_of(centre.community): COMMITTEE,
        centre.committee: MEDIATORS,
    }
    return [Body(name=name, kind=kind, level=COMMUNITY_LEVEL) for name, kind in named.items() if name]


def committee_of(community: str) -> str:
    """幸福里社区居民委员会, 青石村民委员会; "" where the community has no name (居民委员会组织法、村民委员会组织法)."""
    if community.endswith("村"):
        return f"{community}民委员会"
    return f"{community}居民委员会" if community else ""
