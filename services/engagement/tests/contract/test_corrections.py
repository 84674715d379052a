"""Corrections at rest (FR4.2): beside what was told, once, and of ended episodes only."""

from dataclasses import replace

from services.engagement.domain.replay.correction import (
    CorrectedSpan,
    Correction,
    RecordedEpisode,
)
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.examples import HOUR, call, detection, ending
from services.engagement.tests.engine import COMMUNITY, KW, at

SHORTER = Correction(CorrectedSpan(at(60), at(700), 2 * KW, 360_000_000_000))


async def ended(books: Books, started: float = 0, detected_by: str = "a policy") -> RecordedEpisode:
    detected = replace(detection(started), detected_by=detected_by)
    await books.store.record([detected, call(started), ending(started, started + 900)], None)
    return RecordedEpisode(detected.episode_id, at(started), at(started + 900), 3 * KW)


async def test_a_correction_is_kept_beside_what_was_told(books: Books) -> None:
    told = await ended(books)
    assert await books.store.correct(COMMUNITY, {told.episode_id: SHORTER}, at=at(9000)) == 1
    [episode] = await books.store.episodes(COMMUNITY, limit=1)
    assert (episode.correction, episode.corrected_at) == (SHORTER, at(9000))
    assert (episode.started_at, episode.ended_at) == (told.started_at, told.ended_at)
    assert await books.store.episode(COMMUNITY, told.episode_id) == episode
    assert await books.told() == ["detected", "called", "ended", "corrected"]


async def test_the_same_correction_again_changes_nothing(books: Books) -> None:
    told = await ended(books)
    for correction, changed in ((None, 0), (SHORTER, 1), (SHORTER, 0), (Correction(None), 1)):
        found = {told.episode_id: correction}
        assert await books.store.correct(COMMUNITY, found, at=at(9000 + changed)) == changed
    [episode] = await books.store.episodes(COMMUNITY, limit=1)
    assert episode.correction == Correction(None)
    assert await books.store.correct(COMMUNITY, {told.episode_id: None}, at=at(9999)) == 1
    [episode] = await books.store.episodes(COMMUNITY, limit=1)
    assert (episode.correction, episode.corrected_at) == (None, None)


async def test_an_open_episode_is_not_corrected(books: Books) -> None:
    await books.store.record([detection(0)], None)
    found = {detection(0).episode_id: SHORTER}
    assert await books.store.correct(COMMUNITY, found, at=at(9000)) == 0


async def test_ended_ones_are_found_by_their_end_and_policy_as_they_were_told(books: Books) -> None:
    old, new = await ended(books), await ended(books, 5 * HOUR)
    await ended(books, 9 * HOUR, detected_by="another")
    await books.store.record([detection(12 * HOUR)], None)
    await books.store.correct(COMMUNITY, {old.episode_id: SHORTER}, at=at(9000))
    since = [at(900), at(901)]
    found = [
        list(await books.store.ended_since(COMMUNITY, each, detected_by="a policy"))
        for each in since
    ]
    assert found == [[old, new], [new]]
