"""What may be asked for, and what it makes of devices with certificates."""

import pytest

from benchmarks.options import parse


def test_quick_means_few_devices_also_with_certificates() -> None:
    whole, quick = parse(["--certificates"]), parse(["--certificates", "--quick"])
    assert (whole.devices, whole.interval_s) == (2_000, 2)
    assert (quick.devices, quick.interval_s) == (60, 1)
    assert quick.seconds < whole.seconds
    assert not parse(["--quick"]).certificates, "only who asks for it"


@pytest.mark.parametrize(
    ("devices", "rate", "interval_s"),
    [(100, 100, 1), (100, 40, 2), (5_000, 10, 500)],
)
def test_the_interval_is_whole_seconds_and_about_the_rate(
    devices: int, rate: int, interval_s: int
) -> None:
    options = parse(["--certificates", "--devices", f"{devices}", "--rate", f"{rate}"])
    assert options.interval_s == interval_s


@pytest.mark.parametrize(
    "arguments",
    [("--devices", "50", "--rate", "51"), ("--devices", "999"), ("--profile", "folder")],
)
def test_what_devices_with_certificates_cannot_do_is_said_at_once(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(["--certificates", *arguments])
    assert "certificates" in capsys.readouterr().err


def test_the_stack_is_the_one_that_was_asked_for() -> None:
    stack = parse(["--base-port", "23000"]).stack({"energy": {"log_level": "DEBUG"}})
    assert stack.base_port == 23_000
    assert stack.settings == {"energy": {"log_level": "DEBUG"}}
