"""What our connections have heard of a session, is what the worse of them has."""

from datetime import timedelta

from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.presence.listening import Hearing
from services.device_gateway.inbound.mqtt.ears import Ears


def test_all_connections_of_a_session_hear_or_nobody_does() -> None:
    clock, ears = FakeClock(), Ears("readings", "reports")
    start = clock.now()
    assert ears.hearings() == {}

    readings, reports = ears.ear("readings", "gateway-0"), ears.ear("reports", "gateway-0")
    readings.open(clock.now)
    assert ears.hearings() == {}

    clock.advance(seconds=5)
    reports.open(lambda: start + timedelta(seconds=5))
    clock.advance(seconds=2)
    heard = Hearing(start + timedelta(seconds=5), start + timedelta(seconds=5))
    assert ears.hearings() == {"gateway-0": heard}

    readings.close()
    assert ears.hearings() == {}


def test_each_session_is_heard_by_itself() -> None:
    clock, ears = FakeClock(), Ears("readings", "reports")
    for session in ("gateway-0", "gateway-1"):
        for kind in ("readings", "reports"):
            ears.ear(kind, session).open(clock.now)
    assert ears.hearings().keys() == {"gateway-0", "gateway-1"}
    ears.ear("reports", "gateway-1").close()
    assert ears.hearings().keys() == {"gateway-0"}
