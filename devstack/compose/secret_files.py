"""The files with secrets that compose.yaml gives to containers, each to who needs it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from devstack.supervisor.databases import DATABASE, SCHEMAS, role_of
from devstack.supervisor.secret import Secrets
from devstack.supervisor.secret_settings import WEB_PUSH, operator_token, secret_settings
from devstack.supervisor.service import variable

SUPERUSER_PASSWORD: Final = "postgres-superuser-password"  # noqa: S105  a file's name
OPERATOR_TOKEN: Final = "operator-token"  # noqa: S105  a file's name
WEB_PUSH_KEY: Final = "web-push.pem"
_BUS_USER: Final = "meriggio"
_POSTGRES: Final = "postgres:5432"
_NATS: Final = "nats:4222"


def secret_files(secrets: Secrets) -> Mapping[str, str]:
    """File name to content. A setting's file has the name of its variable."""
    bus = secrets.password("nats.services")
    files = {
        SUPERUSER_PASSWORD: secrets.password("postgres.superuser"),
        "nats-users.conf": f'authorization {{ user: {_BUS_USER}, password: "{bus}" }}\n',
        "mqtt-gateway-password": secrets.gateway,
        "mqtt-claims-password": secrets.password("mqtt.claims"),
        "MERIGGIO_DEVICE_GATEWAY_MQTT_PASSWORD": secrets.gateway,
        WEB_PUSH_KEY: secrets.pem(WEB_PUSH),
        OPERATOR_TOKEN: operator_token(secrets),
        "grafana-password": secrets.password("grafana.admin"),
    }
    for service in SCHEMAS:
        login = f"{role_of(service)}:{secrets.of_role(service)}"
        settings = {
            **secret_settings(secrets)[service],
            "nats_url": f"nats://{_BUS_USER}:{bus}@{_NATS}",
            "postgres_dsn": f"postgresql://{login}@{_POSTGRES}/{DATABASE}",
        }
        files |= dict(variable(service, name, value) for name, value in settings.items())
    return files


def write_secret_files(folder: Path) -> None:
    """Make what is missing below `folder`, which nobody but its owner enters.

    Containers have users of their own and are given single files, so those everybody may read.
    Raises OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid == os.geteuid():
        folder.chmod(0o700)
    given = folder / "secrets"
    given.mkdir(exist_ok=True)
    for name, content in secret_files(Secrets(folder)).items():
        path = given / name
        if not path.exists() or path.read_text() != content:
            path.write_text(content)
        path.chmod(0o644)
