"""What notifications count."""

from typing import Final

from prometheus_client import Counter

CALL_MEMBERS: Final = Counter(
    "meriggio_engagement_call_members_total", "Members of communities that called.", ["outcome"]
)
NOTIFICATIONS_FORGOTTEN: Final = Counter(
    "meriggio_engagement_notifications_forgotten_total", "Notifications deleted by their age."
)
