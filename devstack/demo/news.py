"""Notifications as they are sent: the lines that the log file's channel adds."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec

from devstack.demo.figures import SentNews

_KEPT_EPISODES: Final = 100


class _Line(msgspec.Struct, rename="camel"):
    community_id: UUID
    episode_id: UUID
    title: str
    created_at: datetime


class NewsReader:
    """Follows the file; what was sent before the reader was made is no longer new."""

    def __init__(self, path: Path, community_id: UUID) -> None:
        self._path = path
        self._community_id = community_id
        self._position = 0
        self._new_from = path.stat().st_size if path.exists() else 0
        self._news: OrderedDict[UUID, SentNews] = OrderedDict()

    def read(self) -> Sequence[SentNews]:
        """One item an episode, newest first. Raises OSError."""
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._position)
                for line in file:
                    if not line.endswith(b"\n"):
                        break  # still being written
                    self._take(line, is_new=self._position >= self._new_from)
                    self._position += len(line)
        return tuple(reversed(self._news.values()))

    def _take(self, line: bytes, *, is_new: bool) -> None:
        try:
            message = msgspec.json.decode(line, type=_Line)
        except msgspec.DecodeError:
            return  # cut short by a full disk
        if message.community_id != self._community_id:
            return
        known = self._news.get(message.episode_id)
        self._news[message.episode_id] = SentNews(
            episode_id=message.episode_id,
            title=message.title,
            sent_at=message.created_at,
            recipients=known.recipients + 1 if known else 1,
            is_new=is_new,
        )
        if len(self._news) > _KEPT_EPISODES:
            self._news.popitem(last=False)
