"""Every statement of this service; the indexes are beside the tables in migrations/."""

from typing import Final

LOCK_COMMUNITY: Final = "select pg_advisory_xact_lock(hashtextextended($1, 0))"

LOAD_STATES: Final = (
    "select community_id, phase, since, peak_excess_mw, last_notified_at, seen_until"
    " from surplus_state"
)

SAVE_STATES: Final = """
    insert into surplus_state
        (community_id, phase, since, peak_excess_mw, last_notified_at, seen_until)
    select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::bigint[],
                         $5::timestamptz[], $6::timestamptz[])
    on conflict (community_id) do update set
        phase = excluded.phase, since = excluded.since, peak_excess_mw = excluded.peak_excess_mw,
        last_notified_at = excluded.last_notified_at, seen_until = excluded.seen_until
"""

EPISODE_IS_RECORDED: Final = "select exists (select from episode where episode_id = $1)"

OPEN_EPISODE: Final = (
    "select episode_id, started_at, peak_excess_mw from episode"
    " where community_id = $1 and ended_at is null"
)

NOTIFIED_WITHIN: Final = """
    select exists (
        select from episode
        where community_id = $1 and notified_at > $2::timestamptz - $3::interval
            and notified_at < $2::timestamptz + $3::interval
    )
"""

ADD_EPISODE: Final = """
    insert into episode
        (episode_id, community_id, started_at, detected_at, detected_excess_mw, peak_excess_mw,
         notified_at)
    values ($1, $2, $3, $4, $5, $5, $6)
"""

END_EPISODE: Final = """
    update episode set
        ended_at = greatest($2, started_at), peak_excess_mw = greatest($3, peak_excess_mw)
    where episode_id = $1 and ended_at is null
    returning started_at, ended_at, peak_excess_mw
"""

ADD_NOTIFICATIONS: Final = """
    insert into notification
        (notification_id, episode_id, community_id, user_id, kind, title, body, created_at)
    select id, $2, $3, user_id, kind, title, body, created_at
    from unnest($1::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
        as new (id, user_id, kind, title, body, created_at)
    on conflict do nothing
"""

ADD_DELIVERIES: Final = """
    insert into delivery (notification_id, channel, next_attempt_at, triggered_at)
    select notification_id, channel, created_at, $3
    from notification cross join unnest($2::text[]) as channel
    where episode_id = $1
    on conflict do nothing
"""

EPISODES: Final = """
    select episode_id, community_id, started_at, detected_at, ended_at, detected_excess_mw,
        peak_excess_mw, notified_at
    from episode where community_id = $1 order by started_at desc limit $2
"""

_NOTIFICATION_COLUMNS: Final = (
    "notification_id, episode_id, community_id, user_id, kind, title, body, created_at"
)

READ_INBOX: Final = f"""
    select {_NOTIFICATION_COLUMNS}, read_at from notification
    where user_id = $1 and ($2::timestamptz is null or created_at < $2)
    order by created_at desc, notification_id limit $3
"""  # noqa: S608  only constants are put in

READ_UNREAD: Final = f"""
    select {_NOTIFICATION_COLUMNS}, read_at from notification
    where user_id = $1 and read_at is null and ($2::timestamptz is null or created_at < $2)
    order by created_at desc, notification_id limit $3
"""  # noqa: S608  only constants are put in

MARK_READ: Final = """
    update notification set read_at = coalesce(read_at, $3)
    where notification_id = $2 and user_id = $1
    returning notification_id
"""

COUNT_UNREAD: Final = "select count(*) from notification where user_id = $1 and read_at is null"

FORGET_DELIVERIES: Final = """
    delete from delivery where notification_id in (
        select notification_id from notification where user_id = any($1::uuid[]))
"""

FORGET_NOTIFICATIONS: Final = "delete from notification where user_id = any($1::uuid[])"

CLAIM: Final = f"""
    with due as (
        select notification_id, channel from delivery
        where channel = $1 and status = 'pending' and next_attempt_at <= $2
        order by next_attempt_at limit $3
        for update skip locked
    ), claimed as (
        update delivery set
            status = 'sending', attempt = attempt + 1, claim_id = $4, leased_until = $5
        from due
        where delivery.notification_id = due.notification_id
            and delivery.channel = due.channel
        returning delivery.notification_id, delivery.channel, attempt, triggered_at
    )
    select {_NOTIFICATION_COLUMNS}, channel, attempt, triggered_at
    from claimed join notification using (notification_id)
"""  # noqa: S608  only constants are put in

FINISH: Final = """
    update delivery set
        status = done.status, next_attempt_at = coalesce(done.again_at, next_attempt_at),
        finished_at = case when done.status = 'pending' then null else done.at end,
        error = done.error, leased_until = null
    from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[],
                $6::timestamptz[], $7::text[])
        as done (notification_id, channel, claim_id, status, at, again_at, error)
    where delivery.notification_id = done.notification_id
        and delivery.channel = done.channel
        and delivery.claim_id = done.claim_id
        and delivery.status in ('sending', 'unknown')
"""

RELEASE_LAPSED: Final = """
    update delivery set
        status = $2, leased_until = null, error = 'the sending process ended',
        finished_at = case when $2 = 'pending' then null else $3 end
    where channel = $1 and status = 'sending' and leased_until < $3
"""
