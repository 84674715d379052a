"""The questions of the audit: each answers whether it holds and, when not, what differs."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from devstack.demo.audit.books import Decided, EpisodeRow, Told
from devstack.demo.audit.recount import PowerNow, Quarter, QuarterEnergy, RawReading
from devstack.recordings.recording import PowerSeries, from_ms
from libs.contracts.v1.registry import SurplusPolicy

_SHOWN: Final = 3
_TOLD: Final = "told"
_MILLIWATTS: Final = 1000
_POLICY: Final = SurplusPolicy()
"""What the played communities leave as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question; `detail` says what was counted, or what differs."""

    name: str
    passed: bool
    detail: str


def _check(name: str, counted: str, differences: Sequence[str]) -> Check:
    if not differences:
        return Check(name=name, passed=True, detail=counted)
    more = f"; and {len(differences) - _SHOWN} more" if len(differences) > _SHOWN else ""
    return Check(name=name, passed=False, detail="; ".join(islice(differences, _SHOWN)) + more)


def everything_acknowledged(readings: int, unacknowledged: str | None) -> Check:
    """The devices got rid of all they measured."""
    told = [] if unacknowledged is None else [unacknowledged]
    return _check("everythingAcknowledged", f"{readings:,} readings", told)


class ReadingsComparison:
    """Acknowledged and stored readings, device by device, so that memory has a bound."""

    def __init__(self) -> None:
        self._readings = 0
        self._unequal: list[str] = []
        self._changed: list[str] = []

    def add(self, device_id: str, acknowledged: PowerSeries, stored: Sequence[RawReading]) -> None:
        """`stored`: the device's of the same time, in order of time."""
        sent = acknowledged.end_ms.tolist()
        found = [reading.measured_ms for reading in stored]
        self._readings += len(sent)
        if sent != found:
            self._unequal.append(_unequal(device_id, sent, found))
        power_of = {reading.measured_ms: reading.power_mw for reading in stored}
        for stamp_ms, power_w in zip(sent, acknowledged.power_w.tolist(), strict=True):
            power_mw = power_of.get(stamp_ms)
            if power_mw is not None and power_mw != round(power_w * _MILLIWATTS):
                self._changed.append(
                    f"{device_id} measured {power_w:g} W at {from_ms(stamp_ms):%F %T}, "
                    f"the books say {power_mw / _MILLIWATTS:g} W"
                )

    def checks(self) -> list[Check]:
        """Each acknowledged reading is stored, once, with its power; and no other one is."""
        counted = f"{self._readings:,} acknowledged, as many stored"
        return [
            _check("everyReadingOnce", counted, self._unequal),
            _check("readingsUnchanged", f"{self._readings:,} powers compared", self._changed),
        ]


def energy_adds_up(
    booked: Mapping[Quarter, QuarterEnergy], recounted: Mapping[Quarter, QuarterEnergy]
) -> Check:
    """The quarter-hours of the books equal those counted again from the raw readings."""
    differences = []
    for quarter in sorted(booked.keys() | recounted.keys(), key=str):
        if booked.get(quarter) != recounted.get(quarter):
            facility_id, start_ms = quarter
            differences.append(
                f"facility {facility_id}, {from_ms(start_ms):%F %R}: the books say "
                f"{_energy(booked.get(quarter))}, the readings {_energy(recounted.get(quarter))}"
            )
    return _check("energyAddsUp", f"{len(recounted):,} quarter-hours recounted", differences)


def balance_is_right(name: str, shown: PowerNow | None, recounted: PowerNow | None) -> Check:
    """The present power a service shows equals the sum of the newest raw readings."""
    differences = []
    if shown != recounted:
        differences.append(f"shown is {_power(shown)}, the readings say {_power(recounted)}")
    return _check(name, _power(recounted), differences)


