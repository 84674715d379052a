"""Operations for operators: who runs the installation, known by a bearer token of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, FastAPI, Request
from fastapi.security import HTTPBearer

from libs.chassis.errors import UnauthenticatedError
from libs.chassis.operator_token import digest_of

OPERATOR_BEARER: Final = HTTPBearer(
    auto_error=False, scheme_name="Operator", description="Token of an operator."
)


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs the installation; the name is written down with what they do."""

    name: str


def admit_operators(app: FastAPI, operator_tokens: Mapping[str, str]) -> None:
    """Let these operators in: their names to the SHA-256 (hex) of their tokens."""
    app.state.operator_tokens = {digest.lower(): name for name, digest in operator_tokens.items()}


def operator_of(request: Request, token: str) -> Operator | None:
    """Whose token it is; None: no operator's. By hash: how long that takes tells nothing."""
    names: dict[str, str] = request.app.state.operator_tokens
    name = names.get(digest_of(token))
    return None if name is None else Operator(name)


async def _current_operator(
    request: Request, credentials: Annotated[Any, Depends(OPERATOR_BEARER)]
) -> Operator:
    """Raises UnauthenticatedError."""
    operator = operator_of(request, credentials.credentials) if credentials else None
    if operator is None:
        raise UnauthenticatedError("a bearer token of an operator is needed")
    return operator


CurrentOperator = Annotated[Operator, Depends(_current_operator)]
"""A FastAPI parameter of this type makes an operation answer 401 without an operator's token."""
