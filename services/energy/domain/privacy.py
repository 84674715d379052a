"""When a community's sums do not give away one household's curve (ADR 0033)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from itertools import pairwise
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.exact import Integers
from services.energy.domain.registry import Membership
from services.energy.domain.sharing.facility_hours import HOUR_MS

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


def summed_hours(member_ms: Integers, own: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The same of consecutive hours; shape (hours,).

    `member_ms`: for how much of the hour each facility is in the sum; shape (hours, facilities).
    One that is in it for a part of the hour counts for none of FEWEST_IN_A_SUM. `own`: on which
    facilities the reader has a role; shape (facilities,).
    """
    whole = np.count_nonzero(member_ms >= HOUR_MS, axis=1)
    others = np.count_nonzero(member_ms[:, ~own], axis=1)
    seen: NDArray[np.bool_] = (whole >= FEWEST_IN_A_SUM) | (others == 0)
    return seen
