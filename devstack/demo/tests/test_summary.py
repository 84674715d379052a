import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from devstack.demo.audit.checks import Check
from devstack.demo.summary import (
    BooksSummary,
    EpisodesSummary,
    LatenciesMs,
    NotificationsSummary,
    RunSummary,
    as_json,
    readings_of,
)
from devstack.demo.tests.sample import figures
from devstack.demo.words import result_lines

FINE = Check(name="everyReadingOnce", passed=True, detail="1,234 acknowledged, as many stored")
LOST = Check(name="liveBalance", passed=False, detail="shown is nothing")


def summary(*checks: Check) -> RunSummary:
    shown = figures()
    return RunSummary(
        url="http://127.0.0.1:8100",
        ran_s=60.0,
        speed=60.0,
        event_time_from=datetime(2026, 6, 21, 8, 15, tzinfo=UTC),
        event_time_to=datetime(2026, 6, 21, 9, 15, tzinfo=UTC),
        readings=readings_of(shown, stored=1234, ran_s=60.0),
        balances=[],
        episodes=EpisodesSummary(detected=1, notified=1, open=0),
        notifications=NotificationsSummary(inbox=20, deliveries={"mail": {"sent": 20}}),
        latencies_ms=LatenciesMs.of(shown.latencies),
        restarts={"energy": 1},
        books=BooksSummary.of(checks),
    )


def test_one_object_in_camel_case() -> None:
    text = as_json(summary(FINE))
    told = json.loads(text)
    assert text.startswith("{")
    assert told["readings"] == {
        "sent": 1240,
        "accepted": 1234,
        "stored": 1234,
        "rejected": 2,
        "duplicates": 0,
        "resent": 3,
        "perSecond": 20.6,
    }
    assert told["latenciesMs"]["deviceToAcknowledged"] == {"p50": 12.3, "p95": 45.6, "p99": 78.9}
    assert told["latenciesMs"]["readingToStored"] is None
    assert told["eventTimeTo"] == "2026-06-21T09:15:00Z"
    assert told["restarts"] == {"energy": 1}


def test_one_check_that_fails_unbalances_the_books() -> None:
    assert summary(FINE).books.balanced
    assert not summary(FINE, LOST).books.balanced
    lines = result_lines(summary(FINE, LOST), ZoneInfo("Europe/Rome"))
    assert "✗ liveBalance: shown is nothing" in lines
    assert lines[-1] == "THE BOOKS DO NOT BALANCE"
    assert result_lines(summary(FINE), ZoneInfo("UTC"))[-1] == "the books balance"
