"""How long certificates and revocation lists still hold."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from libs.chassis.clock import Clock
from services.device_gateway.ports.pki import AuthorityKind, CertificateEnds, RevocationList

ROUND_S: Final = 30.0
_AUTHORITIES: Final[tuple[AuthorityKind, ...]] = ("device", "claim")

SecondsLeft = Callable[[str, float | None], None]
"""Takes a name, and how many seconds it holds; None: that cannot be read."""


class WatchExpiry:
    """One look at everything that may end."""

    def __init__(
        self,
        certificates: Mapping[str, CertificateEnds],
        lists: RevocationList,
        clock: Clock,
        *,
        show_certificate: SecondsLeft,
        show_list: SecondsLeft,
    ) -> None:
        self._certificates = certificates
        self._lists = lists
        self._clock = clock
        self._show_certificate = show_certificate
        self._show_list = show_list

    async def __call__(self) -> float:
        """Seconds until the next look. Raises what the database raises when it is away."""
        for name, ends in self._certificates.items():
            self._show_certificate(name, self._left_s(ends.first_end()))
        for authority in _AUTHORITIES:
            stored = await self._lists.current(authority)
            if stored is not None:
                self._show_list(authority, self._left_s(stored.next_update))
        return ROUND_S

    def _left_s(self, end: datetime | None) -> float | None:
        return None if end is None else (end - self._clock.now()).total_seconds()
