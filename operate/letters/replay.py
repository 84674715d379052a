"""Sending again what was refused: by the way it had come, and only if it fits its contract."""

import hashlib
from dataclasses import dataclass
from typing import Final, Literal

import msgspec
from nats.js import JetStreamContext

from devstack.people.connection import ApiProblem, Connection
from operate.letters.contracts import Contract, NotValidError, contract_of
from operate.letters.letter import Letter, original

Outcome = Literal["replayed", "would be replayed", "refused again", "not replayable"]
_PUBLISH_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A payload that fits. `trouble`: why it does not, or cannot go anywhere."""

    contract: Contract | None
    payload: bytes
    trouble: str | None


async def prepared(stream: JetStreamContext, letter: Letter, fixed: bytes | None) -> Prepared:
    """`fixed`: instead of what was refused."""
    source = letter.content.source
    contract = contract_of(source)
    if contract is None:
        return Prepared(None, fixed or b"", f"there is no way back to {source}")
    payload = fixed if fixed is not None else letter.content.payload_excerpt
    if fixed is None and letter.is_cut:
        whole = await original(stream, letter)
        if whole is None:
            size = letter.content.payload_size_bytes
            return Prepared(
                contract,
                payload,
                f"the letter has {len(payload)} of {size} bytes: give all by `fix`",
            )
        payload = whole
    try:
        contract.check(payload)
    except NotValidError as error:
        return Prepared(contract, payload, str(error))
    return Prepared(contract, payload, None)


def obstacle(what: Prepared, token: str | None) -> str | None:
    """Why it cannot be sent; none when it can."""
    wants_token = what.contract is not None and what.contract.way_back == "gateway"
    if what.trouble is None and wants_token and token is None:
        return "MERIGGIO_OPERATOR_TOKEN is not set"
    return what.trouble


async def replay(
    stream: JetStreamContext, gateway: Connection, token: str | None, letter: Letter, what: Prepared
) -> tuple[Outcome, str]:
    """Send it; what became of it, and in words. Raises httpx.TransportError, nats.errors.Error."""
    trouble = obstacle(what, token)
    if trouble is not None or what.contract is None:
        return "not replayable", trouble or ""
    if what.contract.way_back == "bus":
        return await _to_the_bus(stream, letter, what.payload)
    return await _to_the_gateway(gateway, token, what.payload)


async def _to_the_bus(
    stream: JetStreamContext, letter: Letter, payload: bytes
) -> tuple[Outcome, str]:
    """The same letter and payload twice within two minutes is stored once."""
    digest = hashlib.sha256(payload).hexdigest()[:16]
    headers = {"Nats-Msg-Id": f"replay-{letter.number}-{digest}"}
    source = letter.content.source
    stored = await stream.publish(source, payload, timeout=_PUBLISH_S, headers=headers)
    return "replayed", f"number {stored.seq} of {stored.stream}"


async def _to_the_gateway(
    gateway: Connection, token: str | None, payload: bytes
) -> tuple[Outcome, str]:
    try:
        receipt = await gateway.call("POST", "/energy-data/", token=token, content=payload)
    except ApiProblem as problem:
        if problem.status in {401, 429} or problem.status >= 500:  # noqa: PLR2004  HTTP's
            raise
        return "refused again", str(problem)
    said = msgspec.json.decode(receipt, type=_Receipt)
    if said.refused:
        first = said.errors[0] if said.errors else _RefusedItem()
        told = f"{said.accepted} accepted, {said.refused} refused: {first.code}: {first.detail}"
        return "refused again", told
    return "replayed", f"{said.accepted} readings accepted"


class _RefusedItem(msgspec.Struct, frozen=True):
    code: str = ""
    detail: str = ""


class _Receipt(msgspec.Struct, frozen=True, rename="camel"):
    accepted: int
    refused: int
    errors: list[_RefusedItem] = []
