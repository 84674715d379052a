"""A copy that breaks off is none, and takes no older one away."""

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import nats.errors
import pytest
from nats.aio.msg import Msg

from libs.chassis.bus import Bus
from libs.jetstream import copies

_SAID = {"config": {"name": "SURPLUS"}, "state": {"messages": 3}}


class _Server:
    """Answers a question for a snapshot, and sends these pieces of it."""

    def __init__(self, *pieces: tuple[bytes, dict[str, str] | None]) -> None:
        self._pieces = iter(pieces)

    def new_inbox(self) -> str:
        return "inbox"

    async def subscribe(self, _: str) -> "_Server":
        return self

    async def request(self, *_: Any, **__: Any) -> Msg:
        return _message(json.dumps(_SAID).encode())

    async def next_msg(self, _: float) -> Msg:
        try:
            return _message(*next(self._pieces))
        except StopIteration:
            raise nats.errors.TimeoutError from None

    async def unsubscribe(self) -> None: ...


def _message(data: bytes, headers: dict[str, str] | None = None) -> Msg:
    return Msg(_client=cast("Any", None), data=data, headers=headers)


async def _back_up(folder: Path, *pieces: tuple[bytes, dict[str, str] | None]) -> int:
    bus = cast("Bus", SimpleNamespace(nc=_Server(*pieces)))
    return await copies.back_up(bus, "SURPLUS", folder)


def _there(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("end", [None, {"Status": "204"}], ids=["before 2.11", "since"])
async def test_a_copy_takes_an_older_one_s_place(
    tmp_path: Path, end: dict[str, str] | None
) -> None:
    assert await _back_up(tmp_path, (b"old", None), (b"", end)) == 3
    assert await _back_up(tmp_path, (b"new", None), (b"er", None), (b"", end)) == 3

    there = _there(tmp_path)
    assert json.loads(there.pop(copies.SETTINGS)) == _SAID
    assert there == {"stream.tar.s2": b"newer"}


@pytest.mark.parametrize(
    "pieces",
    [
        [(b"half", None), (b"", {"Status": "408", "Description": "No Flow Response"})],
        [(b"half", None)],
    ],
    ids=["the server gives up", "the server is gone"],
)
async def test_a_copy_that_breaks_off_leaves_the_older_one(
    tmp_path: Path, pieces: Sequence[tuple[bytes, dict[str, str] | None]]
) -> None:
    await _back_up(tmp_path, (b"whole", None), (b"", None))
    before = _there(tmp_path)

    with pytest.raises(nats.errors.Error):
        await _back_up(tmp_path, *pieces)

    assert _there(tmp_path) == before
