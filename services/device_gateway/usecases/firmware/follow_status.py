"""A device says what it runs: its update may have ended, or be due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from libs.chassis.clock import Clock
from services.device_gateway.domain.firmware.plan import Member
from services.device_gateway.domain.firmware.rollout import RolloutState
from services.device_gateway.domain.firmware.target import (
    DOUBTED,
    OPEN,
    Patience,
    Phase,
    Target,
    is_under_way,
    reported,
)
from services.device_gateway.ports.firmware import (
    FirmwareStore,
    FirmwareTransaction,
    Offer,
    Outcomes,
)
from services.device_gateway.usecases.firmware.offer_updates import (
    Slots,
    free_slots,
    offer_to,
    offers_of,
)
from services.device_gateway.usecases.firmware.settle import settle

_UPDATES_LOOKED_AT = 20
"""Of the newest roll-outs of one device; older ones are long over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a status or a last will says of firmware; None where it says nothing."""

    device_id: str
    online: bool
    connection: int
    hardware: str | None
    version: str | None
    started_at: datetime | None
    """When the device booted."""


class FollowStatus:
    """Remembers what the device runs and answers with its offer."""

    def __init__(
        self,
        store: FirmwareStore,
        clock: Clock,
        outcomes: Outcomes,
        *,
        slots: Slots,
        patience: Patience,
    ) -> None:
        self._store = store
        self._clock = clock
        self._outcomes = outcomes
        self._slots = slots
        self._patience = patience

    async def __call__(self, status: Status) -> Offer | None:
        """What to tell the device; None when there is nothing."""
        known = await self._store.find_member(status.device_id)
        member = _member(status, known)
        if member is None:
            return None
        if member != known and not await self._store.save_member(member, self._clock.now()):
            return None
        if not status.online or not await self._updates(self._store, member):
            return None
        async with self._store.transaction() as transaction:
            return await self._decide(transaction, member, status)

    async def _updates(
        self, reader: FirmwareStore | FirmwareTransaction, member: Member
    ) -> Sequence[Target]:
        doubted_since = self._clock.now() - self._patience.update
        targets = await reader.targets_of(member.device_id, limit=_UPDATES_LOOKED_AT)
        return [
            target
            for target in targets
            if target.phase in OPEN
            or (target.supposed and target.phase in DOUBTED and target.changed_at > doubted_since)
        ]

    async def _decide(
        self, transaction: FirmwareTransaction, member: Member, status: Status
    ) -> Offer | None:
        now = self._clock.now()
        targets = await self._updates(transaction, member)
        seen = [await self._seen(transaction, target, member, status, now) for target in targets]
        changed = [then for then, target in zip(seen, targets, strict=True) if then != target]
        await settle(transaction, changed, now, self._outcomes)
        busy = [target for target in seen if is_under_way(target)]
        if busy:
            return await self._repeated(transaction, busy[0])
        for target in seen:
            offer = await self._first_offer(transaction, target, member, now)
            if offer is not None:
                return offer
        return None

    async def _seen(
        self,
        transaction: FirmwareTransaction,
        target: Target,
        member: Member,
        status: Status,
        now: datetime,
    ) -> Target:
        rollout = await transaction.find_rollout(target.rollout_id)
        image = None if rollout is None else await transaction.find_image(rollout.image_id)
        if image is None:
            return target
        return reported(
            target,
            runs=member.version,
            version=image.version,
            started_at=status.started_at,
            now=now,
            patience=self._patience,
        )

    async def _repeated(self, transaction: FirmwareTransaction, target: Target) -> Offer | None:
        """A device that lost its power while loading has forgotten the offer."""
        rollout = await transaction.find_rollout(target.rollout_id)
        if rollout is None or rollout.state is RolloutState.ABORTED:
            return None
        image = await transaction.find_image(rollout.image_id)
        if image is None:
            return None
        return offers_of([replace(target, phase=Phase.OFFERED)], rollout, image)[0]

    async def _first_offer(
        self, transaction: FirmwareTransaction, target: Target, member: Member, now: datetime
    ) -> Offer | None:
        rollout = await transaction.find_rollout(target.rollout_id)
        if (
            target.phase is not Phase.WAITING
            or rollout is None
            or rollout.state is not RolloutState.RUNNING
            or target.wave > rollout.wave
            or not await free_slots(transaction, self._slots, now)
        ):
            return None
        image = await transaction.find_image(rollout.image_id)
        if image is None:
            return None
        decided = offer_to([(target, member)], rollout, image, now)
        await settle(transaction, decided, now, self._outcomes)
        return next(iter(offers_of(decided, rollout, image)), None)


def _member(status: Status, known: Member | None) -> Member | None:
    """The device after this status; None while it has not said what it is."""
    hardware = status.hardware or (known.hardware if known else None)
    version = status.version or (known.version if known else None)
    if hardware is None or version is None:
        return None
    return Member(
        device_id=status.device_id,
        hardware=hardware,
        version=version,
        online=status.online,
        connection=status.connection,
    )
