"""What `meriggio` is told of a stack, as the files that it reads: FOLDER/operator."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from devstack.supervisor.databases import SCHEMAS
from devstack.supervisor.secret import Secrets
from devstack.supervisor.secret_settings import secret_settings

if TYPE_CHECKING:
    from devstack.supervisor.stack import Stack

FOLDER: Final = "operator"


def write_operator_settings(stack: "Stack", secrets: Secrets) -> None:
    """A file each, for its owner only; those of an earlier run go."""
    folder = stack.folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    for path in folder.glob("MERIGGIO_*"):
        path.unlink()
    for name, value in _settings(stack, secrets).items():
        path = folder / f"MERIGGIO_{name.upper()}"
        path.touch(mode=0o600)
        path.write_text(f"{value}\n")


def _settings(stack: "Stack", secrets: Secrets) -> Mapping[str, object]:
    services = stack.options.services
    return {
        **{f"{service}_url": stack.service_url(service) for service in services},
        **{f"{service}_postgres_dsn": stack.dsn_of(service) for service in SCHEMAS},
        "edge_url": stack.url,
        "nats_url": stack.nats.url,
        "operator_token": stack.operator_token,
        "user_key_encryption_key": secret_settings(secrets)["user"]["key_encryption_key"],
    }
