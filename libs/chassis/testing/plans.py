"""How Postgres would answer statements: by an index, or by reading a table from end to end."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import asyncpg

_PLANS: Final = ("force_custom_plan", "force_generic_plan")
"""With the arguments known, and for whatever arguments."""


async def scanned_tables(
    connection: "asyncpg.Connection[Any]",
    statements: Mapping[str, tuple[str, Sequence[Any]]],
    *,
    small: Collection[str] = (),
) -> dict[tuple[str, str], list[str]]:
    """Tables that a statement (name to text and arguments) reads whole, by plan and name.

    `small`: tables that may be.
    """
    scans = {}
    for mode in _PLANS:
        await connection.execute(f"set plan_cache_mode = {mode}")
        for name, (statement, arguments) in statements.items():
            answer = await connection.fetchval(f"explain (format json) {statement}", *arguments)
            found = [each for each in _scanned(json.loads(answer)[0]["Plan"]) if each not in small]
            if found:
                scans[mode, name] = found
    return scans


def _scanned(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for child in plan.get("Plans", []):
        yield from _scanned(child)
