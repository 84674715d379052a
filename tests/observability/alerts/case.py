"""For every alert: series at which it fires, and others, close by, at which it does not.

Values in promtool's notation: `0+10x40` begins at 0 and grows by 10, 40 times, one an interval.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`at`: when it is looked, after `interval`s of series."""

    alert: str
    fires: dict[str, str]
    quiet: dict[str, str]
    interval: str = "15s"
    at: str = "20m"


def answers(service: str, of_class: str) -> str:
    return f'meriggio_http_answers_total{{service="{service}",class="{of_class}"}}'


def buckets(
    metric: str, *, slow: bool, bounds: tuple[str, str], labels: str = ""
) -> dict[str, str]:
    """All of them above the first bound, or all below."""
    low, high = bounds
    return {
        f'{metric}_bucket{{{labels}le="{low}"}}': "0x200" if slow else "0+20x200",
        f'{metric}_bucket{{{labels}le="{high}"}}': "0+20x200",
        f'{metric}_bucket{{{labels}le="+Inf"}}': "0+20x200",
    }
