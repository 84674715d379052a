"""Who brought which official curves of a facility."""

from collections.abc import Sequence
from uuid import UUID

from services.energy.domain.curves.official_import import OfficialImport
from services.energy.ports.curves import Curves
from services.energy.ports.registry import Registry
from services.energy.usecases.curves.access import readable_periods


class ListImports:
    """For who has a role on the facility or represents its community."""

    def __init__(self, registry: Registry, curves: Curves) -> None:
        self._registry = registry
        self._curves = curves

    async def __call__(
        self, facility_id: UUID, *, user_id: UUID, before: int | None, limit: int
    ) -> Sequence[OfficialImport]:
        """The newest first, undone ones too. Raises what readable_periods raises."""
        readable_periods(self._registry, facility_id, user_id=user_id)
        return await self._curves.imports(facility_id, before=before, limit=limit)
