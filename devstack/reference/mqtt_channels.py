"""What travels on MQTT between devices and the gateway."""

from typing import Final

import msgspec

from devstack.reference.channel import Channel
from libs.contracts.mqtt import (
    certificates,
    commands,
    configuration,
    firmware,
    readings,
    status,
    topics,
)


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
