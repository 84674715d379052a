"""Identities in Postgres and in the twin: the same moves have the same ends."""

import asyncio

import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.postgres import connect_pool
from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.bootstrap import SCHEMA
from services.device_gateway.domain.identity.certificate import EndReason
from services.device_gateway.domain.identity.manufacturing import listed_device
from services.device_gateway.outbound.identity.postgres import PostgresIdentities
from services.device_gateway.ports.identity import Listing
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.identity.world import BATCH, Key, World, code_of

_DAY_S = 86_400


async def test_the_manufacturing_list_contradicts_itself_nowhere(world: World) -> None:
    assert await world.list_serials("MG-1", "MG-2", "MG-1") == [
        Listing.ADDED,
        Listing.ADDED,
        Listing.KNOWN,
    ]
    await world.list_serials(batch="batch-2")
    rows = [
        listed_device("MG-1", "batch-2", None),
        listed_device("MG-1", BATCH, "other"),
        listed_device("MG-3", BATCH, "MG-2"),
        listed_device("MG-3", BATCH, "meter-3"),
    ]
    assert await world.list_devices(rows) == [
        Listing.SERIAL_NUMBER_TAKEN,
        Listing.SERIAL_NUMBER_TAKEN,
        Listing.DEVICE_ID_TAKEN,
        Listing.ADDED,
    ]
    assert await world.store.certificates_of("meter-3", 10) == []
    assert await world.store.certificates_of("MG-3", 10) is None


async def test_batches_come_back_as_they_were_kept(world: World) -> None:
    await world.add_batch("b-1", "June", frozenset({"a1"}))
    world.clock.advance(seconds=1)
    await world.add_batch("b-2", "July", frozenset())
    await world.add_batch("b-1", "later", frozenset({"b2"}))
    await world.revoke_batch("b-2", EndReason.STOLEN, with_devices=False)
    await world.revoke_batch("b-2", EndReason.COMPROMISED, with_devices=True)
    second, first = await world.store.batches(10)
    assert await world.store.batches(1) == [second]
    assert (first.name, first.claim_serials, first.revoked_at) == (
        "June",
        frozenset({"a1", "b2"}),
        None,
    )
    assert (second.reason, second.revoked_at) == (EndReason.STOLEN, world.now())
    assert await world.named("claim") == set()


async def test_a_life_from_claim_to_revocation(world: World) -> None:
    """Claimed, renewed, superseded, revoked, released, claimed anew; every state is kept."""
    await world.list_serials("MG-1")
    rival, key = Key(), Key()
    theirs = await world.gets("MG-1", rival)
    first = await world.provisioned("MG-1", key)
    assert await world.named() == {theirs.certificate.serial}
    assert code_of(await world.asks("MG-1", rival)) == "already_claimed"

    world.clock.advance(seconds=61 * _DAY_S)
    second = await world.renewed("MG-1", Key())
    assert await world.show("MG-1", second.serial)
    kept = await world.certificates("MG-1")
    assert kept[first.serial].reason is EndReason.SUPERSEDED
    assert kept[second.serial] == second.activated()
    assert await world.store.has_unlisted("device", world.now())
    assert await world.publish() == 2
    assert not await world.store.has_unlisted("device", world.now())

    await world.revokes("MG-1")
    dead = {theirs.certificate.serial, first.serial, second.serial}
    assert await world.named() == dead
    await world.release_device("MG-1")
    world.clock.advance(seconds=1)
    third = await world.provisioned("MG-1", key)
    assert third.serial not in dead
    states = await world.states("MG-1")
    assert sorted(states[:2]) == ["revoked", "superseded"]
    assert states[2:] == ["revoked", "active"]


