"""argon2id in a small thread pool with a small waiting room."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import argon2
from argon2.exceptions import InvalidHashError, VerificationError
from prometheus_client import Counter, Gauge

from services.user.ports import PasswordCheck, PasswordsBusyError

MEMORY_KIB: Final = 19 * 1024
ITERATIONS: Final = 2
LANES: Final = 1
"""OWASP's minimum for argon2id: about 50 ms of one core a password."""
THREADS: Final = 2
WAITING_ROOM: Final = 32
"""Passwords that may wait or be in work; with two threads the last waits about a second."""

_IN_HAND: Final = Gauge("meriggio_user_passwords_in_hand", "Passwords being hashed or waiting.")
_TURNED_AWAY: Final = Counter(
    "meriggio_user_passwords_turned_away_total", "Passwords refused because too many waited."
)
_ResultT = TypeVar("_ResultT")


class Argon2Passwords:
    """The port PasswordHasher. Memory is bounded by `threads` x 19 MiB, waiting by `room`."""

    def __init__(
        self,
        *,
        memory_kib: int = MEMORY_KIB,
        iterations: int = ITERATIONS,
        threads: int = THREADS,
        room: int = WAITING_ROOM,
    ) -> None:
        self._argon2 = argon2.PasswordHasher(
            time_cost=iterations, memory_cost=memory_kib, parallelism=LANES, type=argon2.Type.ID
        )
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="argon2")
        self._room = room
        self._in_hand = 0
        self._nobodys_hash = self._argon2.hash("the password of nobody")

    async def hash(self, password: str) -> str:
        """The hash to keep. Raises PasswordsBusyError when the waiting room is full."""
        return await self._in_thread(lambda: self._argon2.hash(password))

    async def check(self, password: str, password_hash: str | None) -> PasswordCheck:
        """Check; for an unknown user the same work is done. Raises PasswordsBusyError."""
        kept = self._nobodys_hash if password_hash is None else password_hash
        right = await self._in_thread(lambda: self._verify(kept, password))
        if not right or password_hash is None:
            return PasswordCheck(right=False)
        return PasswordCheck(right=True, outdated=self._argon2.check_needs_rehash(kept))

    def close(self) -> None:
        """Finish what is in work and end the threads."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._argon2.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _in_thread(self, work: Callable[[], _ResultT]) -> _ResultT:
        if self._in_hand >= self._room:
            _TURNED_AWAY.inc()
            raise PasswordsBusyError("Many people are signing in right now. Try again in a moment.")
        self._count(1)
        done = asyncio.get_running_loop().run_in_executor(self._threads, work)
        # Counted down when the work ends, not when the caller goes: a thread cannot be stopped.
        done.add_done_callback(lambda _: self._count(-1))
        return await asyncio.shield(done)

    def _count(self, change: int) -> None:
        self._in_hand += change
        _IN_HAND.set(self._in_hand)
