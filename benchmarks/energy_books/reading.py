"""What one looks at, over HTTP, one question after the other: each subject cold, then warm."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from typing import Final
from uuid import UUID

import httpx

from benchmarks.communities import Community
from benchmarks.energy_books.plan import YEAR, BooksPlan
from benchmarks.energy_books.results import Read
from benchmarks.energy_books.servers import EnergyServers
from benchmarks.measurement import Say
from benchmarks.measuring.quantiles import latency_of
from services.energy.domain.calendar import midnight

_TIMEOUT_S: Final = 60.0
_TOKEN_S: Final = 3_600.0
_OK: Final = 200
_LONGEST_S: Final = 20.0
_FEWEST: Final = 20
"""So often a question is asked warm, however long it takes."""
_FACILITIES: Final = 100
"""Different ones that are asked for, each with a day of its own."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A path with its query, and who asks."""

    path: str
    user_id: UUID


@dataclass(frozen=True, slots=True)
class Question:
    """The same question about several subjects."""

    name: str
    subjects: Sequence[Subject]


def questions(plan: BooksPlan) -> list[Question]:
    """In the order in which they are asked."""
    communities = plan.communities()
    size = len(communities[0].members)
    return [
        Question("24 h of a facility, with its present power", _days(communities, "", "quarter")),
        Question("24 h of a facility, every reading", _days(communities, "/history", "raw")),
        Question("24 h of a facility by the minute", _days(communities, "/history", "minute")),
        *(
            Question(
                f"a month of a community of {size} by the {resolution}",
                _months(communities, resolution),
            )
            for resolution in ("day", "hour", "quarter")
        ),
        Question("a year of hourly shared energy", _years(communities)),
    ]


async def measure_reading(servers: EnergyServers, plan: BooksPlan, say: Say) -> list[Read]:
    """The service runs. Raises httpx.HTTPError."""
    found = []
    async with httpx.AsyncClient(
        base_url=servers.service_url, timeout=_TIMEOUT_S, trust_env=False
    ) as client:
        for question in questions(plan):
            say(question.name)
            found.append(await _asked(client, servers, question, plan.asked))
    return found


async def _asked(
    client: httpx.AsyncClient, servers: EnergyServers, question: Question, times: int
) -> Read:
    tokens = {
        subject.user_id: servers.issuer.token(subject.user_id, expires_in_s=_TOKEN_S)
        for subject in question.subjects
    }
    took_s: list[float] = []
    failed = size = 0
    first, deadline = len(question.subjects), time.perf_counter() + _LONGEST_S
    for number, subject in enumerate(islice(cycle(question.subjects), first + times)):
        started_at = time.perf_counter()
        if number >= first + _FEWEST and started_at > deadline:
            break
        answer = await client.get(
            subject.path, headers={"Authorization": f"Bearer {tokens[subject.user_id]}"}
        )
        took_s.append(time.perf_counter() - started_at)
        failed += answer.status_code != _OK
        size = max(size, len(answer.content))
    return Read(
        question=question.name,
        answer_bytes=size,
        cold=latency_of(took_s[:first]),
        warm=latency_of(took_s[first:]),
        failed=failed,
    )


def _days(communities: Sequence[Community], below: str, resolution: str) -> list[Subject]:
    members = [member for community in communities for member in community.members]
    some = members[:: max(1, len(members) // _FACILITIES)][:_FACILITIES]
    subjects = []
    for number, member in enumerate(some):
        start = YEAR.start + timedelta(days=number * 83 % 364)
        path = f"/energy-data/facility/{member.facility_id}{below}"
        query = _query(start, start + timedelta(days=1), resolution)
        subjects.append(Subject(f"{path}?{query}", member.user_id))
    return subjects


def _months(communities: Sequence[Community], resolution: str) -> list[Subject]:
    """Another month of each."""
    subjects = []
    for number, community in enumerate(communities):
        month = 1 + number % 11
        start = midnight(date(YEAR.end.year, month, 1))
        query = _query(start, midnight(date(YEAR.end.year, month + 1, 1)), resolution)
        path = f"/energy-data/community/{community.community_id}/history"
        subjects.append(Subject(f"{path}?{query}", community.members[0].user_id))
    return subjects


def _years(communities: Sequence[Community]) -> list[Subject]:
    query = _query(YEAR.start, YEAR.end, "hour")
    return [
        Subject(
            f"/energy-data/community/{community.community_id}/shared-energy?{query}",
            community.members[0].user_id,
        )
        for community in communities
    ]


def _query(start: datetime, end: datetime, resolution: str) -> str:
    return (
        f"from={start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        f"&to={end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}&resolution={resolution}"
    )
