"""What whoever asks decided about being told (FR4.2)."""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.problem import Responses, described_problem
from services.engagement.inbound.http.notifications.preference_models import (
    CommunityPreferenceBody,
    CommunityPreferenceView,
    PreferenceBody,
    PreferenceChange,
    PreferenceView,
)
from services.engagement.inbound.http.notifications.use_cases import NotificationUseCases

_CommunityId = Annotated[UUID, Path(alias="communityId")]
_PROBLEMS: Final[Responses] = described_problem(
    HTTPStatus.FORBIDDEN, "The caller has no access."
) | described_problem(HTTPStatus.NOT_FOUND, "Unknown.")


def preference_operations(use_cases: NotificationUseCases) -> APIRouter:
    """The operations under /notification/preference."""
    router = APIRouter(prefix="/notification/preference")

    @router.get("")
    async def read_preference(caller: CurrentPrincipal) -> PreferenceView:
        """What the caller decided about being told; the defaults before that."""
        return PreferenceView.of(await use_cases.choose_preference.general(caller.user_id))

    @router.put("")
    async def change_preference(caller: CurrentPrincipal, body: PreferenceBody) -> PreferenceView:
        """Decide about all of it, from now on; a field that is left out gets its default."""
        return PreferenceView.of(
            await use_cases.choose_preference.decide(caller.user_id, body.decision())
        )

    @router.patch("")
    async def change_some_of_preference(
        caller: CurrentPrincipal, body: PreferenceChange
    ) -> PreferenceView:
        """Decide about some of it; a field that is left out stays as it is."""
        return PreferenceView.of(
            await use_cases.choose_preference.change(caller.user_id, body.applied_to)
        )

    router.include_router(_community_operations(use_cases))
    return router


def _community_operations(use_cases: NotificationUseCases) -> APIRouter:
    router = APIRouter(prefix="/community/{communityId}")

    @router.get("", responses=_PROBLEMS)
    async def read_community_preference(
        caller: CurrentPrincipal, community_id: _CommunityId
    ) -> CommunityPreferenceView:
        """What holds for the caller and one community; also once left, if it was decided for."""
        return CommunityPreferenceView.of(
            await use_cases.choose_preference.of_community(caller.user_id, community_id)
        )

    @router.put("", responses=_PROBLEMS)
    async def change_community_preference(
        caller: CurrentPrincipal, community_id: _CommunityId, body: CommunityPreferenceBody
    ) -> CommunityPreferenceView:
        """Decide about one community alone."""
        return CommunityPreferenceView.of(
            await use_cases.choose_preference.decide_for_community(
                caller.user_id, community_id, body.decision()
            )
        )

    @router.delete("", status_code=204)
    async def delete_community_preference(
        caller: CurrentPrincipal, community_id: _CommunityId
    ) -> None:
        """The general preference holds there again; again does nothing. Also once left."""
        await use_cases.choose_preference.follow_general(caller.user_id, community_id)

    return router
