"""Every subject on the bus is built here and nowhere else."""

import re
import zlib
from typing import Final
from uuid import UUID

PARTITION_COUNT: Final = 64
NO_COMMUNITY: Final = "none"
DEVICE_ID_PATTERN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""A device id is a subject token and an MQTT topic level: no dots, slashes or wildcards."""

READINGS: Final = "reading.v1.>"
FACILITIES: Final = "registry.v1.facility.*"
COMMUNITIES: Final = "registry.v1.community.*"
REGISTRY: Final = "registry.v1.>"
USERS: Final = "user.v1.*"
SESSIONS_ENDED: Final = "session.v1.ended.*"
DEVICES: Final = "device.v1.*"
SURPLUS: Final = "surplus.v1.*"
USUAL: Final = "usual.v1.*"
DEAD_LETTERS: Final = "dead-letter.v1.>"
LIVE: Final = "live.v1.>"
LIVE_COMMUNITIES: Final = "live.v1.community.*"
LIVE_FACILITIES: Final = "live.v1.facility.*"
FACILITIES_WATCHED: Final = "live.v1.watch.facility"
INBOXES_CHANGED: Final = "live.v1.inbox"


def partition_of(community_id: UUID) -> int:
    """The stable partition (0 to 63) of a community: CRC-32 of the id's 16 bytes."""
    return zlib.crc32(community_id.bytes) % PARTITION_COUNT


def reading(community_id: UUID | None, device_id: str) -> str:
    """Where a device's readings travel; `none` stands for both tokens without a community."""
    if community_id is None:
        return f"reading.v1.{NO_COMMUNITY}.{NO_COMMUNITY}.{device_id}"
    return f"reading.v1.{partition_of(community_id)}.{community_id}.{device_id}"


def readings_of_partition(partition: int) -> str:
    """All readings of the communities in one partition."""
    return f"reading.v1.{partition}.>"


def readings_of_community(community_id: UUID) -> str:
    """All readings of one community."""
    return f"reading.v1.{partition_of(community_id)}.{community_id}.>"


def facility(facility_id: UUID) -> str:
    """A facility's state."""
    return f"registry.v1.facility.{facility_id}"


def community(community_id: UUID) -> str:
    """A community's state."""
    return f"registry.v1.community.{community_id}"


def user(user_id: UUID) -> str:
    """A user's contact."""
    return f"user.v1.{user_id}"


def session_ended(session_id: UUID) -> str:
    """The end of a session; the id is the last token, so that a reader need not decode."""
    return f"session.v1.ended.{session_id}"


def device(device_id: str) -> str:
    """What happens to a device."""
    return f"device.v1.{device_id}"


def surplus(community_id: UUID) -> str:
    """A community's surplus episodes."""
    return f"surplus.v1.{community_id}"


def usual(facility_id: UUID) -> str:
    """What a facility draws as a rule."""
    return f"usual.v1.{facility_id}"


def dead_letter(service: str, reason: str) -> str:
    """Input that `service` refused for `reason`."""
    return f"dead-letter.v1.{service}.{reason}"


def live_community(community_id: UUID) -> str:
    """A community's live balance."""
    return f"live.v1.community.{community_id}"


def live_facility(facility_id: UUID) -> str:
    """A facility's live power."""
    return f"live.v1.facility.{facility_id}"


def replicas(service: str) -> str:
    """What all replicas of `service` say, of whichever team."""
    return f"replica.v1.{service}.>"


def replica(service: str, team: str, replica_id: str) -> str:
    """Beats of a replica, one of those of `service` that share the same things."""
    return f"replica.v1.{service}.{team}.{replica_id}"
