"""Certificates whose time is over."""

from datetime import timedelta
from typing import Final

from libs.chassis.clock import Clock
from services.device_gateway.ports.identity import IdentityStore
from services.device_gateway.usecases.identity.save_change import SaveChange

AT_ONCE: Final = 100
_KEPT_FOR: Final = timedelta(days=365)


class EndLapsed:
    """Revokes what nobody registered in time, marks what expired, forgets what is a year old."""

    def __init__(self, store: IdentityStore, save: SaveChange, clock: Clock) -> None:
        self._store = store
        self._save = save
        self._clock = clock

    async def __call__(self) -> int:
        """How many devices were looked at; AT_ONCE means that there may be more."""
        now = self._clock.now()
        device_ids = await self._store.lapsed(now, AT_ONCE)
        async with self._store.transaction() as transaction:
            found = [await transaction.identity_of(each) for each in sorted(device_ids)]
            changes = [identity.lapse(now) for identity in found if identity is not None]
            await self._save(transaction, *(change for change in changes if change is not None))
        await self._store.forget(now - _KEPT_FOR, AT_ONCE)
        return len(device_ids)
