import numpy as np

from devstack.demo.played import PlayedReadings
from devstack.recordings.recording import PowerSeries, Recording


def recording(*ends_ms: int) -> Recording:
    series = PowerSeries(np.array(ends_ms), np.array(ends_ms, dtype=np.float64))
    return Recording(interval_ms=1000, series={"Home": series})


def test_what_is_acknowledged_is_what_was_played_up_to_a_stamp() -> None:
    played = PlayedReadings()
    for part in (recording(1000, 2000), recording(3000, 4000)):
        played.add(part, device_of={"Home": "meter-1"}, shift_ms=10)
    found = played.acknowledged({"meter-1": 3010}.get)["meter-1"]
    assert found.end_ms.tolist() == [1010, 2010, 3010]
    assert found.power_w.tolist() == [1000.0, 2000.0, 3000.0]


def test_a_device_that_got_nothing_through_has_nothing() -> None:
    played = PlayedReadings()
    played.add(recording(1000), device_of={"Home": "meter-1"}, shift_ms=0)
    assert len(played.acknowledged(lambda _: None)["meter-1"]) == 0
