"""USUAL into memory: the last word on every facility first, then changes."""

from collections.abc import Sequence
from typing import Final

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.contracts import streams, subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.usual import USUAL_DECODER
from services.engagement.domain.notifications.usual import HOURS, UsualDay, UsualWithdrawals
from services.engagement.inbound.events.readings import skip

_MILLIWATTS: Final = 1000


def usual_worker(bus: Bus, usual: UsualWithdrawals) -> Worker:
    """Ready at once: until it is heard, nobody is taken to have shifted."""

    async def run(context: WorkerContext) -> None:
        context.ready()

        async def apply(messages: Sequence[BusMessage]) -> None:
            for message in messages:
                keep(message, usual)

        await follow(
            bus,
            stream=streams.USUAL.name,
            subjects=[subjects.USUAL],
            apply=apply,
            caught_up=lambda: None,
            context=context,
        )

    return Worker("usual", run)


def keep(message: BusMessage, usual: UsualWithdrawals) -> None:
    """Take over what the message says; what cannot be read is counted and skipped."""
    try:
        event = USUAL_DECODER.decode(message.data)
        day = UsualDay(_milliwatts(event.workday_w), _milliwatts(event.weekend_w))
    except (MalformedEventError, ValueError, OverflowError) as error:
        skip(streams.USUAL.name, message, error)
        return
    usual.put(event.facility_id, day)


def _milliwatts(powers_w: Sequence[float | None]) -> tuple[int | None, ...]:
    if len(powers_w) != HOURS:
        raise ValueError(f"{len(powers_w)} hours instead of {HOURS}")
    return tuple(None if each is None else round(each * _MILLIWATTS) for each in powers_w)
