"""One example of every MQTT message: shown in the AsyncAPI document, kept as snapshots."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import msgspec

from libs.contracts.mqtt import (
    certificates,
    commands,
    configuration,
    firmware,
    readings,
    status,
)

_NOON: Final = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)
_ID: Final = UUID("7f0c7c1e-52b4-4c43-9c0c-6f6f0a1d0007")
_PEM: Final = "-----BEGIN {0}-----\nMIIB...\n-----END {0}-----\n"
_CSR: Final = _PEM.format("CERTIFICATE REQUEST")
_CERTIFICATE: Final = _PEM.format("CERTIFICATE")
_SERIAL: Final = "MG-2026-000001"
_CONFIGURATION: Final = configuration.DeviceConfiguration(
    reporting_interval_s=60,
    on_change_w=300.0,
    transformation_constant=25.0,
    calibration=configuration.Calibration(current_gain=1.013, voltage_gain=0.998),
)

MQTT_EXAMPLES: Final[tuple[msgspec.Struct, ...]] = (
    readings.ReadingPayload(device_id="meter-0001", energy_value=-1250.5, timestamp=_NOON),
    readings.ReadingsAcknowledged(
        acknowledged=[41, 42],
        refused=[readings.RefusedReading(sequence=43, reason="future_timestamp")],
        time=_NOON,
    ),
    readings.ReadingsMissing(ranges=[readings.SequenceRange(first=17, last=19)]),
    status.StatusReported(
        state="online",
        connection=7,
        cadence_s=60.0,
        firmware="1.4.0",
        hardware="esp32s3-clamp",
        rssi_dbm=-61,
        uptime_s=86_400,
        buffered=3,
        buffer_capacity=32_768,
        oldest_sequence=40,
        newest_sequence=42,
        clock_offset_ms=-12,
        configuration_version=2,
        certificate_serial="5f70bf18a086",
        faults=["measuring_failed"],
    ),
    configuration.ConfigurationDesired(version=2, configuration=_CONFIGURATION),
    configuration.ConfigurationReported(version=2, configuration=_CONFIGURATION),
    commands.CommandRequested(command_id=_ID, kind="reboot", expires_at=_NOON),
    commands.CommandFinished(command_id=_ID, outcome="done"),
    certificates.CertificateRequested(serial_number=_SERIAL, csr=_CSR),
    certificates.CertificateIssued(
        device_id="meter-0001",
        certificate=_CERTIFICATE,
        ownership_token="q83vEjRWeJA",  # noqa: S106  an example
        register_before=_NOON,
    ),
    certificates.RegistrationRequested(
        serial_number=_SERIAL,
        ownership_token="q83vEjRWeJA",  # noqa: S106  an example
        signature="MEUCIQ==",
    ),
    certificates.DeviceRegistered(device_id="meter-0001"),
    certificates.ProvisioningRefused(
        step="certificate", code="rate_limited", detail="10 a minute", retry_after_s=6
    ),
    certificates.RenewalRequested(csr=_CSR),
    certificates.CertificateRenewed(certificate=_CERTIFICATE),
    firmware.FirmwareOffered(
        update_id=_ID,
        version="1.5.0",
        hardware="esp32s3-clamp",
        size_bytes=1_048_576,
        sha256="5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
        signature="3q2+7w==",
        url="https://gateway.example.org/firmware/image/7f0c7c1e",
    ),
    firmware.FirmwareProgressed(update_id=_ID, phase="downloading", percent=40),
)
