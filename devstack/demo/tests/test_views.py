from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console

from devstack.demo.figures import Figures
from devstack.demo.tests.sample import FACTS, episode, figures
from devstack.demo.views.live import LiveView
from devstack.demo.views.plain import PlainView
from devstack.devices.tally import Tally
from devstack.servers.process import ServerProcess
from devstack.supervisor.events import PartState
from devstack.supervisor.part import Part, Patience
from devstack.supervisor.tests.fake import FakeServer


@pytest.fixture
def parts(tmp_path: Path) -> Mapping[str, Part]:
    made = {}
    for name in ("nats", "energy"):
        process = ServerProcess(FakeServer(name, tmp_path), log=tmp_path / f"{name}.log")
        made[name] = Part(process, tell=lambda _: None, patience=Patience())
    made["nats"].state = PartState.READY
    made["energy"].state = PartState.RESTARTING
    made["energy"].restarts = 2
    return made


def picture(shown: Figures, parts: Mapping[str, Part], *, width: int, height: int) -> list[str]:
    console = Console(width=width, height=height, force_terminal=True, color_system=None)
    with console.capture() as capture:
        console.print(LiveView(console, FACTS, parts).render("CER del Lago", shown))
    return capture.get().splitlines()


def test_the_live_view_shows_what_matters(parts: Mapping[str, Part]) -> None:
    text = "\n".join(picture(figures(), parts, width=100, height=50))
    for expected in (
        "CER del Lago",
        FACTS.url,
        FACTS.email,
        FACTS.password,
        "Sun 21 Jun 2026 12:00:00",
        "60 times real time",
        "4.00 kW",
        "1.50 kW",
        "2.50 kW",
        "120 readings/s: sent 1,240, acknowledged 1,234, stored 1,200, rejected 2",
        "12 / 46 / 79",
        "✓ nats",
        "↻ energy (started again: 2)",
        "21 Jun 12:00 to now, told at 12:00",
        "21 Jun 09:00 to 10:00, peak 2.50 kW, not told: cooldown",
        "to 20: C'è energia",
    ):
        assert expected in text


@pytest.mark.parametrize(("width", "height"), [(40, 60), (60, 50), (80, 24), (200, 60)])
def test_it_fits_the_terminal(parts: Mapping[str, Part], width: int, height: int) -> None:
    lines = picture(figures(), parts, width=width, height=height)
    assert len(lines) <= height
    assert max(map(len, lines)) <= width


def test_before_the_first_reading_there_is_nothing_to_show_yet(parts: Mapping[str, Part]) -> None:
    nothing = Tally(
        measured=0, sent=0, acknowledged=0, resent=0, connections_lost=0, connected=0, latency=None
    )
    text = "\n".join(picture(Figures(tally=nothing), parts, width=80, height=50))
    assert "no reading yet" in text
    assert text.count("none yet") == 3


def test_lines_say_what_is_new_once() -> None:
    view = PlainView(lambda _: None, FACTS)
    assert view.new_lines(figures()) == [
        "surplus since 12:00, excess 1.50 kW",
        "notification: C'è energia",
    ]
    assert view.new_lines(figures()) == []
    over = figures(episodes=(episode(2, began_h=0, ended_h=1),))
    assert view.new_lines(over) == ["surplus since 12:00 over at 13:00, peak 2.50 kW"]


def test_an_episode_that_ends_in_this_run_is_news() -> None:
    old = figures(episodes=(episode(1, began_h=-3, ended_h=0),), news=())
    view = PlainView(lambda _: None, FACTS)
    assert view.new_lines(old) == ["surplus since 09:00 over at 12:00, peak 2.50 kW"]


def test_a_status_line_has_the_balance_and_the_rate() -> None:
    shown = figures()
    assert shown.balance is not None
    assert PlainView(lambda _: None, FACTS).status_line(shown, shown.balance) == (
        "Sun 21 Jun 2026 12:00:00  produced 4.00 kW, consumed 1.50 kW, excess 2.50 kW; "
        "120 readings/s, 1,234 acknowledged; to balance 12 / 46 / 79 ms"
    )
