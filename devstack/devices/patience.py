"""How long to wait for an acknowledgement before sending again. No I/O."""

from typing import Final

_SHARE_OF_NEWEST: Final = 1 / 8
_MARGIN: Final = 4.0


class Patience:
    """As in TCP (RFC 6298, Karn's rule): several times what acknowledgements usually take.

    A slow system would else get everything twice, and be slower still. A reading that was sent
    more than once teaches nothing, since its acknowledgement may be that of any of its copies; so
    what silence has taught lasts until one is acknowledged that was sent once.
    """

    def __init__(self, *, shortest_s: float, longest_s: float) -> None:
        self._shortest_s = shortest_s
        self._longest_s = longest_s
        self._usual_s = 0.0
        self.wait_s = shortest_s

    def acknowledged(self, after_s: float, publications: int) -> None:
        """A reading was acknowledged so long after it was first sent, and sent so many times."""
        if publications == 1:
            self._usual_s += _SHARE_OF_NEWEST * (after_s - self._usual_s)
            self.begin_anew()

    def nothing_came(self) -> None:
        """The wait was in vain: double it."""
        self.wait_s = min(self._longest_s, 2 * self.wait_s)

    def begin_anew(self) -> None:
        """Forget the silence, on a new connection for one."""
        self.wait_s = min(self._longest_s, max(self._shortest_s, _MARGIN * self._usual_s))
