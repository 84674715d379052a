"""What the clock asks for: letters leave, outdated rows go, signing keys follow one another."""

from collections.abc import Awaitable, Callable
from typing import Final

from prometheus_client import Counter

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger
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
_AFTER_FAULT_S: Final = 1.0
_Round = Callable[[], Awaitable[float]]
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

    return Worker("post", _repeat(one_round))


def cleaning_worker(remove_outdated: RemoveOutdated) -> Worker:
    """Deletes what is kept no longer."""

    async def one_round() -> float:
        removed = await remove_outdated()
        if removed:
            get_logger().info("outdated_rows_removed", rows=removed)
        return _CLEAN_EVERY_S

    return Worker("cleaning", _repeat(one_round))


def rotation_worker(rotate_keys: RotateSigningKeys) -> Worker:
    """Hands over to the next signing key when it is time."""

    async def one_round() -> float:
        made = await rotate_keys()
        if made:
            get_logger().info("signing_keys_made", keys=made)
        return _ROTATE_EVERY_S

    return Worker("key_rotation", _repeat(one_round))


def _repeat(
    one_round: Callable[[], Awaitable[float]],
) -> Callable[[WorkerContext], Awaitable[None]]:
    """Rounds until `stop`; each says how many seconds to pause after it."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        while not context.stop.is_set():
            try:
                pause_s = await one_round()
            except Exception as error:
                if not is_transient(error):
                    raise
                get_logger().warning("round_postponed", worker=context.name, error=repr(error))
                pause_s = _AFTER_FAULT_S
            await context.pause(pause_s)

    return run


def _warn(delivery: Delivery) -> None:
    get_logger().warning(
        "letter_not_sent",
        letter_id=str(delivery.posted.letter_id),
        purpose=delivery.posted.letter.purpose.value,
        attempt=delivery.posted.attempt,
        outcome=delivery.outcome.value,
        reason=delivery.reason,
    )
