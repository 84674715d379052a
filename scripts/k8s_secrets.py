r"""Print the Secrets that the Helm chart reads, with fresh keys, for `kubectl apply -f -`.

    python scripts/k8s_secrets.py --namespace meriggio --postgres postgres.example:5432/meriggio \
      --nats nats://nats.example:4222 --mail @mail-url --roles roles.sql

What has a password is told as `@FILE`, for others see what a process is told. Each Postgres role
and NATS user gets a password of its own; `--roles` writes the SQL that makes the roles and schemas.
Keys are made anew at each run: run it once, and keep what it prints where you keep secrets. With a
new key the services cannot read what the old one encrypted.
"""

# ruff: noqa: INP001, T201

import argparse
import base64
import json
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

import yaml

_SERVICES: Final = Path(__file__).resolve().parent.parent / "deploy/k8s/files/services.yaml"


def services() -> dict[str, Any]:
    """What the chart knows of the services."""
    loaded: dict[str, Any] = yaml.safe_load(_SERVICES.read_text())
    return loaded


def role_of(service: str) -> str:
    """The Postgres role and NATS user of a service."""
    return f"meriggio_{service.replace('-', '_')}"


def secret_values(
    service: str, described: Mapping[str, Any], places: argparse.Namespace, password: str
) -> dict[str, str]:
    """Key to value of one Secret; what cannot be made is left out."""
    makers: dict[str, Callable[[], str | None]] = {
        "nats-url": lambda: with_login(places.nats, role_of(service), password),
        "postgres-dsn": lambda: (
            f"postgresql://{role_of(service)}:{password}@{places.postgres}{places.postgres_options}"
        ),
        "mail-url": lambda: places.mail,
        "key": lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "password": lambda: places.mqtt_password,
        "group": lambda: secrets.token_urlsafe(24),
    }
    made = {
        key: makers[secret["make"]]()
        for key, secret in described["secrets"].items()
        if "make" in secret
    }
    return {key: value for key, value in made.items() if value is not None}


def with_login(url: str, user: str, password: str) -> str:
    """The URL with a user, of each server of a cluster; a server that has a user stays."""
    places, mark, query = url.partition("?")
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@"
    servers = [
        place if urlsplit(place).username else place.replace("://", f"://{login}", 1)
        for place in places.split(",")
    ]
    return ",".join(servers) + mark + query


def manifest(name: str, namespace: str, values: Mapping[str, str]) -> dict[str, Any]:
    """A Secret."""
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": namespace},
        "type": "Opaque",
        "stringData": dict(values),
    }


def roles_sql(passwords: Mapping[str, str]) -> str:
    """For the superuser, in the database."""
    lines = [
        "revoke all on schema public from public;",
        "create extension if not exists btree_gist;",
    ]
    for service, described in services().items():
        role, schema = role_of(service), described["schema"]
        lines += [
            f"create role {role} login password '{passwords[service]}';",
            f"create schema {schema} authorization {role};",
            f"alter role {role} set search_path = {schema};",  # also through PgBouncer
            f"grant usage on schema public to {role};",
        ]
    return "\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--namespace", required=True)
    parser.add_argument("--prefix", default="meriggio", help="of the Secrets' names (%(default)s)")
    parser.add_argument("--postgres", required=True, metavar="HOST:PORT/DATABASE")
    parser.add_argument(
        "--postgres-options", default="", metavar="?NAME=VALUE", help="such as ?sslmode=verify-full"
    )
    parser.add_argument(
        "--nats", required=True, type=_told, metavar="URL|@FILE",
        help="nats:// or tls://, of a cluster each server's after a comma",
    )  # fmt: skip
    parser.add_argument(
        "--mail", required=True, type=_told, metavar="URL|@FILE", help="smtp:// or smtps://"
    )
    parser.add_argument("--roles", type=Path, metavar="FILE", help="where the SQL goes")
    return parser


def _told(text: str) -> str:
    """As it stands, or what is in the file. Raises argparse.ArgumentTypeError."""
    if not text.startswith("@"):
        return text
    try:
        return Path(text.removeprefix("@")).read_text().strip()
    except OSError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def main(given: list[str]) -> None:
    """Print all of them as YAML."""
    places = _parser().parse_args(given)
    places.mqtt_password = secrets.token_urlsafe(24)
    known = services()
    passwords = {service: secrets.token_urlsafe(24) for service in known}
    manifests = [
        manifest(
            f"{places.prefix}-{service}",
            places.namespace,
            secret_values(service, described, places, passwords[service]),
        )
        for service, described in known.items()
    ]
    broker = {
        "gateway-password": places.mqtt_password,
        "claims-password": secrets.token_urlsafe(24),
    }
    manifests.append(manifest(f"{places.prefix}-mosquitto", places.namespace, broker))
    if places.roles:
        places.roles.touch(mode=0o600)
        places.roles.chmod(0o600)  # also where it was there
        places.roles.write_text(roles_sql(passwords))
    users = {role_of(service): "the password in its nats-url" for service in known}
    print(f"# Users that NATS has to know: {json.dumps(users)}")
    print(yaml.safe_dump_all(manifests, sort_keys=False), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
