"""The Linux programs as processes, without a system: `make -C firmware posix-test`."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PROGRAMS = Path(__file__).parents[2] / "build" / "posix-test"
"""Built with ASan and UBSan."""
NOBODY = "mqtts://127.0.0.1:9"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Device:
    """A device with a claim, and nobody to show it to."""

    state: Path
    claim: Path

    def words(self, *more: str) -> Sequence[str]:
        return (
            *(str(PROGRAMS / "meriggio-device"), "--state", str(self.state), "--serial", "MG-1"),
            *("--broker", NOBODY, "--claims", NOBODY, "--server-ca", str(self.claim)),
            *("--claim-certificate", str(self.claim), "--claim-key", str(self.claim)),
            *more,
        )

    @contextmanager
    def on(self, *more: str) -> Iterator["Running"]:
        with running(self.words(*more)) as program:
            yield program


@dataclass
class Running:
    process: subprocess.Popen[str]

    def hear(self, event: str) -> dict[str, Any]:
        """The next line of that event; pytest's timeout is the patience."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told: dict[str, Any] = json.loads(line)
            if told["event"] == event:
                return told
        raise AssertionError(f"it ended without {event}")

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def stop(self) -> tuple[int, list[str]]:
        self.process.send_signal(signal.SIGTERM)
        rest, _ = self.process.communicate()
        return self.process.returncode, [json.loads(line)["event"] for line in rest.splitlines()]


@contextmanager
def running(words: Sequence[str]) -> Iterator[Running]:
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def device(tmp_path: Path) -> Device:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "batch")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 4711, now - DAY, now + DAY)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "claim.pem").write_bytes(certificate + pem)
    return Device(tmp_path / "state", tmp_path / "claim.pem")


def test_one_process_has_a_folder(device: Device) -> None:
    with device.on() as program:
        program.hear("started")
        second = subprocess.run(device.words(), capture_output=True, text=True, check=False)
        assert (second.returncode, second.stdout) == (1, "")
        code, told = program.stop()
        assert (code, told[-1]) == (0, "stopped")


@pytest.mark.parametrize(
    "more",
    [
        ("--speed", "0"),
        ("--broker", "localhost:1883"),
        ("--fault", "network=5-4"),
        ("--adc", "both"),
        ("--serial", "../other"),
        ("--firmware-key", "AAAA"),
        ("--powers", "/nowhere"),
        ("--since", "1e300"),
        ("--clock-offset", "-1e300"),
        ("--wave", "2e9"),
        ("--volts", "1e-9"),
        ("--firmware", "newest"),
        ("--fault", "power-cut=-1"),
        ("--fault", "slow-broker=99999999999999999999"),
        ("--fault", "network=nan"),
        ("--fault", "network=0-1e300"),
    ],
)
def test_what_cannot_be_meant_is_said(device: Device, more: Sequence[str]) -> None:
    told = subprocess.run(device.words(*more), capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr


def test_a_claim_that_cannot_be_used_is_said_at_once(device: Device, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    key = ec.generate_private_key(ec.SECP256R1())
    other.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    words = device.words("--claim-key", str(other))
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (1, "")
    assert "the claim" in told.stderr
    with device.on() as program:
        assert program.hear("started")["boot"] == 1, "with the right one it begins"


def test_a_past_is_lived_through_and_kept(device: Device) -> None:
    since_ms = (int(time.time()) - 86_400) * 1000
    with device.on("--since", str(since_ms), "--adc", "windows", "--wave", "250") as program:
        readings = [program.hear("reading") for _ in range(1440)]
        assert program.hear("present")["pending"] == 1440
    assert [one["stamp_ms"] for one in readings] == [
        since_ms + minute * 60_000 for minute in range(1, 1441)
    ]
    assert {one["power_mw"] for one in readings} == {250_000}
    with device.on() as program:
        assert program.hear("started")["pending"] == 1440


def test_it_reads_as_often_as_it_is_told_to_until_it_is_configured(device: Device) -> None:
    with device.on("--cadence", "1", "--adc", "windows") as program:
        stamps_ms = [program.hear("reading")["stamp_ms"] for _ in range(3)]
    assert stamps_ms[2] - stamps_ms[0] < 10_000


def test_when_the_network_comes_back_it_connects_at_once(device: Device) -> None:
    since_ms = (int(time.time()) - 86_400) * 1000
    with device.on("--since", str(since_ms), "--adc", "windows") as program:
        assert program.hear("fault") == {
            "at_ms": ANY,
            "event": "fault",
            "name": "network",
            "on": False,
        }
        assert program.hear("disconnected")["as"] == "claim"


def test_a_sensor_that_says_nothing_makes_no_readings(device: Device) -> None:
    since_ms = (int(time.time()) - 86_400) * 1000
    silent = ("--adc", "windows", "--fault", "measuring=600-82800", "--since", str(since_ms))
    with device.on(*silent) as program:
        assert 60 < program.hear("present")["pending"] < 80, "of 1,440 minutes"


def test_power_may_fail_in_the_middle_of_a_write(device: Device) -> None:
    since_ms = (int(time.time()) - 86_400) * 1000
    cut = ("--since", str(since_ms), "--adc", "windows", "--fault", "power-cut=100")
    died = subprocess.run(device.words(*cut), capture_output=True, text=True, check=False)
    assert died.returncode == -signal.SIGKILL
    readings = [line for line in died.stdout.splitlines() if json.loads(line)["event"] == "reading"]
    assert len(readings) > 50
    with device.on() as program:
        assert program.hear("started")["sequence"] == len(readings)


def test_a_meter_is_heard_through_the_modem(device: Device, tmp_path: Path) -> None:
    line = tmp_path / "modem"
    with running((str(PROGRAMS / "meriggio-modem"), str(line))) as modem:
        modem.hear("ready")
        with device.on("--modem", str(line)) as program:
            assert modem.hear("heard")["command"] == 0x40, "the opening, by the request line"
            modem.say("")
            modem.hear("refused")
            measured_s = int(time.time())
            payload = {
                "MeasurePosixTimestamp": str(measured_s),
                "QuartAveragePower": "512",
                "TotalActEnergy": "123456",
                "Unknown": "x" * 256,
            }
            modem.say(json.dumps({"Chain2Data": {"Type": "CF1", "Payload": payload}}))
            modem.hear("acknowledged")
            modem.hear("acknowledged")
            reading = program.hear("reading")
            modem.process.kill()
            told = program.hear("fault")
            assert (told["name"], told["on"]) == ("modem", True)
    assert (reading["power_mw"], reading["stamp_ms"]) == (512_000, measured_s * 1000)
