"""How much is put into the books, and what is asked of them."""

from datetime import timedelta

import numpy as np
import pytest

from benchmarks.energy_books.copied_readings import HEADER, TRAILER, copied, powers_mw
from benchmarks.energy_books.plan import YEAR, BooksPlan, has_plant
from benchmarks.energy_books.reading import questions
from benchmarks.energy_books.results import Recomputed
from benchmarks.energy_books.store import months_of
from benchmarks.options import parse


def plan_of(facilities: int, readings: int) -> BooksPlan:
    return BooksPlan(
        readings=readings, facilities=facilities, ingested=100, asked=1, scenario_s=1.0
    )


@pytest.mark.parametrize(
    ("facilities", "readings", "interval_s"),
    [(1_000, 100_000_000, 300), (30, 1_000_000, 900), (3, 10, 900), (1, 10**9, 1)],
)
def test_devices_measure_so_often_that_there_are_readings_enough(
    facilities: int, readings: int, interval_s: int
) -> None:
    plan = plan_of(facilities, readings)
    assert plan.interval_s == interval_s
    assert 900 % interval_s == 0, "SQL can add them up"
    assert plan.stored > min(readings, facilities * 365 * 86_400)


def test_months_hold_every_tick_once() -> None:
    months = list(months_of(plan_of(3, 10)))
    assert len(months) == 13, "a year of Rome begins an hour before that of UTC"
    ticks = [tick for _, some in months for tick in some]
    assert ticks == list(range((YEAR.end - YEAR.start) // timedelta(minutes=15) + 1))


def test_communities_have_at_most_a_hundred_facilities_each_in_one() -> None:
    communities = plan_of(250, 10).communities()
    assert [len(community.members) for community in communities] == [100, 100, 50]
    facilities = {member.facility_id for c in communities for member in c.members}
    assert len(facilities) == 250


def test_some_feed_in_by_day_and_nobody_by_night() -> None:
    noon, midnight = powers_mw(10, np.array([48, 0], dtype=np.int64), 900)
    assert [power < 0 for power in noon.tolist()] == [has_plant(index) for index in range(10)]
    assert (midnight > 0).all()


def test_a_copy_has_a_row_of_each_device_and_tick() -> None:
    members = plan_of(3, 10).communities()[0].members
    head, *rows, tail = copied(members, range(2, 6), 900)
    assert (head, tail) == (HEADER, TRAILER)
    assert b"".join(rows).count(b"books-") == 3 * 4


def test_every_question_is_asked_of_somebody_who_may_know() -> None:
    asked = questions(plan_of(120, 10))
    assert len({question.name for question in asked}) == len(asked)
    assert all(question.subjects for question in asked)


def test_what_recomputing_costs() -> None:
    found = Recomputed(
        communities=2, members=200, hours=8_760, alone_s=[1.0, 3.0], together_s=3.0, processes=2
    )
    assert found.community_year_s == 2.0
    assert found.member_hour_ns == pytest.approx(2e9 / (100 * 8_760))
    assert found.hundred_s == 150.0


def test_the_books_are_asked_for_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    whole = parse(["--books"])
    assert (whole.books_plan().readings, whole.books_plan().facilities) == (100_000_000, 1_000)
    assert parse(["--books", "--quick"]).books_plan().stored < 1_100_000
    assert (
        parse(["--books", "--readings", "20000", "--facilities", "7"]).books_plan().facilities == 7
    )
    with pytest.raises(SystemExit):
        parse(["--books", "--certificates"])
    assert "one after the other" in capsys.readouterr().err
