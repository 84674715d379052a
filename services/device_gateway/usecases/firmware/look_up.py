"""What operators and owners see of updates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.device_gateway.domain.firmware.image import Image
from services.device_gateway.domain.firmware.plan import Member
from services.device_gateway.domain.firmware.rollout import Rollout, RolloutNotFoundError, Tally
from services.device_gateway.domain.firmware.target import Phase, Target
from services.device_gateway.ports.firmware import Before, FirmwareReader
from services.device_gateway.usecases.firmware.complete_image import found_image


@dataclass(frozen=True, slots=True)
class RolloutView:
    """A roll-out, its image and its counts."""

    rollout: Rollout
    image: Image
    tally: Tally


@dataclass(frozen=True, slots=True)
class DeviceView:
    """What a device runs and its newest update."""

    member: Member | None
    target: Target | None
    image: Image | None


class LookUp:
    """Reads; decides nothing."""

    def __init__(self, reader: FirmwareReader) -> None:
        self._reader = reader

    async def image(self, image_id: UUID) -> Image:
        """Raises ImageNotFoundError."""
        return await found_image(self._reader, image_id)

    async def images(self, *, limit: int, before: Before | None) -> Sequence[Image]:
        """The newest first."""
        return await self._reader.images(limit=limit, before=before)

    async def rollout(self, rollout_id: UUID) -> RolloutView:
        """Raises RolloutNotFoundError."""
        return await self._view(await self._found(rollout_id))

    async def rollouts(self, *, limit: int, before: Before | None) -> Sequence[RolloutView]:
        """The newest first."""
        found = await self._reader.rollouts(limit=limit, before=before)
        return [await self._view(rollout) for rollout in found]

    async def targets(
        self, rollout_id: UUID, *, limit: int, phases: Collection[Phase], after: str
    ) -> Sequence[Target]:
        """By device id. Raises RolloutNotFoundError."""
        await self._found(rollout_id)
        return await self._reader.targets(rollout_id, limit=limit, phases=phases, after=after)

    async def device(self, device_id: str) -> DeviceView:
        """Empty for a device that never reported and takes part in nothing."""
        member = await self._reader.find_member(device_id)
        targets = await self._reader.targets_of(device_id, limit=1)
        if not targets:
            return DeviceView(member, None, None)
        view = await self.rollout(targets[0].rollout_id)
        return DeviceView(member, targets[0], view.image)

    async def _found(self, rollout_id: UUID) -> Rollout:
        rollout = await self._reader.find_rollout(rollout_id)
        if rollout is None:
            raise RolloutNotFoundError(f"there is no roll-out {rollout_id}")
        return rollout

    async def _view(self, rollout: Rollout) -> RolloutView:
        return RolloutView(
            rollout,
            await found_image(self._reader, rollout.image_id),
            await self._reader.tally(rollout.rollout_id),
        )
