"""`POST /energy-data/`: readings brought by integrations, operators and owners.

The same rules as on MQTT; who brings them waits for the answer instead of an acknowledgement.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from libs.chassis.clock import Clock, IdFactory
from libs.chassis.errors import DeviceNotFoundError, NoAccessError
from libs.chassis.problem import problem_response
from libs.chassis.telemetry import get_logger
from services.device_gateway.domain.readings.refusal import (
    Reason,
    Refusal,
    TooManyReadingsError,
)
from services.device_gateway.domain.readings.submission import POSTED, Submission
from services.device_gateway.inbound.http.access import DeviceUsers
from services.device_gateway.inbound.http.posted_models import (
    ANSWERS,
    ReceiptAnswer,
    field_errors,
    request_body,
)
from services.device_gateway.inbound.http.senders import Integrations, Sender, sender_dependency
from services.device_gateway.inbound.reading_outcomes import count_outcomes
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.usecases.readings.receive_posted import (
    PostedReadings,
    ReceivePosted,
)

PATH: Final = "/energy-data"
MAX_BODY_BYTES: Final = 262_144
"""500 readings with every field, however they are laid out."""
_RETRY_AFTER_S: Final = 2
_LONGEST_RETRY_AFTER_S: Final = 3_600


class TurnedAwayError(Exception):
    """Not now; nothing was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingUseCases:
    """What the operation calls."""

    receive: ReceivePosted
    integrations: Integrations
    users: DeviceUsers
    knows_devices: Callable[[], bool]
    """Whether the registry is read; before that, every device would be unknown."""
    at_once: int
    clock: Clock
    ids: IdFactory


def posting_operations(use_cases: PostingUseCases) -> APIRouter:
    """The operation, with and without the slash."""
    router = APIRouter(prefix=PATH, tags=["readings"])
    sender_of = sender_dependency(use_cases)
    posts = _Posts(use_cases)

    async def post_readings(
        request: Request, sender: Annotated[Sender, Depends(sender_of)]
    ) -> JSONResponse | ReceiptAnswer:
        """Bring one reading, or up to 500 of any devices; 202 once what is accepted is durable.

        By the rules of MQTT: `libs/contracts/mqtt`. Of several, each that is refused is in
        `errors`, and the others count. Where nothing is accepted, the status is that of the reason
        that all share (403, 404, 429), or else 400.

        For whom: an operator (any device), an integration (the devices it is allowed), the owner
        of the facility that the device measured at `timestamp`. A provisioned device that measured
        none is for operators and integrations, and counts once it is associated.

        To repeat a post does no harm, whatever became of it: device and timestamp say which
        reading it is. An `Idempotency-Key` is not needed, and ignored.
        """
        return await posts.answer(request, sender)

    router.post(
        "/",
        status_code=HTTPStatus.ACCEPTED,
        response_model=ReceiptAnswer,
        responses=ANSWERS,
        openapi_extra=request_body(),
    )(post_readings)
    router.post(
        "",
        status_code=HTTPStatus.ACCEPTED,
        response_model=ReceiptAnswer,
        include_in_schema=False,
    )(post_readings)
    return router


class _Posts:
    """Those under way."""

    def __init__(self, use_cases: PostingUseCases) -> None:
        self._use_cases = use_cases
        self._under_way = 0

    async def answer(self, request: Request, sender: Sender) -> JSONResponse | ReceiptAnswer:
        """What the operation answers. Raises what its description says."""
        try:
            with self._place():
                outcome = await self._receive(await request.body(), sender)
        except (TurnedAwayError, TimeoutError) as error:
            reason = str(error) or "not_confirmed"
            metrics.POSTS_TURNED_AWAY.labels(reason).inc()
            return problem_response(
                HTTPStatus.SERVICE_UNAVAILABLE,
                code="temporarily_unavailable",
                detail="the readings could not be made durable in time; send them again",
                instance=request.url.path,
                headers={"Retry-After": str(_RETRY_AFTER_S)},
            )
        if not outcome.kept:
            return _refuse_all(outcome, request.url.path)
        receipt = ReceiptAnswer.of(self._use_cases.ids.new_id(), outcome)
        get_logger().info(
            "readings_posted",
            receipt_id=str(receipt.receipt_id),
            sender=sender.kind.value,
            name=sender.name,
            accepted=receipt.accepted,
            refused=receipt.refused,
        )
        return receipt

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._use_cases.knows_devices():
            raise TurnedAwayError("starting")
        if self._under_way >= self._use_cases.at_once:
            raise TurnedAwayError("too_many")
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    async def _receive(self, body: bytes, sender: Sender) -> PostedReadings:
        clock = self._use_cases.clock
        posted = Submission(POSTED, body, len(body), clock.now())
        outcome = await self._use_cases.receive.receive(posted, sender.may_send)
        reasons = Counter(one.refusal.reason for one in outcome.refused)
        count_outcomes(outcome.kept, reasons, clock.now())
        metrics.POSTED.labels(sender.kind, "accepted").inc(len(outcome.kept))
        metrics.POSTED.labels(sender.kind, "refused").inc(len(outcome.refused))
        return outcome


def _refuse_all(outcome: PostedReadings, path: str) -> JSONResponse:
    """The problem that says why nothing is accepted; or raises the error that all share."""
    first = outcome.refused[0].refusal
    if len({one.refusal.reason for one in outcome.refused}) == 1:
        _raise_shared(first, outcome.retry_after_s)
    return problem_response(
        HTTPStatus.BAD_REQUEST,
        code="invalid_request",
        detail=f"no reading is accepted: {first.detail}",
        instance=path,
        fields=tuple(field_errors(outcome)),
    )


def _raise_shared(refusal: Refusal, retry_after_s: float) -> None:
    """Returns for a reason that has no status of its own."""
    match refusal.reason:
        case Reason.NO_ACCESS:
            raise NoAccessError(refusal.detail)
        case Reason.UNKNOWN_DEVICE:
            raise DeviceNotFoundError(refusal.detail)
        case Reason.RATE_LIMITED:
            whole_s = min(max(1, math.ceil(retry_after_s)), _LONGEST_RETRY_AFTER_S)
            raise TooManyReadingsError(refusal.detail, retry_after_s=whole_s)
