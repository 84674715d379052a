"""Standings in memory: a projection of the identity room's tables."""

from services.device_gateway.ports.standing import Standing


class StandingsProjection:
    """How each device stands, as last heard from the database."""

    def __init__(self) -> None:
        self._standings: dict[str, Standing] = {}

    def of(self, device_id: str) -> Standing | None:
        """None for a device that has not been provisioned here."""
        return self._standings.get(device_id)

    def put(self, device_id: str, standing: Standing | None) -> None:
        """Replace what was known of the device."""
        if standing is None:
            self._standings.pop(device_id, None)
        else:
            self._standings[device_id] = standing
