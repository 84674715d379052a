"""The letters of the stream DEAD_LETTERS, each by its place there."""

import re
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import nats.errors
import nats.js.errors
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, RawStreamMsg

from libs.contracts import streams, subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.dead_letter import DEAD_LETTER_DECODER, DeadLetter
from operate.failures import Exit, OperateError

STREAM: Final = streams.DEAD_LETTERS.name
_BATCH: Final = 500
_NEXT_S: Final = 1.0
_MESSAGE_ID: Final = "Nats-Msg-Id"
_NUMBERED: Final = re.compile(r"[a-z_]+?(?:-(?P<kind>[a-z]+))?-(?P<sequence>[0-9]+)")
_STREAM_OF: Final = {spec.subjects[0].partition(".")[0]: spec.name for spec in streams.ALL}
"""By the first token of a subject."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`number`: its sequence in the stream, by which commands name it."""

    number: int
    service: str
    reason: str
    content: DeadLetter
    message_id: str = field(default="", repr=False)

    @property
    def is_cut(self) -> bool:
        """Whether the letter has less than what was refused."""
        return self.content.payload_size_bytes > len(self.content.payload_excerpt)


def filter_of(service: str | None, reason: str | None) -> str:
    """Which subjects."""
    return subjects.dead_letter(service or "*", reason or "*")


async def counts(stream: JetStreamContext, subject: str) -> Mapping[str, int]:
    """How many letters there are, by subject."""
    info = await stream.stream_info(STREAM, subjects_filter=subject)
    return dict(info.state.subjects or {})


async def letters(
    stream: JetStreamContext, subject: str, *, since: datetime | None = None
) -> AsyncIterator[Letter]:
    """Those of the subject in order; of what is no letter nothing."""
    expected = sum((await counts(stream, subject)).values())
    if not expected:
        return
    policy = DeliverPolicy.ALL if since is None else DeliverPolicy.BY_START_TIME
    config = ConsumerConfig(
        deliver_policy=policy,
        opt_start_time=since,
        ack_policy=AckPolicy.NONE,
        filter_subject=subject,
        mem_storage=True,
        num_replicas=1,
        inactive_threshold=30.0,
    )
    info = await stream.add_consumer(STREAM, config)
    left = info.num_pending or 0
    reader = await stream.pull_subscribe_bind(info.name, STREAM)
    try:
        while left > 0:
            try:
                batch = await reader.fetch(min(_BATCH, left), timeout=_NEXT_S)
            except nats.errors.TimeoutError:
                return  # letters went meanwhile
            for message in batch:
                left -= 1
                made = _letter(
                    message.metadata.sequence.stream,
                    message.subject,
                    message.data,
                    (message.headers or {}).get(_MESSAGE_ID, ""),
                )
                if made is not None:
                    yield made
    finally:
        await stream.delete_consumer(STREAM, info.name)


async def newest(
    stream: JetStreamContext, subject: str, *, limit: int, since: datetime | None
) -> list[Letter]:
    """At most `limit`, the newest first."""
    kept: deque[Letter] = deque(maxlen=limit)
    async for letter in letters(stream, subject, since=since):
        kept.append(letter)
    return list(reversed(kept))


async def letter_of(stream: JetStreamContext, number: int) -> Letter:
    """Raises OperateError when there is none."""
    try:
        message = await stream.get_msg(STREAM, number)
    except nats.js.errors.NotFoundError as error:
        raise OperateError(
            f"no dead letter {number}",
            exit_code=Exit.NOT_FOUND,
            hint="`meriggio dead-letters list` has the numbers; letters are kept for two weeks",
        ) from error
    message_id = (message.headers or {}).get(_MESSAGE_ID, "")
    made = _letter(number, message.subject or "", message.data or b"", message_id)
    if made is None:
        raise OperateError(f"{number} is no dead letter, but on {message.subject}")
    return made


async def original(stream: JetStreamContext, letter: Letter) -> bytes | None:
    """The whole of what was refused, where the bus still has it; else None.

    Who refuses a message of the bus says which one in the letter's Nats-Msg-Id.
    """
    source = letter.content.source
    found, name = _NUMBERED.fullmatch(letter.message_id), _STREAM_OF.get(source.partition(".")[0])
    if found is None or name is None:
        return None
    try:
        message: RawStreamMsg = await stream.get_msg(name, int(found["sequence"]))
    except nats.js.errors.NotFoundError:
        return None
    data = message.data or b""
    # A stream that was made anew counts from 1 again.
    is_it = (
        message.subject == source
        and len(data) == letter.content.payload_size_bytes
        and data.startswith(letter.content.payload_excerpt)
    )
    return data if is_it else None


async def forget(stream: JetStreamContext, letter: Letter) -> None:
    """It has been seen to."""
    await stream.delete_msg(STREAM, letter.number)


def _letter(number: int, subject: str, data: bytes, message_id: str) -> Letter | None:
    tokens = subject.split(".")
    try:
        content = DEAD_LETTER_DECODER.decode(data)
    except MalformedEventError:
        return None
    return Letter(number, tokens[-2], tokens[-1], content, message_id)
