"""Statements on deliveries; their indexes are in migrations/."""

from typing import Final

from services.engagement.outbound.notifications.statements import NOTIFICATION_COLUMNS

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
    select {NOTIFICATION_COLUMNS}, channel, attempt, triggered_at
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
