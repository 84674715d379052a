"""The services' own counters and histograms, from /metrics."""

from collections.abc import Mapping
from typing import Self

import httpx
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.measuring.quantiles import Bucket

_BUCKET_SUFFIX = "_bucket"
_TIMEOUT_S = 30.0


class Scrape:
    """What one service said at one moment."""

    def __init__(self, families: Mapping[str, Metric]) -> None:
        self._families = families

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Parse an exposition. Raises ValueError."""
        return cls({family.name: family for family in text_string_to_metric_families(text)})

    def total(self, name: str) -> float:
        """A counter or gauge, all its labels together. Raises KeyError when unknown."""
        family = self._families[name.removesuffix("_total")]
        return sum(sample.value for sample in family.samples if sample.name == name)

    def buckets(self, name: str) -> list[Bucket]:
        """A histogram without labels, each bucket's own count. Raises KeyError when unknown."""
        cumulative = [
            (float(sample.labels["le"]), int(sample.value))
            for sample in self._families[name].samples
            if sample.name == name + _BUCKET_SUFFIX
        ]
        counts = [count for _, count in sorted(cumulative)]
        return [
            Bucket(upper_s, count - before)
            for (upper_s, count), before in zip(sorted(cumulative), [0, *counts], strict=False)
        ]


class Scraper:
    """Keeps a connection to each service."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        """`urls`: by service, without /metrics."""
        self._urls = dict(urls)
        self._client = httpx.AsyncClient(timeout=_TIMEOUT_S)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def read(self, service: str) -> Scrape:
        """What the service says now. Raises httpx.HTTPError."""
        answer = await self._client.get(f"{self._urls[service]}/metrics")
        return Scrape.of_text(answer.raise_for_status().text)
