"""Versions over HTTP: `ETag`, `If-Match`, `If-None-Match` (RFC 9110).

A tag is the entity's version and a digest of what the caller sees: counts, names of others and
the caller's role change without a new version. `If-Match` compares versions only, `If-None-Match`
whole tags.
"""

import hashlib
import re
from http import HTTPStatus
from typing import Annotated, Final, Protocol, TypeVar

from fastapi import Depends, Header, Request, Response

from libs.chassis.entity_tags import MAXIMUM_HEADER, is_known, tag_of
from libs.chassis.errors import FieldError, InvalidInputError
from libs.chassis.problem import Responses, described_problem
from services.community.domain.version import ANY_VERSION, ExpectedVersion

_VERSION: Final = re.compile(r"([0-9]{1,18})(\.[0-9a-f]*(-[a-z]+)?)?")
"""Version and digest; a proxy that compresses the answer adds how, as in `"3.9f-gzip"`."""
_ETAG: Final = {"ETag": {"description": "Of this version.", "schema": {"type": "string"}}}

TAGGED: Final[Responses] = {200: {"headers": _ETAG}}
CREATED_AND_TAGGED: Final[Responses] = {201: {"headers": _ETAG}}
READ_ONCE: Final[Responses] = {304: {"description": "If-None-Match names what would be answered."}}
VERSION_DIFFERS: Final = described_problem(
    HTTPStatus.PRECONDITION_FAILED, "If-Match names another version."
)


class InvalidIfMatchError(InvalidInputError):
    """If-Match holds neither `*` nor entity tags."""

    code = "invalid_if_match"


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
    digest = hashlib.sha256(answer.model_dump_json().encode()).hexdigest()[:16]
    return f'"{answer.version}.{digest}"'


def _expected(
    if_match: Annotated[
        str | None,
        Header(
            max_length=MAXIMUM_HEADER,
            description="ETag of the version to change; without it the last write wins.",
        ),
    ] = None,
) -> ExpectedVersion:
    if if_match is None or if_match.strip() == "*":
        return ANY_VERSION
    tags = [tag_of(each) for each in if_match.split(",")]
    if not all(tags):
        message = "is `*` or entity tags in double quotes"
        raise InvalidIfMatchError(
            f"If-Match {message}", fields=(FieldError("if-match", "invalid", message),)
        )
    strong = [_VERSION.fullmatch(each.opaque) for each in tags if each and not each.weak]
    return ExpectedVersion(frozenset(int(each[1]) for each in strong if each))


IfMatch = Annotated[ExpectedVersion, Depends(_expected)]
