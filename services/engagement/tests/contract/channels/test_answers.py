"""What a server's `Retry-After` means (RFC 9110, 10.2.3)."""

from datetime import timedelta

import httpx
import pytest

from services.engagement.outbound.channels.answers import LONGEST_RETRY_AFTER, retry_after_of

DATE = "Sun, 21 Jun 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90", timedelta(seconds=90)),
        (" 0 ", timedelta(0)),
        ("999999999999", LONGEST_RETRY_AFTER),
        ("Sun, 21 Jun 2026 10:02:00 GMT", timedelta(minutes=2)),
        ("Sun, 21 Jun 2026 09:00:00 GMT", timedelta(0)),
        ("Sun, 21 Jun 2036 10:00:00 GMT", LONGEST_RETRY_AFTER),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_seconds_and_dates(text: str, expected: timedelta | None) -> None:
    response = httpx.Response(503, headers={"retry-after": text, "date": DATE})
    assert retry_after_of(response) == expected


def test_a_date_needs_the_servers_clock() -> None:
    response = httpx.Response(503, headers={"retry-after": "Sun, 21 Jun 2026 10:02:00 GMT"})
    assert retry_after_of(response) is None
