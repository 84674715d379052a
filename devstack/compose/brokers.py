"""Authorities, and what the two brokers of compose.yaml are given of them."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from devstack.supervisor.certificates import BATCH
from services.device_gateway.commands import run_command

SYSTEM_PORT: Final = 1884
DEVICES_PORT: Final = 8883
CLAIMS_PORT: Final = 8884
_SHOWN: Final = ("server.pem", "server.key", "device-ca.pem", "claim-ca.pem")
_KEPT_NEW_BY_OTHERS: Final = ("device.crl", "claim.crl")
_NAMES: Final = ("localhost", "127.0.0.1", "mosquitto", "mosquitto-claims", "device-gateway")


def prepare_brokers(*, pki: Path, brokers: Path, secrets: Path, names: Sequence[str]) -> int:
    """Make what is missing in `pki`, and all that the brokers read in `brokers`.

    The keys of authorities stay in `pki`, which no broker sees. `names`: where devices reach the
    brokers, beside the containers' own. Returns the first failed command's exit code. Raises
    OSError.
    """
    server_names = [word for name in (*_NAMES, *names) for word in ("--server-name", name)]
    for command in (
        ["pki", "init", "--folder", str(pki), *server_names],
        ["pki", "batch", BATCH, "--folder", str(pki)],
        ["broker-config", *_broker_options(brokers, secrets)],
    ):
        if code := run_command(command):
            return code
    for name in _SHOWN:
        shutil.copyfile(pki / name, brokers / name)
        (brokers / name).chmod(0o600)
    for name in _KEPT_NEW_BY_OTHERS:
        if not (brokers / name).exists():  # a later one must not go back to the first
            shutil.copyfile(pki / name, brokers / name)
    return 0


def _broker_options(brokers: Path, secrets: Path) -> Sequence[str]:
    options = {
        "folder": brokers,
        "server-certificate": brokers / "server.pem",
        "server-key": brokers / "server.key",
        "device-ca": brokers / "device-ca.pem",
        "device-crl": brokers / "device.crl",
        "claim-ca": brokers / "claim-ca.pem",
        "claim-crl": brokers / "claim.crl",
        "gateway-password-file": secrets / "mqtt-gateway-password",
        "claims-password-file": secrets / "mqtt-claims-password",
        "devices": DEVICES_PORT,
        "claims": CLAIMS_PORT,
        "system": SYSTEM_PORT,
        "main-host": "mosquitto",
    }
    return [word for name, value in options.items() for word in (f"--{name}", str(value))]
