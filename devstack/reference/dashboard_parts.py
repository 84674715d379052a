"""What dashboards are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Panel:
    """A graph: what it is called, its unit, and series as (legend, PromQL)."""

    title: str
    unit: str
    series: tuple[tuple[str, str], ...]
    exemplars: bool = False


@dataclass(frozen=True, slots=True)
class Dashboard:
    """One page."""

    uid: str
    title: str
    panels: tuple[Panel, ...]


def p99(metric: str, by: str = "", selector: str = "") -> str:
    """The 99th percentile of a histogram."""
    labels = f"le, {by}" if by else "le"
    a_second = f"rate({metric}_bucket{selector}[$__rate_interval])"
    return f"histogram_quantile(0.99, sum by ({labels}) ({a_second}))"


def rate(metric: str, by: str = "") -> str:
    """How much of a counter a second."""
    a_second = f"rate({metric}[$__rate_interval])"
    return f"sum by ({by}) ({a_second})" if by else f"sum({a_second})"


def simple(title: str, unit: str, *series: tuple[str, str]) -> Panel:
    """A panel without exemplars."""
    return Panel(title, unit, series)
