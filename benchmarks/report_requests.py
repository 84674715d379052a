"""The tables of what people's requests take."""

from collections.abc import Iterable
from typing import Final

from rich.console import RenderableType
from rich.table import Table

from benchmarks.measuring.quantiles import Latency
from benchmarks.report_parts import table_of, verdict
from benchmarks.results import (
    GOAL_REQUEST_P95_S,
    THESIS_REQUEST_MEAN_S,
    THESIS_REQUEST_P95_S,
    THESIS_REQUESTS_OK,
    THESIS_REQUESTS_PER_S,
    RequestLoad,
    Requests,
    SignInCost,
)

_MILLISECONDS: Final = 1000


def requests_report(requests: Requests) -> Iterable[RenderableType]:
    """The thesis' scenario beside the thesis, then sign-ins."""
    yield _scenario(requests.load)
    for failure, count in requests.load.failures.items():
        yield f"  {count} x {failure}"
    yield _sign_ins(requests.sign_ins)


def _scenario(load: RequestLoad) -> Table:
    return scenario_table(
        load,
        title="Requests to the community service",
        goal_p95_s=GOAL_REQUEST_P95_S,
        thesis=("the thesis, on serverless functions", THESIS_REQUEST_MEAN_S, THESIS_REQUEST_P95_S),
        thesis_load=(f"{THESIS_REQUESTS_PER_S:.1f}", f"{THESIS_REQUESTS_OK:.2%}"),
    )


def scenario_table(
    load: RequestLoad,
    *,
    title: str,
    goal_p95_s: float,
    thesis: tuple[str, float, float],
    thesis_load: tuple[str, str],
) -> Table:
    """A run of the scenario. `thesis`: of what, its mean and p95; requests a second, ok."""
    table = table_of(
        f"{title}, 10 to 50 users for {load.seconds:.0f} s (NF1)",
        "", "mean ms", "p50 ms", "p95 ms", "requests/s", "ok", "goal",
    )  # fmt: skip
    p95_s = load.took.p95_s if load.took else float("inf")
    table.add_row(
        "measured",
        _ms(load.mean_s),
        *_percentiles(load.took),
        f"{load.requests / load.seconds:.1f}",
        f"{load.ok:.2%}",
        verdict(p95_s < goal_p95_s and load.failed == 0, f"p95 < {_ms(goal_p95_s)} ms, all ok"),
    )
    name, mean_s, thesis_p95_s = thesis
    table.add_row(name, _ms(mean_s), "-", _ms(thesis_p95_s), *thesis_load)
    return table


def _sign_ins(costs: Iterable[SignInCost]) -> Table:
    table = table_of(
        "A sign-in", "by", "p50 ms", "p95 ms", "a second, on so many cores", "CPU-ms each"
    )
    for cost in costs:
        table.add_row(
            cost.by,
            *_percentiles(cost.alone),
            f"{cost.per_s:.1f}, {cost.cores}",
            ", ".join(f"{part} {cpu_ms:.1f}" for part, cpu_ms in cost.cpu_ms.items()),
        )
    return table


def _percentiles(latency: Latency | None) -> tuple[str, str]:
    return ("-", "-") if latency is None else (_ms(latency.p50_s), _ms(latency.p95_s))


def _ms(seconds: float) -> str:
    return f"{seconds * _MILLISECONDS:,.0f}"
