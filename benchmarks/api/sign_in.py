"""What one sign-in costs: time, the processor's time, and how many there can be in a second."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from itertools import cycle
from typing import Any, Final

import msgspec

from benchmarks.measuring.processes import PartsMeter, usable_cores
from benchmarks.measuring.quantiles import latency_of
from benchmarks.results import SignInCost
from devstack.people.person import Person
from devstack.supervisor.stack import Stack
from services.user.tests.proving_client import proof_body, verifier_body

_ONE_BY_ONE: Final = 20
_AT_A_TIME: Final = 16
"""Fewer than the user service lets wait for a password, more than two cores work on."""
_PARTS: Final = ("user", "postgres")
_ZERO_KNOWLEDGE: Final = "/user/zero-knowledge"

SignIn = Callable[[Person], Awaitable[None]]


async def measure_sign_ins(
    stack: Stack, people: Sequence[Person], *, seconds: float
) -> list[SignInCost]:
    """By password, then by proof: each for so long. Raises ApiProblem."""
    by_password = await _measure(stack, people, _by_password, seconds, "password, argon2id")
    for person in people:
        await _keep_a_verifier(person)
    by_proof = await _measure(stack, people, _by_proof, seconds, "proof, SRP-6a of 3072 bits")
    return [by_password, by_proof]


async def _measure(
    stack: Stack, people: Sequence[Person], sign_in: SignIn, seconds: float, name: str
) -> SignInCost:
    """One after the other, then many together."""
    pids = stack.supervisor.pids()
    meter = PartsMeter({part: pids[part] for part in _PARTS})
    turns = cycle(people)
    alone_s = [await _took_s(sign_in, next(turns)) for _ in range(_ONE_BY_ONE)]
    before, started_at = meter.cpu(), time.perf_counter()
    counts = await asyncio.gather(
        *(_repeat(sign_in, next(turns), started_at + seconds) for _ in range(_AT_A_TIME))
    )
    took_s = time.perf_counter() - started_at
    used_s = meter.cpu().parts_s_since(before)
    return SignInCost(
        by=name,
        alone=latency_of(alone_s),
        per_s=sum(counts) / took_s,
        cpu_ms={part: cpu_s * 1000 / sum(counts) for part, cpu_s in used_s.items()},
        cores=len(usable_cores()),
    )


async def _took_s(sign_in: SignIn, person: Person) -> float:
    started_at = time.perf_counter()
    await sign_in(person)
    return time.perf_counter() - started_at


async def _repeat(sign_in: SignIn, person: Person, until_s: float) -> int:
    count = 0
    while time.perf_counter() < until_s:
        await sign_in(person)
        count += 1
    return count


async def _by_password(person: Person) -> None:
    await person.account.sign_in()


async def _keep_a_verifier(person: Person) -> None:
    """From now on the password is proved, and stretched by nobody: that is the client's work."""
    password = person.account.identity.password
    present = {"kind": "password", "password": password}
    await person.account.request(
        "POST",
        f"{_ZERO_KNOWLEDGE}/change-password",
        body={"present": present, **verifier_body(password)},
    )


async def _by_proof(person: Person) -> None:
    challenge = await _call(person, "sign-in/start", {})
    proof = await asyncio.to_thread(proof_body, person.account.identity.password, challenge)
    await _call(person, "sign-in/finish", proof)


async def _call(person: Person, step: str, body: dict[str, Any]) -> dict[str, Any]:
    account = person.account
    together = {"email": account.identity.email, **body}
    answer = await account.connection.call("POST", f"{_ZERO_KNOWLEDGE}/{step}", body=together)
    decoded: dict[str, Any] = msgspec.json.decode(answer)
    return decoded
