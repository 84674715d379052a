"""Known and unknown addresses take the same time, whatever is done for one of them."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from services.user.inbound.even_pace import EvenPace

FLOOR_S = 5.0


class _Loop:
    """A clock that only sleeping moves."""

    now_s = 100.0

    def time(self) -> float:
        return self.now_s

    async def sleep(self, seconds: float) -> None:
        self.now_s += seconds


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> _Loop:
    loop = _Loop()
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: loop)
    monkeypatch.setattr(asyncio, "sleep", loop.sleep)
    return loop


async def _answered_after(loop: _Loop, path: str, status: int, work_s: float) -> float:
    started_s, answered_at_s = loop.now_s, 0.0

    async def work(scope: Scope, receive: Receive, send: Send) -> None:
        await loop.sleep(work_s)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Message) -> None:
        nonlocal answered_at_s
        if message["type"] == "http.response.start":
            answered_at_s = loop.now_s

    async def receive() -> Message:
        return {"type": "http.request"}

    paced = EvenPace(work, paths=["/paced"], floor_s=FLOOR_S)
    await paced({"type": "http", "path": path}, receive, send)
    return answered_at_s - started_s


@pytest.mark.parametrize("status", [202, 204, 400, 401, 403, 429])
async def test_work_of_any_length_below_the_floor_takes_the_floor(loop: _Loop, status: int) -> None:
    for work_s in (0.0, 0.25, 4.0, FLOOR_S):
        assert await _answered_after(loop, "/paced", status, work_s) == FLOOR_S
    assert await _answered_after(loop, "/paced", status, 8.0) == 8.0


async def test_a_right_answer_and_other_paths_wait_for_nothing(loop: _Loop) -> None:
    assert await _answered_after(loop, "/paced", 200, 0.5) == 0.5
    assert await _answered_after(loop, "/other", 401, 0.5) == 0.5
