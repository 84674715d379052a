"""Operators register images."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from libs.chassis.operators import CurrentOperator
from libs.chassis.paging import PAGED, Cursor, Cursors
from services.device_gateway.domain.firmware.image import Image
from services.device_gateway.inbound.http.firmware_models import ImageAnswer, ImageBody
from services.device_gateway.inbound.http.parameters import FewerLimit, ImageId
from services.device_gateway.inbound.http.problems import CONFLICT, NO_OPERATOR, NOT_FOUND
from services.device_gateway.ports.firmware import Before
from services.device_gateway.usecases.firmware.announce_image import AnnounceImage, DiscardImage
from services.device_gateway.usecases.firmware.complete_image import CompleteImage, ReceivePart
from services.device_gateway.usecases.firmware.look_up import LookUp
from services.device_gateway.usecases.firmware.withdraw_image import WithdrawImage

_Number = Annotated[int, Query(ge=0, le=1_000, description="Which part, from 0.")]
_PLACES: Final[Cursors[Before]] = Cursors(Before)
_BYTES: Final[dict[str, Any]] = {
    "requestBody": {
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageUseCases:
    """What the operations call."""

    announce: AnnounceImage
    receive_part: ReceivePart
    complete: CompleteImage
    discard: DiscardImage
    withdraw: WithdrawImage
    look_up: LookUp


def image_operations(use_cases: ImageUseCases) -> APIRouter:
    """Below `/fleet/firmware`."""
    router = APIRouter(prefix="/fleet/firmware", tags=["firmware"], responses=NO_OPERATOR)
    _add_reading(router, use_cases)
    _add_upload(router, use_cases)
    _add_ends(router, use_cases)
    return router


def _add_reading(router: APIRouter, use_cases: ImageUseCases) -> None:
    @router.get("", responses=PAGED)
    async def list_images(
        _: CurrentOperator,
        request: Request,
        response: Response,
        limit: FewerLimit = 50,
        cursor: Cursor = None,
    ) -> list[ImageAnswer]:
        """Images of firmware, the newest first."""
        found = await use_cases.look_up.images(limit=limit + 1, before=_PLACES.read(cursor))
        shown = _PLACES.cut(found, limit, _place_of, request, response)
        return [ImageAnswer.of(image) for image in shown]

    @router.get("/{imageId}", responses=NOT_FOUND)
    async def read_image(_: CurrentOperator, image_id: ImageId) -> ImageAnswer:
        """One image."""
        return ImageAnswer.of(await use_cases.look_up.image(image_id))


def _add_upload(router: APIRouter, use_cases: ImageUseCases) -> None:
    @router.post("", status_code=HTTPStatus.CREATED, responses=CONFLICT)
    async def announce_image(operator: CurrentOperator, body: ImageBody) -> ImageAnswer:
        """Announce a signed image; its parts follow. Said again, it answers the same image."""
        image = await use_cases.announce(body.announcement(), operator=operator.name)
        return ImageAnswer.of(image)

    @router.put(
        "/{imageId}/part",
        status_code=HTTPStatus.NO_CONTENT,
        responses=NOT_FOUND | CONFLICT,
        openapi_extra=_BYTES,
    )
    async def upload_part(
        _: CurrentOperator, image_id: ImageId, request: Request, number: _Number = 0
    ) -> None:
        """Upload a part of `partBytes` bytes, the last one what is left; again if need be."""
        await use_cases.receive_part(image_id, number, await request.body())

    @router.post("/{imageId}/complete", responses=NOT_FOUND | CONFLICT)
    async def complete_image(_: CurrentOperator, image_id: ImageId) -> ImageAnswer:
        """All parts are there: check them against what was signed. Then it can be rolled out."""
        return ImageAnswer.of(await use_cases.complete(image_id))


def _add_ends(router: APIRouter, use_cases: ImageUseCases) -> None:
    @router.post("/{imageId}/withdraw", responses=NOT_FOUND | CONFLICT)
    async def withdraw_image(operator: CurrentOperator, image_id: ImageId) -> ImageAnswer:
        """Never offer the image again, and abort its roll-outs; its version stays taken."""
        return ImageAnswer.of(await use_cases.withdraw(image_id, operator=operator.name))

    @router.delete("/{imageId}", status_code=HTTPStatus.NO_CONTENT, responses=NOT_FOUND | CONFLICT)
    async def discard_image(_: CurrentOperator, image_id: ImageId) -> None:
        """Forget an image that is not complete."""
        await use_cases.discard(image_id)


def _place_of(image: Image) -> Before:
    return Before(image.registered_at, image.image_id)
