"""NF11: who gets an identity by a claim, and what an attacker with a claim can and cannot do."""

import asyncio
from datetime import timedelta

import pytest
from cryptography import x509

from services.device_gateway.domain.identity.certificate import EndReason
from services.device_gateway.domain.identity.provisioning import MOST_PENDING
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal
from services.device_gateway.outbound.identity.memory import MemoryIdentities
from services.device_gateway.tests.unit.identity.world import Key, World, code_of


@pytest.fixture
async def world() -> World:
    world = World()
    await world.list_serials("MG-1", "MG-2")
    return world


async def test_we_name_the_device_whatever_its_request_says(world: World) -> None:
    """The request's subject is `whoever`, and it wants to be an authority."""
    certificate = (await world.gets("MG-1", Key())).certificate
    made = x509.load_pem_x509_certificate(certificate.pem.encode())
    assert made.subject.rfc4514_string() == "CN=MG-1"
    assert not made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


async def test_interrupted_anywhere_it_can_be_repeated(world: World) -> None:
    key = Key()
    first = await world.gets("MG-1", key)
    assert await world.gets("MG-1", key) == first
    token = first.ownership_token
    assert await world.registers("MG-1", key, token) == "MG-1"
    assert await world.registers("MG-1", key, token) == "MG-1"
    again = await world.gets("MG-1", key)
    assert (again.certificate.serial, again.ownership_token) == (first.certificate.serial, token)
    assert isinstance(world.store, MemoryIdentities)
    assert world.store.happenings == [("provisioned", "MG-1")]


async def test_only_listed_devices_of_the_claims_batch(world: World) -> None:
    await world.list_serials("MG-9", batch="batch-9")
    key = Key()
    assert code_of(await world.asks("MG-3", key)) == "unknown_serial_number"
    assert code_of(await world.asks("MG-9", key)) == "unknown_serial_number"
    assert code_of(await world.asks("MG-1", key, claim="batch-9")) == "unknown_serial_number"
    assert code_of(await world.asks("MG-1", key, claim="nobody")) == "unknown_serial_number"
    offered = await world.gets("MG-1", key)
    stolen = await world.registers("MG-1", key, offered.ownership_token, claim="batch-9")
    assert code_of(stolen) == "unknown_serial_number"


async def test_the_token_is_worth_nothing_without_the_key(world: World) -> None:
    """A claim's holder sees no other session's answers; even one who did would gain nothing."""
    key = Key()
    token = (await world.gets("MG-1", key)).ownership_token
    assert code_of(await world.registers("MG-1", Key(), token)) == "bad_signature"
    assert code_of(await world.registers("MG-1", key, token + "A")) == "bad_token"
    assert code_of(await world.registers("MG-2", key, token)) == "bad_token"
    assert await world.states("MG-1") == ["pending"]


async def test_two_devices_with_one_serial_number(world: World) -> None:
    """Race or clone: the first to register is the device, the other is cut off and told."""
    honest, clone = Key(), Key()
    theirs = await world.gets("MG-1", clone)
    ours = await world.gets("MG-1", honest)
    registered = await asyncio.gather(
        world.registers("MG-1", honest, ours.ownership_token),
        world.registers("MG-1", clone, theirs.ownership_token),
    )
    assert registered[0] == "MG-1"
    assert code_of(registered[1]) == "bad_token"
    assert code_of(await world.asks("MG-1", clone)) == "already_claimed"
    assert await world.named() == {theirs.certificate.serial}


async def test_a_stolen_claim_cannot_take_what_is_claimed(world: World) -> None:
    ours = await world.provisioned("MG-1", Key())
    thief = Key()
    assert code_of(await world.asks("MG-1", thief)) == "already_claimed"
    await world.revoke_batch("batch-1", EndReason.COMPROMISED, with_devices=False)
    assert code_of(await world.asks("MG-2", thief)) == "batch_revoked"
    assert await world.named("claim") == {"c1a1"}
    assert (await world.certificates("MG-1"))[ours.serial].state == "active"


async def test_a_batch_can_take_its_devices_with_it(world: World) -> None:
    ours = await world.provisioned("MG-1", Key())
    await world.revoke_batch("batch-1", EndReason.COMPROMISED, with_devices=False)
    for revoked in (2, 0):
        answer = await world.revoke_batch("batch-1", EndReason.COMPROMISED, with_devices=True)
        assert answer == revoked
    assert await world.named() == {ours.serial}


async def test_a_claim_added_to_a_revoked_batch_is_revoked(world: World) -> None:
    await world.revoke_batch("batch-1", EndReason.STOLEN, with_devices=False)
    await world.add_batch("batch-1", "", frozenset({"c1a2"}))
    assert await world.named("claim") == {"c1a1", "c1a2"}


async def test_few_keys_wait_at_a_time(world: World) -> None:
    """A stolen claim neither fills the revocation list nor locks a device out for long."""
    keys = [Key() for _ in range(MOST_PENDING)]
    for key in keys:
        await world.gets("MG-1", key)
        world.clock.advance(seconds=60)
    refused = await world.asks("MG-1", Key())
    assert isinstance(refused, ProvisioningRefusal)
    assert (refused.code, refused.retry_after_s) == ("rate_limited", 3600 - MOST_PENDING * 60)
    await world.gets("MG-1", keys[-1])
    world.clock.advance(seconds=3600 - MOST_PENDING * 60)
    await world.gets("MG-1", Key())


async def test_nobody_waits_for_registration_longer_than_an_hour(world: World) -> None:
    key = Key()
    offered = await world.gets("MG-1", key)
    world.clock.advance(seconds=3600)
    assert code_of(await world.registers("MG-1", key, offered.ownership_token)) == "bad_token"
    assert await world.end_lapsed() == 1
    assert await world.end_lapsed() == 0
    assert await world.named() == {offered.certificate.serial}
    await world.provisioned("MG-1", key)
    assert await world.states("MG-1") == ["revoked", "active"]


async def test_revoked_and_released(world: World) -> None:
    """NF11: refused from then on, until an operator says otherwise."""
    key = Key()
    old = await world.provisioned("MG-1", key)
    await world.revokes("MG-1")
    await world.revokes("MG-1", EndReason.COMPROMISED)
    assert code_of(await world.asks("MG-1", key)) == "device_revoked"
    assert code_of(await world.renew("MG-1", Key().csr)) == "device_revoked"
    assert await world.named() == {old.serial}

    await world.release_device("MG-1")
    new = await world.provisioned("MG-1", key)
    assert new.serial != old.serial
    assert await world.named() == {old.serial}
    assert isinstance(world.store, MemoryIdentities)
    told = [happening for happening, _ in world.store.happenings]
    assert told == ["provisioned", "revoked", "provisioned"]


async def test_what_ends_by_itself_leaves_the_list(world: World) -> None:
    certificate = await world.provisioned("MG-1", Key())
    await world.revokes("MG-1")
    world.clock.advance(seconds=timedelta(days=91).total_seconds())
    assert await world.publish()
    assert await world.named() == set()
    assert (await world.certificates("MG-1"))[certificate.serial].state == "revoked"


async def test_the_list_is_made_daily_and_once(world: World) -> None:
    await world.publish()
    first = await world.published()
    assert await world.publish() == 0
    world.clock.advance(seconds=86_401)
    assert await world.publish() == 2
    second = await world.published()
    assert second.number > first.number
    assert second.next_update - world.now() == timedelta(days=7)
