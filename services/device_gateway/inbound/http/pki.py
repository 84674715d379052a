"""What the certificate authorities publish; public, for it is signed or no secret."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Header, Response

from libs.chassis.errors import NotFoundError
from libs.chassis.problem import Responses
from services.device_gateway.inbound.http.problems import LIST_HOLDS_ON, NOT_PUBLISHED
from services.device_gateway.ports.pki import AuthorityKind
from services.device_gateway.usecases.pki.read_list import ReadRevocationList

PEM: Final = "application/x-pem-file"

_Tag = Annotated[
    str | None, Header(alias="If-None-Match", max_length=200, description="The `ETag` known.")
]
_PEM_ANSWER: Final[Responses] = {
    HTTPStatus.OK.value: {"content": {PEM: {"schema": {"type": "string"}}}}
}
_STILL_KNOWN: Final[Responses] = {
    HTTPStatus.NOT_MODIFIED.value: {"description": "Still the known one."}
}
_ANSWERS: Final[Responses] = _PEM_ANSWER | NOT_PUBLISHED
_READ_ONCE: Final[Responses] = _STILL_KNOWN | LIST_HOLDS_ON


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
