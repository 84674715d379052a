"""Calls about a surplus, as engagement tells them: kept, so that their effect can be measured."""

from collections.abc import Sequence
from typing import Final

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.consume import DeadLetterOffice, Rejection, consume
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.contracts import consumers, streams, subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.surplus import SURPLUS_DECODER, MembersCalled
from services.energy.domain.effect.call import Call
from services.energy.domain.quantities import milliwatts
from services.energy.ports.effect import Calls

MALFORMED: Final = "malformed_surplus"
_DURABLE: Final = consumers.CALLS.durable


class CallsHandler:
    """Keeps the calls of a batch; the stream's other events are nothing to the books."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def __call__(self, messages: Sequence[BusMessage]) -> Sequence[Rejection]:
        """Raises a transient error when the database is away."""
        calls: list[Call] = []
        rejections: list[Rejection] = []
        for index, message in enumerate(messages):
            try:
                event = SURPLUS_DECODER.decode(message.data)
            except MalformedEventError as error:
                rejections.append(Rejection(index, MALFORMED, str(error)))
                continue
            if isinstance(event, MembersCalled):
                calls.append(call_of(event))
        if calls:
            await self._calls.add(calls)
        return rejections


def call_of(event: MembersCalled) -> Call:
    """In the books' words."""
    return Call(
        episode_id=event.episode_id,
        community_id=event.community_id,
        called_at=event.called_at,
        number=event.number,
        excess_mw=milliwatts(event.excess_w),
        told=event.told_facility_ids,
        held_out=event.held_out_facility_ids,
    )


def calls_worker(bus: Bus, handler: CallsHandler, dead_letters: DeadLetterOffice) -> Worker:
    """Shared by replicas: each call is kept by one of them."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        await consume(
            bus,
            stream=streams.SURPLUS.name,
            durable=_DURABLE,
            subjects=[subjects.SURPLUS],
            handle=handler,
            dead_letters=dead_letters,
            context=context,
        )

    return Worker("calls", run)
