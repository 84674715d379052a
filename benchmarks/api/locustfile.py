"""Members who look at their facility and community: run by locust, in a process of its own."""

import os
import time
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import msgspec
from locust import FastHttpUser, LoadTestShape, constant, events, task

from benchmarks.api.plan import PAUSE_S, PLAN_VARIABLE, Answer, Plan, users_at
from benchmarks.api.settings_entered import FACILITY

_PLAN: Final = msgspec.json.decode(Path(os.environ[PLAN_VARIABLE]).read_bytes(), type=Plan)
_MEMBERS: Final = cycle(_PLAN.members)
_ANSWERS: Final[list[Answer]] = []


class MemberAtWork(FastHttpUser):
    """Nine times out of ten looks, once changes something; then a pause."""

    wait_time = constant(PAUSE_S)
    connection_timeout = network_timeout = 10.0

    def on_start(self) -> None:
        member = next(_MEMBERS)
        self._headers = {"Authorization": f"Bearer {member.access_token}"}
        self._facility = f"/facility/{member.facility_id}"
        self._community = f"/community/{member.community_id}"

    @task(3)
    def facilities(self) -> None:
        self._get("/user/facility")

    @task(2)
    def facility(self) -> None:
        self._get(self._facility, "/facility/{facilityId}")

    @task(2)
    def community(self) -> None:
        self._get(self._community, "/community/{communityId}")

    @task(2)
    def members(self) -> None:
        self._get(f"{self._community}/facility", "/community/{communityId}/facility")

    @task(1)
    def change_facility(self) -> None:
        self.client.put(
            self._facility, name="PUT /facility/{facilityId}", json=FACILITY, headers=self._headers
        )

    def _get(self, path: str, name: str | None = None) -> None:
        self.client.get(path, name=f"GET {name or path}", headers=self._headers)


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
events.quitting.add_listener(_write)  # type: ignore[no-untyped-call]
