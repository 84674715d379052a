"""Dead letters on a real JetStream."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import nats.errors
import pytest
from nats.aio.client import Client

from operate.failures import Exit
from operate.letters.contracts import Contract
from operate.reach import bus
from operate.settings import Settings
from operate.tests.conftest import Meriggio
from operate.tests.integration.stage import (
    NOON,
    READING,
    SUBJECT,
    keep_letter,
    numbers,
    on_the_bus,
    readings_on_the_bus,
)


def test_a_letter_that_fits_goes_back_to_where_it_came_from(
    at_bus: Meriggio, nats_url: str
) -> None:
    keep_letter(nats_url, READING)
    [number] = numbers(at_bus)

    assert at_bus("dead-letters", "replay", number).code == Exit.NOT_CONFIRMED
    dry = at_bus("dead-letters", "replay", number, "--dry-run", "--json")
    assert [each["outcome"] for each in dry.answer["letters"]] == ["would be replayed"]
    assert readings_on_the_bus(nats_url) == []

    done = at_bus("dead-letters", "replay", number, "--yes", "--json")

    assert (done.code, done.answer["failed"]) == (Exit.DONE, 0)
    assert readings_on_the_bus(nats_url) == [READING]
    assert numbers(at_bus) == []
    assert at_bus("dead-letters", "show", number).code == Exit.NOT_FOUND


def test_a_letter_that_does_not_fit_stays_until_it_is_fixed(
    at_bus: Meriggio, nats_url: str, tmp_path: Path
) -> None:
    keep_letter(nats_url, b'{"type": "ReadingReceived"}')
    [number] = numbers(at_bus)
    fixed = tmp_path / "fixed.json"

    assert at_bus("dead-letters", "replay", "--all", "--yes").code == Exit.TROUBLE
    fixed.write_bytes(b'{"type": "ReadingReceived", "device_id": 7}')
    worse = at_bus("dead-letters", "fix", number, "--payload", fixed, "--yes")
    assert (worse.code, numbers(at_bus)) == (Exit.TROUBLE, [number])
    assert "device_id" in worse.out
    fixed.write_bytes(READING)
    assert at_bus("dead-letters", "fix", number, "--payload", fixed).code == Exit.NOT_CONFIRMED

    done = at_bus("dead-letters", "fix", number, "--payload", fixed, "--yes")

    assert done.code == Exit.DONE
    assert '+  "device_id": "meter-1"' in done.err, "the difference is shown"
    assert readings_on_the_bus(nats_url) == [READING]
    assert numbers(at_bus) == []


def test_of_a_cut_letter_the_original_is_sent_while_the_bus_has_it(
    at_bus: Meriggio, nats_url: str
) -> None:
    on_the_bus(nats_url, lambda js: js.publish(SUBJECT, READING))
    cut = READING[:10]
    keep_letter(nats_url, cut, size=len(READING), message_id="energy-reading-1")
    keep_letter(nats_url, cut, size=len(READING), message_id="energy-reading-77")
    gone, there = numbers(at_bus)

    assert at_bus("dead-letters", "replay", there, "--yes").code == Exit.DONE
    assert readings_on_the_bus(nats_url) == [READING, READING]
    lost = at_bus("dead-letters", "replay", gone, "--yes")
    assert lost.code == Exit.TROUBLE
    assert f"10 of {len(READING)} bytes" in lost.out


def test_of_a_stream_that_was_made_anew_nothing_is_sent(at_bus: Meriggio, nats_url: str) -> None:
    """It counts from 1 again: the number is of another message."""
    on_the_bus(nats_url, lambda js: js.publish(SUBJECT, READING))
    keep_letter(nats_url, b"not that", size=len(READING), message_id="energy-reading-1")

    assert at_bus("dead-letters", "replay", "--all", "--yes").code == Exit.TROUBLE
    assert readings_on_the_bus(nats_url) == [READING]


def test_nothing_is_held_while_somebody_edits(
    at_bus: Meriggio, nats_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For as long as it takes: the server ends a connection that is silent for minutes."""
    keep_letter(nats_url, b"{")
    [number] = numbers(at_bus)
    connected, opened = bus.connected, list[bool]()

    @asynccontextmanager
    async def counted(settings: Settings) -> AsyncIterator[Client]:
        async with connected(settings) as client:
            opened.append(True)
            yield client
        opened.pop()

    def edited(before: bytes, _: Contract) -> bytes:
        assert (before, opened) == (b"{", [])
        return READING

    monkeypatch.setattr("operate.reach.bus.connected", counted)
    monkeypatch.setattr("operate.commands.dead_letters.edited", edited)

    done = at_bus("dead-letters", "fix", number, "--yes")

    assert done.code == Exit.DONE, done.err
    assert readings_on_the_bus(nats_url) == [READING]


