"""The audit must notice each single thing that can go wrong."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest

from devstack.demo.audit.books import Decided, EpisodeRow, Told
from devstack.demo.audit.checks import (
    Check,
    ReadingsComparison,
    balance_is_right,
    energy_adds_up,
    everybody_told,
    everything_acknowledged,
    nobody_told_twice,
)
from devstack.demo.audit.recount import PowerNow, QuarterEnergy, RawReading
from devstack.recordings.recording import PowerSeries

HOME, ANNA, BRUNO = UUID(int=1), UUID(int=2), UUID(int=3)
NOON = datetime(2026, 6, 21, 12, tzinfo=UTC)
COOLDOWN = timedelta(hours=4)
SENT = PowerSeries(np.array([1000, 2000, 3000]), np.array([1.5, -2.25, 0.0]))
STORED = [RawReading(1000, 1500, HOME), RawReading(2000, -2250, HOME), RawReading(3000, 0, HOME)]


def compared(stored: list[RawReading]) -> dict[str, Check]:
    comparison = ReadingsComparison()
    comparison.add("meter-1", SENT, stored)
    return {check.name: check for check in comparison.checks()}


def test_the_same_readings_on_both_sides_pass() -> None:
    assert all(check.passed for check in compared(STORED).values())


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (STORED[:1] + STORED[2:], "meter-1: 1 missing (first 1970-01-01 00:00:02)"),
        ([*STORED[:2], STORED[1], STORED[2]], "meter-1: 1 stored twice"),
        ([*STORED, RawReading(4000, 0, HOME)], "meter-1: 1 never acknowledged"),
        ([], "meter-1: 3 missing"),
        ([STORED[1], STORED[0], STORED[2]], "meter-1: out of order"),
    ],
)
def test_a_reading_too_few_or_too_many_is_named(stored: list[RawReading], told: str) -> None:
    check = compared(stored)["everyReadingOnce"]
    assert not check.passed
    assert told in check.detail


def test_a_changed_power_is_named() -> None:
    check = compared([STORED[0], RawReading(2000, -2251, HOME), STORED[2]])["readingsUnchanged"]
    assert not check.passed
    assert "measured -2.25 W" in check.detail
    assert "-2.251 W" in check.detail


def test_only_the_first_differences_are_told() -> None:
    comparison = ReadingsComparison()
    for number in range(5):
        comparison.add(f"meter-{number}", SENT, [])
    assert comparison.checks()[0].detail.endswith("; and 2 more")


@pytest.mark.parametrize(
    "booked",
    [
        {},
        {(HOME, 0): QuarterEnergy(1, 2, 4)},
        {(HOME, 0): QuarterEnergy(1, 2, 3), (HOME, 900_000): QuarterEnergy(1, 0, 1)},
    ],
)
def test_a_quarter_hour_that_differs_is_named(
    booked: dict[tuple[UUID, int], QuarterEnergy],
) -> None:
    recounted = {(HOME, 0): QuarterEnergy(1, 2, 3)}
    assert energy_adds_up(dict(recounted), recounted).passed
    check = energy_adds_up(booked, recounted)
    assert not check.passed
    assert str(HOME) in check.detail


def test_a_balance_that_differs_is_told() -> None:
    right = PowerNow(0, 1500, 0, 2)
    assert balance_is_right("liveBalance", right, right).passed
    assert not balance_is_right("liveBalance", right._replace(consumed_mw=1501), right).passed
    assert not balance_is_right("liveBalance", None, right).passed


def test_readings_that_nobody_acknowledged_are_told() -> None:
    assert everything_acknowledged(3, None).passed
    assert everything_acknowledged(3, "2 readings").detail == "2 readings"
    assert not everything_acknowledged(3, "2 readings").passed


def test_who_was_told_twice_is_named() -> None:
    once, twice = Told(HOME, ANNA, "surplus"), Told(HOME, BRUNO, "surplus")
    assert nobody_told_twice({"inbox": [once, twice], "log": [once, twice]}).passed
    check = nobody_told_twice({"inbox": [once], "log": [once, twice, twice]})
    assert not check.passed
    assert f"log: user {BRUNO} was told 2 times" in check.detail


def episode(number: int, hours: float, *, notified: bool) -> EpisodeRow:
    at = NOON + timedelta(hours=hours)
    return EpisodeRow(UUID(int=number), at, at, at if notified else None, None)


def told(number: int) -> list[Told]:
    return [Told(UUID(int=number), user, "surplus") for user in (ANNA, BRUNO)]


def decided(number: int, anna: str = "told", bruno: str = "told") -> list[Decided]:
    return [Decided(UUID(int=number), ANNA, anna), Decided(UUID(int=number), BRUNO, bruno)]


def test_episodes_told_to_all_or_within_the_cooldown_pass() -> None:
    episodes = [episode(1, 0, notified=True), episode(2, 3.9, notified=False)]
    check = everybody_told(episodes, told(1), decided(1), user_ids=[ANNA, BRUNO], cooldown=COOLDOWN)
    assert check.passed
    assert check.detail == "1 of 2 episodes called, 2 times told to one of 2 members"


def test_who_was_told_lately_is_not_told_again() -> None:
    episodes = [episode(1, 0, notified=True), episode(2, 5, notified=True)]
    second = decided(2, "day_limit", "day_limit")
    check = everybody_told(
        episodes, told(1), [*decided(1), *second], user_ids=[ANNA, BRUNO], cooldown=COOLDOWN
    )
    assert check.passed


def test_the_cooldown_counts_from_an_episodes_last_call() -> None:
    called = episode(1, 0, notified=True)
    called = called._replace(last_called_at=called.detected_at + timedelta(hours=2))
    for hours, passes in ((5.9, True), (6, False)):
        episodes = [called, episode(2, hours, notified=False)]
        check = everybody_told(
            episodes, told(1), decided(1), user_ids=[ANNA, BRUNO], cooldown=COOLDOWN
        )
        assert check.passed is passes, hours


def test_an_episode_of_the_night_may_be_told_to_nobody() -> None:
    for hours, passes in ((6.9, False), (7, True), (17.9, True), (18, False)):
        night = [episode(1, hours, notified=False)]
        check = everybody_told(night, [], [], user_ids=[ANNA, BRUNO], cooldown=COOLDOWN)
        assert check.passed is passes, hours


@pytest.mark.parametrize(
    ("episodes", "inbox", "outcomes", "problem"),
    [
        ([episode(1, 0, notified=True)], told(1)[:1], decided(1), "1 members are not told as"),
        (
            [episode(1, 0, notified=True)],
            told(1),
            decided(1, bruno="day_limit"),
            "1 members are not told as was decided",
        ),
        ([episode(1, 0, notified=True)], told(1)[:1], decided(1)[:1], "no outcome for 1 members"),
        ([episode(1, 0, notified=False)], [], [], "told to nobody"),
        (
            [episode(1, 0, notified=True), episode(2, 4, notified=False)],
            told(1),
            decided(1),
            "2026-06-21 16:00 was told to nobody",
        ),
    ],
)
def test_an_episode_that_somebody_missed_is_named(
    episodes: list[EpisodeRow], inbox: list[Told], outcomes: list[Decided], problem: str
) -> None:
    check = everybody_told(episodes, inbox, outcomes, user_ids=[ANNA, BRUNO], cooldown=COOLDOWN)
    assert not check.passed
    assert problem in check.detail
