"""Endpoints of which a channel's server says later that they are there no longer (FR4.2)."""

from libs.chassis.clock import Clock
from services.engagement.domain.delivery.endpoint import DisabledReason
from services.engagement.ports.delivery import EndpointStore, Receipts


class DropGone:
    """Disables them, so that nothing more is sent there and their user sees why."""

    def __init__(self, receipts: Receipts, endpoints: EndpointStore, clock: Clock) -> None:
        self._receipts = receipts
        self._endpoints = endpoints
        self._clock = clock

    async def __call__(self) -> int:
        """How many were disabled. Raises NotSentError or StoreUnavailableError."""
        disabled = 0
        for endpoint in await self._receipts.gone():
            known = await self._endpoints.find(endpoint.user_id, endpoint.endpoint_id)
            if known is None or known.health.disabled or known.endpoint.address != endpoint.address:
                continue  # removed, or registered anew, since the message went out
            await self._endpoints.change(
                endpoint.user_id,
                endpoint.endpoint_id,
                label=known.label,
                disabled=DisabledReason.GONE,
                at=self._clock.now(),
            )
            disabled += 1
        return disabled
