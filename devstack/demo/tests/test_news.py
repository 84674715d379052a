import json
from pathlib import Path
from uuid import UUID

from devstack.demo.news import NewsReader

LAKE, HILL = UUID(int=1), UUID(int=2)


def line(community: UUID, episode: int, title: str = "Surplus") -> str:
    message = {
        "notificationId": "n",
        "communityId": str(community),
        "episodeId": str(UUID(int=episode)),
        "title": title,
        "createdAt": "2026-06-21T12:00:00Z",
    }
    return json.dumps(message) + "\n"


def test_one_item_an_episode_newest_first(tmp_path: Path) -> None:
    log = tmp_path / "notifications.jsonl"
    reader = NewsReader(log, LAKE)
    assert reader.read() == ()
    log.write_text(line(LAKE, 1) + line(LAKE, 1) + line(HILL, 9) + line(LAKE, 2))
    assert [(n.episode_id.int, n.recipients) for n in reader.read()] == [(2, 1), (1, 2)]


def test_what_was_sent_before_is_shown_but_not_new(tmp_path: Path) -> None:
    log = tmp_path / "notifications.jsonl"
    log.write_text(line(LAKE, 1))
    reader = NewsReader(log, LAKE)
    with log.open("a") as file:
        file.write(line(LAKE, 2))
    assert [(n.episode_id.int, n.is_new) for n in reader.read()] == [(2, True), (1, False)]


def test_a_line_that_is_being_written_waits_and_a_torn_one_is_left_out(tmp_path: Path) -> None:
    log = tmp_path / "notifications.jsonl"
    reader = NewsReader(log, LAKE)
    whole = line(LAKE, 1)
    log.write_text(whole[:20])
    assert reader.read() == ()
    log.write_text(whole + whole[:20] + "\n" + line(LAKE, 2))
    assert [n.episode_id.int for n in reader.read()] == [2, 1]
