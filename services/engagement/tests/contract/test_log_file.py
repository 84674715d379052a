"""The log-file channel: each notification is one line, whatever is repeated."""

import asyncio
import json
from pathlib import Path

import pytest

from services.engagement.domain.delivery.endpoint import EndpointKind, implicit_endpoint
from services.engagement.domain.delivery.message import message_of
from services.engagement.domain.notifications.notification import Notification
from services.engagement.outbound.channels.log_file import LogFileChannel
from services.engagement.ports.delivery import NotSentError, OutgoingMessage
from services.engagement.tests.contract.examples import call, messages


def message(number: int = 0, *, is_repetition: bool = False) -> OutgoingMessage:
    message = message_of(notification(number))
    endpoint = implicit_endpoint(message.user_id, EndpointKind.LOG_FILE)
    return OutgoingMessage(message, endpoint, None, is_repetition)


def notification(number: int) -> Notification:
    return messages(call(0, users=tuple(range(50))))[number]


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


async def test_a_line_says_it_all(tmp_path: Path) -> None:
    await LogFileChannel(tmp_path / "new").send(message())
    [line] = lines(tmp_path / "new" / "notifications.jsonl")
    assert line == {
        "notificationId": str(notification(0).notification_id),
        "episodeId": str(notification(0).episode_id),
        "communityId": str(notification(0).community_id),
        "userId": str(notification(0).user_id),
        "kind": "surplus_detected",
        "title": notification(0).title,
        "body": notification(0).body,
        "createdAt": notification(0).created_at.isoformat(),
    }


async def test_a_repetition_is_recognised_by_its_id(tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    channel = LogFileChannel(path)
    await channel.send(message(0))
    await channel.send(message(0, is_repetition=True))
    await LogFileChannel(path).send(message(0, is_repetition=True))
    await channel.send(message(1, is_repetition=True))
    assert [line["userId"] for line in lines(path)] == [
        str(notification(number).user_id) for number in (0, 1)
    ]


async def test_a_line_cut_short_is_not_a_notification(tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    channel = LogFileChannel(path)
    await channel.send(message(0))
    path.write_bytes(path.read_bytes()[:-20])
    await channel.send(message(0, is_repetition=True))
    torn, whole = path.read_text().splitlines()
    assert whole.startswith(torn)
    assert json.loads(whole)["notificationId"] == str(notification(0).notification_id)


async def test_lines_written_at_once_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    writers = [LogFileChannel(path), LogFileChannel(path)]
    await asyncio.gather(*(writers[number % 2].send(message(number)) for number in range(50)))
    assert {line["userId"] for line in lines(path)} == {
        str(notification(number).user_id) for number in range(50)
    }


async def test_a_place_that_cannot_be_written_is_not_sent(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(NotSentError):
        await LogFileChannel(blocked / "folder").send(message())
