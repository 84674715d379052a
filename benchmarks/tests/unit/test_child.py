"""A process that makes load is asked, fails in words, and ends when nobody asks any more."""

import os
from multiprocessing.connection import Connection

import pytest
import uvloop

from benchmarks.child import LoadError, child_process, received


def _double(connection: Connection, most: int) -> None:
    while True:
        number = connection.recv()
        if number > most:
            raise LoadError(f"{number} is too much")
        connection.send(2 * number)


def _die(connection: Connection) -> None:
    connection.recv()
    os._exit(3)


async def test_it_answers_one_question_after_the_other_until_it_cannot() -> None:
    async with child_process(_double, 10, name="double") as child:
        assert [await child.ask(number, int) for number in (1, 10)] == [2, 20]
        with pytest.raises(LoadError, match="11 is too much"):
            await child.ask(11, int)


async def test_it_is_gone_when_nobody_asks_any_more() -> None:
    async with child_process(_double, 10, name="double") as child:
        os.kill(child.pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)


def _say_again(connection: Connection) -> None:
    async def ask() -> None:
        while True:
            connection.send(await received(connection))

    uvloop.run(ask())


def test_what_is_long_crosses_both_ways_also_on_uvloop() -> None:
    async def scenario() -> None:
        said = "x" * 3_000_000
        async with child_process(_say_again, name="echo") as child:
            for _ in range(3):
                assert await child.ask(said, str) == said

    uvloop.run(scenario())


async def test_that_it_died_is_said() -> None:
    async with child_process(_die, name="die") as child:
        with pytest.raises(LoadError, match="died"):
            await child.ask("anything", str)
