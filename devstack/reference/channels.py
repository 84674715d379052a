"""What travels where: on MQTT between devices and the gateway, on the bus between services."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from libs.contracts import streams
from libs.contracts.v1 import dead_letter, device, live, reading, registry, session, surplus, user
from services.device_gateway.inbound.mqtt.reading_payload import (
    ReadingPayload,
    ReadingsAcknowledged,
)

PARAMETERS: Final = {
    "communityId": "The community's id, a UUID; `none` where there is none.",
    "deviceId": "The device's own id: 1 to 64 letters, digits, `_` or `-`.",
    "facilityId": "The facility's id, a UUID.",
    "partition": "0 to 63: CRC-32 of the community's id modulo 64; `none` without a community.",
    "reason": "The stable code of the refusal.",
    "service": "Who refused it.",
    "sessionId": "The session's id, a UUID.",
    "userId": "The user's id, a UUID.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """An address, what is on it, who writes it and who reads it.

    `stream`: the JetStream stream that keeps it; None for MQTT and core NATS.
    """

    name: str
    address: str
    what: str
    kinds: Sequence[type[msgspec.Struct]]
    written_by: Sequence[str]
    read_by: Sequence[str]
    stream: streams.StreamSpec | None = None

    @property
    def parameters(self) -> list[str]:
        """The names between braces in the address."""
        return [part.split("}")[0] for part in self.address.split("{")[1:]]


MQTT: Final = (
    Channel(
        name="readings",
        address="energy-data/{deviceId}",
        what="A device publishes its measurements, QoS 1.",
        kinds=(ReadingPayload,),
        written_by=("device",),
        read_by=("device_gateway",),
    ),
    Channel(
        name="readingsBare",
        address="energy-data",
        what="The same without the identity in the topic; only where the operator allows it.",
        kinds=(ReadingPayload,),
        written_by=("device",),
        read_by=("device_gateway",),
    ),
    Channel(
        name="acknowledgements",
        address="device/{deviceId}/ack",
        what="Readings with these sequence numbers are kept; the device may forget them.",
        kinds=(ReadingsAcknowledged,),
        written_by=("device_gateway",),
        read_by=("device",),
    ),
)
BUS: Final = (
    Channel(
        name="READINGS",
        address="reading.v1.{partition}.{communityId}.{deviceId}",
        what="Validated readings, K applied, with the place the device had when it measured.",
        kinds=(reading.ReadingReceived,),
        written_by=("device_gateway",),
        read_by=("energy", "engagement"),
        stream=streams.READINGS,
    ),
    Channel(
        name="REGISTRY.facility",
        address="registry.v1.facility.{facilityId}",
        what="The whole state of a facility after each change.",
        kinds=(registry.FacilityState, registry.FacilityRemoved),
        written_by=("community",),
        read_by=("device_gateway", "energy", "engagement"),
        stream=streams.REGISTRY,
    ),
    Channel(
        name="REGISTRY.community",
        address="registry.v1.community.{communityId}",
        what="The whole state of a community after each change.",
        kinds=(registry.CommunityState, registry.CommunityRemoved),
        written_by=("community",),
        read_by=("energy", "engagement"),
        stream=streams.REGISTRY,
    ),
    Channel(
        name="USERS",
        address="user.v1.{userId}",
        what="How to reach a user. The only stream with personal data.",
        kinds=(user.UserConfirmed, user.UserChanged, user.UserDeleted),
        written_by=("user",),
        read_by=("community", "engagement"),
        stream=streams.USERS,
    ),
    Channel(
        name="SESSIONS",
        address="session.v1.ended.{sessionId}",
        what="Whose access tokens count no longer, for as long as one may live.",
        kinds=(session.SessionEnded,),
        written_by=("user",),
        read_by=("community", "energy", "engagement"),
        stream=streams.SESSIONS,
    ),
    Channel(
        name="DEVICES",
        address="device.v1.{deviceId}",
        what="What happens to a device. Defined; nobody writes it yet.",
        kinds=(
            device.DeviceProvisioned,
            device.DeviceOnline,
            device.DeviceOffline,
            device.DeviceFaulted,
            device.DeviceRevoked,
        ),
        written_by=(),
        read_by=(),
        stream=streams.DEVICES,
    ),
    Channel(
        name="SURPLUS",
        address="surplus.v1.{communityId}",
        what="Episodes in which a community has power to spare. Nobody reads it yet.",
        kinds=(surplus.SurplusDetected, surplus.SurplusEnded),
        written_by=("engagement",),
        read_by=(),
        stream=streams.SURPLUS,
    ),
    Channel(
        name="DEAD_LETTERS",
        address="dead-letter.v1.{service}.{reason}",
        what="Refused input with its reason; a person reads it.",
        kinds=(dead_letter.DeadLetter,),
        written_by=("device_gateway", "energy", "community"),
        read_by=(),
        stream=streams.DEAD_LETTERS,
    ),
    Channel(
        name="live.community",
        address="live.v1.community.{communityId}",
        what="A balance, at most once a second, to every replica that shows it. Not kept.",
        kinds=(live.BalanceUpdated,),
        written_by=("engagement",),
        read_by=("engagement",),
    ),
    Channel(
        name="live.facility",
        address="live.v1.facility.{facilityId}",
        what="A power, at most once a second while somebody watches. Not kept.",
        kinds=(live.FacilityPowerUpdated,),
        written_by=("engagement",),
        read_by=("engagement",),
    ),
    Channel(
        name="live.watch",
        address="live.v1.watch.facility",
        what="A screen shows this facility. Not kept.",
        kinds=(live.FacilityWatched,),
        written_by=("engagement",),
        read_by=("engagement",),
    ),
)
