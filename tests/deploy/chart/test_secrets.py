"""Every Secret that is read is in the table, and with its keys the services start."""

import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest
import yaml

from devstack.servers.postgres import PostgresServer
from devstack.servers.process import ServerProcess
from scripts import k8s_secrets
from scripts.chart import CHART, REPOSITORY
from scripts.chart_schema import SERVICES
from tests.deploy.chart.rendering import (
    SETS,
    Document,
    named,
    of_kind,
    pods,
    rendered,
    services_file,
)

_PLACES: Final = (
    *("--namespace=energy-community", "--postgres=postgres:5432/meriggio"),
    *("--nats=nats://nats:4222", "--mail=smtp://mail.example.org"),
)


def _printed(*more: str) -> list[Document]:
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "scripts/k8s_secrets.py"), *_PLACES, *more],
        capture_output=True,
        text=True,
        check=True,
    )
    return list(yaml.safe_load_all(done.stdout))


def _references(documents: Sequence[Document]) -> Iterator[tuple[str, str, bool]]:
    """Secret, key, and whether it may be missing."""
    for pod in pods(documents):
        for volume in pod.spec.get("volumes", ()):
            plain = volume.get("secret")
            if plain:
                for item in plain["items"]:
                    yield plain["secretName"], item["key"], False
            for source in volume.get("projected", {}).get("sources", ()):
                for item in source["secret"]["items"]:
                    optional = source["secret"].get("optional", False)
                    yield source["secret"]["name"], item["key"], optional


@pytest.mark.parametrize("name", SETS)
def test_every_key_that_is_read_is_documented(name: str) -> None:
    """Volumes name the keys they take, so that a pod sees no others."""
    documents = rendered("helm4", name)
    made = {each["metadata"]["name"]: each["stringData"] for each in of_kind(documents, "Secret")}
    told = set(re.findall(r"`([\w.-]+)`", (CHART / "README.md").read_text()))
    seen = list(_references(documents))
    assert len(seen) > 15
    for secret, key, optional in seen:
        if secret in made:
            assert key in made[secret] or optional, (secret, key)
        else:
            assert key in told, (secret, key)


def test_what_the_script_prints_has_every_key_that_is_needed() -> None:
    printed = {each["metadata"]["name"]: each["stringData"] for each in _printed()}
    for secret, key, optional in _references(rendered("helm4", "minimal")):
        assert optional or key in printed[secret], (secret, key)
    broker = printed["meriggio-mosquitto"]
    assert broker["gateway-password"] == printed["meriggio-device-gateway"]["mqtt-password"]


def test_no_two_secrets_of_the_script_are_alike() -> None:
    printed = {each["metadata"]["name"]: each["stringData"] for each in _printed()}
    keys = [
        value
        for values in printed.values()
        for key, value in values.items()
        if key.endswith(("-key", "-dsn")) or key == "claims-password"
    ]
    assert len(keys) == len(set(keys)) > 8


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nats://a:4222", "nats://me:p%2F@a:4222"),
        (
            "tls://a:4222,tls://b:4222?ca=/run/ca.crt",
            "tls://me:p%2F@a:4222,tls://me:p%2F@b:4222?ca=/run/ca.crt",
        ),
        ("nats://you:own@a:4222", "nats://you:own@a:4222"),
    ],
)
def test_each_server_of_the_bus_is_told_who_comes(url: str, told: str) -> None:
    assert k8s_secrets.with_login(url, "me", "p/") == told


def test_what_has_a_password_is_on_no_command_line_and_in_no_open_file(tmp_path: Path) -> None:
    mail, roles = tmp_path / "mail-url", tmp_path / "roles.sql"
    mail.write_text("smtps://me:hidden@mail.example.org\n")
    roles.touch(mode=0o644)

    printed = _printed("--mail", f"@{mail}", "--roles", str(roles))

    [user] = [each for each in printed if each["metadata"]["name"] == "meriggio-user"]
    assert user["stringData"]["mail-url"] == "smtps://me:hidden@mail.example.org"
    assert roles.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("service", services_file())
@pytest.mark.parametrize(
    "name", ["evaluation", "minimal", "single-replica", "everything", "zero-trust"]
)
def test_a_service_takes_what_the_chart_gives_it(
    service: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ConfigMap and Secret together are settings that the service accepts."""
    documents = rendered("helm4", name)
    secrets = of_kind(documents, "Secret") or _printed()
    config = named(documents, "ConfigMap", f"-{service}")["data"]
    deployment = named(documents, "Deployment", f"-{service}")
    environment = {**config, **_settings_files(deployment, secrets)}
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    settings: Any = SERVICES[services_file()[service]["values"]]()
    assert settings.http_port == 8080
    prefix = f"MERIGGIO_{service.replace('-', '_').upper()}_"
    known = {f"{prefix}{field.upper()}" for field in type(settings).model_fields}
    others = {"FORWARDED_ALLOW_IPS", "SSL_CERT_FILE"}
    assert environment.keys() - others <= known, "a variable that nobody reads"


def _settings_files(deployment: Document, secrets: Sequence[Document]) -> Mapping[str, str]:
    """As deploy/images/entry.py reads them; what is missing of optional keys is not there."""
    values = {each["metadata"]["name"]: each["stringData"] for each in secrets}
    by_suffix = {name.rpartition("meriggio-")[2]: keys for name, keys in values.items()}
    found = {}
    for source in deployment["spec"]["template"]["spec"]["volumes"][0]["projected"]["sources"]:
        secret = source["secret"]
        keys = by_suffix[secret["name"].rpartition("meriggio-")[2]]
        for item in secret["items"]:
            if item["path"].startswith("MERIGGIO_") and item["key"] in keys:
                found[item["path"]] = keys[item["key"]]
    return found


@pytest.fixture
async def own_postgres_dsn(servers_folder: Path) -> AsyncIterator[str]:
    """Of a server for one test: roles belong to a whole server, and others have made theirs."""
    server = PostgresServer(servers_folder / "postgres-for-roles", durable=False)
    async with ServerProcess(server, log=servers_folder / "postgres-for-roles.log"):
        yield server.dsn
    server.forget()


@pytest.mark.parametrize("source", ["script", "evaluation"])
async def test_postgres_takes_the_roles(own_postgres_dsn: str, source: str) -> None:
    if source == "script":
        sql = k8s_secrets.roles_sql(dict.fromkeys(services_file(), "secret"))
    else:
        sql = named(rendered("helm4", "evaluation"), "Secret", "-postgres")["stringData"][
            "roles.sql"
        ]
    connection = await asyncpg.connect(own_postgres_dsn)
    try:
        await connection.execute(sql)
        roles = await connection.fetch(
            "select rolname from pg_roles where rolname like 'meriggio%'"
        )
    finally:
        await connection.close()
    assert {role["rolname"] for role in roles} == {
        f"meriggio_{each.replace('-', '_')}" for each in services_file()
    }