def nobody_told_twice(sent: Mapping[str, Iterable[Told]]) -> Check:
    """No user got the same message about an episode twice, whichever way it went out."""
    differences = []
    count = 0
    for way, messages in sent.items():
        times = Counter(messages)
        count += sum(times.values())
        differences += [
            f"{way}: user {told.user_id} was told {number} times of episode {told.episode_id}"
            for told, number in times.items()
            if number > 1
        ]
    return _check("nobodyToldTwice", f"{count:,} messages in {len(sent)} ways", differences)


def everybody_told(
    episodes: Sequence[EpisodeRow],
    inbox: Iterable[Told],
    decided: Sequence[Decided],
    *,
    user_ids: Collection[UUID],
    cooldown: timedelta,
) -> Check:
    """Each episode was called, unless another had been within the cooldown.

    Calls decided about every member, and those who were to be told have their message: the others
    were told lately. One that was detected at night may have ended before it could be called.
    """
    told = _by_episode((each.episode_id, each.user_id) for each in inbox)
    outcomes = _by_episode((each.episode_id, each.user_id) for each in decided)
    to_tell = _by_episode((e.episode_id, e.user_id) for e in decided if e.outcome == _TOLD)
    differences = []
    for episode in episodes:
        when = f"the episode of {episode.started_at:%F %R}"
        if episode.notified_at is not None:
            undecided = len(set(user_ids) - outcomes[episode.episode_id])
            if undecided:
                differences.append(f"{when} has no outcome for {undecided} members")
            missed = len(to_tell[episode.episode_id] ^ told[episode.episode_id])
            if missed:
                differences.append(f"{when}: {missed} members are not told as was decided")
        may_stay_untold = _within_cooldown(episode, episodes, cooldown) or _at_night(
            episode.detected_at
        )
        if episode.notified_at is None and not may_stay_untold:
            differences.append(f"{when} was told to nobody, and no other one near it")
    notified = sum(episode.notified_at is not None for episode in episodes)
    messages = sum(len(users) for users in told.values())
    counted = (
        f"{notified} of {len(episodes)} episodes called, {messages} times told to one of"
        f" {len(user_ids)} members"
    )
    return _check("everybodyTold", counted, differences)


def _by_episode(pairs: Iterable[tuple[UUID, UUID]]) -> defaultdict[UUID, set[UUID]]:
    users: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for episode_id, user_id in pairs:
        users[episode_id].add(user_id)
    return users


def _within_cooldown(
    episode: EpisodeRow, episodes: Sequence[EpisodeRow], cooldown: timedelta
) -> bool:
    return any(
        other.notified_at - cooldown
        < episode.detected_at
        < (other.last_called_at or other.notified_at) + cooldown
        for other in episodes
        if other.notified_at is not None
    )


def _at_night(moment: datetime) -> bool:
    clock = moment.astimezone(ZoneInfo(_POLICY.time_zone)).time()
    return not _POLICY.quiet_to <= clock < _POLICY.quiet_from


def _unequal(device_id: str, sent: list[int], found: list[int]) -> str:
    times = Counter(found)
    missing = [stamp for stamp in sent if stamp not in times]
    repeated = [stamp for stamp, number in times.items() if number > 1]
    unknown = sorted(times.keys() - set(sent))
    parts = [
        f"{len(stamps)} {what} (first {from_ms(stamps[0]):%F %T})"
        for what, stamps in (
            ("missing", missing),
            ("stored twice", repeated),
            ("never acknowledged", unknown),
        )
        if stamps
    ]
    return f"{device_id}: {', '.join(parts) or 'out of order'}"


def _energy(energy: QuarterEnergy | None) -> str:
    return "nothing" if energy is None else f"{energy.import_uj:,}/{energy.export_uj:,} uJ"


def _power(power: PowerNow | None) -> str:
    if power is None:
        return "nothing"
    return (
        f"{power.consumed_mw / _MILLIWATTS:,.3f} W consumed, "
        f"{power.produced_mw / _MILLIWATTS:,.3f} W produced by {power.facilities_fresh} "
        f"facilities at {from_ms(power.as_of_ms):%F %T} UTC"
    )
