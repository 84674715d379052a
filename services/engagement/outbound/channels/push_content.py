"""What a push says: short enough for every service, with what an app needs to open its page."""

from typing import Final

from services.engagement.domain.delivery.message import Message
from services.engagement.domain.notifications.app_path import episode_path

MAXIMUM_BODY: Final = 178
"""About what a locked screen shows; every service takes 4 KiB and more."""
_ELLIPSIS: Final = "…"


def body_of(message: Message) -> str:
    """The message's words, cut between words where they are too many."""
    text = message.short_body or message.body
    if len(text) <= MAXIMUM_BODY:
        return text
    return text[: MAXIMUM_BODY - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + _ELLIPSIS


def data_of(message: Message) -> dict[str, str]:
    """What the app gets beside the words: ids, and the page it opens for them."""
    data = {"kind": message.kind, "messageId": str(message.message_id)}
    if message.community_id is not None:
        data["communityId"] = str(message.community_id)
    if message.episode_id is not None:
        data["episodeId"] = str(message.episode_id)
    if message.community_id is not None and message.episode_id is not None:
        data["path"] = episode_path(message.community_id, message.episode_id)
    return data
