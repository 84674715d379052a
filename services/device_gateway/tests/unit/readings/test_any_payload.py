"""Whatever a device writes: nothing is raised, every element is kept or refused exactly once."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from libs.contracts.mqtt.readings import LARGEST_SEQUENCE
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.fuzz.readings_topic import OTHER, SENDER, Topic

_TEXT = st.text('aZ09 _-.:/"\\{}[],\n\r\0è…😀', max_size=12)


def _json(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[Any]:
    return st.recursive(
        st.none() | st.booleans() | st.integers() | numbers | _TEXT,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
        max_leaves=4,
    )


_JSON = _json(st.floats())
_PROPER_JSON = _json(st.floats(allow_nan=False, allow_infinity=False))
_SEQUENCE = st.integers(0, 50) | st.sampled_from([LARGEST_SEQUENCE, LARGEST_SEQUENCE + 1, -1])
_STAMP = st.sampled_from(
    [(NOW + timedelta(seconds=seconds)).isoformat() for seconds in (-1, -2, -3, 121, -(10**8))]
)
_RIGHT = st.fixed_dictionaries(
    {
        "deviceId": st.sampled_from([SENDER, SENDER, SENDER, OTHER]),
        "energyValue": st.integers(-3_000_000, 3_000_000),
        "timestamp": _STAMP,
    },
    optional={"sequence": _SEQUENCE, "importWh": st.floats(0, 1e9), "note": _PROPER_JSON},
)
_ODD = st.fixed_dictionaries(
    {},
    optional={
        "deviceId": st.just(SENDER) | st.just(OTHER) | _JSON,
        "energyValue": st.floats() | _JSON,
        "timestamp": _STAMP | _JSON,
        "sequence": _SEQUENCE | _JSON,
        "importWh": _JSON,
    },
)
_ELEMENT = _RIGHT | _ODD | _JSON
_TOPIC = Topic()


def _as_array(elements: Sequence[Any]) -> bytes:
    return json.dumps(list(elements)).encode()


def _as_lines(elements: Sequence[Any]) -> bytes:
    return b"\n".join(json.dumps(element).encode() for element in elements)


@given(st.binary(max_size=200))
@example(b"[" * 60_000)
@example(b'{"sequence":' * 5_000)
@example(b"[" + b"1e999," * 9_000 + b"1]")
@example(b'[{"deviceId":"meter-1","sequence":' + b"9" * 50_000 + b"}]")
@example(b"{}\n" * 20_000)
@example(b"\n" * 65_536)
@example(b"[NaN, {}]")
def test_any_bytes(body: bytes) -> None:
    _TOPIC.check(body)


@given(
    st.lists(_ELEMENT, min_size=1, max_size=12), st.sampled_from([_as_array, _as_lines]), st.data()
)
def test_json_and_json_with_a_wound(
    elements: list[Any], write: Callable[[Sequence[Any]], bytes], data: st.DataObject
) -> None:
    body = write(elements)
    _TOPIC.check(body)
    at = data.draw(st.integers(0, len(body)))
    inserted = data.draw(st.binary(max_size=3))
    dropped = data.draw(st.integers(0, 5))
    _TOPIC.check(body[:at] + inserted + body[at + dropped :])


@given(st.lists(_RIGHT, min_size=2, max_size=12), st.sampled_from([_as_array, _as_lines]))
def test_of_readings_none_is_lost_or_counted_twice(
    elements: list[dict[str, Any]], write: Callable[[Sequence[Any]], bytes]
) -> None:
    receipt = _TOPIC.check(write(elements))
    assert len(receipt.kept) + receipt.refused.total() == len(elements)
    assert receipt.refused[Reason.DEVICE_MISMATCH] <= sum(
        element["deviceId"] == OTHER for element in elements
    )
    told = {number for number, _ in receipt.refused_numbers[SENDER]}
    own = {element.get("sequence") for element in elements if element["deviceId"] == SENDER}
    assert told <= own


@given(st.lists(st.sampled_from(["{", "}", '{"a":1}', "", " ", "nan", "x"]), max_size=8))
def test_broken_lines(parts: list[str]) -> None:
    """A message of lines of which one at least is an object: each line is one element."""
    body = "\n".join(parts).encode()
    receipt = _TOPIC.check(body)
    lines = [part for part in parts if part.strip()]
    if len(lines) > 1 and '{"a":1}' in lines:
        assert receipt.refused.total() == len(lines)
    else:
        assert receipt.refused.total() == 1
