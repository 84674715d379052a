"""When a community's sums do not give away one household's curve."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from itertools import pairwise
from typing import Final
from uuid import UUID

from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.registry import Membership

FEWEST_IN_A_SUM: Final = 3
"""With two, each could compute the other by subtracting itself."""


def summed_periods(memberships: Collection[Membership], own: Collection[UUID]) -> list[Period]:
    """When sums over the community may be seen by somebody with a role on the facilities `own`.

    That is while it had FEWEST_IN_A_SUM facilities or more, none at all, or only own ones.
    In order of time, without neighbours that touch.
    """
    changes: defaultdict[datetime, list[tuple[UUID, int]]] = defaultdict(list)
    for membership in memberships:
        changes[membership.period.start].append((membership.facility_id, 1))
        changes[membership.period.end].append((membership.facility_id, -1))
    members = others = 0
    seen: list[Period] = []
    for start, end in pairwise(sorted({EARLIEST, LATEST, *changes})):
        for facility_id, change in changes.get(start, ()):
            members += change
            others += 0 if facility_id in own else change
        if members >= FEWEST_IN_A_SUM or not others:
            joined = seen and seen[-1].end == start
            seen.append(Period(seen.pop().start if joined else start, end))
    return seen
