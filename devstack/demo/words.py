"""The end of a run in a few lines for people."""

from datetime import tzinfo

from devstack.demo.performance import Performance
from devstack.demo.summary import PercentilesMs, RunSummary
from devstack.demo.views.facts import event_time, kilowatts


def result_lines(summary: RunSummary, zone: tzinfo) -> list[str]:
    """What a bounded run came to, the audit's answers last."""
    readings, latencies = summary.readings, summary.latencies_ms
    begin, end = (event_time(at, zone) for at in (summary.event_time_from, summary.event_time_to))
    lines = [
        f"\nplayed {begin} to {end} in {summary.ran_s:,.1f} s",
        f"readings: {readings.sent:,} sent, {readings.accepted:,} accepted, "
        f"{readings.stored:,} stored, {readings.rejected:,} rejected, "
        f"{readings.per_second:,.0f} a second",
    ]
    lines += [
        f"{balance.name}: {kilowatts(balance.produced_w)} produced, "
        f"{kilowatts(balance.consumed_w)} consumed"
        for balance in summary.balances
    ]
    lines += [
        f"{summary.episodes.detected} surplus episodes, {summary.episodes.notified} of them told; "
        f"{summary.notifications.inbox:,} notifications",
        f"latency p50 / p95 / p99 in ms: to stored {_told(latencies.reading_to_stored)}, "
        f"to balance {_told(latencies.reading_to_balance)}, threshold to notification "
        f"{_told(latencies.threshold_to_notification_sent)}",
    ]
    if summary.restarts:
        again = ", ".join(f"{part} {count}" for part, count in summary.restarts.items())
        lines.append(f"started again: {again}")
    lines += [
        f"{'✓' if check.passed else '✗'} {check.name}: {check.detail}"
        for check in summary.books.checks
    ]
    lines.append("the books balance" if summary.books.balanced else "THE BOOKS DO NOT BALANCE")
    return lines


def stopped_lines(performance: Performance) -> list[str]:
    """What a demo that a person stopped came to."""
    figures = performance.figures
    told = [news for news in figures.news if news.is_new]
    recipients = sum(news.recipients for news in told)
    lines = [
        f"\nran {performance.ran_s:,.0f} s: {figures.tally.acknowledged:,} readings acknowledged, "
        f"{len(told)} surpluses told in {recipients} notifications",
        "the next run goes on from here; make clean forgets it",
    ]
    if performance.unacknowledged is not None:
        lines.insert(1, f"{figures.tally.pending:,} readings were not acknowledged in time")
    return lines


def _told(percentiles: PercentilesMs | None) -> str:
    if percentiles is None:
        return "-"
    return f"{percentiles.p50:,.0f} / {percentiles.p95:,.0f} / {percentiles.p99:,.0f}"
