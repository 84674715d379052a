"""Posted readings as they are on HTTP; a reading is what it is on MQTT."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated, Any, Final, Self
from uuid import UUID

import msgspec
from pydantic import Field

from libs.chassis.errors import FieldError
from libs.chassis.http import ApiModel
from libs.chassis.problem import Responses, described_problem
from libs.contracts.mqtt.readings import MOST_READINGS_IN_A_MESSAGE, ReadingPayload
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.inbound.http.problems import NO_ACCESS, NOT_SIGNED_IN, UNHEARD
from services.device_gateway.usecases.readings.receive_posted import PostedReadings

_WHOLE_BODY: Final = "body"
_NAMED: Final = re.compile(r"required field `(\w+)`|`\$\.(\w+)")
_FIELD_OF: Final = {
    Reason.UNKNOWN_DEVICE: "deviceId",
    Reason.BAD_DEVICE_ID: "deviceId",
    Reason.DEVICE_REVOKED: "deviceId",
    Reason.NO_ACCESS: "deviceId",
    Reason.RATE_LIMITED: "deviceId",
    Reason.BAD_TIMESTAMP: "timestamp",
    Reason.FUTURE_TIMESTAMP: "timestamp",
    Reason.TOO_OLD: "timestamp",
    Reason.ABSURD_POWER: "energyValue",
}


class RefusedItemAnswer(ApiModel):
    """A reading that does not count as it is."""

    index: Annotated[int, Field(description="Which of those sent, from 0.")]
    code: Annotated[str, Field(description="Stable; the reasons of dead letters.")]
    detail: str
    field: Annotated[str | None, Field(description="Where it is wrong, if in one field.")]


class ReceiptAnswer(ApiModel):
    """What became of the readings; the accepted ones are durable."""

    receipt_id: Annotated[UUID, Field(description="Names this post in our log.")]
    accepted: int
    refused: int
    errors: list[RefusedItemAnswer]

    @classmethod
    def of(cls, receipt_id: UUID, outcome: PostedReadings) -> Self:
        """What to show of it."""
        return cls(
            receipt_id=receipt_id,
            accepted=len(outcome.kept),
            refused=len(outcome.refused),
            errors=[
                RefusedItemAnswer(
                    index=one.index,
                    code=one.refusal.reason,
                    detail=one.refusal.detail,
                    field=_field_of(one.refusal),
                )
                for one in outcome.refused
            ],
        )


def field_errors(outcome: PostedReadings) -> Iterator[FieldError]:
    """The refused ones as a problem names them; of several `3.timestamp` is the fourth's."""
    for one in outcome.refused:
        field = _field_of(one.refusal)
        if outcome.are_several:
            field = f"{one.index}.{field}" if field else str(one.index)
        yield FieldError(field or _WHOLE_BODY, one.refusal.reason, one.refusal.detail)


def _field_of(refusal: Refusal) -> str | None:
    """The decoder's details name the field."""
    named = _NAMED.search(refusal.detail)
    return (named[1] or named[2]) if named else _FIELD_OF.get(refusal.reason)


def _reading_schema() -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components([ReadingPayload])
    schema: dict[str, Any] = schemas[ReadingPayload.__name__]
    number, _none = schema["properties"]["sequence"]["anyOf"]
    number["description"] = "The device's own counter. The receipt says what became of it."
    schema["description"] = (
        "One measurement, as devices say it on MQTT; unknown fields are ignored."
    )
    return schema


def request_body() -> dict[str, Any]:
    """The body, for the description; what it must be is the contract of MQTT."""
    reading = _reading_schema()
    several = {
        "type": "array",
        "items": reading,
        "minItems": 1,
        "maxItems": MOST_READINGS_IN_A_MESSAGE,
    }
    content = {
        "application/json": {"schema": {"anyOf": [reading, several]}},
        "application/x-ndjson": {
            "schema": {"type": "string", "description": "One reading a line, up to 500."}
        },
    }
    return {"requestBody": {"required": True, "content": content}}


ANSWERS: Final[Responses] = (
    NOT_SIGNED_IN
    | NO_ACCESS
    | UNHEARD
    | described_problem(
        HTTPStatus.BAD_REQUEST, "Nothing is accepted; `errors` says of each reading why."
    )
    | described_problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "More bytes than are read.")
    | described_problem(
        HTTPStatus.TOO_MANY_REQUESTS, "Too many readings of the device; after `Retry-After`."
    )
    | described_problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "What was accepted could not be made durable in time; send it again after `Retry-After`.",
    )
)
