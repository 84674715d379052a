"""The table of public holidays is the library's (FR4.2)."""

from datetime import date

import holidays

from services.engagement.domain.surplus.public_holidays import PUBLIC_HOLIDAYS


def test_the_table_is_what_the_library_says_today() -> None:
    """Where they differ: scripts/public_holidays.py."""
    years = range(min(PUBLIC_HOLIDAYS).year, max(PUBLIC_HOLIDAYS).year + 1)
    assert frozenset(holidays.country_holidays("IT", years=years)) == PUBLIC_HOLIDAYS


def test_it_knows_what_moves_and_what_is_new() -> None:
    """Easter Monday; Saint Francis, a public holiday again from 2026 on (law 151/2025)."""
    assert {date(2026, 4, 6), date(2026, 10, 4), date(2026, 12, 8)} <= PUBLIC_HOLIDAYS
    assert date(2025, 10, 4) not in PUBLIC_HOLIDAYS
