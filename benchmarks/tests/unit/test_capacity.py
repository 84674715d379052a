"""Capacity: figures are those of their sources, and needs follow from them."""

import re
from pathlib import Path
from typing import Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.capacity import FIGURES, PAGE, STEPS, main, need, needs_table, written
from libs.contracts import streams

_README: Final = (Path(__file__).parents[2] / "README.md").read_text()
_PARTS: Final = ("nats", "energy", "mosquitto", "device_gateway", "postgres", "engagement")


def test_the_page_says_what_is_computed() -> None:
    assert written(PAGE.read_text()) == PAGE.read_text()
    assert main(["--check"]) == 0


def test_figures_of_a_reading_are_the_last_measured() -> None:
    row = re.search(
        r"^\| CPU-us a reading: simulator, ([^|]+) \| \d+, ([^|]+) \|", _README, re.MULTILINE
    )
    assert row is not None
    names = [name.replace("gateway", "device_gateway") for name in row[1].split(", ")]
    measured = dict(zip(names, map(float, row[2].split(", ")), strict=True))

    assert {part: FIGURES[f"{part}_us"].value for part in _PARTS} == measured


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("connection_kib", r"a connection at the broker \| 25\.7 KiB"),
        ("reconnected_per_s", r"connected again, all at once \| 193/s"),
        ("folded_kib", r"100,000 devices \(2\.3 KiB each\)"),
        ("stream_kib", r"a hundred communities \| 1,557 \| 555 \| 43\.2 \| 3\.5 \| 33 \|"),
    ],
)
def test_other_figures_stand_where_they_come_from(name: str, text: str) -> None:
    assert f"{FIGURES[name].value:g}".replace(".", r"\.") in text
    assert re.search(text, _README)


@given(
    devices=st.integers(1, 10_000_000),
    interval_s=st.sampled_from((1, 10, 60, 300, 900)),
    months=st.integers(1, 60),
)
def test_twice_the_fleet_needs_twice_as_much(devices: int, interval_s: int, months: int) -> None:
    one, two = need(devices, interval_s, months), need(2 * devices, interval_s, months)

    for name in ("all_cores", "readings_gb", "yearly_gb", "stream_gib", "network_mbit", "eur"):
        assert getattr(two, name) == pytest.approx(2 * getattr(one, name))
    assert one.brokers <= two.brokers <= 2 * one.brokers


def test_quarter_hours_do_not_grow_with_how_often_devices_report() -> None:
    assert need(1_000, 60).yearly_gb == need(1_000, 300).yearly_gb
    assert need(1_000, 60).readings_gb == pytest.approx(5 * need(1_000, 300).readings_gb)


def test_a_full_bus_is_said() -> None:
    """The runbook: 16 GiB are two days of 200 readings a second."""
    per_s = streams.READINGS.max_bytes / streams.READINGS.max_age_s / 480
    assert per_s == pytest.approx(207, abs=1)

    assert need(int(per_s * 60) - 1, 60).bus_is_large_enough
    assert not need(int(per_s * 60) + 61, 60).bus_is_large_enough
    assert "(limit 16)" in needs_table([need(devices, 60) for devices in STEPS])


def test_a_broker_more_for_each_20_000_devices() -> None:
    assert [need(devices, 60).brokers for devices in (1, 20_000, 20_001)] == [1, 1, 2]


def test_any_fleet_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--devices", "25000", "--interval", "300", "--months", "3"]) == 0
    assert "25,000, 300 s" in capsys.readouterr().out


def test_the_page_says_what_the_chart_asks_for_at_least() -> None:
    values = yaml.safe_load((PAGE.parents[2] / "deploy/k8s/values.yaml").read_text())
    parts = ("user", "community", "energy", "engagement", "deviceGateway", "edge", "mosquitto")
    asked = [
        (values[part].get("replicas", 1), resources["requests"])
        for part in parts
        for kind, resources in values[part].items()
        if kind in ("resources", "sidecarResources")
    ]
    cores = sum(times * float(it["cpu"].removesuffix("m")) for times, it in asked) / 1000
    gib = sum(times * float(it["memory"].removesuffix("Mi")) for times, it in asked) / 1024

    assert f"{cores:.1f} cores and {gib:.1f} GiB" in PAGE.read_text()
