"""Which version of an entity a caller has seen: nobody overwrites what they have not read."""

from dataclasses import dataclass
from typing import Final

from services.community.domain.errors import VersionDiffersError


@dataclass(frozen=True, slots=True)
class ExpectedVersion:
    """The versions that a change may start from; None: any, the last write wins."""

    versions: frozenset[int] | None = None

    def check(self, version: int) -> None:
        """Raises VersionDiffersError when the entity has another version."""
        if self.versions is not None and version not in self.versions:
            raise VersionDiffersError(
                f"it has changed meanwhile: its version is {version}; read it again"
            )


ANY_VERSION: Final = ExpectedVersion()
