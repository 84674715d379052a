"""What the locust files share: the plan, members, the shape, the answers written down."""

import os
import time
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import msgspec
from locust import FastHttpUser, LoadTestShape, constant, events

from benchmarks.api.plan import PAUSE_S, PLAN_VARIABLE, Answer, Member, Plan, users_at

_PLAN: Final = msgspec.json.decode(Path(os.environ[PLAN_VARIABLE]).read_bytes(), type=Plan)
_MEMBERS: Final = cycle(_PLAN.members)
_ANSWERS: Final[list[Answer]] = []


class AtWork(FastHttpUser):
    """A member who asks, and pauses. What is asked is for who derives from it."""

    abstract = True
    wait_time = constant(PAUSE_S)
    connection_timeout = network_timeout = 10.0

    def on_start(self) -> None:
        self.member: Member = next(_MEMBERS)
        self.headers = {"Authorization": f"Bearer {self.member.access_token}"}

    def get(self, path: str, name: str | None = None) -> None:
        """Ask; `name`: of the operation, where the path names somebody."""
        self.client.get(path, name=f"GET {name or path}", headers=self.headers)


class UpAndDown(LoadTestShape):
    """Ten users all the time, and up to forty more in the middle."""

    def tick(self) -> tuple[int, float] | None:
        elapsed_s = time.perf_counter() - self.start_time
        if elapsed_s > _PLAN.seconds:
            return None
        users = users_at(elapsed_s, _PLAN.seconds)
        return users, float(users)


def _keep(name: str, response_time: float, exception: object = None, **_: Any) -> None:
    failure = None if exception is None else repr(exception)
    _ANSWERS.append(Answer(name=name, took_s=response_time / 1000, failure=failure))


def _write(**_: Any) -> None:
    Path(_PLAN.answers_file).write_bytes(msgspec.json.encode(_ANSWERS))


events.request.add_listener(_keep)  # type: ignore[no-untyped-call]  # of locust
events.quitting.add_listener(_write)  # type: ignore[no-untyped-call]  # of locust
