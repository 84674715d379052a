"""Balances by the minute from readings of the past: everything the live fold does, without it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from services.engagement.domain.balance.holding import Holding
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.domain.balance.reading import Reading
from services.engagement.domain.registry.registry import Placement
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.domain.surplus.watch import SurplusWatch

COMMUNITY: Final = UUID("3b6fd5f4-2f0f-5f3d-8a70-2a3f0f1f7f01")
"""Whoever's readings they are: they make one community."""
_ALWAYS: Final = datetime.min.replace(tzinfo=UTC)


def minutes_of(
    readings: Iterable[Reading], device_ids: Iterable[str], policy: SurplusPolicy
) -> Iterator[BalanceMinute]:
    """The community's minutes, in order; every device measures a facility of its own.

    How old readings may be to say something of a surplus, `policy` says.

    The last minute is not complete, so it is left out.
    """
    holding = Holding.of_everything()
    surplus = SurplusWatch(holding.is_complete)
    surplus.set_policy(COMMUNITY, policy)
    balances = LiveBalances(surplus, holding)
    for device_id in device_ids:
        facility_id = uuid5(COMMUNITY, device_id)
        balances.place(device_id, Placement(facility_id, _ALWAYS, COMMUNITY, _ALWAYS))
    for reading in readings:
        balances.fold(reading)
        yield from balances.take_minutes()
