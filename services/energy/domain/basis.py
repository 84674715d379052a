"""On whose measurements a report is computed."""

from enum import StrEnum


class Basis(StrEnum):
    """`measured` by the community's devices, or `official`: the distributor's curves (GSE)."""

    MEASURED = "measured"
    OFFICIAL = "official"
