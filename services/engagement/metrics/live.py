"""What live views count."""

from typing import Final

from prometheus_client import Gauge

LIVE_STREAMS: Final = Gauge("meriggio_engagement_live_streams", "Live streams that are open.")
