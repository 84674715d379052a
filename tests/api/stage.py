"""Everybody who may ask, asking."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Final

import httpx

from devstack.people.person import People
from devstack.supervisor.stack import Stack
from tests.api.aged_tokens import aged_token
from tests.api.bodies import sent_with
from tests.api.cast import Cast, a_cast
from tests.api.fleet import Fleet
from tests.api.operation import operations
from tests.api.role_matrix import ASKERS, Row
from tests.api.scenes import Scene, Scenes, a_shared_home
from tests.api.surplus import a_village_with_surplus

TOO_OLD: Final = timedelta(minutes=11)


class Stage:
    """Asks the running system in everybody's name; each row of the matrix once."""

    def __init__(
        self, http: httpx.AsyncClient, scenes: Scenes, cast: Cast, others: Mapping[str, str]
    ) -> None:
        """`others`: tokens, by asker, of who is not of the cast."""
        self.cast = cast
        self._http = http
        self._scenes = scenes
        self._others = others
        self._operations = {str(one): one for one in operations()}
        self._answers: dict[str, Mapping[str, int]] = {}

    async def answers(self, row: Row) -> Mapping[str, int]:
        """The status that each asker is answered.

        Who is to be refused asks in the same scene: nothing may change in it.
        """
        if str(row) not in self._answers:
            untouched = await self._scenes.make(row.scene, "none")
            asked = (self._answer(row, asker, untouched) for asker in ASKERS)
            statuses = await asyncio.gather(*asked)
            self._answers[str(row)] = dict(zip(ASKERS, statuses, strict=True))
        return self._answers[str(row)]

    async def _answer(self, row: Row, asker: str, untouched: Scene) -> int:
        is_refused = row.expected[asker] >= HTTPStatus.BAD_REQUEST
        scene = untouched if is_refused else await self._scenes.make(row.scene, asker)
        operation = self._operations[row.operation]
        request = self._http.build_request(
            operation.method,
            operation.url(scene.values),
            headers=await self._headers(asker, scene),
            **sent_with(operation, scene.values),
        )
        answer = await self._http.send(request, stream=True)  # of a live view only the head
        await answer.aclose()
        return answer.status_code

    async def _headers(self, asker: str, scene: Scene) -> Mapping[str, str]:
        if asker == "none":
            return {}
        tokens = {**self._others, **await self.cast.tokens(), **scene.tokens}
        return {"Authorization": f"Bearer {tokens[asker]}"}


async def opened_stage(
    stack: Stack, people: People, fleet: Fleet, http: httpx.AsyncClient
) -> Stage:
    """A stage with its people, their village, and a device of the fleet."""
    cast, spare = await asyncio.gather(a_cast(people), a_cast(people))
    village = await a_village_with_surplus(stack, cast)
    home = await a_shared_home(cast)
    around = await fleet.around(home.device_id)
    in_fleet = {**around, "facilityId": str(home.facility_id)}
    account = cast.owner.account
    fresh_token = await account.access_token()
    expired_token = await aged_token(stack, account.user_id, fresh_token, age=TOO_OLD)
    scenes = Scenes(
        people=people,
        read_label=stack.code_on_label,
        cast=cast,
        spare=spare,
        village=village,
        fleet=fleet,
        in_fleet=in_fleet,
    )
    others = {"expired": expired_token, "operat": stack.operator_token}
    return Stage(http, scenes, cast, others)
