"""The chart's mosquitto: the real one starts as its pods are told, and gateways speak TLS to it."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import aiomqtt
import pytest

from devstack.servers.mosquitto import find_mosquitto, run_as
from devstack.servers.ports import free_port
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt import topics
from services.device_gateway.commands import run_command
from services.device_gateway.config import Settings
from tests.deploy.chart.rendering import Document, named, rendered

_PREFIX: Final = "MERIGGIO_DEVICE_GATEWAY_"
_PASSWORD: Final = "of users"
_MUTUAL: Final = "--set=mosquitto.tls.existingSecret=gateways"


def _pod(documents: Sequence[Document], kind: str, suffix: str) -> dict[str, Any]:
    spec: dict[str, Any] = named(documents, kind, suffix)["spec"]["template"]["spec"]
    return spec


def _configuration_args(name: str, *more: str) -> list[str]:
    pod = _pod(rendered("helm4", name, *more), "StatefulSet", "-mosquitto")
    (container,) = (each for each in pod["initContainers"] if each["name"] == "configuration")
    return list(container["args"])


def _here(args: list[str], folder: Path, ports: Mapping[int, int] | None = None) -> list[str]:
    for pod, here in (ports or {}).items():
        args = [re.sub(rf"={pod}$", f"={here}", each) for each in args]
    return [each.replace("/mosquitto/", f"{folder}/") for each in args]


def _gateway(*more: str) -> tuple[Settings, set[str]]:
    """Its settings, and the files it has in /etc/meriggio/mqtt with whose Secret they are from."""
    documents = rendered("helm4", "mosquitto", *more)
    data = named(documents, "ConfigMap", "-device-gateway")["data"]
    ours = {key.removeprefix(_PREFIX).lower(): value for key, value in data.items()}
    secrets = {"postgres_dsn": "postgresql://x", "nats_url": "nats://x"}
    settings = Settings.model_validate(
        {k: v for k, v in ours.items() if k.startswith("mqtt_")}
        | secrets
        | {"jwks_url": "http://x"}
    )
    volumes = _pod(documents, "Deployment", "-device-gateway")["volumes"]
    return settings, {
        f"{source['secret']['name']}/{item['key']} {item['path']}"
        for volume in volumes
        if volume["name"] == "mqtt"
        for source in volume["projected"]["sources"]
        for item in source["secret"]["items"]
    }


def test_gateways_check_the_broker_s_certificate_by_default() -> None:
    settings, files = _gateway()

    assert settings.mqtt_tls
    assert settings.mqtt_ca_file == Path("/etc/meriggio/mqtt/ca.crt")
    assert settings.mqtt_certificate_file is None
    assert files == {"meriggio-pki-broker/server-ca.pem ca.crt"}, "no key of the broker's"
    assert "--system-tls" in _configuration_args("mosquitto")


def test_gateways_and_bridge_show_a_certificate_where_they_have_one() -> None:
    settings, files = _gateway(_MUTUAL)

    assert settings.mqtt_certificate_file == Path("/etc/meriggio/mqtt/tls.crt")
    assert settings.mqtt_key_file == Path("/etc/meriggio/mqtt/tls.key")
    assert files == {
        "meriggio-pki-broker/server-ca.pem ca.crt",
        "gateways/tls.crt tls.crt",
        "gateways/tls.key tls.key",
    }
    assert "--system-ca=/mosquitto/gateways/ca.crt" in _configuration_args("mosquitto", _MUTUAL)


@pytest.mark.parametrize("name", ["", "mqtt.example.org"])
def test_gateways_and_bridge_ask_for_the_same_name(name: str) -> None:
    more = [f"--set=mosquitto.tls.serverName={name}"]
    settings, _ = _gateway(*more)
    pod = _pod(rendered("helm4", "mosquitto", *more), "StatefulSet", "-mosquitto")

    asked = settings.mqtt_server_name or settings.mqtt_host
    assert asked == (name or "green-meriggio-mosquitto")
    assert f"--main-host={asked}" in _configuration_args("mosquitto", *more)
    assert pod["hostAliases"] == [{"ip": "127.0.0.1", "hostnames": [asked]}]


def test_it_can_be_switched_off() -> None:
    off = "--set=mosquitto.tls.enabled=false"
    settings, files = _gateway(off)

    assert not settings.mqtt_tls
    assert files == set()
    assert "--system-tls" not in _configuration_args("mosquitto", off)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the pods have in /mosquitto: passwords, and certificates good for `localhost`."""
    (tmp_path / "passwords").mkdir()
    for user in ("gateway", "claims"):
        (tmp_path / f"passwords/{user}-password").write_text(_PASSWORD)
    assert run_command(["pki", "init", f"--folder={tmp_path}/pki", "--server-name=localhost"]) == 0
    assert run_command(["pki", "batch", "b1", f"--folder={tmp_path}/pki"]) == 0
    (tmp_path / "lists").mkdir()
    for name in ("device.crl", "claim.crl"):
        (tmp_path / "lists" / name).write_bytes((tmp_path / "pki" / name).read_bytes())
    return tmp_path


