"""What the clock asks for: outdated rows go, signing keys follow one another."""

from typing import Final

from libs.chassis.lifecycle import Worker
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker
from services.user.usecases.remove_outdated import RemoveOutdated
from services.user.usecases.rotate_signing_keys import RotateSigningKeys

_CLEAN_EVERY_S: Final = 600.0
_ROTATE_EVERY_S: Final = 600.0


def cleaning_worker(remove_outdated: RemoveOutdated) -> Worker:
    """Deletes what is kept no longer."""

    async def one_round() -> float:
        removed = await remove_outdated()
        if removed:
            get_logger().info("outdated_rows_removed", rows=removed)
        return _CLEAN_EVERY_S

    return timer_worker("cleaning", one_round)


def rotation_worker(rotate_keys: RotateSigningKeys) -> Worker:
    """Hands over to the next signing key when it is time."""

    async def one_round() -> float:
        made = await rotate_keys()
        if made:
            get_logger().info("signing_keys_made", keys=made)
        return _ROTATE_EVERY_S

    return timer_worker("key_rotation", one_round)
