"""What is asked for and given up, counted for /metrics."""

from services.device_gateway.metrics import readings as metrics


class ResendMetrics:
    """Fulfils ResendCounts."""

    def asked(self, *, requests: int, numbers: int) -> None:
        """So many devices were asked for so many numbers."""
        metrics.RESENDS_ASKED.inc(requests)
        metrics.MISSING_ASKED.inc(numbers)

    def lost(self, numbers: int) -> None:
        """So many were given up."""
        metrics.MISSING_LOST.inc(numbers)
