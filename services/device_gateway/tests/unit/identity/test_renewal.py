"""NF11: a device's next certificate, over its own connection."""

from datetime import datetime

import pytest

from services.device_gateway.tests.unit.identity.world import Key, World, code_of

_DAY_S = 86_400


@pytest.fixture
async def world() -> World:
    world = World()
    await world.list_serials("MG-1")
    return world


async def test_only_near_the_end_unless_an_operator_allows_it(world: World) -> None:
    await world.provisioned("MG-1", Key())
    key = Key()
    assert code_of(await world.renew("MG-1", key.csr)) == "rate_limited"
    await world.allow_early_renewal("MG-1")
    new = await world.renewed("MG-1", key)
    await world.show("MG-1", new.serial)
    assert code_of(await world.renew("MG-1", Key().csr)) == "rate_limited"


async def test_the_same_key_gets_the_same_certificate(world: World) -> None:
    key = Key()
    old = await world.provisioned("MG-1", key)
    assert (await world.renewed("MG-1", key)).serial == old.serial
    world.clock.advance(seconds=60 * _DAY_S)
    new = await world.renewed("MG-1", key)
    assert new.serial != old.serial
    assert await world.renewed("MG-1", key) == new


async def test_a_device_that_is_away_with_its_new_certificate_is_not_locked_out(
    world: World,
) -> None:
    """Seen only after the old one's end, which no rule of ours may have made the only one."""
    await world.provisioned("MG-1", Key())
    world.clock.advance(seconds=60 * _DAY_S)
    key = Key()
    new = await world.renewed("MG-1", key)
    world.clock.advance(seconds=80 * _DAY_S)
    await world.end_lapsed()
    assert await world.states("MG-1") == ["expired", "pending"]
    assert await world.show("MG-1", new.serial)
    assert await world.states("MG-1") == ["expired", "active"]


async def test_who_is_connected_with_what_has_expired_is_cut(world: World) -> None:
    """NF11: brokers look at a certificate when it connects, not when it ends."""
    await world.provisioned("MG-1", Key())
    world.clock.advance(seconds=89 * _DAY_S)
    assert await world.end_lapsed() == 0
    assert await _cut_at(world) is None
    world.clock.advance(seconds=2 * _DAY_S)
    assert await world.end_lapsed() == 1
    assert await _cut_at(world) == world.now()
    assert await world.store.current("device") is None  # no list need name it


async def _cut_at(world: World) -> datetime | None:
    async with world.store.transaction() as transaction:
        identity = await transaction.identity_of("MG-1")
    assert identity is not None
    return identity.device.cut_at


async def test_answers_that_arrive_late_leave_the_newer_certificate(world: World) -> None:
    """The device shows an older renewal while a newer one is on its way to it."""
    await world.provisioned("MG-1", Key())
    world.clock.advance(seconds=60 * _DAY_S)
    first = await world.renewed("MG-1", Key())
    world.clock.advance(seconds=60)
    second = await world.renewed("MG-1", Key())
    await world.show("MG-1", first.serial)
    assert await world.states("MG-1") == ["superseded", "active", "pending"]
    await world.show("MG-1", second.serial)
    assert await world.states("MG-1") == ["superseded", "superseded", "active"]


async def test_what_the_device_never_used_ends_when_it_shows_a_newer_one(world: World) -> None:
    await world.provisioned("MG-1", Key())
    world.clock.advance(seconds=60 * _DAY_S)
    await world.renewed("MG-1", Key())
    world.clock.advance(seconds=60)
    used = await world.renewed("MG-1", Key())
    await world.show("MG-1", used.serial)
    assert await world.states("MG-1") == ["superseded", "superseded", "active"]


async def test_few_renewals_wait(world: World) -> None:
    await world.provisioned("MG-1", Key())
    world.clock.advance(seconds=60 * _DAY_S)
    for _ in range(5):
        await world.renewed("MG-1", Key())
        world.clock.advance(seconds=60)
    assert await world.states("MG-1") == ["active", *["superseded"] * 2, *["pending"] * 3]


async def test_who_was_not_provisioned_here_renews_nothing(world: World) -> None:
    """Also not with a certificate that a claim got and nobody registered."""
    offered = await world.gets("MG-1", Key())
    for device_id in ("MG-1", "stranger"):
        answer = await world.renew(device_id, Key().csr)
        assert code_of(answer) == "unknown_serial_number"
    assert not await world.show("MG-1", offered.certificate.serial)
    assert await world.states("MG-1") == ["pending"]


async def test_a_revoked_device_shows_nothing(world: World) -> None:
    await world.provisioned("MG-1", Key())
    world.clock.advance(seconds=60 * _DAY_S)
    new = await world.renewed("MG-1", Key())
    await world.revokes("MG-1")
    assert not await world.show("MG-1", new.serial)
    assert await world.states("MG-1") == ["revoked", "revoked"]
    assert len(await world.named()) == 2
