"""What the instruments say."""

import os
import time

import pytest

from benchmarks.measuring.processes import PartsMeter
from benchmarks.measuring.quantiles import Bucket
from benchmarks.measuring.scrape import Scrape
from benchmarks.profiling import hottest
from benchmarks.results import Hotspot

_EXPOSITION = """\
# TYPE refused_total counter
refused_total{reason="late"} 2.0
refused_total{reason="bad"} 3.0
# TYPE unused_total counter
# TYPE waited_seconds histogram
waited_seconds_bucket{le="0.5"} 4.0
waited_seconds_bucket{le="10.0"} 9.0
waited_seconds_bucket{le="+Inf"} 10.0
waited_seconds_count 10.0
waited_seconds_sum 30.0
"""


def test_counters_are_added_over_their_labels_and_buckets_taken_apart() -> None:
    scrape = Scrape.of_text(_EXPOSITION)
    assert scrape.total("refused_total") == 5
    assert scrape.total("unused_total") == 0
    with pytest.raises(KeyError):
        scrape.total("never_heard_of_total")
    assert scrape.buckets("waited_seconds") == [
        Bucket(0.5, 4),
        Bucket(10.0, 5),
        Bucket(float("inf"), 1),
    ]


def test_work_of_this_process_is_seen() -> None:
    meter = PartsMeter({"self": os.getpid()})
    before, worked_until = meter.cpu(), time.process_time() + 0.05
    while time.process_time() < worked_until:
        pass
    assert meter.cpu().parts_s_since(before)["self"] > 0.02
    assert meter.memory_bytes()["self"] > 1_000_000


def test_the_hottest_function_is_the_one_on_top_most_often() -> None:
    collapsed = ["main;work;encode 6", "main;work 1", "main;rest;encode 1", "main;idle 2"]
    assert hottest(collapsed)[:2] == [
        Hotspot(function="encode", share=0.7),
        Hotspot(function="idle", share=0.2),
    ]