async def test_what_is_over_is_ended_and_at_last_forgotten(world: World) -> None:
    await world.list_serials("MG-1", "MG-2", "MG-3")
    await world.gets("MG-1", Key())
    await world.provisioned("MG-2", Key())
    await world.gets("MG-3", Key())
    world.clock.advance(seconds=1800)
    await world.gets("MG-3", Key())
    world.clock.advance(seconds=1801)
    assert await world.store.lapsed(world.now(), 10) == ["MG-1", "MG-3"]
    assert len(await world.store.lapsed(world.now(), 1)) == 1
    assert await world.end_lapsed() == 2
    assert await world.states("MG-1") == ["revoked"]
    assert await world.states("MG-3") == ["revoked", "pending"]
    world.clock.advance(seconds=91 * _DAY_S)
    await world.end_lapsed()
    assert await world.states("MG-2") == ["expired"]
    world.clock.advance(seconds=365 * _DAY_S)
    await world.end_lapsed()
    assert await world.states("MG-2") == []


async def test_one_of_many_at_once_becomes_the_device(world: World) -> None:
    """NF11: two with one serial number, each repeating itself; on Postgres really at once."""
    await world.list_serials("MG-1")
    keys = [Key(), Key()]
    offers = await asyncio.gather(*(world.gets("MG-1", key) for key in keys for _ in range(3)))
    assert len({offer.certificate.serial for offer in offers}) == 2
    answers = await asyncio.gather(
        *(
            world.registers("MG-1", key, offer.ownership_token)
            for key, offer in zip([keys[0]] * 3 + [keys[1]] * 3, offers, strict=True)
        )
    )
    won = [answer == "MG-1" for answer in answers]
    assert won in ([True] * 3 + [False] * 3, [False] * 3 + [True] * 3)
    assert sorted(await world.states("MG-1")) == ["active", "revoked"]


async def test_revocations_at_once_are_all_in_the_list(world: World) -> None:
    """Each makes the list anew; none forgets another's."""
    serials = [f"MG-{number}" for number in range(8)]
    await world.list_serials(*serials)
    certificates = [await world.provisioned(serial, Key()) for serial in serials]
    await asyncio.gather(*(world.revokes(serial) for serial in serials))
    published = await world.published()
    assert published.serials == {int(each.serial, 16) for each in certificates}


async def test_a_batch_cannot_be_revoked_while_it_is_used(world: World) -> None:
    """Who is answered was answered before; who asks afterwards is refused."""
    await world.list_serials("MG-1")
    key = Key()
    await asyncio.gather(
        world.asks("MG-1", key),
        world.revoke_batch(BATCH, EndReason.STOLEN, with_devices=True),
    )
    assert code_of(await world.asks("MG-1", key)) == "batch_revoked"
    assert "active" not in await world.states("MG-1")


async def test_nothing_is_kept_of_what_failed(world: World) -> None:
    await world.list_serials("MG-1")

    async def fail() -> None:
        async with world.store.transaction() as transaction:
            identity = await transaction.identity_of("MG-1")
            assert identity is not None
            await transaction.save(identity.revoke(EndReason.STOLEN, world.now()))
            raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError, match="interrupted"):
        await fail()
    await world.provisioned("MG-1", Key())


@pytest.mark.usefixtures("pool")
async def test_one_connection_is_enough_for_each_move(migrated_dsn: str) -> None:
    """Who waited for a second one in a transaction would wait for ever once all do."""
    clock = FakeClock(NOW)
    async with connect_pool(migrated_dsn, schema=SCHEMA, max_connections=1) as narrow:
        world = World(PostgresIdentities(narrow, RandomIds(), clock), clock)
        async with asyncio.timeout(60):
            await world.list_serials("MG-1", "MG-2")
            await world.provisioned("MG-1", Key())
            clock.advance(seconds=61 * _DAY_S)
            renewed = await world.renewed("MG-1", Key())
            await world.show("MG-1", renewed.serial)
            assert await world.publish() == 2
            await world.revokes("MG-1")
            await world.release_device("MG-1")
            await world.gets("MG-2", Key())
            clock.advance(seconds=2 * _DAY_S)
            assert await world.publish() == 2
            assert await world.end_lapsed() == 1
            await world.revoke_batch(BATCH, EndReason.STOLEN, with_devices=True)
            assert await world.publish(anew=True) == 2
