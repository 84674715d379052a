"""Versions over HTTP: `ETag`, `If-Match`, `If-None-Match` (RFC 9110).

A tag is the entity's version and a digest of what the caller sees: counts, names of others and
the caller's role change without a new version. `If-Match` compares versions only, `If-None-Match`
whole tags.
"""

from http import HTTPStatus
from typing import Annotated, Final, Protocol, TypeVar

from fastapi import Depends, Header, Request, Response

from libs.chassis.entity_tags import MAXIMUM_HEADER, is_known, versioned_tag, versions_named
from libs.chassis.problem import Responses, described_problem
from services.community.domain.version import ExpectedVersion

_ETAG: Final = {"ETag": {"description": "Of this version.", "schema": {"type": "string"}}}

TAGGED: Final[Responses] = {200: {"headers": _ETAG}}
CREATED_AND_TAGGED: Final[Responses] = {201: {"headers": _ETAG}}
READ_ONCE: Final[Responses] = {304: {"description": "If-None-Match names what would be answered."}}
VERSION_DIFFERS: Final = described_problem(
    HTTPStatus.PRECONDITION_FAILED, "If-Match names another version."
)


class Versioned(Protocol):
    """An answer that shows an entity at a version."""

    @property
    def version(self) -> int:
        """The entity's version."""
        ...

    def model_dump_json(self) -> str:
        """What the caller sees."""
        ...


AnswerT = TypeVar("AnswerT", bound=Versioned)


def tagged(answer: AnswerT, response: Response) -> AnswerT:
    """The answer, with its ETag in the response."""
    response.headers["ETag"] = _tag_of(answer)
    return answer


def created(answer: AnswerT, path: str, response: Response) -> AnswerT:
    """The answer of what was created, with where it is and its ETag in the response."""
    response.headers["Location"] = path
    return tagged(answer, response)


def unless_known(answer: AnswerT, request: Request, response: Response) -> AnswerT | Response:
    """The answer with its ETag; 304 without a body for who has exactly this answer already."""
    current = _tag_of(tagged(answer, response))
    if is_known(request.headers.get("if-none-match"), current):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": current})
    return answer


def _tag_of(answer: Versioned) -> str:
    return versioned_tag(answer.version, answer.model_dump_json().encode())


def _expected(
    if_match: Annotated[
        str | None,
        Header(
            max_length=MAXIMUM_HEADER,
            description="ETag of the version to change; without it the last write wins.",
        ),
    ] = None,
) -> ExpectedVersion:
    return ExpectedVersion(versions_named(if_match))


IfMatch = Annotated[ExpectedVersion, Depends(_expected)]
