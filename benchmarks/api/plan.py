"""The scenario of requests, in the words that its own process reads and writes."""

from collections.abc import Sequence
from typing import Final

import msgspec

CONSTANT_USERS: Final = 10
RAMPING_USERS: Final = 40
"""On top of the constant ones, at the peak in the middle."""
PAUSE_S: Final = 1.0
"""Between a user's requests: 30 users on average make 26 requests/s if each takes 157 ms, which is
what the thesis measured."""
PLAN_VARIABLE: Final = "MERIGGIO_BENCHMARK_PLAN"


class Member(msgspec.Struct, frozen=True, rename="camel"):
    """Somebody signed in who owns a facility of a community."""

    access_token: str
    facility_id: str
    community_id: str


class Plan(msgspec.Struct, frozen=True, rename="camel"):
    """`seconds`: half of them up to the peak, half down again."""

    members: Sequence[Member]
    seconds: float
    answers_file: str


class Answer(msgspec.Struct, frozen=True, rename="camel"):
    """One request that was answered, or not: then `failure` says how."""

    name: str
    took_s: float
    failure: str | None


def users_at(elapsed_s: float, seconds: float) -> int:
    """How many users are at work."""
    half_s = seconds / 2
    share = max(0.0, 1 - abs(elapsed_s - half_s) / half_s)
    return CONSTANT_USERS + round(RAMPING_USERS * share)
