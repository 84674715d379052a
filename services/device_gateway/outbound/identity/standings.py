"""Standings in memory: a projection of the identity room's tables."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from services.device_gateway.ports.standing import Standing

_MOST_SIGHTED: Final = 10_000


class StandingsProjection:
    """How each device stands, as last heard from the database.

    Also remembers which revoked devices were asked for since `take_sighted`: whoever asks has a
    message of theirs in hand, so they are connected and have to be cut.
    """

    def __init__(self) -> None:
        self._standings: dict[str, Standing] = {}
        self._renewals: dict[str, frozenset[str]] = {}
        self._sighted: set[str] = set()

    def __len__(self) -> int:
        """How many devices stand somehow."""
        return len(self._standings)

    def of(self, device_id: str) -> Standing | None:
        """None for a device that has not been provisioned here."""
        standing = self._standings.get(device_id)
        if standing is Standing.REVOKED and len(self._sighted) < _MOST_SIGHTED:
            self._sighted.add(device_id)
        return standing

    def is_revoked(self, device_id: str) -> bool:
        """Without counting as a sight of the device."""
        return self._standings.get(device_id) is Standing.REVOKED

    def is_awaited(self, device_id: str, serial: str) -> bool:
        """Whether that certificate was issued as the device's next one and not seen in use."""
        return serial in self._renewals.get(device_id, ())

    def take_sighted(self) -> AbstractSet[str]:
        """Revoked devices that were asked for since the last call."""
        sighted, self._sighted = self._sighted, set()
        return sighted

    def put(self, device_id: str, standing: Standing | None, renewals: Iterable[str] = ()) -> None:
        """Replace what was known of the device."""
        awaited = frozenset(renewals)
        if awaited:
            self._renewals[device_id] = awaited
        else:
            self._renewals.pop(device_id, None)
        if standing is None:
            self._standings.pop(device_id, None)
        else:
            self._standings[device_id] = standing
