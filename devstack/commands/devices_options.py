"""What `devices` and `device` can be told: where they connect, what they do, what goes wrong."""

import argparse
import base64
import math
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from devstack.commands.options import add_state_argument, cadence_s, duration_s
from devstack.devices.conduct.conduct import Conduct
from devstack.devices.conduct.episodes import Episodes
from devstack.devices.field_run import read_claim
from devstack.devices.identity.credentials import Credentials
from devstack.devices.lines import broker_address
from devstack.devices.power import Profile
from devstack.devices.settings import FleetError
from devstack.supervisor.state import DEFAULT_STATE_FOLDER

MOST_DEVICES: Final = 20_000
_SERIAL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LONGEST_PREFIX: Final = 50
_CLAIMS_PORT_AFTER: Final = 1
_USUAL_RSSI_DBM: Final = (-75, -45)
_LOW_RSSI_DBM: Final = (-98, -86)


def share(text: str) -> float:
    """From 0 to 1. Raises ArgumentTypeError."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is no share from 0 to 1")
    return number


def episodes(text: str) -> Episodes:
    """Of `10m/30s`: every 10 minutes on average, for 30 s. Raises ArgumentTypeError."""
    every, slash, lasts = text.partition("/")
    if not slash:
        raise argparse.ArgumentTypeError(f"{text!r} is no EVERY/LASTS such as 10m/30s")
    return Episodes(every_s=duration_s(every), lasts_s=duration_s(lasts))


def blackouts(text: str) -> Episodes:
    """As `episodes`, for all devices at the same moments, evenly."""
    found = episodes(text)
    return Episodes(every_s=found.every_s, lasts_s=found.lasts_s, regular=True, together=True)


def device_count(text: str) -> int:
    """Raises ArgumentTypeError."""
    if not text.isdigit() or not 1 <= int(text) <= MOST_DEVICES:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MOST_DEVICES:,}")
    return int(text)


def serial_number(text: str) -> str:
    """Raises ArgumentTypeError."""
    if not _SERIAL.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no serial number")
    return text


def serial_prefix(text: str) -> str:
    """Raises ArgumentTypeError."""
    if not _SERIAL.fullmatch(text) or len(text) > _LONGEST_PREFIX:
        raise argparse.ArgumentTypeError(f"{text!r} begins no serial number")
    return text


def firmware_key(text: str) -> Ed25519PublicKey:
    """Base64 of the raw key, 32 bytes. Raises ArgumentTypeError."""
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except ValueError:
        raise argparse.ArgumentTypeError("a public key is 32 bytes in base64") from None


def add_line_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags that whatever plays a device has: see devstack/devices/README.md."""
    line = parser.add_argument_group("where")
    line.add_argument(
        "--broker",
        metavar="URL",
        help="mqtts://host:port, or mqtt://host:port for a trusted listener without certificates",
    )
    line.add_argument(
        "--claims",
        metavar="URL",
        help="listener for devices without an identity (default: the broker's port + 1)",
    )
    for option, meaning in (
        ("--claim-certificate", "PEM, of the batch; not needed by devices that have an identity"),
        ("--claim-key", "PEM (default: the certificate's name with .key)"),
        ("--server-ca", "PEM, to know broker and system by"),
    ):
        line.add_argument(option, type=Path, metavar="FILE", help=meaning)
    line.add_argument(
        "--firmware-key",
        type=firmware_key,
        metavar="BASE64",
        help="Ed25519 public key that images are signed with (default: none is installed)",
    )
    add_state_argument(parser, DEFAULT_STATE_FOLDER / "devices")


def add_work_arguments(parser: argparse.ArgumentParser, *, profile: Profile) -> None:
    """What devices measure, and for how long."""
    work = parser.add_argument_group("what")
    work.add_argument(
        "--cadence",
        type=cadence_s,
        default=60.0,
        metavar="SECONDS",
        help="a new device's time between readings until it is told another (default: %(default)g)",
    )
    work.add_argument(
        "--profile",
        choices=("household", "pv", "mix", "plain"),
        default=profile,
        help="what is measured; plain: a wave a day, at once (default: %(default)s)",
    )
    work.add_argument("--seed", type=int, default=1, help="of power and misbehaviour (default: 1)")
    work.add_argument(
        "--for",
        dest="for_s",
        type=duration_s,
        metavar="DURATION",
        help="end after that, e.g. 10m (default: at Ctrl-C)",
    )
    work.add_argument(
        "--json", action="store_true", help="no live view; a JSON summary on standard output"
    )


