"""The command that prints labels."""

import io

import pytest

from services.community import labels
from services.community.domain.device_proof import proof_of

KEY = "an operator's key, of 32 bytes or more"


def test_a_line_a_device(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MERIGGIO_COMMUNITY_DEVICE_PROOF_KEY", KEY)
    expected = "".join(
        f"{device}\t{proof_of(device, KEY.encode())}\n" for device in ("meter-1", "meter-2")
    )

    assert labels.main(["meter-1", "meter-2"]) == 0
    assert capsys.readouterr().out == expected
    monkeypatch.setattr("sys.stdin", io.StringIO("meter-1\n\nmeter-2\n"))
    assert labels.main([]) == 0
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize(("key", "device"), [(KEY, "no/id"), ("short", "meter-1")])
def test_what_is_wrong_is_told_and_nothing_is_printed(
    key: str,
    device: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("MERIGGIO_COMMUNITY_DEVICE_PROOF_KEY", key)

    with pytest.raises(SystemExit) as ended:
        labels.main(["meter-1", device])

    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert device in said.err or "32 characters" in said.err
    assert KEY not in said.err
