"""Keeps a NATS server from retaining MQTT messages, for which it has no setting.

A retained message would speak for its author after the author's end. NATS keeps them in a stream of
its own, which here takes no message as long as one byte: what is retained is delivered to who
listens, and then gone.
"""

from typing import Final

from nats.aio.client import Client
from nats.js.api import StreamConfig
from nats.js.client import JetStreamContext
from nats.js.errors import BadRequestError, NotFoundError

_STREAM: Final = "$MQTT_rmsgs"
_SUBJECTS: Final = "$MQTT.rmsgs.>"
_LONGEST_BYTES: Final = 1

API: Final = tuple(f"$JS.API.STREAM.{verb}.{_STREAM}" for verb in ("INFO", "CREATE", "UPDATE"))
"""Subjects that `retain_nothing` needs."""


async def retain_nothing(client: Client) -> None:
    """In the client's account.

    Raises nats.errors.Error, nats.js.errors.Error.
    """
    jetstream = client.jetstream(timeout=5)
    try:
        await _limit(jetstream)
    except NotFoundError:
        try:
            await jetstream.add_stream(
                name=_STREAM,
                subjects=[_SUBJECTS],
                max_msgs_per_subject=1,
                max_msg_size=_LONGEST_BYTES,
            )
        except BadRequestError:  # the server has just made it
            await _limit(jetstream)


async def _limit(jetstream: JetStreamContext) -> None:
    config: StreamConfig = (await jetstream.stream_info(_STREAM)).config
    if config.max_msg_size != _LONGEST_BYTES:
        config.max_msg_size = _LONGEST_BYTES
        await jetstream.update_stream(config)
