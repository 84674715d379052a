"""Keep all revocation lists of a broker new, and tell it of each change."""

from collections.abc import Sequence

from libs.chassis.telemetry import get_logger
from services.device_gateway.ports.list_keeping import Broker, BrokerAwayError
from services.device_gateway.usecases.pki.keep_list import KeepList


class KeepBroker:
    """A broker that could not be told is told in the next round."""

    def __init__(self, lists: Sequence[KeepList], brokers: Sequence[Broker]) -> None:
        self._lists = lists
        # A list may have been written just before the last process ended: all are told at once.
        self._untold = set(range(len(brokers)))
        self._brokers = brokers
        self._said: set[int] = set()

    def fetch(self) -> bool:
        """Whether every list is there. Never raises."""
        if sum(each.one_round() for each in self._lists):
            self._untold = set(range(len(self._brokers)))
        return all(each.keeps_one() for each in self._lists)

    def one_round(self) -> None:
        """Never raises.

        Nobody is told while a list is missing: mosquitto 2.0 would go on without it and let the
        revoked in, later ones would end.
        """
        if self.fetch():
            self._tell()

    def _tell(self) -> None:
        for place in sorted(self._untold):
            try:
                self._brokers[place].reload()
            except BrokerAwayError as error:
                if place not in self._said:
                    get_logger().warning("broker_not_told", error=str(error))
                self._said.add(place)
            else:
                get_logger().info("broker_told")
                self._said.discard(place)
                self._untold.discard(place)
