"""Late data corrects an episode, also after it has ended, and tells nobody (FR4.2)."""

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.balance.reading import Reading
from services.engagement.domain.replay.correction import CorrectedSpan, Correction
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.inbound.http.live.models import EpisodeView
from services.engagement.ports.surplus import Episode
from services.engagement.tests.engine import (
    COMMUNITY,
    KW,
    MINUTE,
    POLICY,
    Engine,
    at,
    community,
    facility,
    inbox_count,
    reading,
)

EVER = SurplusPolicy(
    threshold_mw=KW, threshold_ratio=0.0, minimum_fresh_ratio=0.4, quiet=None, cooldown=timedelta(0)
)


async def engine_of(policy: SurplusPolicy = POLICY) -> Engine:
    engine = Engine()
    await engine.start(community(policy), facility(0), facility(1))
    return engine


async def fold(engine: Engine, *readings: Reading) -> None:
    for one in readings:
        engine.past_readings.readings.append(one)
        engine.fold.fold([one])
    await engine.write_down()
    await engine.minutes.record()


async def correct(engine: Engine) -> int:
    return (await engine.correct.correct_due()).episodes


async def newest(engine: Engine) -> Episode:
    return (await engine.books.episodes(COMMUNITY, limit=1))[0]


async def engine_with_a_surplus_of_an_hour() -> Engine:
    """3 kW from the roof; the house, silent, drew nothing as far as anybody knew."""
    engine = await engine_of()
    await fold(engine, reading(0, -MINUTE, 0), reading(1, -MINUTE, 0))
    await fold(engine, *(reading(0, minute * MINUTE, -3 * KW) for minute in range(60)))
    await fold(engine, *(reading(0, minute * MINUTE, 0) for minute in range(60, 90)))
    return engine


async def test_an_episode_was_shorter_by_what_came_late() -> None:
    engine = await engine_with_a_surplus_of_an_hour()
    told = await newest(engine)
    late = [reading(1, minute * MINUTE, 3 * KW) for minute in range(30, 90)]
    await fold(engine, *late)
    assert await correct(engine) == 1
    episode = await newest(engine)
    assert (episode.started_at, episode.ended_at) == (told.started_at, told.ended_at)
    assert episode.correction is not None
    span = episode.correction.span
    assert span is not None
    assert (span.started_at, span.ended_at) == (at(0), at(30 * MINUTE))
    assert span.peak_excess_mw == 3 * KW
    assert span.excess_energy_uj == 20 * 60 * 3 * KW * 1000
    assert (await correct(engine), engine.books.events[-1][0]) == (0, "corrected")


async def test_an_episode_that_was_none_is_void_and_nobody_hears_of_it() -> None:
    engine = await engine_with_a_surplus_of_an_hour()
    messages = [await inbox_count(engine, number) for number in (0, 1)]
    await fold(engine, *(reading(1, minute * MINUTE, 3 * KW) for minute in range(90)))
    assert await correct(engine) == 1
    assert (await newest(engine)).correction == Correction(None)
    assert [await inbox_count(engine, number) for number in (0, 1)] == messages == [1, 1]
    assert [name for name, _ in engine.books.events].count("called") == 1


async def test_an_episode_that_goes_on_is_corrected_once_it_has_ended() -> None:
    engine = await engine_of()
    await fold(engine, reading(0, -MINUTE, 0), reading(1, -MINUTE, 0))
    await fold(engine, *(reading(0, minute * MINUTE, -3 * KW) for minute in range(60)))
    await fold(engine, *(reading(1, minute * MINUTE, 3 * KW) for minute in range(20)))
    await fold(engine, reading(1, 20 * MINUTE, 0))
    assert await correct(engine) == 0
    await fold(engine, *(reading(0, minute * MINUTE, 0) for minute in range(60, 65)))
    assert await correct(engine) == 1
    span = (await newest(engine)).correction
    assert span is not None
    assert span.span is not None
    assert span.span.started_at == at(20 * MINUTE)


async def test_an_episode_decided_by_another_policy_stays_as_it_is() -> None:
    engine = await engine_with_a_surplus_of_an_hour()
    engine.project.apply([community(SurplusPolicy(threshold_mw=9 * KW), version=2)])
    await fold(engine, *(reading(1, minute * MINUTE, 3 * KW) for minute in range(90)))
    assert (await correct(engine), (await newest(engine)).correction) == (0, None)


