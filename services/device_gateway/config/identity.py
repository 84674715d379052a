"""Settings of certificates and provisioning."""

from pydantic import BaseModel, Field


class IdentitySettings(BaseModel):
    """Of certificates and provisioning: how often may be asked, in each gateway of several."""

    claim_burst: float = Field(default=500.0, ge=1)
    """Provisioning requests with one batch's claim at once; a device makes two."""
    claims_per_s: float = Field(default=10.0, gt=0)
    """The same a second on average; more are told when to ask again."""
    serial_number_burst: float = Field(default=20.0, ge=1)
    """Provisioning requests for one serial number at once."""
    serial_numbers_per_s: float = Field(default=0.1, gt=0)
    """The same a second on average."""
    renewal_burst: float = Field(default=10.0, ge=1)
    """Renewals one device may ask for at once."""
    renewals_per_s: float = Field(default=0.01, gt=0)
    """The same a second on average."""
