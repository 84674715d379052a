"""mosquitto where it is installed, and what every MQTT broker of the stack has in common."""

import asyncio
import base64
import hashlib
import os
import re
import secrets
import shutil
import signal
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch, NotReadyError, ServerError

GATEWAY_USER: Final = "gateway"
MESSAGE_LIMIT_BYTES: Final = 64 * 1024
_PLACES: Final = "/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"
_OLDEST_MAJOR: Final = 2
_CONNACK: Final = 0x20
_ONE_BYTE_LENGTH: Final = 127  # the longest packet whose length fits one byte
_HASH_ROUNDS: Final = 101  # mosquitto_passwd's own number


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttBroker:
    """Where devices and the gateway connect; devices need no password on this listener."""

    port: int
    kind: Literal["mosquitto", "nats"]
    gateway_password: str
    host: str = LOOPBACK
    gateway_user: str = GATEWAY_USER


@cache
def find_mosquitto() -> Path | None:
    """The installed mosquitto, when it is 2.0 or newer."""
    found = shutil.which("mosquitto", path=f"{os.environ.get('PATH', os.defpath)}:{_PLACES}")
    if found is None:
        return None
    said = subprocess.run(  # noqa: S603  the path comes from the search above
        [found, "-h"], capture_output=True, text=True, check=False, timeout=10
    )
    version = re.search(r"mosquitto version (\d+)\.", said.stdout)
    return Path(found) if version and int(version[1]) >= _OLDEST_MAJOR else None


class MosquittoServer:
    """mosquitto on a loopback port, its sessions kept in `folder`.

    Devices: anonymous, bound by their client id to their own topics. The gateway: user and
    password. `allow_bare_topic`: devices may also write `energy-data` itself.
    """

    name = "mosquitto"
    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        gateway_password: str | None = None,
        allow_bare_topic: bool = True,
    ) -> None:
        self.folder = folder
        self.allow_bare_topic = allow_bare_topic
        self.broker = MqttBroker(
            port=port or free_port(),
            kind="mosquitto",
            gateway_password=gateway_password or secrets.token_urlsafe(18),
        )

    def prepare(self) -> Launch:
        """Write configuration, password and access rules. Raises ServerError without mosquitto."""
        program = find_mosquitto()
        if program is None:
            raise ServerError("mosquitto 2 is not installed (the NATS server's listener can do)")
        config = self.write_files(self.folder, listen=f"{self.broker.port} {LOOPBACK}")
        return Launch(argv=(str(program), "-c", str(config)), cwd=self.folder)

    async def check(self) -> None:
        """Log in as the gateway. Raises NotReadyError, OSError."""
        await check_mqtt(self.broker)

    def write_files(self, seen_at: Path, *, listen: str) -> Path:
        """Write the files; `seen_at` is where the broker sees the folder (a container: elsewhere).

        Returns the configuration's path on this side.
        """
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        files = {
            "mosquitto.conf": _configuration(seen_at, listen),
            "passwords": f"{GATEWAY_USER}:{password_hash(self.broker.gateway_password)}\n",
            "access": _access_rules(allow_bare_topic=self.allow_bare_topic),
        }
        for name, text in files.items():
            path = self.folder / name
            path.touch(mode=0o600)
            path.write_text(text)
        return self.folder / "mosquitto.conf"


def password_hash(password: str) -> str:
    """Hash as mosquitto keeps it (`$7$`): PBKDF2 with SHA-512, as mosquitto_passwd writes it."""
    salt = secrets.token_bytes(12)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _HASH_ROUNDS)
    encoded = (base64.b64encode(part).decode() for part in (salt, digest))
    return f"$7${_HASH_ROUNDS}${'$'.join(encoded)}"


def _configuration(seen_at: Path, listen: str) -> str:
    # As root mosquitto would change to a user who may not enter the folder.
    user = "user root\n" if os.geteuid() == 0 else ""
    return f"""{user}listener {listen}
allow_anonymous true
password_file {seen_at}/passwords
acl_file {seen_at}/access
persistence true
persistence_location {seen_at}/data/
autosave_interval 60
persistent_client_expiration 7d
max_connections 20000
max_inflight_messages 10000
set_tcp_nodelay true
max_queued_messages 200000
max_queued_bytes 268435456
message_size_limit {MESSAGE_LIMIT_BYTES}
max_packet_size {2 * MESSAGE_LIMIT_BYTES}
sys_interval 5
log_dest stdout
log_type error
log_type warning
log_type notice
connection_messages false
"""


def _access_rules(*, allow_bare_topic: bool) -> str:
    bare = "topic write energy-data\n" if allow_bare_topic else ""
    return f"""# Devices (no user name)
{bare}
user {GATEWAY_USER}
topic read energy-data
topic read energy-data/#
topic write device/#
topic read $SYS/#

# %c is the client id: a device's own topics
pattern write energy-data/%c
pattern read device/%c/#
"""


async def check_mqtt(broker: MqttBroker) -> None:
    """Open an MQTT 3.1.1 session as the gateway. Raises NotReadyError, OSError."""
    reader, writer = await asyncio.open_connection(broker.host, broker.port)
    try:
        writer.write(_connect_packet(broker.gateway_user, broker.gateway_password))
        answer = await reader.readexactly(4)
    except asyncio.IncompleteReadError as error:
        raise NotReadyError("the broker closed the connection") from error
    finally:
        writer.close()
    if answer[0] != _CONNACK or answer[3] != 0:
        raise NotReadyError(f"the broker refused the gateway (code {answer[3]})")


def _connect_packet(user: str, password: str) -> bytes:
    """CONNECT: protocol level 4, clean session, user name and password, keep alive 10 s."""
    fields = ("readiness-check", user, password)
    payload = b"".join(len(field).to_bytes(2) + field.encode() for field in fields)
    body = b"\x00\x04MQTT\x04\xc2\x00\x0a" + payload
    if len(body) > _ONE_BYTE_LENGTH:
        raise ServerError("the gateway's user name and password are too long for a demo broker")
    return bytes((0x10, len(body))) + body
