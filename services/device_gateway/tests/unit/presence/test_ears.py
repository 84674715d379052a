"""What all our connections have heard, is what the worst of them has."""

from datetime import timedelta

from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.presence.listening import Hearing
from services.device_gateway.inbound.mqtt.ears import Ears


def test_all_connections_hear_or_nobody_does() -> None:
    clock, ears = FakeClock(), Ears()
    start = clock.now()
    assert ears.hearing() is None

    readings, reports = ears.one_more(), ears.one_more()
    readings.open(clock.now)
    assert ears.hearing() is None

    clock.advance(seconds=5)
    reports.open(lambda: start + timedelta(seconds=5))
    clock.advance(seconds=2)
    assert ears.hearing() == Hearing(start + timedelta(seconds=5), start + timedelta(seconds=5))

    readings.close()
    assert ears.hearing() is None
