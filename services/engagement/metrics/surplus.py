"""What surplus counts."""

from typing import Final

from prometheus_client import Counter

EPISODES: Final = Counter(
    "meriggio_engagement_episodes_total", "Surplus episodes written down.", ["event"]
)
EPISODE_ENDS: Final = Counter(
    "meriggio_engagement_episode_ends_total", "Surplus episodes that ended, by why.", ["reason"]
)
CORRECTED: Final = Counter(
    "meriggio_engagement_corrected_total",
    "Kept minutes and ended episodes that late readings changed.",
    ["what"],
)
