"""A change of an identity, and with it the list of what is revoked."""

from services.device_gateway.domain.identity.identity import Change
from services.device_gateway.ports.identity import IdentityTransaction
from services.device_gateway.usecases.identity.publish_revocations import PublishRevocations


class SaveChange:
    """Stores a change, the revocation list in the same transaction where somebody must be cut."""

    def __init__(self, publish: PublishRevocations) -> None:
        self._publish = publish

    async def __call__(self, transaction: IdentityTransaction, *changes: Change) -> None:
        """What is merely superseded waits for the next round of publishing."""
        for change in changes:
            await transaction.save(change)
        if any(change.ends_connections for change in changes):
            await self._publish.within(transaction, "device")
