"""A home reads its community's surplus from a real broker, whatever is killed meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from devstack.servers.mosquitto import find_mosquitto
from libs.chassis.testing.eventually import eventually
from services.engagement.tests.integration.homes_broker import Home, a_home, homes_broker
from services.engagement.tests.integration.world import World, kill, service, service_process

pytestmark = pytest.mark.skipif(find_mosquitto() is None, reason="needs mosquitto")


def _state_topic(world: World) -> str:
    return f"meriggio/community/{world.community_id}/surplus"


def _is(world: World, home: Home, surplus: str) -> Callable[[], bool]:
    def check() -> bool:
        return home.shown.get(_state_topic(world), {}).get("surplus") == surplus

    return check


@pytest.mark.slow
async def test_a_home_follows_the_episode_through_every_break(
    world: World, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    port = unused_tcp_port_factory()
    await world.register(facilities=3)
    async with homes_broker(tmp_path, unused_tcp_port_factory(), world.community_id) as broker:
        settings = world.settings(port, home_mqtt_url=broker.url)
        async with service_process(settings) as process:
            async with a_home(broker) as home:
                await eventually(_is(world, home, "OFF"))
                for number in (1, 2):
                    await world.measure(number, 0, 100)
                await world.measure_surplus(0, 11)
                await eventually(_is(world, home, "ON"))
                state = home.shown[_state_topic(world)]
                assert state["since"] == world.start.isoformat()
                assert (state["excessW"], state["community"]) == (2300, "Prato")
                assert set(home.expiries) == {300}
            await broker.kill()
            await broker.start()
            async with a_home(broker) as home:  # the broker had forgotten it all
                await eventually(_is(world, home, "ON"), timeout_s=20)
            await kill(process)
        async with a_home(broker) as home:  # the broker still has it, for five minutes
            await eventually(_is(world, home, "ON"))
        async with service(settings), a_home(broker) as home:
            await eventually(_is(world, home, "ON"))
            await world.measure_surplus(12, 14, power_w=-100)
            await eventually(_is(world, home, "OFF"))


async def test_home_assistant_finds_the_community_and_a_stranger_does_not(
    world: World, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    await world.register(facilities=1)
    async with homes_broker(tmp_path, unused_tcp_port_factory(), world.community_id) as broker:
        settings = world.settings(unused_tcp_port_factory(), home_mqtt_url=broker.url)
        async with service(settings), a_home(broker) as home, a_home(broker, "other") as stranger:
            await eventually(_is(world, home, "OFF"))
            name = f"meriggio_{world.community_id.hex}"
            discovery: dict[str, Any] = home.shown[f"homeassistant/device/{name}/config"]
        assert stranger.shown == {}
    assert discovery["device"]["identifiers"] == [name]
    assert discovery["device"]["name"] == "Prato"
    assert discovery["origin"]["name"] == "Meriggio"
    assert discovery["state_topic"] == _state_topic(world)
    surplus = discovery["components"]["surplus"]
    assert (surplus["platform"], surplus["payload_on"], surplus["payload_off"]) == (
        "binary_sensor",
        "ON",
        "OFF",
    )
    assert surplus["value_template"] == "{{ value_json.surplus }}"
    ids = [each["unique_id"] for each in discovery["components"].values()]
    assert len(set(ids)) == len(ids) == 4
