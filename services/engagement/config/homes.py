"""Where homes look up their community's surplus; without an address, nowhere."""

from pydantic import BaseModel, Field, SecretStr


class HomeSettings(BaseModel):
    """An MQTT broker (version 5) that homes, or their own brokers, read from."""

    home_mqtt_url: SecretStr | None = None
    """mqtt://, or mqtts:// with TLS: [user:password@]host[:port]"""
    home_topic_prefix: str = Field(default="meriggio", pattern=r"^[A-Za-z0-9_-]{1,32}$")
    """What the topics begin with."""
    home_discovery_prefix: str = Field(default="homeassistant", pattern=r"^[A-Za-z0-9_/-]{0,64}$")
    """Under which Home Assistant looks for new devices; empty: nothing is put there."""