def add_conduct_arguments(parser: argparse.ArgumentParser) -> None:
    """What goes wrong; by default nothing."""
    wrong = parser.add_argument_group("what goes wrong")
    for option, kind, meaning in (
        ("--outages", episodes, "no network, e.g. 10m/30s; each device its own"),
        ("--blackouts", blackouts, "the same for all at once"),
        ("--sensor-faults", episodes, "nothing is measured"),
        ("--sending-faults", episodes, "connected, but readings stay"),
    ):
        wrong.add_argument(option, type=kind, metavar="EVERY/LASTS", help=meaning)
    wrong.add_argument(
        "--drift", type=float, default=0.0, metavar="PPM", help="clocks up to so much too fast"
    )
    wrong.add_argument(
        "--clock-offset", type=float, default=0.0, metavar="S", help="and so much ahead at first"
    )
    for option, meaning in (
        ("--duplicates", "publications made twice"),
        ("--reordered", "live readings sent after the next one"),
        ("--lost-acks", "acknowledgements that are not heard"),
        ("--low-signal", "devices with a bad Wi-Fi signal"),
        ("--bad-updates", "devices on which a new image does not work"),
    ):
        wrong.add_argument(option, type=share, default=0.0, metavar="SHARE", help=meaning)
    wrong.add_argument(
        "--slow", type=float, default=0.0, metavar="S", help="readings leave up to so much later"
    )


@dataclass(frozen=True, slots=True)
class Certificates:
    """What the options say of certificates; `claims` is a URL."""

    claims: str | None
    claim: Credentials | None


def certificates(arguments: argparse.Namespace) -> Certificates:
    """Raises FleetError for a combination that cannot work."""
    if arguments.broker is None:
        raise FleetError("--broker URL says where devices connect, e.g. mqtts://127.0.0.1:8883")
    address = broker_address(arguments.broker)
    if not address.secured:
        if arguments.claim_certificate or arguments.claims:
            raise FleetError("claims need a broker with certificates: mqtts://")
        return Certificates(None, None)
    if arguments.server_ca is None:
        raise FleetError("mqtts needs --server-ca, to know the broker by")
    claims = arguments.claims or f"mqtts://{address.host}:{address.port + _CLAIMS_PORT_AFTER}"
    if not broker_address(claims).secured:
        raise FleetError("--claims needs mqtts://: a claim is a certificate")
    if arguments.claim_certificate is None:
        return Certificates(claims, None)
    key = arguments.claim_key or arguments.claim_certificate.with_suffix(".key")
    return Certificates(claims, read_claim(arguments.claim_certificate, key))


def conduct_of(arguments: argparse.Namespace) -> Callable[[str], Conduct]:
    """Each device's conduct, by its serial number and the seed alone. Raises FleetError."""
    if arguments.outages and arguments.blackouts:
        raise FleetError("either --outages or --blackouts")
    seed = str(arguments.seed)

    def conduct(serial_number: str) -> Conduct:
        chance = random.Random(f"{seed}:{serial_number}:conduct")  # noqa: S311  no secret
        low = chance.random() < arguments.low_signal
        return Conduct(
            seed=seed,
            outages=arguments.outages or arguments.blackouts,
            measuring_fails=arguments.sensor_faults,
            sending_fails=arguments.sending_faults,
            drift_ppm=arguments.drift * chance.random(),
            clock_offset_s=arguments.clock_offset * chance.random(),
            duplicates=arguments.duplicates,
            reordered=arguments.reordered,
            lost_acks=arguments.lost_acks,
            slowness_s=arguments.slow * chance.random(),
            rssi_dbm=chance.randint(*(_LOW_RSSI_DBM if low else _USUAL_RSSI_DBM)),
            firmware_fate="rolled_back" if chance.random() < arguments.bad_updates else "confirmed",
        )

    return conduct


def serial_numbers(prefix: str, count: int) -> Sequence[str]:
    """From 1 on, of six digits or more."""
    return [f"{prefix}{number:06}" for number in range(1, count + 1)]
