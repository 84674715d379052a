"""What surplus counts."""

from typing import Final

from prometheus_client import Counter

EPISODES: Final = Counter(
    "meriggio_engagement_episodes_total", "Surplus episodes written down.", ["event"]
)
EPISODE_ENDS: Final = Counter(
    "meriggio_engagement_episode_ends_total", "Surplus episodes that ended, by why.", ["reason"]
)
