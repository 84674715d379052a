"""What makes load, as a process of its own, so that its cost can be told from the system's."""

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

CONTEXT: Final = multiprocessing.get_context("spawn")
_STOP_S: Final = 10.0

AnswerT = TypeVar("AnswerT")


class LoadError(Exception):
    """The load could not be produced; the message says why."""


class Child:
    """Our end: it answers one question after the other."""

    def __init__(self, connection: Connection, pid: int) -> None:
        self._connection = connection
        self.pid = pid

    async def ask(self, question: object, answer: type[AnswerT]) -> AnswerT:
        """Raises LoadError: its own, or when the process died."""
        self._connection.send(question)
        return await self.hear(answer)

    async def hear(self, expected: type[AnswerT]) -> AnswerT:
        """What it says next. Raises LoadError: its own, or when the process died."""
        try:
            said = await received(self._connection)
        except EOFError:
            raise LoadError("the load's process died; its last words are above") from None
        if isinstance(said, LoadError):
            raise said
        assert isinstance(said, expected)
        return said


@asynccontextmanager
async def child_process(serve: Callable[..., None], *given: Any, name: str) -> AsyncIterator[Child]:
    """A process that runs `serve(connection, *given)`; at the end it meets EOFError, and is over.

    `serve` is found by its module, and whatever it is given or sends crosses the process border.
    A LoadError or OSError of it is raised at our end, by the question that is waiting.
    """
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_serve, args=(theirs, serve, given), name=name, daemon=True)
    process.start()
    theirs.close()
    assert process.pid is not None
    try:
        yield Child(ours, process.pid)
    finally:
        ours.close()
        await asyncio.to_thread(process.join, _STOP_S)
        process.kill()


async def received(connection: Connection) -> object:
    """The next object from the other end. Raises EOFError when that is closed."""
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    descriptor = connection.fileno()
    loop.add_reader(descriptor, readable.set)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(descriptor)
        os.set_blocking(descriptor, True)  # uvloop has changed that; a long object comes in pieces
    return connection.recv()


def _serve(connection: Connection, serve: Callable[..., None], given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us
    try:
        serve(connection, *given)
    except EOFError:
        return  # nobody asks any more
    except (LoadError, OSError) as error:
        with contextlib.suppress(BrokenPipeError):
            connection.send(LoadError(str(error)))
