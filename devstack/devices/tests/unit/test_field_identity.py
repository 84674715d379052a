"""From a claim to an identity and on to the next, cut off anywhere (NF11)."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from devstack.devices.identity.credentials import credentials_of, request_certificate
from devstack.devices.identity.store import IdentityFolder, PendingIdentity
from devstack.devices.surroundings import Call
from devstack.devices.tests.fake_field import (
    BEGIN,
    CLAIM,
    CLAIM_ID,
    DEVICE_ID,
    SERIAL,
    FieldStage,
    issue,
    now,
)
from devstack.devices.tests.virtual_time import run_virtually


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"memory.json"}


def test_from_the_claim_to_the_first_status(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with FieldStage(tmp_path).power_on() as stage:
            await asyncio.sleep(1)
            [session, call] = stage.network.calls
            assert isinstance(session, str)
            assert isinstance(call, Call)
            assert session.startswith("claim-")
            assert len(session) == len("claim-") + 32
            [link] = stage.network.claim_links
            assert [one.topic for one in link.published] == [
                f"provision/{CLAIM_ID}/{session}/certificate",
                f"provision/{CLAIM_ID}/{session}/registration",
            ]
            assert not link.is_open, "it leaves the claims' listener"
            assert files(tmp_path) == {"device.pem"}, "claim and spare keys are erased"
            current = stage.identity.current
            assert current is not None
            assert (call.device_id, call.credentials) == (DEVICE_ID, current)
            [status] = stage.network.said("status")
            assert status["certificateSerial"] == current.serial == f"{7 << 64:x}"
            assert stage.counters.provisioned == 1

    run_virtually(scenario())


@pytest.mark.parametrize("step", ["certificate", "registration"])
def test_killed_at_any_step_it_goes_on(tmp_path: Path, step: str) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        stage.system.stands_still = {step}
        async with stage.power_on(dies=True):
            await asyncio.sleep(30)
        asked = [one for one in stage.network.claim_links[0].published if step in one.topic]
        assert len(asked) > 2, "it asks until it is answered"
        stage.system.stands_still = set()
        async with stage.power_on():
            await asyncio.sleep(2)
            assert stage.device.device_id == DEVICE_ID
        requests = [
            key_of(one.body["csr"])
            for link in stage.network.claim_links
            for one in link.published
            if "csr" in one.body
        ]
        assert len(requests) == (len(asked) + 1 if step == "certificate" else 1)
        assert all(key == requests[0] for key in requests), "one key, one certificate"

    run_virtually(scenario())


def key_of(csr: str) -> object:
    return x509.load_pem_x509_csr(csr.encode()).public_key()


def test_killed_between_registration_and_first_connection(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        stage.network.refuses = lambda call: isinstance(call, Call)
        async with stage.power_on(dies=True):
            await asyncio.sleep(5)
            assert files(tmp_path) == {"claim.pem", "next.key", "pending.pem"}
        stage.network.refuses = lambda _call: False
        claimed = len(stage.network.claim_links)
        async with stage.power_on():
            await asyncio.sleep(2)
            assert stage.device.device_id == DEVICE_ID
            assert len(stage.network.claim_links) == claimed, "it is registered already"

    run_virtually(scenario())


def test_killed_between_promotion_and_erasing_the_claim(tmp_path: Path) -> None:
    folder = IdentityFolder(tmp_path, CLAIM)
    pending = _pending(folder)
    folder.keep_pending(pending)
    left = {path: path.read_text() for path in tmp_path.iterdir()}
    folder.promote()
    for path, text in left.items():
        path.write_text(text)
    again = IdentityFolder(tmp_path, CLAIM)
    assert (again.current, again.pending, again.claim) == (pending.credentials, None, None)
    assert files(tmp_path) == {"device.pem"}


def _pending(folder: IdentityFolder) -> PendingIdentity:
    key = folder.fresh_key()
    return PendingIdentity(
        device_id=DEVICE_ID,
        credentials=credentials_of(key, issue(request_certificate(key, SERIAL))),
        ownership_token="token",
        register_before=BEGIN + timedelta(hours=1),
    )


def test_what_is_pending_is_read_as_it_was_kept(tmp_path: Path) -> None:
    folder = IdentityFolder(tmp_path, CLAIM)
    folder.keep_pending(_pending(folder))
    assert IdentityFolder(tmp_path, CLAIM).pending == folder.pending
    assert (tmp_path / "pending.pem").stat().st_mode & 0o077 == 0


def test_a_certificate_that_was_not_registered_in_time_is_dropped(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        stage.system.stands_still = {"registration"}
        async with stage.power_on(dies=True):
            await asyncio.sleep(5)
            first = stage.identity.pending
        await asyncio.sleep(3600)
        stage.system.stands_still = set()
        async with stage.power_on():
            await asyncio.sleep(2)
            assert first is not None
            assert stage.identity.current is not None
            assert stage.identity.current.key_pem != first.credentials.key_pem

    run_virtually(scenario())


def test_a_refusal_says_when_to_come_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        refusal = {"step": "certificate", "code": "rate_limited", "retryAfterS": 900}
        stage.network.hears = lambda link, _published: link.tell(refusal, "refusal")
        async with stage.power_on():
            await asyncio.sleep(899)
            assert len(stage.network.calls) == 1
            assert "rate_limited" in stage.device.state
            stage.network.hears = stage.system
            await asyncio.sleep(451)
            assert stage.device.device_id == DEVICE_ID
            assert stage.counters.provisioning_refused == {"rate_limited": 1}

    run_virtually(scenario())


def test_thirty_days_before_the_end_it_gets_a_new_certificate(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        stage.system.issued_at = BEGIN - timedelta(days=60) + timedelta(hours=2)
        async with stage.power_on():
            await asyncio.sleep(10)
            old = stage.identity.current
            assert old is not None
            assert stage.network.said("certificate") == []
            await asyncio.sleep(timedelta(hours=2, minutes=11).total_seconds())
            asked = stage.network.said("certificate")
            renewed = issue(asked[-1]["csr"], serial=8, at=now())
            stage.network.link.tell({"certificate": renewed}, "certificate")
            await asyncio.sleep(5)
            new = stage.identity.current
            assert new is not None
            assert new.serial == f"{8 << 64:x}"
            assert new.key_pem != old.key_pem
            assert stage.network.said("status")[-1]["certificateSerial"] == new.serial
            assert (stage.counters.renewed, stage.counters.connections_lost) == (1, 0)
            assert files(tmp_path) == {"device.pem"}

    run_virtually(scenario())


def test_a_new_certificate_that_does_not_work_yet_is_tried_beside_the_old_one(
    tmp_path: Path,
) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        async with stage.power_on():
            await asyncio.sleep(1)
            old = stage.identity.current
            assert stage.device.session.renewal is not None
            stage.device.session.renewal.want()
            await asyncio.sleep(5)
            [asked] = stage.network.said("certificate")
            stage.network.refuses = lambda call: isinstance(call, Call) and call.credentials != old
            stage.network.link.tell({"certificate": issue(asked["csr"], serial=8)}, "certificate")
            await asyncio.sleep(30)
            assert stage.device.state == "connected"
            assert stage.identity.current == old
            tried, again_s = len(stage.network.calls), stage.settings.renewal_again_s
            await asyncio.sleep(3 * again_s)
            assert len(stage.network.calls) == tried + 3 * len(["the new one", "the old one"])
            assert (stage.device.state, stage.identity.current) == ("connected", old)
            stage.network.refuses = lambda _call: False
            await asyncio.sleep(again_s)
            new = stage.identity.current
            assert new is not None
            assert new.serial == f"{8 << 64:x}"
            assert stage.network.said("status")[-1]["certificateSerial"] == new.serial

    run_virtually(scenario())


def test_told_to_provision_again_it_answers_and_begins_with_its_claim(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        async with stage.power_on():
            await asyncio.sleep(1)
            first = stage.identity.current
            command = {
                "commandId": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
                "kind": "provision_again",
                "expiresAt": (BEGIN + timedelta(hours=1)).isoformat(),
            }
            stage.network.link.tell(command, "command")
            await asyncio.sleep(5)
            [answer] = stage.network.said("command")
            assert answer["outcome"] == "done"
            assert stage.counters.provisioned == 2
            assert stage.identity.current is not None
            assert stage.identity.current != first
            assert files(tmp_path) == {"device.pem"}

    run_virtually(scenario())
