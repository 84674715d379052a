"""Which firmware is newer: Semantic Versioning 2.0, and nothing else."""

from itertools import pairwise

import pytest

from libs.chassis.errors import InvalidInputError
from services.device_gateway.domain.firmware.version import (
    Verdict,
    checked_version,
    is_same,
    judge,
)

_RISING = (
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.10",
    "1.2.0",
    "10.0.0",
)


@pytest.mark.parametrize(("older", "newer"), list(pairwise(_RISING)))
def test_a_device_gets_what_is_newer_and_never_goes_back_unforced(older: str, newer: str) -> None:
    assert judge(older, newer, force=False) is Verdict.WANTED
    assert judge(newer, older, force=False) is Verdict.DOWNGRADE
    assert judge(newer, older, force=True) is Verdict.WANTED
    assert judge(newer, newer, force=True) is Verdict.UP_TO_DATE


@pytest.mark.parametrize(
    "reported", ["", "v1.0.0", "1.0", "unknown", "1.0.0\n", "\u0661.0.0", "9" * 65]
)
def test_who_runs_what_nobody_can_read_is_updated_by_force_only(reported: str) -> None:
    assert judge(reported, "2.0.0", force=False) is Verdict.UNREADABLE
    assert judge(reported, "2.0.0", force=True) is Verdict.WANTED
    assert not is_same(reported, "2.0.0")


def test_build_metadata_makes_no_other_version() -> None:
    assert is_same("1.4.0+esp32.7f3a", "1.4.0")
    with pytest.raises(InvalidInputError):
        checked_version("1.4.0+7f3a")
    with pytest.raises(InvalidInputError):
        checked_version("1.4")
    assert checked_version("1.4.0-rc.1") == "1.4.0-rc.1"
