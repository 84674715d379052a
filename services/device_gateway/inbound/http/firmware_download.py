"""Devices download images: whole, or in ranges (RFC 9110, 14).

Without authentication: an image is no secret, its id is random, and a device believes only the
signature.
"""

from collections.abc import AsyncIterator
from functools import partial
from http import HTTPStatus
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from libs.chassis.downloads import RETRY_AFTER_S, Download, DownloadPlaces
from libs.chassis.entity_tags import is_known
from libs.chassis.errors import TooManyRequestsError
from libs.chassis.network_address import household_of
from libs.chassis.problem import Responses, problem_response
from services.device_gateway.domain.firmware.byte_range import (
    UnsatisfiableRangeError,
    asked_range,
)
from services.device_gateway.inbound.http.parameters import ImageId
from services.device_gateway.inbound.http.problems import (
    BEHIND_THE_END,
    NOT_FOUND,
    TOO_MANY_DOWNLOADS,
)
from services.device_gateway.metrics import firmware as metrics
from services.device_gateway.usecases.firmware.serve_image import ServeImage

_CHUNK_BYTES: Final = 65_536
_BYTES: Final = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_IMAGE: Final[Responses] = {
    200: {"description": "The image.", "content": _BYTES},
    206: {"description": "The range asked for; of several, the whole.", "content": _BYTES},
    304: {"description": "The image of `If-None-Match`."},
}
_ANSWERS: Final[Responses] = _IMAGE | NOT_FOUND | BEHIND_THE_END | TOO_MANY_DOWNLOADS


class TooManyDownloadsError(TooManyRequestsError):
    """As many downloads as this process allows, or as one address may have, are under way."""

    code = "too_many_downloads"


class Downloads(DownloadPlaces):
    """Places for images under way, in all and to one address."""

    def __init__(self, *, at_once: int, per_address: int, longest_s: float) -> None:
        super().__init__(
            at_once=at_once,
            of_one=per_address,
            longest_s=longest_s,
            under_way=metrics.DOWNLOADS,
            refused=partial(TooManyDownloadsError, retry_after_s=RETRY_AFTER_S),
        )


def download_operations(serve: ServeImage, downloads: Downloads) -> APIRouter:
    """`GET` and `HEAD /firmware/{imageId}`."""
    router = APIRouter(prefix="/firmware", tags=["download"])

    @router.get("/{imageId}", responses=_ANSWERS, response_class=Response)
    async def download_image(image_id: ImageId, request: Request) -> Response:
        """An image of firmware, or the range of it that `Range` asks for."""
        return await _answer(serve, downloads, image_id, request)

    @router.head("/{imageId}", include_in_schema=False)
    async def describe_image(image_id: ImageId, request: Request) -> Response:
        return await _answer(serve, downloads, image_id, request)

    return router


async def _answer(
    serve: ServeImage, downloads: Downloads, image_id: UUID, request: Request
) -> Response:
    image, content = await serve(image_id)
    tag = f'"{image.sha256}"'
    headers = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, max-age=86400, immutable",
    }
    asked = request.headers
    if is_known(asked.get("if-none-match"), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    ranged = request.method == "GET" and asked.get("if-range", tag) == tag
    try:
        part = asked_range(asked.get("range") if ranged else None, len(content))
    except UnsatisfiableRangeError:
        return problem_response(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            code="range_not_satisfiable",
            detail=f"the image has {len(content)} bytes",
            instance=request.url.path,
            headers={"Content-Range": f"bytes */{len(content)}"},
        )
    start, end = part or (0, len(content))
    headers["Content-Length"] = str(end - start)
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
    status = HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type="application/octet-stream")
    household = household_of(request.client.host if request.client else "")
    downloads.begin(household)
    pieces = _chunks(memoryview(content)[start:end])
    return Download(pieces, downloads, household, status=int(status), headers=headers)


async def _chunks(content: memoryview) -> AsyncIterator[bytes]:
    """Of bytes that lie in memory once, however many devices load them."""
    for start in range(0, len(content), _CHUNK_BYTES):
        chunk = bytes(content[start : start + _CHUNK_BYTES])
        yield chunk
        metrics.DOWNLOADED_BYTES.inc(len(chunk))
