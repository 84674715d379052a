"""What readings are believed, and how they travel."""

import re
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

DEVICES_PATTERN: Final = re.compile(r"[A-Za-z0-9_*-]{1,64}")
"""Of device ids; a star stands for any characters."""


class IntegrationToken(BaseModel):
    """A program that brings readings: known by its token, perhaps for some devices only."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$")] = Field(repr=False)
    devices: (
        Annotated[
            list[Annotated[str, StringConstraints(pattern=f"^{DEVICES_PATTERN.pattern}$")]],
            Field(min_length=1, max_length=1_000),
        ]
        | None
    ) = None


class ReadingsSettings(BaseModel):
    """Of readings, and of what is refused."""

    allow_bare_topic: bool = False
    """Accept the topic `energy-data` without a device id: for trusted networks only."""
    max_payload_bytes: int = Field(default=65_536, ge=256, le=262_144)
    """A larger payload is refused unread."""
    max_power_w: float = Field(default=2_000_000.0, gt=0)
    """Absolute, after the transformation constant."""
    max_ahead_s: float = Field(default=120.0, ge=0)
    """How far a device's clock may be ahead of ours."""
    max_reading_age_days: int = Field(default=400, ge=1, le=9_000)
    """More, to replay old recordings with their own times; the books begin with the year 2000."""

    readings_burst: float = Field(default=100_000, ge=500)
    """Readings one device may send at once: what it kept while it was away."""
    readings_per_s: float = Field(default=50, gt=0)
    """The same a second on average, in each gateway of several; a message beyond is not read, and
    its numbered readings are sent again."""

    integration_tokens: dict[str, IntegrationToken] = Field(default_factory=dict, repr=False)
    """Programs that may post readings and do nothing else: name to the SHA-256 (hex) of their
    bearer token and, if they may not send for every device, patterns of device ids, as JSON:
    `{"name": {"sha256": "...", "devices": ["acme-*"]}}`. `integration-token` makes one."""
    posts_at_once: int = Field(default=64, ge=1, le=1_000)
    """Posts of readings under way; more are told to come back."""
    post_patience_s: float = Field(default=8.0, gt=0, le=60)
    """How long a post of readings waits for JetStream; then it is told to come back."""

    batch_max_readings: int = Field(default=500, ge=1, le=1000)
    """Readings in one atomic batch."""
    batch_linger_s: float = Field(default=0.015, ge=0, le=1)
    """How long the first message waits for others."""
    batches_in_flight: int = Field(default=4, ge=1, le=40)
    """Batches on their way to JetStream at a time."""
    publish_timeout_s: float = Field(default=5.0, gt=0)
    """After which a batch that is not confirmed is published again."""

    dead_letters_per_s: float = Field(default=5.0, ge=0)
    """Written down for each reason, after the burst; the counter counts them all."""
    dead_letter_burst: float = Field(default=20.0, ge=1)
    """Written down for each reason at once."""
    dead_letters_waiting: int = Field(default=1_000, ge=1)
    """Dead letters that wait for JetStream; more are counted and forgotten."""

    activity_written_every_s: float = Field(default=5.0, gt=0, le=300)
    """How often what came of each device is written down; a killed gateway forgets so much."""
    resend_look_every_s: float = Field(default=5.0, gt=0, le=300)
    """How often devices with missing readings are looked for."""
    resend_grace_s: float = Field(default=30.0, gt=0)
    """A missing reading is asked for when it is older than that, and than twice that at most."""
    resend_pause_s: float = Field(default=60.0, gt=0)
    """Between two requests to one device; doubles up to an hour while nothing comes."""
    resend_attempts: int = Field(default=8, ge=1, le=100)
    """Requests in vain, after which what is missing is given up."""
