"""Durable consumers on the bus, as data: whoever reads together under one name shares the work."""

from dataclasses import dataclass
from typing import Final

from libs.contracts import streams, subjects


@dataclass(frozen=True, kw_only=True)
class ConsumerSpec:
    """`batch_size`: how many messages its reader takes at once, by default."""

    stream: str
    durable: str
    subjects: tuple[str, ...]
    batch_size: int


BOOKS: Final = ConsumerSpec(
    stream=streams.READINGS.name,
    durable="energy",
    subjects=(subjects.READINGS,),
    batch_size=5_000,
)
CALLS: Final = ConsumerSpec(
    stream=streams.SURPLUS.name,
    durable="energy-calls",
    subjects=(subjects.SURPLUS,),
    batch_size=500,
)
ACCOUNTS: Final = ConsumerSpec(
    stream=streams.USERS.name,
    durable="community-accounts",
    subjects=(subjects.USERS,),
    batch_size=20,
)
ALL: Final = (BOOKS, CALLS, ACCOUNTS)
