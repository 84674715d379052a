"""What Home Assistant is told so that a community appears there by itself.

Device discovery (https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload), from
version 2024.11. A binary sensor "surplus" to automate by, and what goes with it.
"""

from typing import Any
from uuid import UUID

from services.engagement.domain.delivery.home import EXPIRES_AFTER


def discovery_of(community_id: UUID, community_name: str, state_topic: str) -> dict[str, Any]:
    """The retained content of the community's discovery topic."""
    unique = f"meriggio_{community_id.hex}"
    expires_s = int(EXPIRES_AFTER.total_seconds())

    def component(platform: str, name: str, field: str, **more: object) -> dict[str, object]:
        return {
            "platform": platform,
            "unique_id": f"{unique}_{name.lower().replace(' ', '_')}",
            "name": name,
            "value_template": f"{{{{ value_json.{field} }}}}",
            "expire_after": expires_s,
            **more,
        }

    return {
        "device": {
            "identifiers": [unique],
            "name": community_name or "Meriggio",
            "manufacturer": "Meriggio",
            "model": "Renewable energy community",
        },
        "origin": {"name": "Meriggio"},
        "components": {
            "surplus": component(
                "binary_sensor", "Surplus", "surplus", payload_on="ON", payload_off="OFF"
            ),
            "excess": component(
                "sensor",
                "Excess power",
                "excessW",
                device_class="power",
                state_class="measurement",
                unit_of_measurement="W",
            ),
            "since": component("sensor", "Surplus since", "since", device_class="timestamp"),
            "until": component("sensor", "Surplus until", "until", device_class="timestamp"),
        },
        "state_topic": state_topic,
        "qos": 1,
    }
