"""NF11: a gateway with authorities publishes what it has signed, and when all of it ends."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import free_port
from libs.chassis.testing.eventually import eventually
from services.device_gateway.commands import run_command
from services.device_gateway.domain.pki.authority import read_certificates
from services.device_gateway.domain.pki.published_list import read_signed_list
from services.device_gateway.tests.integration.stage import (
    Surroundings,
    asked,
    gateway_settings,
    running_gateway,
)


async def test_lists_are_signed_at_the_start_and_their_end_is_watched(
    mqtt_broker: MqttBroker, around: Surroundings, tmp_path: Path
) -> None:
    run_command(["pki", "init", "--folder", str(tmp_path), "--server-name", "localhost"])
    given = {
        "http_port": free_port(),
        "device_ca_certificate_file": tmp_path / "device-ca.pem",
        "device_ca_key_file": tmp_path / "device-ca.key",
        "claim_ca_certificate_file": tmp_path / "claim-ca.pem",
        "claim_ca_key_file": tmp_path / "claim-ca.key",
        "server_ca_certificate_file": tmp_path / "server-ca.pem",
        "server_certificate_file": tmp_path / "server.pem",
    }
    settings = gateway_settings(mqtt_broker, around, **given)

    async def is_published(kind: str) -> bool:
        return (await asked(settings, f"/pki/{kind}.crl")).status_code == 200

    async with running_gateway(mqtt_broker, around, **given):
        for kind in ("device", "claim"):
            await eventually(partial(is_published, kind))
            pem = (await asked(settings, f"/pki/{kind}.crl")).content
            authorities = read_certificates((tmp_path / f"{kind}-ca.pem").read_bytes())
            published = read_signed_list(pem, authorities)
            assert published.next_update - datetime.now(UTC) > timedelta(days=6)
        served = await asked(settings, "/pki/server-ca.pem")
        assert served.content == (tmp_path / "server-ca.pem").read_bytes()
        metrics = (await asked(settings, "/metrics")).text
        for name in ("device_ca", "claim_ca", "server_ca", "server"):
            assert f'certificate_left_seconds{{certificate="{name}"}} ' in metrics


async def test_without_authorities_nothing_is_published_and_readings_go_on(
    mqtt_broker: MqttBroker, around: Surroundings
) -> None:
    port = free_port()
    settings = gateway_settings(mqtt_broker, around, http_port=port)
    async with running_gateway(mqtt_broker, around, http_port=port):
        for path in ("/pki/device.crl", "/pki/claim.crl", "/pki/server-ca.pem"):
            assert (await asked(settings, path)).status_code == 404
