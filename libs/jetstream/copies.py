"""Copies of a stream by JetStream's snapshots, in the form that `nats stream backup` has them, too.

`backup.json` has the stream's settings and state, `stream.tar.s2` its messages and consumers.
"""

import json
from pathlib import Path
from typing import Any, Final

import nats.js.errors

from libs.chassis.bus import Bus

SETTINGS: Final = "backup.json"
_DATA: Final = "stream.tar.s2"
_API: Final = "$JS.API.STREAM"
_CHUNK_BYTES: Final = 128 * 1024
_PATIENCE_S: Final = 30.0


async def back_up(bus: Bus, stream: str, folder: Path) -> int:
    """Into a folder that exists; how many messages are in the copy.

    Raises nats.errors.Error, OSError, TimeoutError.
    """
    inbox = bus.nc.new_inbox()
    subscription = await bus.nc.subscribe(inbox)
    try:
        wanted = {"deliver_subject": inbox, "chunk_size": _CHUNK_BYTES}
        answer = await _ask(bus, f"{_API}.SNAPSHOT.{stream}", wanted)
        with (folder / _DATA).open("wb") as file:
            while chunk := await subscription.next_msg(_PATIENCE_S):
                if not chunk.data:
                    break
                file.write(chunk.data)
                if chunk.reply:
                    await bus.nc.publish(chunk.reply)
    finally:
        await subscription.unsubscribe()
    kept = {"config": answer["config"], "state": answer["state"]}
    (folder / SETTINGS).write_text(json.dumps(kept, indent=2))
    return int(answer["state"]["messages"])


async def restore(bus: Bus, folder: Path) -> tuple[str, int]:
    """Name and messages of the stream that was made of a copy; there must be none of that name.

    Raises nats.errors.Error, OSError, TimeoutError.
    """
    kept = json.loads((folder / SETTINGS).read_text())
    name = kept["config"]["name"]
    goes_to = (await _ask(bus, f"{_API}.RESTORE.{name}", kept))["deliver_subject"]
    with (folder / _DATA).open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            _checked((await bus.nc.request(goes_to, chunk, timeout=_PATIENCE_S)).data)
    answer = _checked((await bus.nc.request(goes_to, b"", timeout=_PATIENCE_S)).data)
    return name, int(answer["state"]["messages"])


async def _ask(bus: Bus, subject: str, wanted: dict[str, Any]) -> dict[str, Any]:
    answer = await bus.nc.request(subject, json.dumps(wanted).encode(), timeout=_PATIENCE_S)
    return _checked(answer.data)


def _checked(data: bytes) -> dict[str, Any]:
    """Raises nats.js.errors.APIError."""
    answer: dict[str, Any] = json.loads(data) if data else {}
    if "error" in answer:
        nats.js.errors.APIError.from_error(answer["error"])
    return answer
