"""An operator takes an image back."""

from uuid import UUID

from libs.chassis.clock import Clock
from services.device_gateway.domain.firmware.image import Image, withdrawn
from services.device_gateway.domain.firmware.rollout import aborted
from services.device_gateway.ports.firmware import FirmwareStore, Outcomes
from services.device_gateway.usecases.firmware.complete_image import found_image
from services.device_gateway.usecases.firmware.settle import cancel_waiting


class WithdrawImage:
    """It is not offered and soon not served; its roll-outs are aborted."""

    def __init__(self, store: FirmwareStore, clock: Clock, outcomes: Outcomes) -> None:
        self._store = store
        self._clock = clock
        self._outcomes = outcomes

    async def __call__(self, image_id: UUID, *, operator: str) -> Image:
        """The image. Raises ImageNotFoundError, ImageStateError."""
        async with self._store.transaction() as transaction:
            now = self._clock.now()
            image = withdrawn(await found_image(transaction, image_id))
            await transaction.save_image(image)
            for rollout in await transaction.running_rollouts(image_id):
                ended = aborted(rollout, f"image withdrawn by {operator}")
                await transaction.save_rollout(ended)
                await cancel_waiting(transaction, ended, now, self._outcomes)
            return image
