"""A device says how it is, or the broker says that its connection ended."""

from datetime import datetime

from services.device_gateway.domain.presence.presence import Decision, Status
from services.device_gateway.domain.presence.statuses import hear_status
from services.device_gateway.ports.presence import PresenceStore


class ReceiveStatus:
    """One transaction a status."""

    def __init__(self, presences: PresenceStore) -> None:
        self._presences = presences

    async def __call__(self, device_id: str, status: Status, at: datetime) -> Decision:
        """What was decided of a status received at that moment."""
        async with self._presences.transaction() as transaction:
            presence = await transaction.lock(device_id)
            decision = hear_status(presence, status, at)
            if not decision.is_ignored:
                await transaction.save([decision])
        return decision
