"""One attempt to send a message through a channel, and what it says about message and endpoint."""

import asyncio
from typing import Final

from libs.chassis.clock import Clock
from services.engagement.domain.delivery.attempts import (
    ClaimedDelivery,
    DeliveryOutcome,
    after_doubt,
    after_failure,
    after_farewell,
    after_refusal,
    after_success,
    endpoint_now,
)
from services.engagement.domain.registry.contact import Contact
from services.engagement.ports.delivery import (
    Channel,
    GoneError,
    NotSentError,
    OutgoingMessage,
    RefusedError,
)

SEND_TIMEOUT_S: Final = 20.0
"""A third of the lease: whoever is sending is not overtaken."""


async def attempt(
    channel: Channel, claimed: ClaimedDelivery, contact: Contact | None, clock: Clock
) -> DeliveryOutcome:
    """Send it, once; every error has an outcome."""
    endpoint = endpoint_now(claimed, now=clock.now())
    if isinstance(endpoint, DeliveryOutcome):
        return endpoint
    message = OutgoingMessage(
        message=claimed.message,
        endpoint=endpoint,
        contact=contact,
        is_repetition=claimed.attempt > 1,
    )
    try:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            await channel.send(message)
    except NotSentError as error:
        return after_failure(
            claimed, now=clock.now(), error=str(error), retry_after=error.retry_after
        )
    except RefusedError as error:
        return after_refusal(claimed, now=clock.now(), error=str(error))
    except GoneError as error:
        return after_farewell(claimed, now=clock.now(), error=str(error))
    except Exception as error:  # noqa: BLE001  whatever it is, the outcome is unknown
        return after_doubt(
            claimed,
            idempotent=channel.idempotent,
            now=clock.now(),
            error=type(error).__name__,  # its words may contain an address
        )
    return after_success(claimed, now=clock.now())
