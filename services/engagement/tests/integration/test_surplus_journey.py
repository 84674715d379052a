"""From readings on the bus to a message at a member (FR3.2, FR4.1, FR4.2, R7), on real servers."""

from libs.chassis.testing.eventually import eventually
from services.engagement.tests.integration.world import World, service

DETECTED, CALLED, ENDED = "SurplusDetected", "MembersCalled", "SurplusEnded"


async def test_readings_become_a_balance_an_episode_and_messages(
    world: World, unused_tcp_port: int
) -> None:
    mail = world.folder / "mail"
    await world.register(facilities=3)
    await world.measure(2, 0, 400)
    settings = world.settings(unused_tcp_port, mail_url=f"file://{mail}")
    async with service(settings), world.client(unused_tcp_port, 1) as client:
        for subject in ("reading.v1.none.none.x", "registry.v1.facility.x", "user.v1.x"):
            await world.bus.publish(subject, b"\xff{garbage", message_id=subject)
        await world.measure(1, 0, 600)
        await world.measure_surplus(0, 11)

        async def told() -> bool:
            return len(world.lines()) == 3 and len(list(mail.glob("*.txt"))) == 3

        await eventually(told)
        snapshot = (await client.get(f"/live/community/{world.community_id}/snapshot")).json()
        assert (snapshot["powerConsumedW"], snapshot["powerProducedW"]) == (1000, 2500)
        assert snapshot["surplusSince"] is not None
        [notification] = (await client.get("/notification")).json()
        assert notification["title"] == "There is energy to spare: about 1.5 kW"
        [line] = [line for line in world.lines() if line["userId"] == str(world.user_id(1))]
        assert line["notificationId"] == notification["notificationId"]
        assert await world.surplus_events() == [DETECTED, CALLED]

        await world.measure(0, 12, 100)

        async def ended() -> bool:
            return await world.surplus_events() == [DETECTED, CALLED, ENDED]

        await eventually(ended)
        [episode] = (await client.get(f"/live/community/{world.community_id}/episode")).json()
        assert episode["endedAt"] is not None
        metrics = (await client.get("/metrics")).text
        assert 'engagement_received_to_sent_seconds_count{channel="log_file"}' in metrics
        assert "engagement_received_to_folded_seconds_bucket" in metrics
        assert 'engagement_malformed_total{stream="READINGS"}' in metrics
    assert len(world.lines()) == 3


async def test_restarts_neither_forget_a_surplus_nor_tell_it_again(
    world: World, unused_tcp_port: int
) -> None:
    await world.register(facilities=2)
    settings = world.settings(unused_tcp_port)
    path = f"/live/community/{world.community_id}"
    async with service(settings), world.client(unused_tcp_port, 0) as client:
        await world.measure_surplus(0, 5)

        async def seen() -> bool:
            answer = await client.get(f"{path}/snapshot")
            return bool(answer.json().get("powerProducedW") == 2500)

        await eventually(seen)
    async with service(settings), world.client(unused_tcp_port, 0) as client:
        await world.measure_surplus(6, 10)
        await eventually(lambda: len(world.lines()) == 2)
        [episode] = (await client.get(f"{path}/episode")).json()
        assert episode["startedAt"] == world.start.isoformat().replace("+00:00", "Z")
    await world.measure_surplus(11, 14)
    async with service(settings), world.client(unused_tcp_port, 0) as client:
        await world.measure_surplus(15, 30)
        await world.measure(0, 31, 0)

        async def ended() -> bool:
            return await world.surplus_events() == [DETECTED, CALLED, ENDED]

        await eventually(ended)
        assert (await client.get("/notification/unread-count")).json() == {"unreadCount": 1}
    assert len(world.lines()) == 2
