"""Live figures over core NATS: whoever listens now gets them, nobody waits for them."""

from uuid import UUID

from libs.chassis.bus import Bus
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.live import BalanceUpdated, FacilityPowerUpdated, FacilityWatched
from services.engagement.domain.balance.balance import Balance, FacilityPower

_MILLIWATTS = 1000


class NatsLiveFeed:
    """Keeps LiveFeed's promises."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def publish_balance(self, balance: Balance) -> None:
        event = BalanceUpdated(
            community_id=balance.community_id,
            as_of=balance.as_of,
            produced_w=balance.produced_mw / _MILLIWATTS,
            consumed_w=balance.consumed_mw / _MILLIWATTS,
            excess_w=balance.excess_mw / _MILLIWATTS,
            facilities_fresh=balance.freshness.fresh,
            facilities_stale=balance.freshness.stale,
            facilities_silent=balance.freshness.silent,
            facilities_total=balance.freshness.total,
            is_reliable=balance.is_reliable,
            surplus_since=balance.surplus_since,
        )
        await self._bus.publish_live(subjects.live_community(balance.community_id), encode(event))

    async def publish_power(self, power: FacilityPower) -> None:
        event = FacilityPowerUpdated(
            facility_id=power.facility_id,
            as_of=power.as_of,
            produced_w=max(0, -power.power_mw) / _MILLIWATTS,
            consumed_w=max(0, power.power_mw) / _MILLIWATTS,
        )
        await self._bus.publish_live(subjects.live_facility(power.facility_id), encode(event))

    async def watch_facility(self, facility_id: UUID) -> None:
        event = FacilityWatched(facility_id=facility_id)
        await self._bus.publish_live(subjects.FACILITIES_WATCHED, encode(event))
