"""What any replica can show: the newest balances and powers, and their screens (FR3.1, FR3.2)."""

from dataclasses import dataclass

from libs.chassis.screens import ScreenLimits, Topic
from services.engagement.domain.balance.balance import Balance, FacilityPower


@dataclass(frozen=True, slots=True)
class LiveBoard:
    """What any replica can show, whichever replica folds it."""

    balances: Topic[Balance]
    powers: Topic[FacilityPower]
    limits: ScreenLimits

    def close(self) -> None:
        """End all streams: the process stops."""
        self.balances.close()
        self.powers.close()


def create_board(*, streams_per_user: int, streams_total: int) -> LiveBoard:
    """An empty board."""
    return LiveBoard(
        balances=Topic(),
        powers=Topic(),
        limits=ScreenLimits(per_user=streams_per_user, total=streams_total),
    )
