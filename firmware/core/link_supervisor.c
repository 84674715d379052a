#include "link_supervisor.h"

#include "status_led.h"

static void go(struct link_line *line, enum link_state state, uint64_t since_ms)
{
    line->state = (uint8_t)state;
    line->since_ms = since_ms;
}

static void fall(struct link_line *line, uint64_t now_ms, uint32_t random)
{
    if (line->state == LINK_DOWN) {
        return;
    }
    if (line->state == LINK_UP && now_ms - line->since_ms >= LINK_LASTED_MS) {
        backoff_begin(&line->backoff);
    }
    go(line, LINK_DOWN, now_ms + backoff_next_ms(&line->backoff, random));
}

void link_begin(struct link_supervisor *link, uint64_t now_ms)
{
    *link = (struct link_supervisor){.attempts = 0};
    backoff_begin(&link->wifi.backoff);
    backoff_begin(&link->broker.backoff);
    go(&link->wifi, LINK_DOWN, now_ms);
    go(&link->broker, LINK_DOWN, now_ms);
}

static void lose_broker(struct link_supervisor *link, bool is_refused, uint64_t now_ms, uint32_t random)
{
    if (link->broker.state != LINK_DOWN) {
        link->attempts = link->broker.state == LINK_UP ? 0 : link->attempts + 1u;
        link->is_refused = is_refused;
    }
    fall(&link->broker, now_ms, random);
}

void link_take(struct link_supervisor *link, enum link_event event, uint64_t now_ms, uint32_t random)
{
    switch (event) {
    case LINK_WIFI_UP:
        if (link->wifi.state != LINK_UP) {
            go(&link->wifi, LINK_UP, now_ms);
        }
        break;
    case LINK_WIFI_DOWN: /* what went over it is gone too, for a reason that is not the broker's */
        fall(&link->wifi, now_ms, random);
        if (link->broker.state != LINK_DOWN) {
            go(&link->broker, LINK_DOWN, now_ms);
        }
        break;
    case LINK_CONNECTED:
        if (link->broker.state == LINK_TRYING) {
            go(&link->broker, LINK_UP, now_ms);
            link->is_refused = false;
        }
        break;
    case LINK_LOST:
    case LINK_REFUSED:
        lose_broker(link, event == LINK_REFUSED, now_ms, random);
        break;
    }
}

void link_leave(struct link_supervisor *link, uint64_t now_ms, uint64_t pause_ms)
{
    link->is_leaving = link->broker.state != LINK_DOWN;
    link->attempts = 0;
    go(&link->broker, LINK_DOWN, now_ms + pause_ms);
}

/* Whether it has been tried for too long. */
static bool is_over(const struct link_line *line, uint64_t timeout_ms, uint64_t now_ms, uint64_t *wake_ms)
{
    if (line->state != LINK_TRYING) {
        return false;
    }
    *wake_ms = line->since_ms + timeout_ms;
    return now_ms >= *wake_ms;
}

/* Whether it is time to try. */
static bool is_due(const struct link_line *line, uint64_t now_ms, uint64_t *wake_ms)
{
    if (line->state != LINK_DOWN) {
        return false;
    }
    *wake_ms = line->since_ms;
    return now_ms >= line->since_ms;
}

enum link_step link_tick(struct link_supervisor *link, uint64_t now_ms, uint32_t random, uint64_t *wake_ms)
{
    *wake_ms = UINT64_MAX;
    if (link->is_leaving) {
        link->is_leaving = false;
        *wake_ms = now_ms;
        return LINK_DISCONNECT;
    }
    if (is_over(&link->wifi, LINK_WIFI_TIMEOUT_MS, now_ms, wake_ms)) {
        fall(&link->wifi, now_ms, random);
    }
    if (is_due(&link->wifi, now_ms, wake_ms)) {
        go(&link->wifi, LINK_TRYING, now_ms);
        *wake_ms = now_ms + LINK_WIFI_TIMEOUT_MS;
        return LINK_JOIN_WIFI;
    }
    if (link->wifi.state != LINK_UP) {
        return LINK_WAIT;
    }
    if (is_over(&link->broker, LINK_CONNECT_TIMEOUT_MS, now_ms, wake_ms)) {
        lose_broker(link, false, now_ms, random);
        *wake_ms = now_ms;
        return LINK_DISCONNECT;
    }
    if (is_due(&link->broker, now_ms, wake_ms)) {
        go(&link->broker, LINK_TRYING, now_ms);
        *wake_ms = now_ms + LINK_CONNECT_TIMEOUT_MS;
        return LINK_CONNECT;
    }
    return LINK_WAIT;
}

bool link_is_up(const struct link_supervisor *link)
{
    return link->broker.state == LINK_UP;
}

uint32_t link_conditions(const struct link_supervisor *link, bool is_heard)
{
    if (link->wifi.state != LINK_UP) {
        return STATUS_LED_WIFI;
    }
    uint32_t conditions = link->is_refused ? STATUS_LED_IDENTITY : 0u;
    return conditions | (link_is_up(link) && is_heard ? 0u : STATUS_LED_BROKER);
}
