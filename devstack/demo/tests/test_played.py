import numpy as np

from devstack.demo.played import PlayedReadings
from devstack.recordings.recording import PowerSeries, Recording


def recording(*ends_ms: int) -> Recording:
    series = PowerSeries(np.array(ends_ms), np.array(ends_ms, dtype=np.float64))
    return Recording(interval_ms=1000, series={"Home": series})


def test_parts_of_a_device_follow_one_another_in_the_systems_time() -> None:
    played = PlayedReadings()
    for part in (recording(1000, 2000), recording(3000, 4000)):
        played.add(part, device_of={"Home": "meter-1"}, shift_ms=10)
    found = played.series()["meter-1"]
    assert found.end_ms.tolist() == [1010, 2010, 3010, 4010]
    assert found.power_w.tolist() == [1000.0, 2000.0, 3000.0, 4000.0]
