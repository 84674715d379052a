"""What GSE pays is brought and held against what was computed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import FieldError
from services.energy.domain.ledger.errors import (
    GseStatementNotFoundError,
    InvalidGseStatementError,
)
from services.energy.domain.ledger.gse_statement import (
    GseLine,
    GseStatement,
    require_consistent,
)
from services.energy.domain.ledger.reconciliation import Reconciliation, reconcile
from services.energy.domain.ledger.settlement import SettlementKey
from services.energy.ports.ledger import GseStatements, Ledger
from services.energy.ports.registry import Registry
from services.energy.usecases.access import represented_community
from services.energy.usecases.ledger.read_settlements import found_version

_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine:
    """As it was given. `plant`: the facility's id or name, or a code of the mapping; None: all."""

    plant: str | None
    shared_uj: int | None
    premium_neur: int | None
    valorization_neur: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenStatement:
    """`plants`: which facility is meant by a code."""

    lines: Sequence[GivenLine]
    plants: Mapping[str, UUID]
    note: str


class BringGseStatement:
    """For the representative."""

    def __init__(self, registry: Registry, gse: GseStatements, clock: Clock) -> None:
        self._registry = registry
        self._gse = gse
        self._clock = clock

    async def __call__(
        self, community_id: UUID, month: date, given: GivenStatement, *, user_id: UUID
    ) -> GseStatement:
        """Keep it beside those before. Raises represented_community's, InvalidGseStatementError."""
        represented_community(self._registry, community_id, user_id=user_id)
        lines = self._lines(community_id, given)
        require_consistent(lines)
        statement = GseStatement(
            community_id=community_id,
            month=month,
            brought_by=user_id,
            brought_at=self._clock.now(),
            note=given.note,
            lines=lines,
        )
        return await self._gse.add(statement)

    def _lines(self, community_id: UUID, given: GivenStatement) -> list[GseLine]:
        known = self._known(community_id, given.plants)
        lines, errors = [], []
        for number, line in enumerate(given.lines, 1):
            found = known.get(_plain(line.plant)) if line.plant is not None else None
            if line.plant is not None and found is None:
                message = f"{line.plant[:60]!r} is no facility's id or only name: say with plant="
                errors.append(FieldError(f"line {number}", "plant_unknown", message))
            lines.append(
                GseLine(
                    facility_id=found,
                    shared_uj=line.shared_uj,
                    premium_neur=line.premium_neur,
                    valorization_neur=line.valorization_neur,
                )
            )
        if errors:
            raise InvalidGseStatementError("plants are not known", fields=tuple(errors[:100]))
        return lines

    def _known(self, community_id: UUID, plants: Mapping[str, UUID]) -> dict[str, UUID]:
        """By id, by a name that only one has, by the codes that are told."""
        facilities = self._registry.facilities_of_community(community_id)
        names = [_plain(f.name) for f in facilities]
        known = {
            name: f.facility_id
            for f, name in zip(facilities, names, strict=True)
            if name and names.count(name) == 1
        }
        known |= {str(f.facility_id): f.facility_id for f in facilities}
        ids = {f.facility_id for f in facilities}
        for code, facility_id in plants.items():
            if facility_id not in ids:
                error = FieldError("plant", "plant_unknown", f"{facility_id} is no facility of it")
                raise InvalidGseStatementError("plants are not known", fields=(error,))
            known[_plain(code)] = facility_id
        return known


class ReadReconciliation:
    """For the representative."""

    def __init__(self, registry: Registry, ledger: Ledger, gse: GseStatements) -> None:
        self._registry = registry
        self._ledger = ledger
        self._gse = gse

    async def __call__(
        self,
        key: SettlementKey,
        *,
        user_id: UUID,
        number: int | None = None,
        statement_number: int | None = None,
    ) -> Reconciliation:
        """Newest versions by default.

        Raises represented_community's, GseStatementNotFoundError, SettlementNotFoundError.
        """
        represented_community(self._registry, key.community_id, user_id=user_id)
        of = (key.community_id, key.month)
        statement = await (
            self._gse.newest(*of)
            if statement_number is None
            else self._gse.one(*of, statement_number)
        )
        if statement is None:
            raise GseStatementNotFoundError(f"GSE's statement of {key.month:%Y-%m} is not there")
        return reconcile(await found_version(self._ledger, key, number), statement)


def _plain(name: str) -> str:
    return _SPACES.sub(" ", name).strip().casefold()
