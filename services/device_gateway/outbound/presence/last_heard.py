"""When each device was heard last, in memory, until the watch writes it down."""

from collections.abc import Iterable, Mapping
from datetime import datetime


class LastHeard:
    """A dictionary of the devices heard since it was emptied."""

    def __init__(self) -> None:
        self._heard: dict[str, datetime] = {}

    def note(self, device_ids: Iterable[str], at: datetime) -> None:
        """These devices were heard at that moment."""
        self._heard.update(dict.fromkeys(device_ids, at))

    def take(self) -> dict[str, datetime]:
        """What was noted since the last call."""
        heard, self._heard = self._heard, {}
        return heard

    def give_back(self, heard: Mapping[str, datetime]) -> None:
        """It could not be written down; what was noted meanwhile is newer."""
        self._heard = {**heard, **self._heard}
