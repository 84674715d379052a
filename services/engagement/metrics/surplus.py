"""What surplus counts."""

from typing import Final

from prometheus_client import Counter

EPISODES: Final = Counter(
    "meriggio_engagement_episodes_total", "Surplus episodes written down.", ["event"]
)
