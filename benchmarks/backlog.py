"""Readings in the stream before the service gets them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from benchmarks.communities import Community, Member
from libs.chassis.batch_publisher import MAX_BATCH_MESSAGES, AtomicBatchPublisher
from libs.chassis.bus import Bus
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.reading import ReadingReceived

INTERVAL_S: Final = 2
"""Between two readings of a device: the stream is what came while the service was away."""

Message = tuple[str, bytes]


def backlog(
    communities: Sequence[Community], count: int, until: datetime
) -> Iterator[tuple[str, ReadingReceived]]:
    """(subject, reading): one of each device after the other, with registers and a number."""
    devices = [(community, member) for community in communities for member in community.members]
    ticks = -(-count // len(devices))
    left = count
    for tick in range(ticks):
        measured_at = until - timedelta(seconds=INTERVAL_S * (ticks - tick))
        for index, (community, member) in enumerate(devices[:left]):
            yield (
                subjects.reading(community.community_id, member.device_id),
                _reading(community, member, index, tick, measured_at),
            )
        left -= len(devices)


async def fill(bus: Bus, readings: Iterator[tuple[str, ReadingReceived]]) -> None:
    """One batch after the other: each device's readings stay in their order."""
    publisher = AtomicBatchPublisher(bus)
    messages: Iterator[Message] = ((subject, encode(reading)) for subject, reading in readings)
    while batch := list(islice(messages, MAX_BATCH_MESSAGES)):
        await publisher.publish(batch)


def _reading(
    community: Community, member: Member, index: int, tick: int, measured_at: datetime
) -> ReadingReceived:
    power_w = 300.0 + (index * 37 + tick * 61) % 400 + 0.5
    return ReadingReceived(
        device_id=member.device_id,
        measured_at=measured_at,
        received_at=measured_at + timedelta(milliseconds=30),
        power_w=power_w,
        facility_id=member.facility_id,
        community_id=community.community_id,
        sequence=tick,
        import_wh=1_000.0 + tick * 0.25,
        export_wh=0.0,
    )
