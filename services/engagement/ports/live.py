"""Figures for the screens."""

from typing import Protocol
from uuid import UUID

from services.engagement.domain.balance.balance import Balance, FacilityPower


class LiveFeed(Protocol):
    """Figures for the screens of every replica: whoever listens now gets them."""

    async def publish_balance(self, balance: Balance) -> None: ...

    async def publish_power(self, power: FacilityPower) -> None: ...

    async def watch_facility(self, facility_id: UUID) -> None:
        """Ask for the facility's power for the next 30 seconds."""
        ...
