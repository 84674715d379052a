"""The broker of devices and the system."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from services.device_gateway.domain.broker import access
from services.device_gateway.domain.broker.everywhere import everywhere
from services.device_gateway.domain.broker.limits import Limits
from services.device_gateway.domain.broker.listener import (
    Address,
    MutualTls,
    ServerCertificate,
    listen_at,
    mutual_tls,
    option,
    server_side_tls,
)
from services.device_gateway.domain.broker.password import password_file


@dataclass(frozen=True, slots=True, kw_only=True)
class MainBroker:
    """`folder`: where the broker sees the files made here; its data goes to `folder`/data.

    `run_as`: the user it changes to when it is started as root (mosquitto's own: `mosquitto`).
    """

    folder: PurePath
    devices: MutualTls | None = None
    system: Address | None = None
    """With user and password. Loopback or an inner network, and TLS if `system_certificate`."""
    system_certificate: ServerCertificate | None = None
    system_authority: PurePath | None = None
    """With `system_certificate`: who signs what its clients must show beside their passwords."""
    trusted: Address | None = None
    """Devices without certificates and the system. For the demo and tests, on loopback."""
    allow_bare_topic: bool = False
    """On the trusted listener, devices may also write `energy-data` itself."""
    limits: Limits = field(default_factory=Limits)
    run_as: str | None = None


def main_broker_files(broker: MainBroker, password_hashes: Mapping[str, str]) -> dict[str, str]:
    """File name to text; `password_hashes` by user: access.GATEWAY and access.CLAIMS.

    Raises ValueError for a path that is not one line.
    """
    files = {
        "mosquitto.conf": _text(broker),
        "passwords": password_file(password_hashes),
    }
    if broker.devices:
        files["devices.acl"] = access.devices()
    if broker.system:
        files["system.acl"] = access.system()
    if broker.trusted:
        files["trusted.acl"] = access.trusted(allow_bare_topic=broker.allow_bare_topic)
    return files


def _text(broker: MainBroker) -> str:
    lines = [*everywhere(broker), *_kept(broker)]
    if broker.devices:
        lines += ["", *_devices(broker, broker.devices)]
    if broker.system:
        lines += ["", *_system(broker, broker.system)]
    if broker.trusted:
        lines += ["", *_trusted(broker, broker.trusted)]
    return "\n".join(lines) + "\n"


def _kept(broker: MainBroker) -> Iterator[str]:
    """Sessions and queues outlive the process."""
    limits = broker.limits
    yield "persistence true"
    yield option("persistence_location", f"{broker.folder / 'data'}/")
    yield option("autosave_interval", limits.save_every_s)
    yield option("persistent_client_expiration", f"{limits.session_days}d")
    yield option("max_inflight_messages", limits.unacknowledged_messages)
    yield option("max_queued_bytes", limits.waiting_bytes)
    yield "sys_interval 5"


def _devices(broker: MainBroker, listener: MutualTls) -> Iterator[str]:
    yield listen_at(listener.address)
    yield from mutual_tls(listener)
    # What a device calls itself is ignored: nobody can take another's session.
    yield "use_username_as_clientid true"
    yield option("max_connections", broker.limits.devices)
    yield option("acl_file", broker.folder / "devices.acl")


def _system(broker: MainBroker, address: Address) -> Iterator[str]:
    yield listen_at(address)
    if broker.system_certificate:
        yield from server_side_tls(broker.system_certificate)
        if broker.system_authority:
            yield option("cafile", broker.system_authority)
            yield "require_certificate true"
    yield "allow_anonymous false"
    yield "allow_zero_length_clientid false"
    yield option("max_connections", broker.limits.system_connections)
    yield option("password_file", broker.folder / "passwords")
    yield option("acl_file", broker.folder / "system.acl")


def _trusted(broker: MainBroker, address: Address) -> Iterator[str]:
    yield listen_at(address)
    yield "allow_anonymous true"
    yield option("max_connections", broker.limits.devices)
    yield option("password_file", broker.folder / "passwords")
    yield option("acl_file", broker.folder / "trusted.acl")
