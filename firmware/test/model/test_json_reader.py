"""The core's JSON reader against Python's: it takes what is JSON, and nothing else."""

import ctypes
import json
from typing import Any, Final

from hypothesis import example, given
from hypothesis import strategies as st

from firmware.test.model.core import LIBRARY

DEEPEST: Final = 16


class Json(ctypes.Structure):
    """`struct json` of core/json_reader.h."""

    _fields_ = (("text", ctypes.c_void_p), ("length", ctypes.c_size_t))


LIBRARY.json_of.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.POINTER(Json)]
LIBRARY.json_of.restype = ctypes.c_bool
LIBRARY.json_member.argtypes = [Json, ctypes.c_char_p, ctypes.POINTER(Json)]
LIBRARY.json_member.restype = ctypes.c_bool

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=12,
)  # fmt: skip


def depth_of(value: Any) -> int:
    inner = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    )
    return 0 if inner is None else 1 + max(map(depth_of, inner), default=0)


def refuse(constant: str) -> None:
    raise ValueError(constant)


@given(values, st.booleans())
def test_members_are_pythons(value: Any, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=1).encode()
    whole, member = Json(), Json()

    assert LIBRARY.json_of(text, len(text), whole) == (depth_of(value) <= DEEPEST)
    found = LIBRARY.json_member(whole, b"b", member)

    assert found == (isinstance(value, dict) and "b" in value)
    if found:
        assert json.loads(ctypes.string_at(member.text, member.length)) == value["b"]


@given(st.text('{}[]":,0123456789eE.+-truefalsn\\u\n ', max_size=12))
@example("{}")
@example('{"a":[0]}')
def test_what_python_refuses_is_refused(text: str) -> None:
    try:
        json.loads(text, parse_constant=refuse)
    except ValueError:
        is_json = False
    else:
        is_json = True

    assert LIBRARY.json_of(text.encode(), len(text.encode()), Json()) == is_json
