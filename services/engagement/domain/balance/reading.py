"""A reading as the balance needs it."""

from datetime import datetime
from typing import NamedTuple


class Reading(NamedTuple):
    """One measurement of one device; the pair (device_id, measured_at) identifies it.

    A tuple, because tens of thousands a second are made. Power is an integer so that sums are
    exact and do not depend on the order of additions.
    """

    device_id: str
    measured_at: datetime
    received_at: datetime
    power_mw: int
    """Milliwatts; positive while the facility withdraws from the grid, negative as it feeds in."""
