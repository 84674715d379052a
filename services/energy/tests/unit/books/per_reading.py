"""What new readings change, one pair of readings after the other: the oracle of the columns."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.quantities import epoch_ms

LONGEST_MS = 3_600_000
QUARTER_MS = 900_000
HIGHEST_MW = 10**10
Link = tuple[Reading, bool]
"""A reading, and whether it is new."""


def change_of(
    new: Sequence[Reading], newest: Mapping[str, NewestReading], neighbours: Collection[Reading]
) -> tuple[dict[Quarter, Energy], list[NewestReading]]:
    """Energies to add, and newest readings to put in place."""
    energy: dict[Quarter, Energy] = {}
    now_newest = []
    for chain in _chains(new, newest, neighbours):
        for sign, previous, reading in _changed_pairs(chain):
            _add_pair(energy, sign, previous, reading)
        changed = _newest_of(chain)
        if changed is not None:
            now_newest.append(changed)
    return {q: e for q, e in energy.items() if e != NO_ENERGY}, now_newest


def _chains(
    new: Sequence[Reading], newest: Mapping[str, NewestReading], neighbours: Collection[Reading]
) -> Iterator[list[Link]]:
    """Per device its new readings (True) among the old ones around them, in order of time."""
    old: dict[str, dict[datetime, Reading]] = {}
    for reading in neighbours:
        old.setdefault(reading.device_id, {})[reading.measured_at] = reading
    ordered = sorted(new, key=attrgetter("device_id", "measured_at"))
    for device_id, group in groupby(ordered, key=attrgetter("device_id")):
        chain = [(reading, True) for reading in group]
        around = dict(old.get(device_id, {}))
        if device_id in newest:
            known = newest[device_id].reading
            around[known.measured_at] = known
        times = {reading.measured_at for reading, _ in chain}
        chain += [(r, False) for moment, r in around.items() if moment not in times]
        yield sorted(chain, key=lambda link: link[0].measured_at)


def _changed_pairs(chain: list[Link]) -> Iterator[tuple[int, Reading, Reading]]:
    """Pairs of neighbours that are there now (+1) and those that are no longer (-1)."""
    before, before_is_new = chain[0]
    last_old = None if before_is_new else before
    for reading, is_new in chain[1:]:
        if is_new or before_is_new:
            yield 1, before, reading
        if not is_new:
            if before_is_new and last_old is not None:
                yield -1, last_old, reading
            last_old = reading
        before, before_is_new = reading, is_new


def _add_pair(energy: dict[Quarter, Energy], sign: int, before: Reading, after: Reading) -> None:
    start_ms, end_ms = epoch_ms(before.measured_at), epoch_ms(after.measured_at)
    duration_ms = end_ms - start_ms
    if after.facility_id is None or before.facility_id != after.facility_id:
        return
    if not 0 < duration_ms <= LONGEST_MS:
        return
    meant_uj = after.power_mw * duration_ms
    import_uj = _counted(before.import_uj, after.import_uj, duration_ms, max(meant_uj, 0))
    export_uj = _counted(before.export_uj, after.export_uj, duration_ms, max(-meant_uj, 0))
    step_ms = start_ms - start_ms % QUARTER_MS
    done = NO_ENERGY
    while step_ms < end_ms:
        to_ms = min(step_ms + QUARTER_MS, end_ms) - start_ms
        until = Energy(import_uj * to_ms // duration_ms, export_uj * to_ms // duration_ms, to_ms)
        piece = [sign * (now - then) for now, then in zip(until, done, strict=True)]
        quarter = Quarter(after.facility_id, step_ms)
        energy[quarter] = energy.get(quarter, NO_ENERGY).plus(Energy(*piece))
        done = until
        step_ms += QUARTER_MS


def _counted(before_uj: int | None, after_uj: int | None, duration_ms: int, meant_uj: int) -> int:
    if before_uj is None or after_uj is None:
        return meant_uj
    counted_uj = after_uj - before_uj
    return counted_uj if 0 <= counted_uj <= HIGHEST_MW * duration_ms else meant_uj


def _newest_of(chain: list[Link]) -> NewestReading | None:
    last, last_is_new = chain[-1]
    if len(chain) == 1:
        return NewestReading(last, None)
    before, before_is_new = chain[-2]
    if not (last_is_new or before_is_new):
        return None
    interval_ms = epoch_ms(last.measured_at) - epoch_ms(before.measured_at)
    if interval_ms <= LONGEST_MS:
        return NewestReading(last, interval_ms)
    return NewestReading(last, None) if last_is_new else None
