"""What a database of the version before holds is there afterwards."""

import shutil
from pathlib import Path
from uuid import UUID

from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from services.engagement.bootstrap.schema import MIGRATIONS, SCHEMA

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
