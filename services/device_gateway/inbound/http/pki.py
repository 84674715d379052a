"""What the certificate authorities publish; public, for it is signed or no secret."""

from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Response

from libs.chassis.errors import NotFoundError
from libs.chassis.problem import Problem
from services.device_gateway.ports.pki import AuthorityKind
from services.device_gateway.usecases.pki.read_list import ReadRevocationList

PEM: Final = "application/x-pem-file"

_Tag = Annotated[
    str | None, Header(alias="If-None-Match", max_length=200, description="The `ETag` known.")
]
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    HTTPStatus.OK.value: {"content": {PEM: {"schema": {"type": "string"}}}},
    HTTPStatus.NOT_FOUND.value: {"model": Problem, "description": "There is none here."},
}
_READ_ONCE: Final[dict[int | str, dict[str, Any]]] = {
    HTTPStatus.NOT_MODIFIED.value: {"description": "Still the known one."},
    HTTPStatus.SERVICE_UNAVAILABLE.value: {
        "model": Problem,
        "description": "The database is away; the list there is holds on.",
    },
}


def pki_operations(read_list: ReadRevocationList, server_authority_pem: bytes | None) -> APIRouter:
    """Revocation lists, and whom devices may believe."""
    router = APIRouter(
        prefix="/pki", tags=["pki"], responses=_ANSWERS, default_response_class=Response
    )

    @router.get("/device.crl", responses=_READ_ONCE)
    async def read_device_revocations(known: _Tag = None) -> Response:
        """Revoked devices' certificates: a signed list (RFC 5280, PEM), valid for 7 days."""
        return await _list_answer(read_list, "device", known)

    @router.get("/claim.crl", responses=_READ_ONCE)
    async def read_claim_revocations(known: _Tag = None) -> Response:
        """Revoked claim certificates of batches: a signed list (RFC 5280, PEM)."""
        return await _list_answer(read_list, "claim", known)

    @router.get("/server-ca.pem")
    async def read_server_authority() -> Response:
        """Who signs the servers' certificates. A device trusts what it was made with, not this."""
        if server_authority_pem is None:
            raise NotFoundError("no authority of servers is set here")
        return Response(server_authority_pem, media_type=PEM)

    return router


async def _list_answer(
    read_list: ReadRevocationList, authority: AuthorityKind, known: str | None
) -> Response:
    tagged = await read_list(authority)
    if tagged is None:
        raise NotFoundError(f"no revocation list of the {authority} authority is published")
    headers = {"ETag": f'"{tagged.tag}"', "Cache-Control": "no-cache"}
    if known is not None and tagged.tag in _tags(known):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(tagged.pem, media_type=PEM, headers=headers)


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")}
