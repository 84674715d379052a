"""Where a doorkeeper stands: what is told to its process."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import msgspec

DOORKEEPER_USER: Final = "doorkeeper"
HOUSEKEEPER_USER: Final = "housekeeper"
"""The doorkeeper again, in the devices' account."""
MQTT_ACCOUNT: Final = "DEVICES"
"""Devices' MQTT lives in an account of its own: its subjects never meet the services' subjects."""

Clients = Literal["trusted", "devices", "claims"]
"""Of a listener: known by their client ids, by a device's certificate, or by a batch's claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One server: its address, the doorkeeper's login there, its signing secret, who comes.

    `authority`, `revoked`: paths of whose certificates are let in and of what it has revoked; only
    for who comes with a certificate.
    """

    url: str
    password: str
    secret: str
    clients: Clients
    authority: str = ""
    revoked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """All of one doorkeeper; its process id goes to `pid_file` once it listens to SIGHUP.

    `main`: the URL of the server that keeps the sessions, `housekeeping` the password there.
    """

    main: str
    housekeeping: str
    pid_file: str
    posts: tuple[Post, ...]

    def write(self, path: Path) -> None:
        """For its owner only: a command line could be read by all."""
        path.touch(mode=0o600)
        path.write_bytes(msgspec.json.encode(self))

    @classmethod
    def read(cls, path: Path) -> "Posts":
        """What `write` wrote."""
        return msgspec.json.decode(path.read_bytes(), type=cls)
