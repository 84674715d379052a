"""Live figures of all replicas onto this replica's board, and wishes to watch a facility."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final, TypeVar

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.contracts import subjects
from libs.contracts.codec import EventDecoder, MalformedEventError
from libs.contracts.v1.live import (
    BALANCE_DECODER,
    FACILITY_POWER_DECODER,
    FACILITY_WATCHED_DECODER,
    BalanceUpdated,
    FacilityPowerUpdated,
    FacilityWatched,
)
from services.engagement.domain.balance.balance import Balance, FacilityPower, Freshness
from services.engagement.inbound.events.readings import skip
from services.engagement.usecases.live.live_board import LiveBoard
from services.engagement.usecases.live.publish_live import PublishLive

_MILLIWATTS: Final = 1000
_EventT = TypeVar("_EventT")


def live_workers(bus: Bus, board: LiveBoard, publish: PublishLive) -> list[Worker]:
    """One listener a subject."""

    def show_balance(event: BalanceUpdated) -> None:
        board.balances.offer(event.community_id, _balance(event))

    def show_power(event: FacilityPowerUpdated) -> None:
        if event.facility_id in board.powers.looked_at():
            board.powers.offer(event.facility_id, _power(event))

    def watch(event: FacilityWatched) -> None:
        publish.facility_watched(event.facility_id)

    return [
        listener(bus, "live_balances", subjects.LIVE_COMMUNITIES, BALANCE_DECODER, show_balance),
        listener(bus, "live_powers", subjects.LIVE_FACILITIES, FACILITY_POWER_DECODER, show_power),
        listener(bus, "watches", subjects.FACILITIES_WATCHED, FACILITY_WATCHED_DECODER, watch),
    ]


def listener(
    bus: Bus,
    name: str,
    subject: str,
    decoder: EventDecoder[_EventT],
    handle: Callable[[_EventT], None],
) -> Worker:
    """Hands on each event of a subject of core NATS."""

    async def run(context: WorkerContext) -> None:
        async with bus.subscribe_live(subject) as messages:
            context.ready()
            listening = asyncio.create_task(_listen(messages, decoder, handle))
            stopping = asyncio.create_task(context.stop.wait())
            await asyncio.wait([listening, stopping], return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not listening.done():
                listening.cancel()
                return
            listening.result()

    return Worker(name, run)


async def _listen(
    messages: AsyncIterator[BusMessage],
    decoder: EventDecoder[_EventT],
    handle: Callable[[_EventT], None],
) -> None:
    async for message in messages:
        try:
            handle(decoder.decode(message.data))
        except MalformedEventError as error:
            skip("live", message, error)


def _balance(event: BalanceUpdated) -> Balance:
    return Balance(
        community_id=event.community_id,
        as_of=event.as_of,
        produced_mw=round(event.produced_w * _MILLIWATTS),
        consumed_mw=round(event.consumed_w * _MILLIWATTS),
        freshness=Freshness(
            fresh=event.facilities_fresh,
            stale=event.facilities_stale,
            silent=event.facilities_silent,
            unmeasured=event.facilities_total
            - (event.facilities_fresh + event.facilities_stale + event.facilities_silent),
        ),
        is_reliable=event.is_reliable,
        surplus_since=event.surplus_since,
    )


def _power(event: FacilityPowerUpdated) -> FacilityPower:
    power_mw = round((event.consumed_w - event.produced_w) * _MILLIWATTS)
    return FacilityPower(event.facility_id, event.as_of, power_mw)
