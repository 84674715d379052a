"""Statements on deliveries; their indexes are in migrations/."""

from typing import Final

from services.engagement.outbound.notifications.statements import NOTIFICATION_COLUMNS

ADD: Final = """
    insert into delivery
        (notification_id, channel, endpoint_id, next_attempt_at, triggered_at, traceparent)
    select *, $6::text
    from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::timestamptz[])
    on conflict do nothing
"""

CLAIM: Final = f"""
    with due as (
        select notification_id, channel, delivery.endpoint_id from delivery
        left join endpoint using (endpoint_id)
        where channel = $1 and status = 'pending' and next_attempt_at <= $2
            and (resting_until is null or resting_until <= $2)
        order by coalesce(failures, 0) > 0, next_attempt_at limit $3
        for update of delivery skip locked
    ), claimed as (
        update delivery set
            status = 'sending', attempt = attempt + 1, claim_id = $4, leased_until = $5
        from due
        where delivery.notification_id = due.notification_id
            and delivery.channel = due.channel and delivery.endpoint_id = due.endpoint_id
        returning delivery.notification_id, delivery.channel, delivery.endpoint_id, attempt,
            triggered_at, traceparent
    )
    select {", ".join(f"notification.{name}" for name in NOTIFICATION_COLUMNS.split(", "))},
        claimed.endpoint_id, attempt, triggered_at, traceparent,
        endpoint.kind as endpoint_kind, sealed_address, failures, failing_since, resting_until,
        disabled_reason
    from claimed join notification using (notification_id)
    left join endpoint on endpoint.endpoint_id = claimed.endpoint_id
"""  # noqa: S608  only constants are put in

FINISH: Final = """
    update delivery set
        status = done.status, next_attempt_at = coalesce(done.again_at, next_attempt_at),
        finished_at = case when done.status = 'pending' then null else done.at end,
        error = done.error, leased_until = null
    from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[],
                $7::timestamptz[], $8::text[])
        as done (notification_id, channel, endpoint_id, claim_id, status, at, again_at, error)
    where delivery.notification_id = done.notification_id
        and delivery.channel = done.channel and delivery.endpoint_id = done.endpoint_id
        and delivery.claim_id = done.claim_id
        and delivery.status in ('sending', 'unknown')
    returning delivery.notification_id, delivery.channel, delivery.endpoint_id
"""

RELEASE_LAPSED: Final = """
    update delivery set
        status = $2, leased_until = null, error = 'the sending process ended',
        finished_at = case when $2 = 'pending' then null else $3 end
    where channel = $1 and status = 'sending' and leased_until < $3
"""

DROP_MAIL: Final = """
    update delivery set status = 'failed', finished_at = $2, error = 'mail was ended'
    where endpoint_id = $1 and channel = 'mail' and status = 'pending'
"""

IS_OF_USER: Final = (
    "select exists (select from notification where notification_id = $1 and user_id = $2)"
)

LOG_COLUMNS: Final = (
    "channel, delivery.endpoint_id, label, status, attempt, triggered_at, finished_at,"
    " case when status = 'pending' then next_attempt_at end as next_attempt_at, error"
)

LOG: Final = f"""
    select {LOG_COLUMNS} from delivery left join endpoint using (endpoint_id)
    where notification_id = $1 order by channel, delivery.endpoint_id
"""  # noqa: S608  only constants are put in
