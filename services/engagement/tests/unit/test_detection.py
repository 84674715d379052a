"""From readings to recorded episodes and messages (FR4.1, FR4.2, R7), on adapters in memory."""

from datetime import timedelta

from services.engagement.domain.surplus.detection import Candidate
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.tests.engine import (
    COMMUNITY,
    KW,
    MINUTE,
    Engine,
    at,
    community,
    engine_with,
    facility,
    inbox_count,
    reading,
    surplus_readings,
)


async def test_everybody_with_access_to_a_facility_is_told_once() -> None:
    engine = Engine()
    await engine.start(community(), facility(0), facility(1, users=[0, 1, 2]))
    engine.fold.fold(surplus_readings(0, 11))
    await engine.write_down()
    assert [await inbox_count(engine, number) for number in (0, 1, 2, 99)] == [1, 1, 1, 0]
    assert [event for event, _ in engine.books.events] == ["detected", "called"]


async def test_nothing_is_decided_before_the_first_catch_up() -> None:
    engine = Engine()
    engine.project.apply([community(), facility(0)])
    engine.fold.fold(surplus_readings(0, 30))
    await engine.write_down()
    assert engine.books.events == []


async def test_readings_of_before_the_start_are_one_balance_and_not_a_history() -> None:
    engine = Engine()
    await engine.start(community(), facility(0), readings=surplus_readings(0, 30))
    engine.settle()
    await engine.write_down()
    assert engine.books.events == []
    assert engine.surplus.state(COMMUNITY).phase == Candidate(at(30 * MINUTE))


async def test_a_change_is_decided_after_the_settle_time_without_another_reading() -> None:
    engine = await engine_with()
    engine.fold.fold(surplus_readings(0, 10))
    assert engine.record.wake.is_set() is False
    engine.settle()
    assert engine.record.wake.is_set()


async def test_half_of_a_simultaneous_measurement_is_not_taken_for_a_balance() -> None:
    """Producer and consumer measure at the same instant; the producer arrives first."""
    engine = Engine()
    at_once = SurplusPolicy(minimum_duration=timedelta(0))
    await engine.start(community(at_once), facility(0), facility(1))
    for minute in range(10):
        engine.fold.fold([reading(0, minute * MINUTE, -5 * KW)])
        engine.fold.settle()
        engine.fold.fold([reading(1, minute * MINUTE, 5 * KW)])
        engine.settle()
    await engine.write_down()
    assert engine.books.events == []


async def test_the_reading_that_ends_a_surplus_does_not_first_complete_it() -> None:
    """A reading is the mean of the interval before it: it says nothing of the time after."""
    engine = await engine_with()
    engine.fold.fold([reading(0, 0, -2 * KW)])
    engine.settle()
    engine.fold.fold([reading(0, 15 * MINUTE, 0)])
    engine.settle()
    await engine.write_down()
    assert engine.books.events == []


async def test_late_readings_do_not_fake_a_surplus() -> None:
    engine = await engine_with()
    engine.fold.fold([reading(0, 3600, 100), *surplus_readings(0, 30)])
    engine.settle()
    await engine.write_down()
    assert engine.books.events == []


async def test_silence_ends_an_episode_where_it_was_last_seen() -> None:
    engine = await engine_with()
    engine.fold.fold(surplus_readings(0, 12))
    engine.clock.advance(seconds=12 * MINUTE + 901)
    engine.fold.lose_silent()
    await engine.write_down()
    episodes = await engine.books.episodes(COMMUNITY, limit=10)
    assert [episode.ended_at for episode in episodes] == [at(12 * MINUTE)]


async def test_a_hole_in_event_time_ends_an_episode_where_it_was_last_seen() -> None:
    engine = await engine_with()
    engine.fold.fold([*surplus_readings(0, 12), reading(1, 5 * 3600, 100)])
    await engine.write_down()
    episodes = await engine.books.episodes(COMMUNITY, limit=10)
    assert [episode.ended_at for episode in episodes] == [at(12 * MINUTE)]


async def test_removing_the_community_ends_its_episode() -> None:
    engine = await engine_with()
    engine.fold.fold(surplus_readings(0, 12))
    removed = community(version=2)
    engine.project.apply([type(removed)(COMMUNITY, 2, removed=True)])
    engine.fold.hand_on()
    await engine.write_down()
    assert [event for event, _ in engine.books.events] == ["detected", "called", "ended"]


async def test_removing_the_producer_from_the_registry_ends_the_surplus() -> None:
    engine = await engine_with()
    engine.fold.fold(surplus_readings(0, 12))
    engine.project.apply([facility(0, version=2, community_id=None)])
    engine.fold.hand_on()
    engine.settle()
    await engine.write_down()
    assert [event for event, _ in engine.books.events] == ["detected", "called", "ended"]


async def test_a_new_policy_is_followed_at_once() -> None:
    engine = await engine_with()
    engine.project.apply([community(SurplusPolicy(threshold_mw=3 * KW), version=2)])
    engine.fold.fold(surplus_readings(0, 30))
    await engine.write_down()
    assert engine.books.events == []
