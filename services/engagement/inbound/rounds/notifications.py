"""Inboxes: a look at what the bus did not tell, and what is old goes."""

from typing import Final

from libs.chassis.lifecycle import Worker
from libs.chassis.sse import HEARTBEAT_S, closing_worker
from services.engagement.inbound.rounds.every import every
from services.engagement.metrics.notifications import NOTIFICATIONS_FORGOTTEN
from services.engagement.usecases.notifications.forget_old import ForgetOld
from services.engagement.usecases.notifications.forget_removed import ForgetRemoved
from services.engagement.usecases.notifications.inbox_board import InboxBoard
from services.engagement.usecases.notifications.watch_inbox import WatchInbox

_FORGET_EVERY_S: Final = 3600.0


def inbox_rounds(
    watch: WatchInbox, board: InboxBoard, forget_old: ForgetOld, forget_removed: ForgetRemoved
) -> list[Worker]:
    """At the end the screens close, so that connections drain."""

    async def forget() -> None:
        NOTIFICATIONS_FORGOTTEN.inc(await forget_old.forget())
        await forget_removed.forget()

    return [
        every("look_at_inboxes", HEARTBEAT_S, watch.look_again),
        every("forget_notifications", _FORGET_EVERY_S, forget),
        closing_worker(board.close, name="inbox_screens"),
    ]
