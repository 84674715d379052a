"""Ends of updates, as metrics."""

from collections.abc import Sequence

from services.device_gateway.domain.firmware.target import Target
from services.device_gateway.metrics import firmware as metrics


class CountedOutcomes:
    """The port Outcomes."""

    def ended(self, targets: Sequence[Target]) -> None:
        """These have reached a last phase."""
        for target in targets:
            metrics.OUTCOMES.labels(target.phase).inc()

    def aborted(self) -> None:
        """A roll-out ended itself."""
        metrics.ABORTED.inc()
