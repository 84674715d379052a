"""NF11 on the wire: what devices ask, what they are told, and that nothing they send breaks it."""

import contextlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.contracts.mqtt.certificates import (
    CertificateIssued,
    CertificateRenewed,
    DeviceRegistered,
    ProvisioningRefused,
)
from services.device_gateway.inbound.mqtt.report import MalformedReportError, Report
from services.device_gateway.tests.unit.identity.world import (
    BATCH,
    SESSION,
    Desk,
    Key,
    World,
    registration_payload,
    request_payload,
    run,
)

_ANSWERS = f"provisioned/{BATCH}/{SESSION}"


@pytest.fixture
async def world() -> World:
    world = World()
    await world.list_serials("MG-1")
    return world


async def test_from_claim_to_identity(world: World) -> None:
    """NF11: CSR, certificate and token, registration; as the contract writes them."""
    desk, key = Desk(world), Key()
    topic, issued = await desk.tell("certificate", request_payload("MG-1", key))
    assert topic == f"{_ANSWERS}/certificate"
    told = msgspec.convert(issued, CertificateIssued)
    assert told.device_id == "MG-1"
    assert told.certificate.count("BEGIN CERTIFICATE") == 2
    assert (told.register_before - world.now()).total_seconds() == 3600

    body = registration_payload("MG-1", key, told.ownership_token)
    topic, registered = await desk.tell("registration", body)
    assert topic == f"{_ANSWERS}/registration"
    assert msgspec.convert(registered, DeviceRegistered).device_id == "MG-1"
    assert await desk.tell("registration", body) == (topic, registered)


async def test_a_refusal_says_which_step_and_when_to_ask_again() -> None:
    world = World(burst=1)
    await world.list_serials("MG-1")
    desk, key = Desk(world), Key()
    await desk.tell("certificate", request_payload("MG-1", key))
    topic, refused = await desk.tell("certificate", request_payload("MG-1", key))
    assert topic == f"{_ANSWERS}/refusal"
    told = msgspec.convert(refused, ProvisioningRefused)
    assert (told.step, told.code, told.retry_after_s) == ("certificate", "rate_limited", 10)
    world.clock.advance(seconds=10)
    topic, _ = await desk.tell("certificate", request_payload("MG-1", key))
    assert topic == f"{_ANSWERS}/certificate"


async def test_renewal_and_the_first_status_with_it(world: World) -> None:
    """The old certificate ends when the device shows that it has the new one."""
    desk = Desk(world)
    old = await world.provisioned("MG-1", Key())
    new_key = Key()
    payload = json.dumps({"csr": new_key.csr}).encode()
    topic, early = await desk.renews("MG-1", payload)
    assert topic == "device/MG-1/certificate"
    assert early["refused"] == "rate_limited"
    assert early["retryAfterS"] == 60 * 86_400

    world.clock.advance(seconds=61 * 86_400)
    _, answer = await desk.renews("MG-1", payload)
    renewed = msgspec.convert(answer, CertificateRenewed)
    assert renewed.certificate is not None
    assert (await desk.renews("MG-1", payload))[1] == answer
    new = await world.renewed("MG-1", new_key)

    await desk.reports("MG-1", certificateSerial=old.serial)
    await desk.reports("MG-1", certificateSerial=new.serial, state="offline")
    assert await world.states("MG-1") == ["active", "pending"]
    await desk.reports("MG-1", certificateSerial=new.serial)
    assert await world.states("MG-1") == ["superseded", "active"]
    assert await world.publish()
    assert await world.named() == {old.serial}


@pytest.mark.parametrize(
    "payload",
    [b"", b"{}", b"[]", b"\xff", b'{"serialNumber": 1}', b'{"serialNumber": "MG-1", "csr": null}'],
)
async def test_what_cannot_be_read_is_answered(world: World, payload: bytes) -> None:
    desk = Desk(world)
    for kind in ("certificate", "registration"):
        topic, refused = await desk.tell(kind, payload)
        assert (topic, refused["step"]) == (f"{_ANSWERS}/refusal", kind)
        assert refused["code"] == "malformed"
    assert (await desk.renews("MG-1", payload))[1]["refused"] == "malformed"


_json: Any = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=8,
)
_key = Key()
_serials = st.sampled_from(["MG-1", "MG-2", "mg-1", "MG-1/", "", "#", "MG-1\n", "ü" * 64])
_csrs = (
    st.just(_key.csr)
    | st.text(max_size=200)
    | st.builds(
        lambda at, letter: _key.csr[:at] + letter + _key.csr[at + 1 :],
        st.integers(0, len(_key.csr) - 1),
        st.characters(max_codepoint=0x2FF),
    )
)
_bodies = st.one_of(
    st.fixed_dictionaries({"serialNumber": _serials, "csr": _csrs}),
    st.fixed_dictionaries(
        {
            "serialNumber": _serials,
            "ownershipToken": st.text(max_size=60),
            "signature": st.text(max_size=90) | st.binary(max_size=80).map(bytes.hex),
        }
    ),
    st.fixed_dictionaries({"csr": _csrs}),
    _json,
)
_payloads = st.binary(max_size=300) | _bodies.map(lambda body: json.dumps(body).encode())


@given(payload=_payloads)
def test_no_payload_breaks_anything_or_makes_an_identity(payload: bytes) -> None:
    """Fuzzing of the inbound payloads: every one is answered, and nobody is registered."""

    async def scene() -> None:
        world = World()
        await world.list_serials("MG-1")
        desk = Desk(world)
        for kind in ("certificate", "registration"):
            topic, answer = await desk.tell(kind, payload)
            if topic == f"{_ANSWERS}/certificate":
                assert msgspec.convert(answer, CertificateIssued).device_id == "MG-1"
            else:
                assert topic == f"{_ANSWERS}/refusal"
                msgspec.convert(answer, ProvisioningRefused)
        _, renewed = await desk.renews("MG-1", payload)
        assert renewed["certificate"] is None
        with contextlib.suppress(MalformedReportError):
            await desk.status(Report("MG-1", "status", payload, world.now()))
        assert "active" not in await world.states("MG-1")
        assert await world.store.current("device") is None  # nothing was revoked either

    run(scene())
