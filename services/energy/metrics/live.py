"""What is counted of live views."""

from typing import Final

from prometheus_client import Gauge

LIVE_STREAMS: Final = Gauge("meriggio_energy_live_streams", "Live streams that are open.")
