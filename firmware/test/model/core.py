"""The core as Python sees it: the shared library, and structs as they lie in memory."""

import ctypes
from pathlib import Path
from typing import Final

LIBRARY: Final = ctypes.CDLL(str(Path(__file__).parents[2] / "build" / "model" / "libcore.so"))


class Reading(ctypes.Structure):
    """`struct reading` of core/reading.h."""

    _fields_ = (
        ("sequence", ctypes.c_uint32),
        ("stamp_ms", ctypes.c_uint64),
        ("boot", ctypes.c_uint16),
        ("flags", ctypes.c_uint8),
        ("power_mw", ctypes.c_int32),
        ("import_mwh", ctypes.c_uint64),
        ("export_mwh", ctypes.c_uint64),
    )


class Payload(ctypes.Structure):
    """`struct payload` of core/payload.h."""

    _fields_ = (
        ("text", ctypes.c_void_p),
        ("room", ctypes.c_size_t),
        ("length", ctypes.c_size_t),
        ("readings", ctypes.c_size_t),
        ("is_batch", ctypes.c_bool),
    )


LIBRARY.payload_begin.argtypes = [
    ctypes.POINTER(Payload), ctypes.c_void_p, ctypes.c_size_t, ctypes.c_bool,
]  # fmt: skip
LIBRARY.payload_begin.restype = None
LIBRARY.payload_add.argtypes = [
    ctypes.POINTER(Payload), ctypes.c_char_p, ctypes.POINTER(Reading),
]  # fmt: skip
LIBRARY.payload_add.restype = ctypes.c_bool
LIBRARY.payload_end.argtypes = [ctypes.POINTER(Payload)]
LIBRARY.payload_end.restype = ctypes.c_size_t
LIBRARY.reading_pack.argtypes = [ctypes.POINTER(Reading), ctypes.c_char_p]
LIBRARY.reading_pack.restype = None
LIBRARY.reading_unpack.argtypes = [ctypes.c_char_p, ctypes.POINTER(Reading)]
LIBRARY.reading_unpack.restype = ctypes.c_bool


def payload_of(device_id: str, readings: list[Reading], *, is_batch: bool) -> tuple[bytes, int]:
    """The message, and how many of the readings are in it."""
    text = ctypes.create_string_buffer(61_000)
    payload = Payload()
    LIBRARY.payload_begin(payload, ctypes.addressof(text), len(text), is_batch)
    added = 0
    for reading in readings:
        if not LIBRARY.payload_add(payload, device_id.encode(), reading):
            break
        added += 1
    length = LIBRARY.payload_end(payload)
    return text.raw[:length], added


class Calibration(ctypes.Structure):
    """`struct ct_calibration` of core/ct_calibration.h."""

    _fields_ = (
        ("volts_per_count", ctypes.c_double),
        ("amps_per_count", ctypes.c_double),
        ("phase_shift_deg", ctypes.c_double),
        ("offset_w", ctypes.c_double),
        ("noise_a", ctypes.c_double),
        ("is_reversed", ctypes.c_bool),
    )


class Window(ctypes.Structure):
    """`struct metering_window` of core/metering.h."""

    _fields_ = (
        ("power_mw", ctypes.c_int32),
        ("voltage_mv", ctypes.c_uint32),
        ("current_ma", ctypes.c_uint32),
        ("frequency_mhz", ctypes.c_uint32),
        ("samples", ctypes.c_uint32),
        ("flags", ctypes.c_uint8),
    )


def opaque(size: int = 8192) -> ctypes.Array[ctypes.c_char]:
    """Memory for a struct Python does not look into."""
    return ctypes.create_string_buffer(size)


LIBRARY.metering_begin.argtypes = [ctypes.c_char_p, ctypes.POINTER(Calibration)]
LIBRARY.metering_begin.restype = None
LIBRARY.metering_sample.argtypes = [
    ctypes.c_char_p, ctypes.c_uint16, ctypes.c_uint16, ctypes.POINTER(Window),
]  # fmt: skip
LIBRARY.metering_sample.restype = ctypes.c_bool
LIBRARY.reporting_begin.argtypes = [ctypes.c_char_p, ctypes.c_uint64, ctypes.c_uint64]
LIBRARY.reporting_begin.restype = None
LIBRARY.reporting_configure.argtypes = [
    ctypes.c_char_p, ctypes.c_uint32, ctypes.c_double, ctypes.c_double,
]  # fmt: skip
LIBRARY.reporting_configure.restype = ctypes.c_bool
LIBRARY.reporting_take.argtypes = [
    ctypes.c_char_p, ctypes.POINTER(Window), ctypes.c_uint64, ctypes.POINTER(Reading),
]  # fmt: skip
LIBRARY.reporting_take.restype = ctypes.c_bool
