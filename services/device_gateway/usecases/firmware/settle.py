"""After devices' phases have changed: what it means for their roll-outs."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from services.device_gateway.domain.firmware.rollout import Rollout, RolloutState, reviewed
from services.device_gateway.domain.firmware.target import OPEN, Phase, Target, cancelled
from services.device_gateway.ports.firmware import FirmwareTransaction, Outcomes

CANCELLED_AT_ONCE = 1_000
"""The rest is cancelled by the next rounds; nothing is offered meanwhile."""


async def settle(
    transaction: FirmwareTransaction, changed: Sequence[Target], now: datetime, outcomes: Outcomes
) -> None:
    """Store the targets, and their roll-outs where the counts move them on."""
    await transaction.save_targets(changed)
    ended = [target for target in changed if target.phase not in OPEN]
    outcomes.ended(ended)
    for rollout_id in {target.rollout_id for target in ended}:
        rollout = await transaction.find_rollout(rollout_id)
        if rollout is not None:
            await review(transaction, rollout, now, outcomes)


async def review(
    transaction: FirmwareTransaction, rollout: Rollout, now: datetime, outcomes: Outcomes
) -> Rollout:
    """The roll-out as the counts make it, stored."""
    then = reviewed(rollout, await transaction.tally(rollout.rollout_id), now)
    if then != rollout:
        await transaction.save_rollout(then)
        if then.state is RolloutState.ABORTED:
            outcomes.aborted()
            await cancel_waiting(transaction, then, now, outcomes)
    return then


async def cancel_waiting(
    transaction: FirmwareTransaction, rollout: Rollout, now: datetime, outcomes: Outcomes
) -> None:
    """Who has not begun will not."""
    not_begun = await transaction.targets(
        rollout.rollout_id, limit=CANCELLED_AT_ONCE, phases=(Phase.WAITING, Phase.OFFERED)
    )
    await save_at_rest(transaction, (cancelled(target, now) for target in not_begun), outcomes)


async def save_at_rest(
    transaction: FirmwareTransaction, targets: Iterable[Target], outcomes: Outcomes
) -> None:
    """Store targets whose roll-out is not moved on by them."""
    known = list(targets)
    await transaction.save_targets(known)
    outcomes.ended([target for target in known if target.phase not in OPEN])
