r"""What one device is made with: its part of flash, and its label.

    python -m firmware.tools.factory --labels labels.tsv --batch pki/batches/NAME \
        --server-ca pki/server-ca.pem --broker mqtts://HOST:8883 --claims mqtts://HOST:8884 \
        --clamp 100a --output made

`labels.tsv` is what `python -m services.community.labels` prints: id, tab, code. For each a folder:
`nvs.csv` for Espressif's nvs_partition_gen, the files that it names, `label.svg`. The folder is
secret: it has the batch's key. The serial number is the id. Where things lie in NVS:
firmware/port/esp32s3/main/store.c.
"""

import argparse
import csv
import hashlib
import json
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode
from xml.sax.saxutils import escape

import segno
from cryptography.hazmat.primitives import serialization
from srptools.constants import (  # type: ignore[import-untyped]  # ships no types
    PRIME_3072,
    PRIME_3072_GEN,
)

CLAMPS: Final = ("100a", "30a")
USER: Final = "meriggio"
"""As onboarding.h has it."""
VERIFIER_BYTES: Final = 384
SALT_BYTES: Final = 16
_MEASURED: Final = ("volts_per_count", "amps_per_count", "phase_shift_deg", "offset_w", "noise_a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What all devices of a batch have."""

    claim: Path
    """With `claim.pem` and `claim.key`, as `pki batch` makes them."""
    server_ca: Path
    broker: str
    claims: str
    clamp: str
    has_modem: bool
    keeps_claim: bool


def new_salt() -> bytes:
    """Random, without a zero in front, which a client that takes it for a number would lose."""
    return bytes([1 + secrets.randbelow(255)]) + secrets.token_bytes(SALT_BYTES - 1)


def verifier_of(code: str, salt: bytes) -> bytes:
    """Of SRP-6a as protocomm's security 2 wants it: RFC 5054's group of 3072 bits, SHA-512."""
    inner = hashlib.sha512(f"{USER}:{code}".encode()).digest()
    x = int.from_bytes(hashlib.sha512(salt + inner).digest(), "big")
    verifier = pow(int(PRIME_3072_GEN, 16), x, int(PRIME_3072, 16))
    return verifier.to_bytes(VERIFIER_BYTES, "big")


def claim_key_der(pem: bytes) -> bytes:
    """As the device keeps keys: SEC 1, not in PKCS #8."""
    key = serialization.load_pem_private_key(pem, password=None)
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


def texts_of(serial: str, batch: Batch, measured: dict[str, float]) -> dict[str, str]:
    """What is written as texts in the namespace `factory`; `repr` of a number is exact."""
    flags = {"has_modem": batch.has_modem, "keeps_claim": batch.keeps_claim}
    return {
        "serial_number": serial,
        "broker_uri": batch.broker,
        "claims_uri": batch.claims,
        "clamp": batch.clamp,
        **{name: "true" for name, is_so in flags.items() if is_so},
        **{name: repr(float(measured[name])) for name in _MEASURED if name in measured},
    }


def rows_of(texts: dict[str, str]) -> list[list[str]]:
    """The rows of nvs_partition_gen's CSV."""
    return [
        ["key", "type", "encoding", "value"],
        ["factory", "namespace", "", ""],
        *([name, "data", "string", text] for name, text in texts.items()),
        ["server_ca", "file", "binary", "server-ca.pem"],
        ["salt", "file", "binary", "salt.bin"],
        ["verifier", "file", "binary", "verifier.bin"],
        ["core", "namespace", "", ""],
        ["claim", "file", "binary", "claim.pem"],
        ["keys", "namespace", "", ""],
        ["key2", "file", "binary", "claim.der"],
    ]


def links_of(serial: str, code: str) -> dict[str, str]:
    """The label's QR codes: for our app, and for Espressif's, which tells a device its network."""
    onboarding = {
        "ver": "v1",
        "name": f"meriggio-{serial[-8:]}",
        "username": USER,
        "pop": code,
        "transport": "ble",
    }
    return {
        "Meriggio": f"meriggio://device?{urlencode({'id': serial, 'code': code})}",
        "Wi-Fi": json.dumps(onboarding, separators=(",", ":")),
    }


def label(serial: str, code: str) -> str:
    """62 x 29 mm: both QR codes, id and code to be typed, and what has to stand on it."""
    parts = []
    for place, (title, text) in enumerate(links_of(serial, code).items()):
        qr = segno.make(text, error="m", micro=False)
        drawing = qr.svg_inline(border=2, omitsize=True)
        inner = drawing.replace(
            "<svg ", f'<svg x="{1 + 21 * place}" y="4" width="20" height="20" ', 1
        )
        parts += [inner, f'<text x="{11 + 21 * place}" y="3.6" text-anchor="middle">{title}</text>']
    lines = (serial, code, "5 V SELV, indoor", "not MID: no billing")
    parts += [
        f'<text x="43" y="{7 + 5 * place}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="62mm" height="29mm" viewBox="0 0 62 29" '
        'font-family="sans-serif" font-size="2.2"><rect width="62" height="29" fill="white"/>'
        + "".join(parts)
        + "</svg>\n"
    )


def make(serial: str, code: str, batch: Batch, folder: Path, measured: dict[str, float]) -> None:
    """Write one device's folder, for nobody else to see."""
    folder.mkdir(mode=0o700, parents=True)
    salt = new_salt()
    files = {
        "server-ca.pem": batch.server_ca.read_bytes(),
        "salt.bin": salt,
        "verifier.bin": verifier_of(code, salt),
        "claim.pem": (batch.claim / "claim.pem").read_bytes(),
        "claim.der": claim_key_der((batch.claim / "claim.key").read_bytes()),
        "label.svg": label(serial, code).encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with (folder / "nvs.csv").open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows_of(texts_of(serial, batch, measured)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m firmware.tools.factory", description=(__doc__ or "").splitlines()[0]
    )
    add: Any = parser.add_argument
    add("--labels", type=Path, required=True, metavar="FILE", help="id, tab, code: a line a device")
    add("--batch", type=Path, required=True, metavar="FOLDER", help="with claim.pem and claim.key")
    add("--server-ca", type=Path, required=True, metavar="FILE", help="whom devices trust")
    add("--broker", required=True, metavar="URI", help="mqtts://HOST:PORT of the devices' broker")
    add("--claims", required=True, metavar="URI", help="mqtts://HOST:PORT of the claims' broker")
    add("--clamp", choices=CLAMPS, required=True, help="which burden is on the board")
    add("--measured", type=Path, metavar="FILE", help="JSON: id to what its calibration found")
    add("--modem", action="store_true", help="measures by Chain 2, through the ST75MM option")
    add("--keeps-claim", action="store_true", help="may be told to provision itself again")
    add("--output", type=Path, required=True, metavar="FOLDER", help="must not be there yet")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """One folder a device; says how many."""
    given = _parser().parse_args(arguments)
    batch = Batch(
        claim=given.batch,
        server_ca=given.server_ca,
        broker=given.broker,
        claims=given.claims,
        clamp=given.clamp,
        has_modem=given.modem,
        keeps_claim=given.keeps_claim,
    )
    measured = json.loads(given.measured.read_text()) if given.measured else {}
    lines = [line.split("\t") for line in given.labels.read_text().splitlines() if line]
    for serial, code in lines:
        make(serial, code, batch, given.output / serial, measured.get(serial, {}))
    print(f"{len(lines)} devices in {given.output}, for nobody else to see")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
