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
CORRECTIONS_SKIPPED: Final = Counter(
    "meriggio_engagement_corrections_skipped_total",
    "Communities not counted again after late readings, because the bus has too little of them.",
)
