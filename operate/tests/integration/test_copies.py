"""Streams in a folder, there and back, on a real JetStream."""

from pathlib import Path

from libs.jetstream.rewind import STREAMS_OF_STATES
from operate.failures import Exit
from operate.tests.conftest import Meriggio
from operate.tests.integration.stage import READING, SUBJECT, on_the_bus, readings_on_the_bus


def test_a_lost_stream_comes_back_from_its_copy(
    at_bus: Meriggio, nats_url: str, tmp_path: Path
) -> None:
    on_the_bus(nats_url, lambda js: js.publish(SUBJECT, READING))
    made = at_bus("copies", "make", tmp_path, "READINGS", "SURPLUS", "--json")
    assert made.code == Exit.DONE, made.err
    assert [each["messages"] for each in made.answer["copies"]] == [1, 0]
    for name in ("READINGS", "SURPLUS"):
        on_the_bus(nats_url, lambda js, name=name: js.delete_stream(name))  # type: ignore[misc]

    assert at_bus("copies", "restore", tmp_path).code == Exit.NOT_CONFIRMED
    assert at_bus("copies", "restore", tmp_path / "nowhere", "--yes").code == Exit.NOT_FOUND
    back = at_bus("copies", "restore", tmp_path, "--yes")

    assert back.code == Exit.DONE, back.err
    assert readings_on_the_bus(nats_url) == [READING]
    again = at_bus("copies", "restore", tmp_path, "--yes")
    assert again.code == Exit.REFUSED, "a stream that is there is not touched"


def test_after_a_rewind_owners_tell_and_readers_read_anew(at_bus: Meriggio, nats_url: str) -> None:
    assert at_bus("copies", "rewind").code == Exit.NOT_CONFIRMED
    assert at_bus("copies", "rewind", "--dry-run").code == Exit.DONE
    assert at_bus("streams", "list").code == Exit.DONE

    assert at_bus("copies", "rewind", "--yes").code == Exit.DONE

    listed = at_bus("streams", "list", "--json").answer["streams"]
    missing = {each["name"] for each in listed if not each["exists"]}
    assert missing == {spec.name for spec in STREAMS_OF_STATES} >= {"REGISTRY", "USERS"}
    assert not [each for each in listed if each["exists"] and each["readers"]]
