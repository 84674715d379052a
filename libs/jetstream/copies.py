"""Copies of a stream by JetStream's snapshots, in the form that `nats stream backup` has them, too.

`backup.json` has the stream's settings and state, `stream.tar.s2` its messages and consumers.
"""

import json
from pathlib import Path
from typing import Any, Final

import nats.errors
import nats.js.errors
from nats.aio.msg import Msg

from libs.chassis.bus import Bus

SETTINGS: Final = "backup.json"
_DATA: Final = "stream.tar.s2"
_API: Final = "$JS.API.STREAM"
_CHUNK_BYTES: Final = 128 * 1024
_PATIENCE_S: Final = 30.0
_COMPLETE: Final = frozenset({"", "204"})
"""What the server says with the end of a snapshot, before 2.11 and since; else it gave up."""


class CopyBrokenError(nats.errors.Error):
    """The server ended a snapshot before its end, and why."""


async def back_up(bus: Bus, stream: str, folder: Path) -> int:
    """Into a folder that exists; how many messages are in the copy.

    An older copy there stays until this one is complete. Raises nats.errors.Error, OSError,
    TimeoutError.
    """
    data, settings = (folder / f".{name}.part" for name in (_DATA, SETTINGS))
    try:
        answer = await _snapshot(bus, stream, data)
        kept = {"config": answer["config"], "state": answer["state"]}
        settings.write_text(json.dumps(kept, indent=2))
        data.replace(folder / _DATA)
        settings.replace(folder / SETTINGS)
    finally:
        for unfinished in (data, settings):
            unfinished.unlink(missing_ok=True)
    return int(answer["state"]["messages"])


async def _snapshot(bus: Bus, stream: str, to: Path) -> dict[str, Any]:
    inbox = bus.nc.new_inbox()
    subscription = await bus.nc.subscribe(inbox)
    try:
        wanted = {"deliver_subject": inbox, "chunk_size": _CHUNK_BYTES}
        answer = await _ask(bus, f"{_API}.SNAPSHOT.{stream}", wanted)
        with to.open("wb") as file:
            while (chunk := await subscription.next_msg(_PATIENCE_S)).data:
                file.write(chunk.data)
                if chunk.reply:
                    await bus.nc.publish(chunk.reply)
    finally:
        await subscription.unsubscribe()
    _require_complete(chunk)
    return answer


def _require_complete(last: Msg) -> None:
    said = last.headers or {}
    if said.get("Status", "") not in _COMPLETE:
        raise CopyBrokenError(f"the copy broke off: {said['Status']} {said.get('Description', '')}")


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
