"""Settings of certificates and provisioning."""

from pydantic import BaseModel


class IdentitySettings(BaseModel):
    """Of certificates and provisioning."""
