"""Long lists in answers are written as pydantic would write what documents them."""

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.http import ApiModel
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import EARLIEST, LATEST
from services.energy.domain.quantities import epoch_ms, instant, watt_hours
from services.energy.inbound.http.history.items import IntervalItem, RawItem
from services.energy.inbound.http.parameters import json_answer, row_type
from services.energy.inbound.http.sharing.models import SharedIntervalItem

MOMENTS = st.integers(epoch_ms(EARLIEST), epoch_ms(LATEST)).map(instant)
NUMBERS = st.integers(-(2**63), 2**63).map(watt_hours)
"""All that the books have, in either direction."""


class Answer(ApiModel):
    """Something with a list."""

    as_of: datetime | None
    basis: Basis
    first_wh: float
    some_items: list[Any]
    unit: str = "Wh"
    note: str | None = None


@pytest.mark.parametrize("model", [IntervalItem, RawItem, SharedIntervalItem])
@given(data=st.data())
def test_rows_are_written_as_the_items_that_document_them(
    model: type[ApiModel], data: st.DataObject
) -> None:
    rows = data.draw(
        st.lists(
            st.tuples(
                *(
                    MOMENTS if field.annotation is datetime else NUMBERS
                    for field in model.model_fields.values()
                )
            ),
            max_size=3,
        )
    )
    told = {"as_of": data.draw(MOMENTS | st.none()), "first_wh": data.draw(NUMBERS)}
    items = [model(**dict(zip(model.model_fields, row, strict=True))) for row in rows]
    make = row_type(model)

    slow = json_answer(Answer(**told, basis=Basis.OFFICIAL, some_items=items, unit="kWh"))
    quick = json_answer(
        Answer(**told, basis=Basis.OFFICIAL, some_items=[], unit="kWh"),
        someItems=[make(*row) for row in rows],
    )

    assert bytes(quick.body) == bytes(slow.body)
    assert list(json.loads(bytes(quick.body))) == ["asOf", "basis", "firstWh", "someItems", "unit"]
