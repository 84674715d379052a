"""LiveFeed's twin in memory."""

from uuid import UUID

from services.engagement.domain.balance.balance import Balance, FacilityPower


class MemoryLiveFeed:
    """Remembers what it published."""

    def __init__(self) -> None:
        self.balances: list[Balance] = []
        self.powers: list[FacilityPower] = []
        self.watched: list[UUID] = []

    async def publish_balance(self, balance: Balance) -> None:
        self.balances.append(balance)

    async def publish_power(self, power: FacilityPower) -> None:
        self.powers.append(power)

    async def watch_facility(self, facility_id: UUID) -> None:
        self.watched.append(facility_id)
