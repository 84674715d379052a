"""What facilities draw as a rule: who draws more has shifted and is not called."""

from uuid import UUID

from libs.chassis.bus_message import BusMessage
from libs.contracts.codec import encode
from libs.contracts.v1.usual import UsualWithdrawalComputed
from services.engagement.domain.notifications.usual import UsualWithdrawals
from services.engagement.inbound.events.usual import keep
from services.engagement.tests.engine import NOON, at, facility_id

DAY = 86_400


def _message(data: bytes) -> BusMessage:
    return BusMessage("usual.v1.x", data)


def _told(of: UUID, hours: int = 24) -> bytes:
    event = UsualWithdrawalComputed(
        facility_id=of,
        as_of=NOON,
        workday_w=tuple(float(hour) for hour in range(hours)),
        weekend_w=(None,) * 11 + (500.0,) * 13,
    )
    return encode(event)


def test_it_is_known_by_hour_of_the_clock_and_kind_of_day() -> None:
    usual = UsualWithdrawals()
    keep(_message(_told(facility_id(0))), usual)
    assert usual.usual_mw(facility_id(0), NOON) == 500_000  # a Sunday
    assert usual.usual_mw(facility_id(0), at(-3_600 * 2)) is None
    assert usual.usual_mw(facility_id(0), at(DAY)) == 12_000
    assert usual.usual_mw(facility_id(1), at(DAY)) is None


def test_what_cannot_be_read_is_skipped() -> None:
    usual = UsualWithdrawals()
    for data in (b"{}", _told(facility_id(0), hours=3)):
        keep(_message(data), usual)
    assert usual.usual_mw(facility_id(0), at(DAY)) is None
