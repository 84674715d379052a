"""Tell a request that is sent again from a new one."""

from datetime import datetime
from uuid import UUID

from services.community.domain.idempotency import IdempotencyKey, KeyedCreation
from services.community.ports import RegistryTransaction


async def earlier_creation(
    transaction: RegistryTransaction, caller: UUID, key: IdempotencyKey | None, now: datetime
) -> KeyedCreation | None:
    """What the caller, who is locked, has created by this request before, if anything.

    Raises IdempotencyKeyReusedError.
    """
    if key is None:
        return None
    earlier = await transaction.creations.find(caller, key.key)
    if earlier is None or not earlier.is_remembered(now):
        return None
    earlier.check_is_of(key)
    return earlier
