"""Parameters of operations, stated once for all rooms."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from pydantic import StringConstraints

from libs.chassis.paging import HOW_MANY

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
"""Of a device or a batch."""
BatchId = Annotated[Name, Path(alias="batchId")]
DeviceId = Annotated[Name, Path(alias="deviceId")]
ImageId = Annotated[UUID, Path(alias="imageId")]
RolloutId = Annotated[UUID, Path(alias="rolloutId")]
FewerLimit = Annotated[int, Query(ge=1, le=200, description=HOW_MANY)]
"""Of lists whose entries are large or take more to find."""
