"""A replay as a picture: power over time, the episodes behind it, the calls above. An SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import HexColor

from services.engagement.domain.replay.episodes import Replay
from services.engagement.domain.replay.series import PowerPoint

_WIDTH: Final = 960.0
_HEIGHT: Final = 320.0
_LEFT: Final = 44.0
_RIGHT: Final = 8.0
_BOTTOM: Final = 30.0
_TOP: Final = 34.0
_SUN: Final = "#b97309"
_GRID: Final = "#2b6ca3"
_SURPLUS: Final = "#f6e3b4"
_INK: Final = "#1f2a33"
_SOFT: Final = "#5c6b77"
_RULE: Final = "#c9d2d9"
_FONT: Final = "Helvetica"
_STEPS: Final = (1, 2, 5)
_MOST_LABELS: Final = 16
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime
    highest_w: float

    def x(self, at: datetime) -> float:
        part: float = (at - self.start) / (self.end - self.start)
        return _LEFT + min(1.0, max(0.0, part)) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, power_w: float) -> float:
        return _BOTTOM + power_w / self.highest_w * (_HEIGHT - _BOTTOM - _TOP)


def replay_svg(
    replay: Replay,
    points: Sequence[PowerPoint],
    *,
    interval: timedelta,
    period: tuple[datetime, datetime],
    zone: tzinfo,
) -> bytes:
    """The chart; `interval` is between neighbouring points, further ones are not joined."""
    powers = [max(point.produced_mw, point.consumed_mw) / 1000 for point in points]
    scale = _Scale(*period, _round_up(max(powers, default=1000.0)))
    drawing = Drawing(_WIDTH, _HEIGHT)
    parts = [
        *_episodes(replay, scale),
        *_axes(scale, zone),
        *_curve(points, interval, scale, "produced_mw", _SUN),
        *_curve(points, interval, scale, "consumed_mw", _GRID),
        *_calls(replay, scale),
        *_legend(),
    ]
    for part in parts:
        drawing.add(part)
    text: str = renderSVG.drawToString(drawing)
    return text.encode()


def _episodes(replay: Replay, scale: _Scale) -> list[Any]:
    bands: list[Any] = []
    for episode in replay.episodes:
        left, right = scale.x(episode.started_at), scale.x(episode.ended_at or scale.end)
        band: Any = Rect(left, _BOTTOM, max(1.0, right - left), _HEIGHT - _BOTTOM - _TOP)
        band.fillColor, band.strokeColor = HexColor(_SURPLUS), None
        bands.append(band)
    return bands


def _calls(replay: Replay, scale: _Scale) -> list[Any]:
    return [_marker(scale.x(call.at), _HEIGHT - _TOP) for call in replay.calls]


def _marker(x: float, y: float) -> Any:
    triangle: Any = Polygon([x - 4, y + 9, x + 4, y + 9, x, y + 1])
    triangle.fillColor, triangle.strokeColor = HexColor(_INK), None
    return triangle


def _curve(
    points: Sequence[PowerPoint], interval: timedelta, scale: _Scale, name: str, color: str
) -> list[Any]:
    stretches: list[list[float]] = []
    last: datetime | None = None
    for point in points:
        if last is None or point.at - last > interval:
            stretches.append([])
        last = point.at
        stretches[-1] += [scale.x(point.at), scale.y(getattr(point, name) / 1000)]
    lines: list[Any] = []
    for stretch in stretches:
        line: Any = PolyLine(stretch if len(stretch) > 2 else stretch * 2)  # noqa: PLR2004  a point
        line.strokeColor, line.strokeWidth = HexColor(color), 1.1
        lines.append(line)
    return lines


def _axes(scale: _Scale, zone: tzinfo) -> list[Any]:
    parts: list[Any] = []
    step_w = _step(scale.highest_w)
    power_w = 0.0
    while power_w <= scale.highest_w:
        y = scale.y(power_w)
        parts += [_line(_LEFT, y, _WIDTH - _RIGHT, y), _text(4, y - 3, f"{power_w / 1000:g} kW")]
        power_w += step_w
    parts += [
        _text(scale.x(at), _BOTTOM - 14, f"{at.astimezone(zone):{form}}")
        for at, form in _ticks(scale, zone)
    ]
    return parts


def _ticks(scale: _Scale, zone: tzinfo) -> list[tuple[datetime, str]]:
    """Local midnights, or full hours within two days."""
    long = scale.end - scale.start > 2 * _DAY
    step = _DAY if long else timedelta(hours=1)
    first = scale.start.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    first = first.replace(hour=0) if long else first
    count = int((scale.end - scale.start) / step) + 1
    every = max(1, -(-count // _MOST_LABELS))
    ticks = [first + number * step for number in range(0, count + 1, every)]
    return [(at, "%d/%m" if long else "%H:%M") for at in ticks if scale.start <= at < scale.end]


def _legend() -> list[Any]:
    parts: list[Any] = []
    left = _LEFT
    for words, color in (("produced", _SUN), ("consumed", _GRID), ("surplus", _SURPLUS)):
        parts += [_square(left, _HEIGHT - 14, color), _text(left + 12, _HEIGHT - 13, words)]
        left += 84
    parts += [_marker(left + 4, _HEIGHT - 15), _text(left + 14, _HEIGHT - 13, "members called")]
    return parts


def _square(left: float, bottom: float, color: str) -> Any:
    square: Any = Rect(left, bottom, 8, 8)
    square.fillColor, square.strokeColor = HexColor(color), None
    return square


def _line(x1: float, y1: float, x2: float, y2: float) -> Any:
    line: Any = Line(x1, y1, x2, y2)
    line.strokeColor, line.strokeWidth = HexColor(_RULE), 0.4
    return line


def _text(x: float, y: float, words: str) -> Any:
    text: Any = String(x, y, words, fontName=_FONT, fontSize=9)
    text.fillColor = HexColor(_SOFT)
    return text


def _step(highest: float) -> float:
    """A round step of which about five make the axis."""
    size = 1.0
    while True:
        for step in _STEPS:
            if highest / (step * size) <= 6:  # noqa: PLR2004  lines on the axis
                return step * size
        size *= 10


def _round_up(highest: float) -> float:
    step = _step(highest)
    return -(-highest // step) * step or 1000.0