async def test_nothing_is_corrected_from_less_than_was_known() -> None:
    """The bus has forgotten what the roof measured."""
    engine = await engine_with_a_surplus_of_an_hour()
    kept = dict(engine.past_balances.minutes)
    engine.past_readings.readings.clear()
    await fold(engine, *(reading(1, minute * MINUTE, 3 * KW) for minute in range(90)))
    corrected = await engine.correct.correct_due()
    assert (corrected.minutes, corrected.episodes, corrected.skipped) == (0, 0, 1)
    assert ((await newest(engine)).correction, engine.past_balances.minutes) == (None, kept)


async def test_an_episode_shows_what_it_was_beside_what_was_told() -> None:
    engine = await engine_with_a_surplus_of_an_hour()
    told = await newest(engine)
    assert EpisodeView.of(told).correction is None
    span = CorrectedSpan(at(60), at(720), 3 * KW, 3_600_000_000 * 250)
    for correction, shown in (
        (Correction(span), (False, at(60), at(720), 3000.0, 250.0)),
        (Correction(None), (True, None, None, None, None)),
    ):
        await engine.books.correct(COMMUNITY, {told.episode_id: correction}, at=at(9000))
        view = EpisodeView.of(await newest(engine))
        assert (view.started_at, view.ended_at) == (told.started_at, told.ended_at)
        assert view.correction is not None
        assert tuple(dict(view.correction).values()) == (at(9000), *shown)


async def test_an_ordinary_delay_is_not_late() -> None:
    engine = await engine_with_a_surplus_of_an_hour()
    await fold(engine, reading(1, 88 * MINUTE, 3 * KW), reading(1, 87 * MINUTE, 3 * KW))
    assert engine.balances.late.take() == {}


spells = st.lists(st.tuples(st.integers(5, 60), st.integers(-5, 2)), min_size=2, max_size=8)


@given(spells, st.randoms(use_true_random=False))
async def test_corrected_episodes_are_those_of_complete_data_in_whatever_order_it_comes(
    weather: list[tuple[int, int]], chance: Random
) -> None:
    """A house's readings of half an hour and more come at the end, shuffled, in several rounds."""
    powers = [kilowatts for minutes, kilowatts in weather for _ in range(minutes)]
    roof = [reading(0, number * MINUTE, power * KW) for number, power in enumerate(powers)]
    house = [reading(1, number * MINUTE, 2 * KW) for number in range(0, len(powers), 3)]
    calm = [reading(0, -60, 0), reading(1, -60, 0)]
    end = [reading(0, len(powers) * MINUTE + number, 0) for number in (0, 120, 240)]
    complete = await engine_of(EVER)
    in_order = sorted([*roof, *house], key=lambda each: each.measured_at)
    await fold(complete, *calm, *in_order, *end)
    engine = await engine_of(EVER)
    gone = house[len(house) // 4 : len(house) // 4 + max(1, chance.randrange(len(house)))]
    known = [each for each in in_order if each not in gone]
    await fold(engine, *calm, *known, *end)
    calls = [name for name, _ in engine.books.events if name == "called"]
    chance.shuffle(gone)
    for part in (gone[::2], gone[1::2]):
        await fold(engine, *part)
        await correct(engine)
    true = await complete.books.episodes(COMMUNITY, limit=99)
    for episode in await engine.books.episodes(COMMUNITY, limit=99):
        if episode.correction is None:
            assert any(_is_one(each, episode) for each in true)
        elif episode.correction.span is None:
            assert not any(_meet(each, episode) for each in true)
        else:
            found = episode.correction.span
            assert any(_is_one(each, found) for each in true)
    assert [name for name, _ in engine.books.events if name == "called"] == calls
    corrected = dict(engine.books.recorded)
    await fold(engine, *gone)
    assert (await correct(engine), engine.books.recorded) == (0, corrected)


def _meet(one: Episode, other: Episode) -> bool:
    assert one.ended_at is not None
    assert other.ended_at is not None
    return one.started_at < other.ended_at and other.started_at < one.ended_at


def _is_one(true: Episode, known: Episode | CorrectedSpan) -> bool:
    """Each episode's bounds to the minute."""
    assert true.ended_at is not None
    assert known.ended_at is not None
    minute = timedelta(minutes=1)
    return (
        abs(true.started_at - known.started_at) <= minute
        and abs(true.ended_at - known.ended_at) <= minute
    )
