"""Wakes the one who waits, or lets it know that it has waited for long enough."""

import asyncio


class Bell:
    """Rung by whoever has news, for one waiter, which may come later.

    A timer costs as much as everything else about a value, and thousands of streams wait again
    after each: so the timer of an earlier wait runs on, and a wait may end earlier than it has to.
    """

    __slots__ = ("_is_late", "_is_rung", "_timer", "_waiter")

    def __init__(self) -> None:
        self._is_rung = False
        self._is_late = False
        self._waiter: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def ring(self) -> None:
        """There is news."""
        self._is_rung = True
        self._wake()

    async def rung(self, within_s: float) -> bool:
        """True as soon as it was rung since the last time; False after `within_s` at the latest."""
        if not self._is_rung:
            loop = asyncio.get_running_loop()
            self._set_timer(loop, within_s)
            while not (self._is_rung or self._is_late):
                self._waiter = loop.create_future()
                await self._waiter
        if self._is_rung:
            self._is_rung = False
            return True
        self._is_late = False
        return False

    def put_away(self) -> None:
        """Nobody will wait any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _set_timer(self, loop: asyncio.AbstractEventLoop, within_s: float) -> None:
        if self._timer is not None:
            if self._timer.when() <= loop.time() + within_s:
                return
            self._timer.cancel()
        self._timer = loop.call_later(within_s, self._time_is_over)

    def _time_is_over(self) -> None:
        self._timer = None
        self._is_late = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