def test_the_command_takes_the_arguments_with_certificates(folder: Path) -> None:
    assert run_command(_here(_configuration_args("mosquitto"), folder)) == 0
    main = (folder / "work/main/mosquitto.conf").read_text()
    assert f"crlfile {folder}/lists/device.crl" in main
    assert "listener 1884\n" in main, "gateways come from other pods"


async def test_gateways_come_by_tls_and_so_does_the_bridge(folder: Path) -> None:
    ports = {port: free_port() for port in (8883, 8884, 1884)}
    args = _here(_configuration_args("mosquitto"), folder, ports)
    args = [re.sub("^--main-host=.*", "--main-host=localhost", each) for each in args]
    gateway = partial(_login, ports[1884], "gateway", username="gateway", password=_PASSWORD)
    trusted = ssl.create_default_context(cafile=str(folder / "pki/server-ca.pem"))
    claim = ssl.create_default_context(cafile=str(folder / "pki/server-ca.pem"))
    flashed = folder / "pki/batches/b1"
    claim.load_cert_chain(flashed / "claim.pem", flashed / "claim.key")
    _configure(args)
    async with _running_broker(folder, "main"), _running_broker(folder, "claims"):
        await eventually(lambda: _gets_in(gateway(tls_context=trusted)))
        assert not await _gets_in(gateway())
        newcomer = partial(_login, ports[8884], "claim-1", tls_context=claim)
        await eventually(lambda: _gets_in(newcomer()))
        async with gateway(tls_context=trusted) as hearing, newcomer() as asking:
            await hearing.subscribe(topics.PROVISIONING_OF_ALL, qos=1)
            topic = topics.provision("b1", "claim-1", topics.REGISTRATION)

            async def is_heard() -> bool:
                await asking.publish(topic, b"{}", qos=1)
                return bool(len(hearing.messages))

            await eventually(is_heard)


async def test_evaluation_s_broker_starts_and_lets_the_gateway_in(folder: Path) -> None:
    ports = {port: free_port() for port in (1883, 1884)}
    args = _here(_configuration_args("evaluation"), folder, ports)
    _configure(args)
    async with _running_broker(folder, "main"):
        gateway = partial(_login, ports[1884], "gateway", username="gateway", password=_PASSWORD)
        await eventually(lambda: _gets_in(gateway()))


def _configure(args: list[str]) -> None:
    user = run_as()
    assert run_command([*args, *([f"--run-as={user}"] if user else [])]) == 0


@asynccontextmanager
async def _running_broker(folder: Path, name: str) -> AsyncIterator[None]:
    mosquitto = find_mosquitto()
    if mosquitto is None:
        pytest.skip("mosquitto is not installed")
    process = await asyncio.create_subprocess_exec(
        str(mosquitto), "-c", str(folder / f"work/{name}/mosquitto.conf")
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


def _login(port: int, client_id: str, **more: Any) -> aiomqtt.Client:
    return aiomqtt.Client("localhost", port, identifier=client_id, timeout=2, **more)


async def _gets_in(login: aiomqtt.Client) -> bool:
    try:
        async with login:
            return True
    except aiomqtt.MqttError:
        return False
