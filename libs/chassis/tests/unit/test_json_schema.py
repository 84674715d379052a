import json

from pydantic import Field

from libs.chassis.http import ApiModel
from libs.chassis.json_schema import schema_in_one


class _Hour(ApiModel):
    energy_wh: int


class _Day(ApiModel):
    hours: list[_Hour]
    best: _Hour | None = None
    shown: _Hour = Field(description="The one that is open.")


def test_every_part_stands_where_it_is_used() -> None:
    schema = schema_in_one(_Day)
    hour = schema["properties"]["hours"]["items"]
    assert hour["properties"] == {"energyWh": {"title": "Energywh", "type": "integer"}}
    assert schema["properties"]["best"]["anyOf"] == [hour, {"type": "null"}]
    assert schema["properties"]["shown"] == {**hour, "description": "The one that is open."}
    assert "$" not in json.dumps(schema)


def test_what_has_no_parts_is_as_it_was() -> None:
    assert schema_in_one(_Hour) == _Hour.model_json_schema()
