"""An operator pauses, resumes, advances or aborts a roll-out."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from libs.chassis.clock import Clock
from services.device_gateway.domain.firmware.rollout import (
    Rollout,
    RolloutNotFoundError,
    RolloutState,
    aborted,
    advanced,
    paused,
    resumed,
)
from services.device_gateway.domain.firmware.target import Phase, held_back
from services.device_gateway.ports.firmware import FirmwareStore, FirmwareTransaction, Outcomes
from services.device_gateway.usecases.firmware.settle import cancel_waiting

_HELD_BACK_AT_ONCE = 10_000


class Step(StrEnum):
    """What the operator wants."""

    PAUSE = "pause"
    RESUME = "resume"
    ADVANCE = "advance"
    ABORT = "abort"


class SteerRollout:
    """Devices that have begun go on, whatever is decided."""

    def __init__(self, store: FirmwareStore, clock: Clock, outcomes: Outcomes) -> None:
        self._store = store
        self._clock = clock
        self._outcomes = outcomes

    async def __call__(self, rollout_id: UUID, step: Step, *, operator: str) -> Rollout:
        """The roll-out afterwards. Raises RolloutNotFoundError, RolloutStateError."""
        async with self._store.transaction() as transaction:
            now = self._clock.now()
            rollout = await transaction.find_rollout(rollout_id)
            if rollout is None:
                raise RolloutNotFoundError(f"there is no roll-out {rollout_id}")
            then = _stepped(rollout, step, operator, now)
            await transaction.save_rollout(then)
            if then.state is RolloutState.PAUSED:
                await _hold_back(transaction, then, now)
            if then.state is RolloutState.ABORTED:
                await cancel_waiting(transaction, then, now, self._outcomes)
            return then


def _stepped(rollout: Rollout, step: Step, operator: str, now: datetime) -> Rollout:
    if step is Step.PAUSE:
        return paused(rollout, f"paused by {operator}")
    if step is Step.ABORT:
        return aborted(rollout, f"aborted by {operator}")
    return resumed(rollout, now) if step is Step.RESUME else advanced(rollout, now)


async def _hold_back(transaction: FirmwareTransaction, rollout: Rollout, now: datetime) -> None:
    offered = await transaction.targets(
        rollout.rollout_id, limit=_HELD_BACK_AT_ONCE, phases=[Phase.OFFERED]
    )
    await transaction.save_targets([held_back(target, now) for target in offered])
