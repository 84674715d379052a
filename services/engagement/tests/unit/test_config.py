"""Settings say what is wrong before anything starts."""

import pytest

from services.engagement.config.partitions import parse_partitions
from services.engagement.inbound.events.readings import subjects_of


def test_partitions_are_numbers_and_ranges() -> None:
    assert parse_partitions("0-63") == frozenset(range(64))
    assert parse_partitions("0-2, 7,9-9") == {0, 1, 2, 7, 9}


@pytest.mark.parametrize("text", ["", "64", "0-64", "a", "1-", "-3", "5-2", "1;2"])
def test_other_partitions_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must"):
        parse_partitions(text)


def test_a_replica_follows_its_partitions_and_one_of_them_what_has_no_community() -> None:
    assert subjects_of(frozenset(range(64))) == ["reading.v1.>"]
    assert subjects_of(frozenset({0, 5})) == [
        "reading.v1.0.>",
        "reading.v1.5.>",
        "reading.v1.none.>",
    ]
    assert subjects_of(frozenset({5})) == ["reading.v1.5.>"]
