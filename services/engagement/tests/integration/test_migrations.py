"""What a database of the version before holds is there afterwards."""

import shutil
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from services.engagement.bootstrap.schema import MIGRATIONS, SCHEMA
from services.engagement.domain.surplus.detection import Candidate, OpenEpisode, SurplusState
from services.engagement.outbound.surplus.postgres import PostgresSurplusStore
from services.engagement.tests.engine import KW, at

EPISODE, NOTIFICATION, USER = UUID(int=1), UUID(int=2), UUID(int=3)


async def test_deliveries_of_channels_become_deliveries_to_endpoints(
    empty_database_dsn: str, tmp_path: Path
) -> None:
    before = tmp_path / SCHEMA / "migrations"
    before.mkdir(parents=True)
    shutil.copy(MIGRATIONS / "0001_engagement.sql", before)
    async with connect_pool(empty_database_dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, before])
        await pool.execute(
            "insert into episode (episode_id, community_id, started_at, detected_at,"
            " detected_excess_mw, peak_excess_mw) values ($1, $1, now(), now(), 1, 1)",
            EPISODE,
        )
        await pool.execute(
            "insert into notification (notification_id, episode_id, community_id, user_id, kind,"
            " title, body, created_at) values ($1, $2, $2, $3, 'surplus_detected', '', '', now())",
            NOTIFICATION,
            EPISODE,
            USER,
        )
        await pool.executemany(
            "insert into delivery (notification_id, channel, status, next_attempt_at, triggered_at)"
            " values ($1, $2, $3, now(), now())",
            [(NOTIFICATION, "mail", "pending"), (NOTIFICATION, "log_file", "sent")],
        )
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])
        rows = await pool.fetch("select channel, status, endpoint_id from delivery order by 1")
    assert [tuple(row) for row in rows] == [
        ("log_file", "sent", USER),
        ("mail", "pending", USER),
    ]


async def test_states_of_before_are_read(empty_database_dsn: str, tmp_path: Path) -> None:
    """An open episode counts as called when its community was since it began."""
    before = tmp_path / SCHEMA / "migrations"
    before.mkdir(parents=True)
    shutil.copy(MIGRATIONS / "0001_engagement.sql", before)
    rows = [
        (UUID(int=1), "idle", None, None, None),
        (UUID(int=2), "candidate", at(0), None, at(-9000)),
        (UUID(int=3), "open", at(0), 2 * KW, at(600)),
        (UUID(int=4), "open", at(0), 2 * KW, at(-600)),
    ]
    async with connect_pool(empty_database_dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, before])
        await pool.executemany(
            "insert into surplus_state values ($1, $2, $3, $4, $5, $6)",
            [(*row, at(900)) for row in rows],
        )
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])
        found = await PostgresSurplusStore(pool).load_checkpoints()
    states = [each.state for each in sorted(found, key=lambda each: each.community_id)]
    told = OpenEpisode(at(0), 2 * KW, at(0), 2 * KW)
    assert states == [
        SurplusState(),
        SurplusState(Candidate(at(0)), at(-9000)),
        SurplusState(replace(told, called_at=at(600), calls=1, spoken_for_mw=2 * KW), at(600)),
        SurplusState(told, at(-600)),
    ]