def test_a_letter_that_was_sent_and_is_still_there_counts_as_sent(
    at_bus: Meriggio, nats_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forget(*_: object) -> None:
        raise nats.errors.TimeoutError

    monkeypatch.setattr("operate.letters.letter.forget", forget)
    keep_letter(nats_url, READING)

    said = at_bus("dead-letters", "replay", "--all", "--yes", "--json")

    assert said.code == Exit.DONE, said.err
    [letter] = said.answer["letters"]
    assert letter["outcome"] == "replayed"
    assert "still in the list" in letter["detail"]


def test_without_a_token_a_dry_run_says_that_it_is_missing(
    at_bus: Meriggio, nats_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MERIGGIO_OPERATOR_TOKEN", raising=False)
    posted = b'{"deviceId": "meter-1", "energyValue": 1, "timestamp": "2027-06-21T10:00:00Z"}'
    keep_letter(nats_url, posted, source="energy-data/meter-1")

    dry = at_bus("dead-letters", "replay", "--all", "--dry-run", "--json")

    assert dry.code == Exit.TROUBLE
    assert "MERIGGIO_OPERATOR_TOKEN" in dry.answer["letters"][0]["detail"]


def test_a_payload_is_shown_as_it_is_however_long(at_bus: Meriggio, nats_url: str) -> None:
    payload = "word " * 100 + "end"
    keep_letter(nats_url, payload.encode())

    assert payload in at_bus("dead-letters", "show", numbers(at_bus)[0]).out


def test_what_a_device_sent_does_not_reach_the_terminal_as_a_command(
    at_bus: Meriggio, nats_url: str
) -> None:
    keep_letter(nats_url, "\x1b]0;mine\x07 \x9b2J".encode(), source="energy-data/\x1b[2J")
    [number] = numbers(at_bus)

    for words in (("show", number), ("list",)):
        said = at_bus("dead-letters", *words)
        assert not set("\x1b\x07\x9b") & set(said.out + said.err)
        assert "\\x1b" in said.out


def test_what_was_sent_before_somebody_went_away_is_told(
    at_bus: Meriggio, nats_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MERIGGIO_OPERATOR_TOKEN", "a token")
    monkeypatch.setenv("MERIGGIO_DEVICE_GATEWAY_URL", "http://127.0.0.1:1")
    posted = b'{"deviceId": "meter-1", "energyValue": 1, "timestamp": "2027-06-21T10:00:00Z"}'
    keep_letter(nats_url, READING)
    keep_letter(nats_url, posted, source="energy-data/meter-1")
    keep_letter(nats_url, READING)

    said = at_bus("dead-letters", "replay", "--all", "--yes", "--json")

    assert said.code == Exit.TROUBLE
    assert [each["outcome"] for each in said.answer["letters"]] == ["replayed", "not sent"]
    assert len(numbers(at_bus)) == 2
    first = at_bus("dead-letters", "replay", min(numbers(at_bus)), "--yes")
    assert (first.code, first.out) == (Exit.UNREACHABLE, "")


def test_letters_are_chosen_and_discarded(at_bus: Meriggio, nats_url: str) -> None:
    for _ in range(3):
        keep_letter(nats_url, b"{")
    first = min(numbers(at_bus))

    assert at_bus("dead-letters", "discard").code == Exit.USAGE
    assert at_bus("dead-letters", "discard", first, "--all").code == Exit.USAGE
    assert at_bus("dead-letters", "discard", first, "--yes").code == Exit.DONE
    assert len(numbers(at_bus)) == 2
    nobody = at_bus("dead-letters", "discard", "--all", "--service", "community", "--yes", "--json")
    assert nobody.answer["letters"] == []
    later = NOON.replace(year=2126).isoformat()
    assert (
        at_bus("dead-letters", "discard", "--all", "--since", later, "--yes", "--json").answer[
            "letters"
        ]
        == []
    )
    assert at_bus("dead-letters", "discard", "--all", "--yes").code == Exit.DONE
    assert numbers(at_bus) == []


def test_what_is_no_letter_stops_nobody(at_bus: Meriggio, nats_url: str) -> None:
    on_the_bus(nats_url, lambda js: js.publish("dead-letter.v1.energy.odd", b"no letter"))
    keep_letter(nats_url, READING)

    listed = at_bus("dead-letters", "list", "--json").answer

    assert len(listed["letters"]) == 1
    assert sum(each["letters"] for each in listed["counts"]) == 2
