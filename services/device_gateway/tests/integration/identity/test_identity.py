"""NF11 over real mutual TLS: brokers, keep-crl beside them, a gateway, Postgres and NATS."""

import asyncio
import contextlib
import json
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiomqtt
import asyncpg
import pytest

from devstack.pytest_servers import NATS_AS_BROKER
from devstack.servers.mosquitto import find_mosquitto
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt import topics
from libs.contracts.v1.device import DEVICE_DECODER, DeviceProvisioned, DeviceRevoked
from services.device_gateway.bootstrap import SCHEMA, identity
from services.device_gateway.tests.integration.identity.stage import (
    CLAIM,
    Applicant,
    Place,
    answer_to,
)
from services.device_gateway.tests.integration.stage import (
    GatewayMetrics,
    Surroundings,
    gateway_process,
    gateway_settings,
    running_gateway,
)
from services.device_gateway.tests.stream import stored
from services.device_gateway.tests.unit.identity.world import Key


@pytest.fixture(params=["mosquitto", NATS_AS_BROKER])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    """Brokers that run."""
    if request.param == "mosquitto" and find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    place = Place(tmp_path, request.param)
    async with place.brokers():
        yield place


@pytest.fixture
async def gateway(place: Place, around: Surroundings) -> AsyncIterator[GatewayMetrics]:
    async with running_gateway(place.mqtt, around, **place.settings) as metrics:
        yield metrics


def _serials(count: int) -> list[str]:
    """That no other test has used."""
    batch = uuid.uuid4().hex[:8]
    return [f"MG-{batch}-{number}" for number in range(count)]


def _status(certificate_serial: str, connection: int) -> bytes:
    body = {"state": "online", "connection": connection, "certificateSerial": certificate_serial}
    return json.dumps(body).encode()


def _reading(device_id: str) -> bytes:
    now = datetime.now(UTC).isoformat()
    body = {"deviceId": device_id, "energyValue": 100, "timestamp": now, "sequence": 7}
    return json.dumps(body).encode()


async def _is_let_in(applicant: Applicant) -> bool:
    return await asyncio.to_thread(applicant.is_let_in)


async def _is_kept_out(applicant: Applicant) -> bool:
    return not await _is_let_in(applicant)


async def _until_cut(client: aiomqtt.Client) -> None:
    """Return when the broker has ended the connection."""
    with contextlib.suppress(aiomqtt.MqttError):
        async for _ in client.messages:
            pass


async def test_from_claim_to_revocation(place: Place, gateway: GatewayMetrics, bus: Bus) -> None:
    """Provisioned together, one is renewed, one revoked and cut, the claim revoked in the end."""
    serials = _serials(5)
    await place.list_devices(serials)
    devices = [Applicant(place, serial) for serial in serials]
    first = await asyncio.gather(*(each.is_provisioned() for each in devices))
    assert await Applicant(place, serials[0]).is_refused() == "already_claimed"
    assert await Applicant(place, "MG-unlisted").is_refused() == "unknown_serial_number"

    victim, other = devices[0], devices[1]
    await _revoked(place, victim, other)
    await _refused_by_the_gateway(place, serials[0], gateway)
    await _renewed(place, other, first[1])
    await place.operator("POST", f"/fleet/batch/{CLAIM}/revoke", {"reason": "compromised"})
    await eventually(place.claim_is_kept_out)
    assert await _is_let_in(devices[2])

    events = [DEVICE_DECODER.decode(message.data) for message in await stored(bus, "DEVICES")]
    provisioned = [each.device_id for each in events if isinstance(each, DeviceProvisioned)]
    assert sorted(provisioned) == serials
    assert [e.device_id for e in events if isinstance(e, DeviceRevoked)] == [serials[0]]


