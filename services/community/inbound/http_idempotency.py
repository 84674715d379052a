"""`Idempotency-Key`: a POST that is sent again gets the answer of the first."""

from typing import Annotated, Final

from fastapi import Depends, Header, Request

from services.community.domain.idempotency import IdempotencyKey

_KEY_LENGTH: Final = 255


async def _idempotency_key(
    request: Request,
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=_KEY_LENGTH,
            pattern=r"^[\x21-\x7e]+$",
            description=(
                "Names this request for a day: sent again with the same body, it creates nothing"
                " more and has the same answer; with another body it is refused."
            ),
        ),
    ] = None,
) -> IdempotencyKey | None:
    if key is None:
        return None
    content = request.url.path.encode() + b"\n" + await request.body()
    return IdempotencyKey.of(key, content)


OptionalIdempotencyKey = Annotated[IdempotencyKey | None, Depends(_idempotency_key)]
