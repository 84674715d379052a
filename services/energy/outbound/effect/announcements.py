"""What facilities draw as a rule, onto the bus: the last word of each counts."""

from libs.chassis.bus import Bus, PublishFailedError
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.usual import UsualWithdrawalComputed
from services.energy.domain.effect.usual import UsualWithdrawal
from services.energy.domain.quantities import watts


class BusAnnouncements:
    """Keeps Announcements' promises."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def tell(self, usual: UsualWithdrawal) -> None:
        """Raises ConnectionError when the stream did not confirm."""
        event = UsualWithdrawalComputed(
            facility_id=usual.facility_id,
            as_of=usual.as_of,
            workday_w=tuple(None if mw is None else watts(mw) for mw in usual.workday_mw),
            weekend_w=tuple(None if mw is None else watts(mw) for mw in usual.weekend_mw),
        )
        try:
            await self._bus.publish(
                subjects.usual(usual.facility_id),
                encode(event),
                message_id=f"{usual.facility_id}-{usual.as_of.isoformat()}",
            )
        except PublishFailedError as error:
            raise ConnectionError(f"not told: {error}") from error
