"""demo.json: what earlier runs on a state folder founded, so that the next one goes on with it."""

import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Final, Literal
from uuid import UUID

import msgspec

from devstack.supervisor.events import StackError

_FILE: Final = "demo.json"


class FoundedMember(msgspec.Struct, frozen=True, rename="camel"):
    """A facility of a founded community."""

    device_id: str
    facility_id: UUID
    owner_id: UUID


class FoundedCommunity(msgspec.Struct, frozen=True, rename="camel"):
    """A community that exists, its members in the order of the cast."""

    name: str
    community_id: UUID
    since: datetime
    """Memberships and devices count from then on."""
    cooldown_s: float
    members: tuple[FoundedMember, ...]

    @property
    def device_ids(self) -> tuple[str, ...]:
        """The devices of all members."""
        return tuple(member.device_id for member in self.members)


class Memory(msgspec.Struct, rename="camel"):
    """What is remembered; `save` writes it."""

    password: str
    """Of everybody in this state folder."""
    proves: bool = False
    """Everybody here proves it (NF11); in folders from before people did so it is sent."""
    replays: int = 0
    """How many replays have begun; each has a community of its own."""
    facilities: int = 0
    """How many the demo's community has."""
    devices: Literal["simulated", "firmware"] = "simulated"
    """What the demo's devices are."""
    since: datetime | None = None
    """The demo's memberships and devices count from then on."""
    demo: FoundedCommunity | None = None


def load(folder: Path) -> Memory:
    """The folder's memory; a new one with a new password when there is none. Raises StackError."""
    path = folder / _FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Memory)
    except (FileNotFoundError, NotADirectoryError):  # the latter is told when it is claimed
        return Memory(password=_new_password(), proves=True)
    except (msgspec.DecodeError, OSError) as error:
        raise StackError(
            f"cannot read {path} ({error}): start anew with make clean, or another --state"
        ) from error


def save(folder: Path, memory: Memory) -> None:
    """Write it whole or not at all; only its owner reads it. Raises OSError."""
    fresh = folder / f"{_FILE}.new"
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(memory)) + b"\n")
    fresh.replace(folder / _FILE)


def _new_password() -> str:
    """Easy to read aloud; 48 random bits behind the limits on guessing."""
    digits = secrets.token_hex(6)
    return "-".join(digits[start : start + 4] for start in (0, 4, 8))
