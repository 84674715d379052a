"""PUT /facility/{id}/device where the operator asks for the code on the label (FR7.1, FR7.3)."""

from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest

from services.community.domain.device_proof import GUESSES_COUNT_FOR, MAX_GUESSES, proof_of
from services.community.tests.samples import ANNA, BRUNO
from services.community.tests.unit.edge import DEVICE_PROOF_KEY, UNKNOWN, Edge, open_edge

RIGHT = proof_of("meter-1", DEVICE_PROOF_KEY)
WRONG = proof_of("meter-2", DEVICE_PROOF_KEY)


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    async with open_edge(asks_for_proof=True) as edge:
        yield edge


async def attach(
    edge: Edge, facility: object, proof: object = None, user: UUID = ANNA
) -> httpx.Response:
    body = {"deviceId": "meter-1"} | ({} if proof is None else {"proof": proof})
    return await edge.ask("PUT", f"/facility/{facility}/device", user, body)


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_who_holds_the_device_attaches_it(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)

    assert (await attach(edge, facility, RIGHT)).status_code == 200

    (device,) = await edge.get(f"/facility/{facility}/device")
    assert device["deviceId"] == "meter-1"


@pytest.mark.parametrize(
    ("proof", "refusal"),
    [
        (None, (400, "proof_missing")),
        ("ABCD-EFGH-IJK", (400, "invalid_proof")),
        ("A" * 41, (400, "invalid_request")),
        (WRONG, (403, "proof_wrong")),
    ],
)
async def test_who_does_not_is_told_why(
    edge: Edge, proof: str | None, refusal: tuple[int, str]
) -> None:
    facility = await edge.add_facility(ANNA)

    assert told(await attach(edge, facility, proof)) == refusal

    assert await edge.get(f"/facility/{facility}/device") == []


async def test_who_may_not_attach_is_not_asked_for_a_code(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)

    assert told(await attach(edge, facility, WRONG, BRUNO)) == (403, "no_access")
    assert told(await attach(edge, UNKNOWN, WRONG)) == (404, "facility_not_found")
    assert edge.registry.contents.wrong_proofs == []


async def test_wrong_codes_are_few_and_slips_do_not_count(edge: Edge) -> None:
    facility, others = await edge.add_facility(ANNA), await edge.add_facility(BRUNO)
    for _ in range(MAX_GUESSES):
        assert told(await attach(edge, facility, "slip")) == (400, "invalid_proof")
        assert told(await attach(edge, facility, WRONG)) == (403, "proof_wrong")

    too_many = await attach(edge, facility, RIGHT)

    assert told(too_many) == (429, "too_many_guesses")
    assert too_many.headers["retry-after"] == "3600"
    assert (await attach(edge, others, RIGHT, BRUNO)).status_code == 200
    await edge.ask("DELETE", f"/facility/{others}/device", BRUNO)
    edge.clock.advance(seconds=GUESSES_COUNT_FOR.total_seconds())
    assert (await attach(edge, facility, RIGHT)).status_code == 200
