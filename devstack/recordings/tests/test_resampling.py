from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from devstack.recordings import resampling
from devstack.recordings.recording import Powers, PowerSeries, Recording, RecordingError
from devstack.recordings.resampling import Noise, resample

QUARTER_MS = 900_000
Method = Literal["step", "linear"]
quarter_powers = arrays.arrays(
    np.float64, st.integers(1, 30), elements=st.floats(-20_000, 20_000, width=32)
)
methods = st.sampled_from(["step", "linear"])
noises = st.one_of(
    st.none(), st.builds(Noise, share=st.floats(0.0, 3.0), seed=st.integers(0, 1000))
)


def quarters(power_w: Powers, missing: frozenset[int] = frozenset()) -> Recording:
    numbers = np.array([n for n in range(len(power_w)) if n not in missing], dtype=np.int64)
    series = PowerSeries((numbers + 1) * QUARTER_MS, power_w[numbers])
    return Recording(interval_ms=QUARTER_MS, series={"A": series})


def energies(recording: Recording, group_ms: int) -> dict[int, float]:
    """Ws of each whole group, by its end."""
    series = recording.series["A"]
    ends = -(-series.end_ms // group_ms) * group_ms
    return {
        int(end): float(series.power_w[ends == end].sum() * recording.interval_s)
        for end in np.unique(ends)
    }


@settings(deadline=None)
@given(
    power_w=quarter_powers,
    cadence_s=st.sampled_from([10.0, 60.0, 180.0, 900.0]),
    method=methods,
    noise=noises,
)
def test_finer_keeps_every_intervals_energy(
    power_w: Powers, cadence_s: float, method: Method, noise: Noise | None
) -> None:
    recording = quarters(power_w)
    finer = resample(recording, cadence_s=cadence_s, method=method, noise=noise)
    assert finer.readings == len(power_w) * round(900 / cadence_s)
    found = energies(finer, QUARTER_MS)
    wanted = energies(recording, QUARTER_MS)
    assert found.keys() == wanted.keys()
    for end, energy in wanted.items():
        assert found[end] == pytest.approx(energy, rel=1e-9, abs=1e-3)


@settings(deadline=None)
@given(power_w=quarter_powers, method=methods, noise=noises, turned=st.booleans())
def test_a_consumer_stays_a_consumer_and_a_producer_a_producer(
    power_w: Powers, method: Method, noise: Noise | None, turned: bool
) -> None:
    one_way = np.abs(power_w) * (-1 if turned else 1)
    finer = resample(quarters(one_way), cadence_s=60, method=method, noise=noise)
    signs = np.sign(finer.series["A"].power_w)
    assert not np.any(signs == (1 if turned else -1))


@settings(deadline=None)
@given(
    power_w=quarter_powers,
    missing=st.frozensets(st.integers(1, 29)),
    cadence_s=st.sampled_from([1800.0, 3600.0]),
)
def test_coarser_keeps_the_energy_of_whole_groups_and_leaves_out_others(
    power_w: Powers, missing: frozenset[int], cadence_s: float
) -> None:
    power_w = np.concatenate([np.ones(4), power_w])
    recording = quarters(power_w, missing=frozenset(n + 4 for n in missing))
    coarser = resample(recording, cadence_s=cadence_s)
    cadence_ms = round(cadence_s * 1000)
    found = energies(coarser, cadence_ms)
    size = cadence_ms // QUARTER_MS
    ends = -(-recording.series["A"].end_ms // cadence_ms) * cadence_ms
    whole = {int(end) for end in ends if (ends == end).sum() == size}
    assert found.keys() == whole
    wanted = energies(recording, cadence_ms)
    for end in whole:
        assert found[end] == pytest.approx(wanted[end], rel=1e-9, abs=1e-3)


@settings(deadline=None)
@given(power_w=quarter_powers, method=methods, noise=noises)
def test_there_and_back_is_the_same(power_w: Powers, method: Method, noise: Noise | None) -> None:
    finer = resample(quarters(power_w), cadence_s=60, method=method, noise=noise)
    back = resample(finer, cadence_s=900).series["A"]
    assert back.end_ms.tolist() == quarters(power_w).series["A"].end_ms.tolist()
    assert back.power_w == pytest.approx(power_w, rel=1e-9, abs=1e-6)


def test_steps_repeat_and_lines_go_from_centre_to_centre() -> None:
    recording = quarters(np.array([0.0, 900.0, 1800.0]))
    steps = resample(recording, cadence_s=300, method="step").series["A"].power_w
    assert steps.tolist() == [0, 0, 0, 900, 900, 900, 1800, 1800, 1800]
    lines = resample(recording, cadence_s=300).series["A"].power_w
    assert lines[3:6].tolist() == pytest.approx([600, 900, 1200])


def test_a_gap_stays_a_gap() -> None:
    recording = quarters(np.array([100.0, 200.0, 300.0]), missing=frozenset({1}))
    finer = resample(recording, cadence_s=300).series["A"]
    assert (finer.end_ms // 1000).tolist() == [300, 600, 900, 2100, 2400, 2700]


def test_jittering_stamps_give_rising_instants() -> None:
    ends = np.array([900_000, 1_775_000, 2_700_000], dtype=np.int64)
    series = PowerSeries(ends, np.array([100.0, 200.0, 300.0]))
    recording = Recording(interval_ms=QUARTER_MS, series={"A": series})
    finer = resample(recording, cadence_s=10).series["A"]
    assert np.all(np.diff(finer.end_ms) > 0)


def test_noise_is_the_seeds_and_the_facilitys_own() -> None:
    series = quarters(np.full(4, 1000.0)).series["A"]
    noise = Noise(share=0.2, seed=3)
    both = Recording(interval_ms=QUARTER_MS, series={"A": series, "B": series})
    found = resample(both, cadence_s=60, noise=noise).series
    alone = resample(both.only(("B",)), cadence_s=60, noise=noise).series
    assert found["B"].power_w.tolist() == alone["B"].power_w.tolist()
    assert found["A"].power_w.tolist() != found["B"].power_w.tolist()
    other = resample(both, cadence_s=60, noise=Noise(share=0.2, seed=4)).series
    assert other["A"].power_w.tolist() != found["A"].power_w.tolist()
    assert np.std(found["A"].power_w) > 50


@pytest.mark.parametrize("cadence_s", [7.0, 1000.0, 0.0])
def test_a_cadence_that_does_not_fit_is_refused(cadence_s: float) -> None:
    with pytest.raises(RecordingError, match="does not fit"):
        resample(quarters(np.ones(4)), cadence_s=cadence_s)


def test_a_result_that_is_too_long_is_refused_before_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resampling, "MAX_READINGS", 100)
    with pytest.raises(RecordingError, match="coarser cadence"):
        resample(quarters(np.ones(4)), cadence_s=1)
