"""Errors as RFC 9457 `application/problem+json`: one shape, stable codes, never a stack trace."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from libs.chassis import errors
from libs.chassis.auth import authenticate
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger

Responses = dict[int | str, dict[str, Any]]
"""What an operation may answer, by status, for its description."""

PROBLEM_TYPE: Final = "application/problem+json"
_STATUS_OF: Final[Mapping[type[errors.DomainError], HTTPStatus]] = {
    errors.InvalidInputError: HTTPStatus.BAD_REQUEST,
    errors.UnauthenticatedError: HTTPStatus.UNAUTHORIZED,
    errors.NotAuthorizedError: HTTPStatus.FORBIDDEN,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.PreconditionFailedError: HTTPStatus.PRECONDITION_FAILED,
    errors.TooManyRequestsError: HTTPStatus.TOO_MANY_REQUESTS,
}


class FieldProblem(BaseModel):
    """What is wrong with one field of the request."""

    field: str
    code: str
    message: str


class Problem(BaseModel):
    """RFC 9457 problem details; `code` is stable, `detail` is for people."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    instance: str
    errors: list[FieldProblem] | None = None


def described_problem(status: HTTPStatus, description: str) -> Responses:
    """That an operation may answer a problem of that status, and what it means there."""
    return {status.value: {"model": Problem, "description": description}}


def problem_response(
    status: int,
    *,
    code: str,
    detail: str,
    instance: str,
    fields: tuple[errors.FieldError, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """An answer of type application/problem+json."""
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail=detail,
        instance=instance,
        errors=[FieldProblem(field=f.field, code=f.code, message=f.message) for f in fields]
        or None,
    )
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status_code=status,
        media_type=PROBLEM_TYPE,
        headers=dict(headers or {}),
    )


def install_problem_handlers(app: FastAPI) -> None:
    """Every error of this application leaves as a problem."""
    app.add_exception_handler(errors.DomainError, _domain_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(Exception, unexpected)


def status_of(error: errors.DomainError) -> HTTPStatus:
    """The HTTP status a domain error stands for."""
    for kind in type(error).__mro__:
        if kind in _STATUS_OF:
            return _STATUS_OF[kind]
    return HTTPStatus.INTERNAL_SERVER_ERROR


async def _domain_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, errors.DomainError)
    headers: dict[str, str] = {}
    if isinstance(error, errors.UnauthenticatedError):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, errors.TooManyRequestsError):
        headers["Retry-After"] = str(error.retry_after_s)
    return problem_response(
        status_of(error),
        code=error.code,
        detail=error.detail,
        instance=request.url.path,
        fields=error.fields if isinstance(error, errors.InvalidInputError) else (),
        headers=headers,
    )


async def _validation_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    if refusal := await _unless_signed_in(request):
        return refusal
    fields = tuple(_field_error(item) for item in error.errors())
    named = ", ".join(field.field for field in fields)
    return problem_response(
        HTTPStatus.BAD_REQUEST,
        code="invalid_request",
        detail=f"the request does not fit: {named}",
        instance=request.url.path,
        fields=fields,
    )


async def _unless_signed_in(request: Request) -> JSONResponse | None:
    try:
        await authenticate(request)
    except errors.UnauthenticatedError as error:
        return await _domain_error(request, error)
    return None


def _field_error(item: Mapping[str, Any]) -> errors.FieldError:
    location = [str(part) for part in item["loc"]]
    field = ".".join(location[1:]) if len(location) > 1 else location[0]
    return errors.FieldError(field=field, code=str(item["type"]), message=str(item["msg"]))


async def _http_exception(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.BAD_REQUEST and (refusal := await _unless_signed_in(request)):
        return refusal
    return problem_response(
        status,
        code=status.name.lower(),
        detail=str(error.detail),
        instance=request.url.path,
        headers=error.headers,
    )


async def unexpected(request: Request, error: Exception) -> JSONResponse:
    """The answer to what nobody foresaw; what it was is in the log."""
    if is_transient(error):
        get_logger().warning("request_failed_for_now", path=request.url.path, error=repr(error))
        return problem_response(
            HTTPStatus.SERVICE_UNAVAILABLE,
            code="temporarily_unavailable",
            detail="a part we need is away for a moment; try again",
            instance=request.url.path,
            headers={"Retry-After": "1"},
        )
    get_logger().error("request_failed", path=request.url.path, exc_info=error)
    return problem_response(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        code="internal_error",
        detail="this is a fault of ours; it has been recorded",
        instance=request.url.path,
    )
