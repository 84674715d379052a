"""An operator starts a roll-out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from libs.chassis.errors import ConflictError
from services.device_gateway.domain.firmware.image import (
    Image,
    ImageNotFoundError,
    ImageState,
    ImageStateError,
)
from services.device_gateway.domain.firmware.plan import plan, plan_others
from services.device_gateway.domain.firmware.rollout import (
    AbortRule,
    NoTargetsError,
    Pace,
    Rollout,
    Selection,
    aborted,
    is_over,
)
from services.device_gateway.domain.firmware.target import Phase
from services.device_gateway.domain.firmware.waves import Wave, check_waves
from services.device_gateway.ports.firmware import FirmwareStore, FirmwareTransaction, Outcomes
from services.device_gateway.usecases.firmware.settle import review, save_at_rest

MOST_ROLLOUTS_ON = 20
_PLANNED_AT_ONCE = 500


class TooManyRolloutsError(ConflictError):
    """As many roll-outs as may be are not over yet."""

    code = "firmware_too_many_rollouts"


class RolloutUnderWayError(ConflictError):
    """A roll-out of this image to the same devices is not over yet; maybe its answer was lost."""

    code = "firmware_rollout_under_way"


class TooManyTargetsError(ConflictError):
    """The selection is larger than a roll-out may be."""

    code = "firmware_too_many_targets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the operator asks for."""

    image_id: UUID
    batch: str | None
    device_ids: tuple[str, ...]
    waves: tuple[Wave, ...]
    abort: AbortRule
    pace: Pace
    force: bool


class StartRollout:
    """Decides once and for all which devices take part."""

    def __init__(
        self,
        store: FirmwareStore,
        clock: Clock,
        ids: IdFactory,
        outcomes: Outcomes,
        *,
        most_targets: int,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._outcomes = outcomes
        self._most_targets = most_targets

    async def __call__(self, asked: Plan, *, operator: str) -> Rollout:
        """The roll-out, running.

        Raises ImageNotFoundError, ImageStateError, InvalidInputError (waves), NoTargetsError,
        TooManyTargetsError, TooManyRolloutsError, RolloutUnderWayError.
        """
        check_waves(asked.waves)
        async with self._store.transaction(exclusive=False) as transaction:
            now = self._clock.now()
            image = await _ready_image(transaction, asked.image_id)
            await transaction.start_alone()
            rollout = self._rollout(asked, image, operator, now)
            _check_beside(rollout, await transaction.running_rollouts())
            await transaction.save_rollout(rollout)
            await self._plan(transaction, rollout, image.version, now)
        return await self._begun(rollout)

    async def _plan(
        self, transaction: FirmwareTransaction, rollout: Rollout, version: str, now: datetime
    ) -> None:
        """Page by page: a large fleet must not hold up the readings in this process."""
        named = set(rollout.selection.device_ids)
        planned, after = 0, ""
        while members := await transaction.members(
            rollout.selection, limit=_PLANNED_AT_ONCE, after=after
        ):
            after = members[-1][0].device_id
            planned += len(members)
            named -= {member.device_id for member, _ in members}
            if planned > self._most_targets:
                raise TooManyTargetsError(f"a roll-out may have {self._most_targets} devices")
            targets = plan(rollout, members, version=version, new_id=self._ids.new_id, now=now)
            await save_at_rest(transaction, targets, self._outcomes)
        others = plan_others(
            rollout, await transaction.named(named), new_id=self._ids.new_id, now=now
        )
        await save_at_rest(transaction, others, self._outcomes)
        if not planned and all(target.phase is Phase.SKIPPED for target in others):
            raise NoTargetsError("no device that could take the image is meant")

    async def _begun(self, rollout: Rollout) -> Rollout:
        async with self._store.transaction() as transaction:
            now = self._clock.now()
            image = await transaction.find_image(rollout.image_id)
            known = await transaction.find_rollout(rollout.rollout_id) or rollout
            if image is None or image.state is not ImageState.READY:  # withdrawn meanwhile
                known = known if is_over(known) else aborted(known, "image withdrawn")
                await transaction.save_rollout(known)
            return await review(transaction, known, now, self._outcomes)

    def _rollout(self, asked: Plan, image: Image, operator: str, now: datetime) -> Rollout:
        return Rollout(
            rollout_id=self._ids.new_id(),
            image_id=image.image_id,
            selection=Selection(
                hardware=image.hardware, batch=asked.batch, device_ids=asked.device_ids
            ),
            waves=asked.waves,
            abort=asked.abort,
            pace=asked.pace,
            force=asked.force,
            started_at=now,
            started_by=operator,
            wave_started_at=now,
        )


def _check_beside(rollout: Rollout, running: Sequence[Rollout]) -> None:
    if len(running) >= MOST_ROLLOUTS_ON:
        raise TooManyRolloutsError(f"{MOST_ROLLOUTS_ON} roll-outs are not over yet")
    for other in running:
        if other.image_id == rollout.image_id and other.selection == rollout.selection:
            raise RolloutUnderWayError(f"roll-out {other.rollout_id} is not over yet")


async def _ready_image(transaction: FirmwareTransaction, image_id: UUID) -> Image:
    image = await transaction.find_image(image_id)
    if image is None:
        raise ImageNotFoundError(f"there is no image {image_id}")
    if image.state is not ImageState.READY:
        raise ImageStateError(f"the image is {image.state}")
    return image
