"""How a community divides what its shared energy earns."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import Field

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.entity_tags import MAXIMUM_HEADER, is_known, versioned_tag, versions_named
from libs.chassis.paging import HOW_MANY, PAGED, Cursor, Cursors
from libs.chassis.problem import Responses, described_problem
from services.energy.domain.distribution.wording import Language
from services.energy.inbound.http.distribution.models import (
    DecisionBody,
    MonthName,
    PolicyAnswer,
    PolicyVersionItem,
    month_named,
    policy_answer,
    version_items,
)
from services.energy.inbound.http.distribution.simulation_models import (
    SimulationAnswer,
    SimulationBody,
    simulation_answer,
)
from services.energy.inbound.http.parameters import PROBLEMS, CommunityId, json_answer
from services.energy.usecases.distribution.decide_policy import DecidePolicy
from services.energy.usecases.distribution.read_policy import ReadPolicy, ShownPolicy
from services.energy.usecases.distribution.simulate_policy import SimulatePolicy

PATH: Final = "/energy-data/community/"
MAXIMUM_BYTES: Final = 900_000
"""Of a body: ten thousand coefficients are half a megabyte."""
_FEWEST: Final = 10
_MOST_LISTED: Final = 20
"""Versions at once: each may have ten thousand coefficients."""
_TAGGED: Final[Responses] = {
    200: {
        "headers": {
            "ETag": {"description": "Of what is answered.", "schema": {"type": "string"}},
        }
    }
}
_READ_ONCE: Final[Responses] = {304: {"description": "If-None-Match names what would be answered."}}
_DECIDED: Final = (
    _TAGGED
    | described_problem(HTTPStatus.PRECONDITION_FAILED, "If-Match names another version.")
    | described_problem(HTTPStatus.CONFLICT, "Somebody decided at the same moment.")
)
_CURSORS: Final[Cursors[int]] = Cursors(Annotated[int, Field(ge=1, le=2**31 - 1)])

_Month = Annotated[MonthName | None, Query(description="This month by default.")]
_Locale = Annotated[Language, Query(alias="locale", description="Of the words.")]
_Listed = Annotated[int, Query(ge=1, le=_MOST_LISTED, description=HOW_MANY)]


def _expected(
    if_match: Annotated[
        str | None,
        Header(
            max_length=MAXIMUM_HEADER,
            description="ETag of the policy that was read; without it the last decision wins.",
        ),
    ] = None,
) -> frozenset[int] | None:
    return versions_named(if_match)


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionUseCases:
    """What the operations call."""

    read: ReadPolicy
    decide: DecidePolicy
    simulate: SimulatePolicy


def distribution_operations(use_cases: DistributionUseCases) -> APIRouter:
    """Reading is for who takes part in the community, the rest for its representative."""
    router = APIRouter(
        prefix="/energy-data/community/{communityId}/distribution-policy",
        tags=["distribution"],
        responses=PROBLEMS,
    )
    _add_reading(router, use_cases)
    _add_deciding(router, use_cases)
    return router


def _add_reading(router: APIRouter, use_cases: DistributionUseCases) -> None:
    @router.get("", response_model=PolicyAnswer, responses=_TAGGED | _READ_ONCE)
    async def read_policy(
        community_id: CommunityId,
        caller: CurrentPrincipal,
        request: Request,
        month: _Month = None,
        language: _Locale = Language.EN,
    ) -> Response:
        """The policy that counts in a month, in figures and in words."""
        asked = None if month is None else month_named(month)
        shown = await use_cases.read(community_id, user_id=caller.user_id, month=asked)
        answer = _tagged(shown, language)
        if is_known(request.headers.get("if-none-match"), answer.headers["ETag"]):
            headers = {"ETag": answer.headers["ETag"]}
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return answer

    @router.get("/version", response_model=list[PolicyVersionItem], responses=PAGED)
    async def list_versions(
        *,
        community_id: CommunityId,
        caller: CurrentPrincipal,
        request: Request,
        response: Response,
        limit: _Listed = _FEWEST,
        cursor: Cursor = None,
    ) -> list[PolicyVersionItem]:
        """What was decided, the newest first."""
        shown = await use_cases.read.versions(
            community_id,
            user_id=caller.user_id,
            before=_CURSORS.read(cursor),
            limit=limit + 1,
        )
        items = version_items(shown)
        return list(_CURSORS.cut(items, limit, lambda item: item.number, request, response))


def _add_deciding(router: APIRouter, use_cases: DistributionUseCases) -> None:
    @router.put("", response_model=PolicyAnswer, responses=_DECIDED)
    async def decide_policy(
        community_id: CommunityId,
        body: DecisionBody,
        caller: CurrentPrincipal,
        expected: Annotated[frozenset[int] | None, Depends(_expected)],
        language: _Locale = Language.EN,
    ) -> Response:
        """Decide a new version; those before stay. Answers what reading it would answer now."""
        await use_cases.decide(
            community_id, body.proposal(), user_id=caller.user_id, expected=expected
        )
        shown = await use_cases.read(community_id, user_id=caller.user_id)
        return _tagged(shown, language)

    @router.post("/simulation", response_model=SimulationAnswer)
    async def simulate_policy(
        community_id: CommunityId, body: SimulationBody, caller: CurrentPrincipal
    ) -> Response:
        """What each facility would get under a policy, and gets under the one in force.

        Nothing is stored.
        """
        question = body.question()
        simulation = await use_cases.simulate(community_id, question, user_id=caller.user_id)
        return json_answer(simulation_answer(community_id, question, simulation))


def _tagged(shown: ShownPolicy, language: Language) -> Response:
    answer = json_answer(policy_answer(shown, language))
    answer.headers["ETag"] = versioned_tag(shown.newest, bytes(answer.body))
    answer.headers["Vary"] = "Authorization"
    return answer
