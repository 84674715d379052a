"""Statements on the inbox; their indexes are in migrations/."""

from typing import Final

NOTIFICATION_COLUMNS: Final = (
    "notification_id, episode_id, community_id, user_id, kind, title, short_body, body, language,"
    " created_at, community_name"
)

_PAGE: Final = """
        and ($2::timestamptz is null or created_at < $2)
        and ($3::text is null or kind = $3) and ($4::uuid is null or community_id = $4)
        and ($6::timestamptz is null
             or created_at <= $6 and (created_at < $6 or notification_id > $7::uuid))
    order by created_at desc, notification_id limit $5
"""

READ_INBOX: Final = f"""
    select {NOTIFICATION_COLUMNS}, read_at, position from notification where user_id = $1 {_PAGE}
"""  # noqa: S608  only constants are put in

READ_UNREAD: Final = f"""
    select {NOTIFICATION_COLUMNS}, read_at, position from notification
    where user_id = $1 and read_at is null {_PAGE}
"""  # noqa: S608  only constants are put in

READ_AFTER: Final = f"""
    select {NOTIFICATION_COLUMNS}, read_at, position from notification
    where user_id = $1 and position > $2 order by position limit $3
"""  # noqa: S608  only constants are put in

MARK_ALL_READ: Final = "update notification set read_at = $2 where user_id = $1 and read_at is null"

INBOX_STATES: Final = """
    select reader.user_id,
        (select count(*) from notification
         where user_id = reader.user_id and read_at is null) as unread_count,
        coalesce((select max(position) from notification
                  where user_id = reader.user_id), 0) as newest_position
    from unnest($1::uuid[]) as reader (user_id)
"""

FORGET_OLDER: Final = """
    with old as (
        select notification_id from notification where created_at < $1
        order by created_at limit $2 for update skip locked
    ), ways as (delete from delivery using old where delivery.notification_id = old.notification_id)
    delete from notification using old where notification.notification_id = old.notification_id
"""

FORGET_OLDER_CALLS: Final = """
    delete from call_member where (episode_id, user_id) in (
        select episode_id, user_id from call_member where recorded_at < $1
        order by recorded_at limit $2 for update skip locked)
"""

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

FORGET_ALL_ELSE: Final = """
    with general as (delete from preference where user_id = any($1::uuid[])),
        own as (delete from community_preference where user_id = any($1::uuid[])),
        calls as (delete from call_member where user_id = any($1::uuid[]))
    delete from recipient where user_id = any($1::uuid[])
"""

PREFERENCE_COLUMNS: Final = (
    "per_day, per_week, minimum_gap_s, quiet_from, quiet_to, time_zone, language, mail"
)

GENERAL_PREFERENCE: Final = f"""
    select wanted, surplus_over, {PREFERENCE_COLUMNS} from preference where user_id = $1
"""  # noqa: S608  only constants are put in

ADD_PREFERENCE: Final = """
    insert into preference
        (user_id, wanted, surplus_over, per_day, per_week, minimum_gap_s, quiet_from, quiet_to,
         time_zone, language, mail)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict do nothing
"""

LOCK_PREFERENCE: Final = f"{GENERAL_PREFERENCE} for update"

SAVE_PREFERENCE: Final = """
    insert into preference
        (user_id, wanted, surplus_over, per_day, per_week, minimum_gap_s, quiet_from, quiet_to,
         time_zone, language, mail)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (user_id) do update set
        wanted = excluded.wanted, surplus_over = excluded.surplus_over,
        per_day = excluded.per_day, per_week = excluded.per_week,
        minimum_gap_s = excluded.minimum_gap_s, quiet_from = excluded.quiet_from,
        quiet_to = excluded.quiet_to, time_zone = excluded.time_zone,
        language = excluded.language, mail = excluded.mail, mail_before_end = null
"""

END_MAIL: Final = """
    insert into preference
        (user_id, wanted, surplus_over, per_day, per_week, minimum_gap_s, quiet_from, quiet_to,
         time_zone, language, mail, mail_before_end)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'never', $11)
    on conflict (user_id) do update set mail = 'never', mail_before_end = preference.mail
        where preference.mail <> 'never'
"""

RESUME_MAIL: Final = """
    update preference set mail = mail_before_end, mail_before_end = null
    where user_id = $1 and mail_before_end is not null
"""

COMMUNITY_PREFERENCE: Final = (
    "select wanted, surplus_over from community_preference where user_id = $1 and community_id = $2"
)

SAVE_COMMUNITY_PREFERENCE: Final = """
    insert into community_preference (user_id, community_id, wanted, surplus_over)
    values ($1, $2, $3, $4)
    on conflict (user_id, community_id) do update set
        wanted = excluded.wanted, surplus_over = excluded.surplus_over
"""

COMMUNITY_PREFERENCES: Final = """
    select community_id, wanted, surplus_over from community_preference where user_id = $1
    order by community_id
"""

FORGET_COMMUNITIES: Final = "delete from community_preference where community_id = any($1::uuid[])"

DELETE_COMMUNITY_PREFERENCE: Final = (
    "delete from community_preference where user_id = $1 and community_id = $2"
)

ADD_RECIPIENTS: Final = """
    insert into recipient (user_id)
    select user_id from unnest($1::uuid[]) as member (user_id) order by user_id
    on conflict do nothing
"""

LOCK_RECIPIENTS: Final = (
    "select from recipient where user_id = any($1::uuid[]) order by user_id for update"
)

STANDINGS: Final = f"""
    select member.user_id, general.wanted, general.surplus_over, {PREFERENCE_COLUMNS},
        own.wanted as own_wanted, own.surplus_over as own_surplus_over,
        (select array_agg(called_at) from call_member
         where user_id = member.user_id and outcome = 'told'
             and called_at between $3 and $4) as told_at,
        (select max(called_at) from call_member
         where user_id = member.user_id and outcome = 'told') as last_told_at,
        exists (select from call_member
                where episode_id = $5 and user_id = member.user_id and outcome = 'told') as is_told
    from unnest($1::uuid[]) as member (user_id)
    left join preference as general on general.user_id = member.user_id
    left join community_preference as own
        on own.user_id = member.user_id and own.community_id = $2
"""  # noqa: S608  only constants are put in

ADD_CALL_MEMBERS: Final = """
    insert into call_member (episode_id, user_id, outcome, called_at, recorded_at)
    select $1, user_id, outcome, $4, $5
    from unnest($2::uuid[], $3::text[]) as new (user_id, outcome)
    on conflict (episode_id, user_id) do update set
        outcome = excluded.outcome, called_at = excluded.called_at,
        recorded_at = excluded.recorded_at
    where call_member.outcome <> 'told'
"""

TOLD: Final = """
    select user_id from call_member
    where episode_id = $1 and outcome = 'told' and user_id = any($2::uuid[])
"""

OUTCOMES: Final = """
    select outcome, count(*) as members from call_member where episode_id = $1 group by outcome
"""

OUTCOME_OF: Final = "select outcome from call_member where episode_id = $1 and user_id = $2"

SPANS: Final = """
    select started_at, ended_at from episode
    where community_id = $1 and ended_at > $2 and started_at < $3
"""

ADD_NOTIFICATIONS: Final = """
    insert into notification
        (notification_id, episode_id, community_id, user_id, kind, title, short_body, body,
         language, created_at, community_name)
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[],
                         $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::text[])
    on conflict do nothing
"""
