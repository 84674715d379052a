"""What the clock asks of roll-outs: offers to who is online, time-outs, the next wave."""

from dataclasses import dataclass
from datetime import datetime

from libs.chassis.clock import Clock
from services.device_gateway.domain.firmware.rollout import Rollout, RolloutState
from services.device_gateway.domain.firmware.target import (
    Patience,
    Target,
    cancelled,
    expired,
    withdrawn,
)
from services.device_gateway.ports.firmware import (
    FirmwareStore,
    FirmwareTransaction,
    Offer,
    OfferSender,
    Outcomes,
)
from services.device_gateway.usecases.firmware.offer_updates import (
    Slots,
    free_slots,
    offer_to,
    offers_of,
)
from services.device_gateway.usecases.firmware.settle import review, save_at_rest, settle

AT_ONCE = 500
"""Devices in one transaction: others wait for it."""


@dataclass(frozen=True, slots=True)
class Tended:
    """How things stand after a round."""

    running: int
    paused: int
    loading: int
    unfinished: bool
    """A batch was full: there may be more to do at once."""


class TendRollouts:
    """One round; several replicas may do them side by side."""

    def __init__(
        self,
        store: FirmwareStore,
        clock: Clock,
        outcomes: Outcomes,
        sender: OfferSender,
        *,
        slots: Slots,
        patience: Patience,
    ) -> None:
        self._store = store
        self._clock = clock
        self._outcomes = outcomes
        self._sender = sender
        self._slots = slots
        self._patience = patience

    async def __call__(self) -> Tended:
        """Do what is due, in short transactions."""
        async with self._store.transaction() as transaction:
            full = await self._sweep(transaction, self._clock.now())
            rollouts = await transaction.running_rollouts()
        for rollout in rollouts:
            full |= await self._tend(rollout)
        async with self._store.transaction() as transaction:
            now = self._clock.now()
            free = await free_slots(transaction, self._slots, now)
            states = [rollout.state for rollout in await transaction.running_rollouts()]
        return Tended(
            running=states.count(RolloutState.RUNNING),
            paused=states.count(RolloutState.PAUSED),
            loading=self._slots.at_once - free,
            unfinished=full,
        )

    async def _sweep(self, transaction: FirmwareTransaction, now: datetime) -> bool:
        """Whose roll-out is aborted, who is revoked, and who is silent for too long."""
        leftovers = await transaction.leftovers(limit=AT_ONCE)
        await save_at_rest(
            transaction, [cancelled(each, now) for each in leftovers], self._outcomes
        )
        overdue = await transaction.overdue(
            offered_until=now - self._patience.update, limit=AT_ONCE
        )
        silent = [self._expired(target, None, now) for target in overdue]
        await settle(transaction, silent, now, self._outcomes)
        revoked = await transaction.open_of_revoked(limit=AT_ONCE)
        await settle(transaction, [withdrawn(each, now) for each in revoked], now, self._outcomes)
        return AT_ONCE in (len(leftovers), len(overdue), len(revoked))

    async def _tend(self, rollout: Rollout) -> bool:
        async with self._store.transaction() as transaction:
            now = self._clock.now()
            known = await transaction.find_rollout(rollout.rollout_id)
            if known is None or known.state is not RolloutState.RUNNING:
                return False
            missed = await self._miss_turns(transaction, known, now)
            known = await review(transaction, known, now, self._outcomes)
            offers = await self._offer(transaction, known, now)
        self._sender.send(offers)
        return AT_ONCE in (missed, len(offers))

    async def _miss_turns(
        self, transaction: FirmwareTransaction, rollout: Rollout, now: datetime
    ) -> int:
        if now - rollout.wave_started_at < self._patience.turn:
            return 0
        waiting = await transaction.waiting(rollout, limit=AT_ONCE)
        missed = [self._expired(target, rollout.wave_started_at, now) for target in waiting]
        await save_at_rest(transaction, missed, self._outcomes)
        return len(missed)

    async def _offer(
        self, transaction: FirmwareTransaction, rollout: Rollout, now: datetime
    ) -> list[Offer]:
        if rollout.state is not RolloutState.RUNNING:
            return []
        image = await transaction.find_image(rollout.image_id)
        free = await free_slots(transaction, self._slots, now)
        if image is None or not free:
            return []
        pairs = await transaction.candidates(rollout, limit=min(free, AT_ONCE))
        decided = offer_to(pairs, rollout, image, now)
        await settle(transaction, decided, now, self._outcomes)
        return offers_of(decided, rollout, image)

    def _expired(self, target: Target, turn_since: datetime | None, now: datetime) -> Target:
        return expired(target, turn_since=turn_since, now=now, patience=self._patience)
