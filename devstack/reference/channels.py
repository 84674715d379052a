"""What travels where: on MQTT between devices and the gateway, on the bus between services."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from libs.chassis.replicas import Beat
from libs.contracts import streams, subjects
from libs.contracts.mqtt import (
    certificates,
    commands,
    configuration,
    firmware,
    readings,
    status,
    topics,
)
from libs.contracts.v1 import (
    dead_letter,
    device,
    live,
    reading,
    registry,
    session,
    surplus,
    user,
    usual,
)

PARAMETERS: Final = {
    "claimId": "The batch whose claim certificate the device was made with.",
    "communityId": "The community's id, a UUID; `none` where there is none.",
    "deviceId": "The device's own id: 1 to 64 letters, digits, `_` or `-`.",
    "facilityId": "The facility's id, a UUID.",
    "partition": "0 to 63: CRC-32 of the community's id modulo 64; `none` without a community.",
    "reason": "The stable code of the refusal.",
    "replicaId": "Random, for each process.",
    "service": "Who refused it, or whose replicas they are.",
    "sessionId": "A user's session, a UUID; on MQTT the random client id on the claim listener.",
    "team": "Replicas that share the same things.",
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


def _from_device(name: str, address: str, what: str, *kinds: type[msgspec.Struct]) -> Channel:
    return Channel(
        name=name,
        address=address,
        what=what,
        kinds=kinds,
        written_by=("device",),
        read_by=("device_gateway",),
    )


def _to_device(name: str, address: str, what: str, *kinds: type[msgspec.Struct]) -> Channel:
    return Channel(
        name=name,
        address=address,
        what=what,
        kinds=kinds,
        written_by=("device_gateway",),
        read_by=("device",),
    )


_ID: Final = "{deviceId}"
_CLAIM: Final = "{claimId}"
_SESSION: Final = "{sessionId}"

MQTT: Final = (
    _from_device(
        "readings",
        topics.readings(_ID),
        "A device publishes its measurements, one or up to 500 at once, QoS 1.",
        readings.ReadingPayload,
    ),
    _from_device(
        "readingsBare",
        topics.BARE_READINGS,
        "The same without the identity in the topic; only where the operator allows it.",
        readings.ReadingPayload,
    ),
    _to_device(
        "acknowledgements",
        topics.to_device(_ID, topics.ACKNOWLEDGEMENT),
        "What became of readings with these sequence numbers.",
        readings.ReadingsAcknowledged,
    ),
    _to_device(
        "resend",
        topics.to_device(_ID, topics.RESEND),
        "Sequence numbers that never came.",
        readings.ReadingsMissing,
    ),
    _from_device(
        "status",
        topics.report(_ID, topics.STATUS),
        "How the device is; also its last will.",
        status.StatusReported,
    ),
    _to_device(
        "configuration",
        topics.to_device(_ID, topics.CONFIGURATION),
        "The desired configuration.",
        configuration.ConfigurationDesired,
    ),
    _from_device(
        "configurationReport",
        topics.report(_ID, topics.CONFIGURATION),
        "The configuration it works by.",
        configuration.ConfigurationReported,
    ),
    _to_device(
        "commands",
        topics.to_device(_ID, topics.COMMAND),
        "What it is to do once.",
        commands.CommandRequested,
    ),
    _from_device(
        "commandReport",
        topics.report(_ID, topics.COMMAND),
        "What became of a command.",
        commands.CommandFinished,
    ),
    _from_device(
        "renewal",
        topics.report(_ID, topics.CERTIFICATE),
        "Asks for a new certificate over its own connection.",
        certificates.RenewalRequested,
    ),
    _to_device(
        "renewed",
        topics.to_device(_ID, topics.CERTIFICATE),
        "The new certificate.",
        certificates.CertificateRenewed,
    ),
    _to_device(
        "firmware",
        topics.to_device(_ID, topics.FIRMWARE),
        "An image to install.",
        firmware.FirmwareOffered,
    ),
    _from_device(
        "firmwareReport",
        topics.report(_ID, topics.FIRMWARE),
        "How far the update is.",
        firmware.FirmwareProgressed,
    ),
    _from_device(
        "provisioningCertificate",
        topics.provision(_CLAIM, _SESSION, topics.CERTIFICATE),
        "Asks for its own certificate, on the claim listener.",
        certificates.CertificateRequested,
    ),
    _to_device(
        "provisionedCertificate",
        topics.provisioned(_CLAIM, _SESSION, topics.CERTIFICATE),
        "The certificate, pending until it is registered.",
        certificates.CertificateIssued,
    ),
    _from_device(
        "provisioningRegistration",
        topics.provision(_CLAIM, _SESSION, topics.REGISTRATION),
        "Proves that it holds the new key.",
        certificates.RegistrationRequested,
    ),
    _to_device(
        "provisionedRegistration",
        topics.provisioned(_CLAIM, _SESSION, topics.REGISTRATION),
        "The certificate counts.",
        certificates.DeviceRegistered,
    ),
    _to_device(
        "provisioningRefusal",
        topics.provisioned(_CLAIM, _SESSION, topics.REFUSAL),
        "Why not, and when to ask again.",
        certificates.ProvisioningRefused,
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
        read_by=("community", "energy", "engagement", "device_gateway"),
        stream=streams.SESSIONS,
    ),
    Channel(
        name="DEVICES",
        address="device.v1.{deviceId}",
        what="What happens to a device. Nobody reads it yet.",
        kinds=(
            device.DeviceProvisioned,
            device.DeviceOnline,
            device.DeviceOffline,
            device.DeviceFaulted,
            device.DeviceFaultCleared,
            device.DeviceRevoked,
        ),
        written_by=("device_gateway",),
        read_by=(),
        stream=streams.DEVICES,
    ),
    Channel(
        name="SURPLUS",
        address="surplus.v1.{communityId}",
        what="Episodes in which a community has power to spare, and who was called.",
        kinds=(
            surplus.SurplusDetected,
            surplus.MembersCalled,
            surplus.SurplusUpdated,
            surplus.SurplusEnded,
            surplus.SurplusCorrected,
        ),
        written_by=("engagement",),
        read_by=("energy",),
        stream=streams.SURPLUS,
    ),
    Channel(
        name="USUAL",
        address="usual.v1.{facilityId}",
        what="What a facility draws as a rule, by hour of the clock. The last message is kept.",
        kinds=(usual.UsualWithdrawalComputed,),
        written_by=("energy",),
        read_by=("engagement",),
        stream=streams.USUAL,
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
    Channel(
        name="replicas",
        address=subjects.replica("{service}", "{team}", "{replicaId}"),
        what="A replica lives, once a second. Not kept.",
        kinds=(Beat,),
        written_by=("device_gateway",),
        read_by=("device_gateway",),
    ),
    Channel(
        name="live.inbox",
        address="live.v1.inbox",
        what="Screens of these users' inboxes look again. Not kept.",
        kinds=(live.InboxesChanged,),
        written_by=("engagement",),
        read_by=("engagement",),
    ),
)
