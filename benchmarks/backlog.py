"""Readings in the stream before the service gets them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

import msgspec

from benchmarks.communities import Community, Member
from libs.chassis.batch_publisher import MAX_BATCH_MESSAGES, AtomicBatchPublisher
from libs.chassis.bus import Bus
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.reading import MAX_TOGETHER, ReadingReceived, ReadingsReceived

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


def kept_backlog(
    communities: Sequence[Community], count: int, until: datetime
) -> Iterator[tuple[str, ReadingsReceived]]:
    """(subject, readings): the same readings, sent by devices that were away and kept them."""
    devices = sum(len(community.members) for community in communities)
    readings = backlog(communities, count, until)
    while some := list(islice(readings, devices * MAX_TOGETHER)):
        by_subject: defaultdict[str, list[ReadingReceived]] = defaultdict(list)
        for subject, reading in some:
            by_subject[subject].append(reading)
        for subject, alike in by_subject.items():
            yield subject, _together(alike)


def _together(readings: Sequence[ReadingReceived]) -> ReadingsReceived:
    first, last = readings[0], readings[-1]
    return ReadingsReceived(
        device_id=first.device_id,
        received_at=last.received_at,
        facility_id=first.facility_id,
        community_id=first.community_id,
        measured_at_us=[round(one.measured_at.timestamp() * 1e6) for one in readings],
        power_w=[one.power_w for one in readings],
        sequence=[one.sequence for one in readings],
        import_wh=[one.import_wh for one in readings],
        export_wh=[one.export_wh for one in readings],
    )


async def fill(bus: Bus, events: Iterator[tuple[str, msgspec.Struct]]) -> None:
    """One batch after the other: each device's readings stay in their order."""
    publisher = AtomicBatchPublisher(bus)
    messages: Iterator[Message] = ((subject, encode(event)) for subject, event in events)
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
