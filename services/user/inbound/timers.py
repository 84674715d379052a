"""What the clock asks for: letters leave, outdated rows go, signing keys follow one another."""

from typing import Final

from prometheus_client import Counter

from libs.chassis.lifecycle import Worker
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker
from services.user.usecases.remove_outdated import RemoveOutdated
from services.user.usecases.rotate_signing_keys import RotateSigningKeys
from services.user.usecases.send_letters import (
    LETTERS_AT_ONCE,
    Delivery,
    LetterOutcome,
    SendLetters,
)

_POST_EVERY_S: Final = 0.5
_CLEAN_EVERY_S: Final = 600.0
_ROTATE_EVERY_S: Final = 600.0
_LETTERS: Final = Counter("meriggio_user_letters_total", "Attempts to send a letter.", ["outcome"])


def post_worker(send_letters: SendLetters) -> Worker:
    """Sends letters as soon as they are due."""

    async def one_round() -> float:
        deliveries = await send_letters()
        for delivery in deliveries:
            _LETTERS.labels(delivery.outcome.value).inc()
            if delivery.outcome is not LetterOutcome.SENT:
                _warn(delivery)
        return 0.0 if len(deliveries) == LETTERS_AT_ONCE else _POST_EVERY_S

    return timer_worker("post", one_round)


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


def _warn(delivery: Delivery) -> None:
    get_logger().warning(
        "letter_not_sent",
        letter_id=str(delivery.posted.letter_id),
        purpose=delivery.posted.letter.purpose.value,
        attempt=delivery.posted.attempt,
        outcome=delivery.outcome.value,
        reason=delivery.reason,
    )