async def _revoked(place: Place, victim: Applicant, other: Applicant) -> None:
    """While it is connected and its readings count; the other one's connection stays."""
    name = victim.serial_number
    async with victim.connection() as connected, other.connection() as untouched:
        # No facility has it yet: its readings are kept for when one does.
        await connected.subscribe(topics.all_to_device(name))
        answer = await answer_to(connected, topics.readings(name), _reading(name), {"ack"})
        assert answer["acknowledged"] == [7]
        await place.operator("POST", f"/fleet/device/{name}/revoke", {"reason": "stolen"})
        await asyncio.wait_for(_until_cut(connected), 10)
        await eventually(lambda: _is_kept_out(victim))
        status = topics.report(other.serial_number, "status")
        await untouched.publish(status, _status("a", 1), qos=1)
    assert await _is_let_in(other)
    assert await Applicant(place, name).is_refused() == "device_revoked"


async def _refused_by_the_gateway(place: Place, name: str, gateway: GatewayMetrics) -> None:
    """On the trusted listener anybody may be the victim; the gateway refuses and cuts it itself."""

    async def whatever_it_says() -> bool:
        with contextlib.suppress(aiomqtt.MqttError):  # cut before it said all
            async with aiomqtt.Client(
                place.mqtt.host, place.mqtt.port, identifier=name
            ) as imposter:
                await imposter.publish(topics.report(name, "status"), _status("a", 2))
                await imposter.publish(topics.readings(name), _reading(name))
                await asyncio.wait_for(_until_cut(imposter), 10)
        reports = gateway.value("reports_refused_total", reason="device_revoked")
        return bool(reports and gateway.refused()["device_revoked"])

    await eventually(whatever_it_says)


async def _renewed(place: Place, device: Applicant, old: str) -> None:
    """Over its own connection; the old certificate is refused once the new one was seen."""
    name = device.serial_number
    await place.operator("POST", f"/fleet/device/{name}/certificate/early-renewal")
    key = Key()
    async with device.connection() as client:
        await client.subscribe(topics.all_to_device(name))
        payload = json.dumps({"csr": key.csr}).encode()
        answer = await answer_to(
            client, topics.report(name, "certificate"), payload, {"certificate"}
        )
    before = Applicant(place, name)
    before.identity.write_bytes(device.identity.read_bytes())
    new = device.keep(answer["certificate"], key)
    async with device.connection() as client:

        async def has_taken_over() -> bool:
            await client.publish(topics.report(name, "status"), _status(new, 3), qos=1)
            return await place.states(name) == {new: "active", old: "superseded"}

        await eventually(has_taken_over)
    await eventually(lambda: _is_kept_out(before))
    assert await _is_let_in(device)


@pytest.mark.slow
async def test_the_end_of_a_certificate_ends_its_connection(
    place: Place, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NF11: brokers look at it only when it connects. Here the end comes early, in our books."""
    monkeypatch.setattr(identity, "_LAPSED_EVERY_S", 0.2)
    async with running_gateway(place.mqtt, around, **place.settings):
        (name,) = _serials(1)
        await place.list_devices([name])
        device = Applicant(place, name)
        certificate = await device.is_provisioned()
        async with device.connection() as connected:
            await connected.subscribe(topics.all_to_device(name))
            books = await asyncpg.connect(around.database_dsn)
            await books.execute(
                f"update {SCHEMA}.certificate set not_after = now() where device_id = $1", name
            )
            await books.close()
            await asyncio.wait_for(_until_cut(connected), 30)
        assert await place.states(name) == {certificate: "expired"}


@pytest.mark.slow
async def test_a_gateway_killed_while_everybody_asks(
    place: Place, around: Surroundings, tmp_path: Path
) -> None:
    """NF11: interrupted at any step, provisioning is repeated; each device has one identity."""
    serials = _serials(20)
    settings = gateway_settings(place.mqtt, around, **place.settings)
    async with gateway_process(settings, tmp_path / "gateway.log") as process:
        await place.list_devices(serials)
        devices = [Applicant(place, serial) for serial in serials]
        asking = [asyncio.create_task(each.is_provisioned()) for each in devices]
        for _ in range(3):
            await eventually(lambda: any(each.done() for each in asking), timeout_s=30)
            await process.kill()
            await process.start()
        certificates = await asyncio.wait_for(asyncio.gather(*asking), 60)
        for serial, certificate in zip(serials, certificates, strict=True):
            assert await place.states(serial) == {certificate: "active"}
        assert all(await asyncio.gather(*(_is_let_in(each) for each in devices)))
