"""What a device is made with, and how it is calibrated (NF11, FR10.1)."""

import csv
import ctypes
import hashlib
import json
import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from srptools import SRPContext  # type: ignore[import-untyped]  # ships no types
from srptools.constants import (  # type: ignore[import-untyped]  # same
    PRIME_3072,
    PRIME_3072_GEN,
)

from firmware.test.model.core import LIBRARY
from firmware.tools import calibrate, factory
from services.device_gateway.commands import run_command

MAIN: Final = Path(__file__).parents[2] / "port" / "esp32s3" / "main"
CODE: Final = "K3QV-7ZPA-XM2"


class Correction(ctypes.Structure):
    """`struct ct_correction` of core/ct_calibration.h."""

    _fields_ = (
        ("current_gain", ctypes.c_double),
        ("voltage_gain", ctypes.c_double),
        ("phase_shift_deg", ctypes.c_double),
        ("offset_w", ctypes.c_double),
    )


LIBRARY.ct_calibration_two_points.argtypes = [
    *([ctypes.c_double] * 4), ctypes.POINTER(Correction),
]  # fmt: skip
LIBRARY.ct_calibration_two_points.restype = ctypes.c_bool
LIBRARY.ct_calibration_phase.argtypes = [
    *([ctypes.c_double] * 3), ctypes.POINTER(ctypes.c_double),
]  # fmt: skip
LIBRARY.ct_calibration_phase.restype = ctypes.c_bool


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two devices of a batch."""
    folder = tmp_path_factory.mktemp("factory")
    run_command(["pki", "init", "--folder", str(folder / "pki")])
    run_command(["pki", "batch", "spring", "--folder", str(folder / "pki")])
    (folder / "labels.tsv").write_text(f"mg1-000001\t{CODE}\nmg1-000002\tAAAA-BBBB-CCC\n")
    (folder / "measured.json").write_text('{"mg1-000002": {"amps_per_count": 0.08379999999999999}}')
    options = {
        "--labels": folder / "labels.tsv",
        "--batch": folder / "pki/batches/spring",
        "--server-ca": folder / "pki/server-ca.pem",
        "--broker": "mqtts://mqtt.example.org:8883",
        "--claims": "mqtts://mqtt.example.org:8884",
        "--clamp": "30a",
        "--measured": folder / "measured.json",
        "--output": folder / "made",
    }
    factory.main([str(word) for option in options.items() for word in option])
    return folder / "made"


def rows(folder: Path) -> list[list[str]]:
    with (folder / "nvs.csv").open() as file:
        return list(csv.reader(file))


def test_every_name_is_one_that_the_port_reads(made: Path) -> None:
    sources = "\n".join(path.read_text() for path in MAIN.glob("*.c"))
    core = (MAIN.parents[2] / "core" / "identity.c").read_text()

    for key, kind, *_ in rows(made / "mg1-000002")[1:]:
        assert f'"{key}"' in sources or f'"{key}"' in core, key
        assert len(key) <= 15, "NVS has no longer names"
        assert kind in {"namespace", "data", "file"}


def test_files_are_there_and_for_nobody_else(made: Path) -> None:
    folder = made / "mg1-000001"
    named = [value for _, kind, _, value in rows(folder) if kind == "file"]

    assert {path.name for path in folder.iterdir()} == {*named, "nvs.csv", "label.svg"}
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "label.svg").read_text().count("<path") == 2


def test_the_claim_s_key_has_room_in_a_slot_and_is_the_certificate_s(made: Path) -> None:
    der = (made / "mg1-000001" / "claim.der").read_bytes()
    room = re.search(r"KEYS_DER_BYTES (\d+)u", (MAIN / "keys.h").read_text())

    assert room
    assert len(der) <= int(room[1])
    key = serialization.load_der_private_key(der, password=None)
    certificate = x509.load_pem_x509_certificate((made / "mg1-000001" / "claim.pem").read_bytes())
    assert key.public_key() == certificate.public_key()


def test_numbers_that_were_measured_are_exact(made: Path) -> None:
    values = {key: value for key, _, _, value in rows(made / "mg1-000002")}

    assert float(values["amps_per_count"]) == 0.08379999999999999
    assert "amps_per_count" not in {key for key, *_ in rows(made / "mg1-000001")}


def test_the_verifier_is_srp_s_and_of_the_port_s_length(made: Path) -> None:
    context = SRPContext(
        factory.USER, CODE, prime=PRIME_3072, generator=PRIME_3072_GEN, hash_func=hashlib.sha512
    )
    salt = (made / "mg1-000001" / "salt.bin").read_bytes()
    hashed = context.get_common_password_hash(int.from_bytes(salt, "big"))
    by_library = context.get_common_password_verifier(hashed)

    assert salt[0] != 0
    written = (made / "mg1-000001" / "verifier.bin").read_bytes()
    assert int.from_bytes(written, "big") == by_library
    assert f"FACTORY_VERIFIER_BYTES {len(written)}u" in (MAIN / "factory.h").read_text()


def test_the_label_says_who_it_is_to_the_app_and_to_the_device() -> None:
    links = factory.links_of("mg1-000001", CODE)

    asked = parse_qs(urlsplit(links["Meriggio"]).query)
    assert asked == {"id": ["mg1-000001"], "code": [CODE]}
    onboarding = json.loads(links["Wi-Fi"])
    assert onboarding["pop"] == CODE
    assert f'ONBOARDING_USER "{onboarding["username"]}"' in (MAIN / "onboarding.h").read_text()
    assert onboarding["name"] == "meriggio-1-000001"


@pytest.mark.parametrize(
    "figures",
    [(212, 200, 2105, 2000), (0, 0, 1000, 1500), (150, 100, 3000, 2950), (-20, 0, 900, 880)],
)
def test_two_points_are_the_core_s(figures: tuple[float, float, float, float]) -> None:
    correction = Correction()
    assert LIBRARY.ct_calibration_two_points(*figures, correction)

    found = calibrate.two_points(*figures)

    assert found["currentGain"] == pytest.approx(correction.current_gain, abs=1e-6)
    assert found["offsetW"] == pytest.approx(correction.offset_w, abs=1e-3)


@pytest.mark.parametrize(
    "figures", [(1985, 1889, 20), (1985, 1840, 20), (2000, 1985, -20), (500, 505, 2)]
)
def test_a_phase_is_the_core_s(figures: tuple[float, float, float]) -> None:
    shift = ctypes.c_double()
    assert LIBRARY.ct_calibration_phase(*figures, shift)

    assert calibrate.phase(*figures)["phaseShiftDeg"] == pytest.approx(shift.value, abs=1e-3)


@pytest.mark.parametrize(
    "arguments",
    [
        ["two-points", "200", "200", "250", "300"],
        ["two-points", "0", "0", "100", "2000"],
        ["phase", "50", "49", "20"],
        ["phase", "2000", "100", "20"],
    ],
)
def test_figures_of_which_nothing_follows_are_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        calibrate.main(arguments)

    assert refused.value.code == 2
    assert "error:" in capsys.readouterr().err
