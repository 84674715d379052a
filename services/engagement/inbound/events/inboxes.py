"""Word of inboxes that changed, from every replica to this replica's screens."""

from libs.chassis.bus import Bus
from libs.chassis.lifecycle import Worker
from libs.contracts import subjects
from libs.contracts.v1.live import INBOXES_CHANGED_DECODER, InboxesChanged
from services.engagement.inbound.events.live import listener
from services.engagement.usecases.notifications.inbox_board import InboxBoard


def inboxes_worker(bus: Bus, board: InboxBoard) -> Worker:
    """Wakes the screens of whoever has news."""

    def wake(event: InboxesChanged) -> None:
        board.wake(event.user_ids)

    return listener(bus, "inboxes", subjects.INBOXES_CHANGED, INBOXES_CHANGED_DECODER, wake)
