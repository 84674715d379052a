"""The chart of a printed statement: shared energy by day. Vectors, sharp in print."""

from typing import Any, Final

from services.energy.domain.quantities import watt_hours
from services.energy.inbound.http.ledger.statement_content import Content
from services.energy.usecases.ledger.read_statement import Statement

FONT: Final = "Vera"
SOFT: Final = "#5c6b77"
LINE: Final = "#c9d2d9"
_SUN: Final = "#e39b1f"
_LEAF: Final = "#2f7d5b"
_CHART_HEIGHT: Final = 128.0
_HEADROOM: Final = 1.06


def shared_energy_chart(statement: Statement, content: Content, width: float) -> Any:
    """Bars by day; of a facility the part as a consumer and the part as a producer."""
    from reportlab.graphics.charts.barcharts import VerticalBarChart  # noqa: PLC0415
    from reportlab.graphics.shapes import Drawing  # noqa: PLC0415
    from reportlab.lib.colors import HexColor  # noqa: PLC0415

    days = statement.days
    consumer = [watt_hours(day.consumer_uj) / 1000 for day in days]
    producer = [watt_hours(day.producer_uj) / 1000 for day in days]
    series = [consumer] if statement.facility is None else [consumer, producer]
    drawing = Drawing(width, _CHART_HEIGHT)
    chart: Any = VerticalBarChart()
    chart.x, chart.y = 34, 20
    chart.width, chart.height = width - 36, _CHART_HEIGHT - (34 if len(series) > 1 else 24)
    chart.data = series
    chart.groupSpacing = 2
    chart.bars.strokeColor = None
    chart.bars[0].fillColor = HexColor(_LEAF)
    if len(series) > 1:
        chart.bars[1].fillColor = HexColor(_SUN)
        _add_legend(drawing, content)
    chart.categoryAxis.categoryNames = [str(day.day.day) for day in days]
    chart.valueAxis.valueMin = 0
    highest = max((value for values in series for value in values), default=0)
    chart.valueAxis.valueMax = highest * _HEADROOM or 1
    for axis in (chart.categoryAxis, chart.valueAxis):
        axis.labels.fontName, axis.labels.fontSize = FONT, 6.5
        axis.labels.fillColor = HexColor(SOFT)
        axis.strokeColor = HexColor(LINE)
    chart.categoryAxis.visibleTicks = False
    chart.valueAxis.visibleGrid = True
    chart.valueAxis.gridStrokeColor, chart.valueAxis.gridStrokeWidth = HexColor(LINE), 0.3
    drawing.add(chart)
    return drawing


def _add_legend(drawing: Any, content: Content) -> None:
    from reportlab.graphics.shapes import String  # noqa: PLC0415
    from reportlab.lib.colors import HexColor  # noqa: PLC0415

    top, left = _CHART_HEIGHT - 8, 34.0
    for name, color in ((content.words.as_consumer, _LEAF), (content.words.as_producer, _SUN)):
        drawing.add(_square(left, top, color))
        label = String(left + 11, top + 0.5, name, fontName=FONT, fontSize=7)
        label.fillColor = HexColor(SOFT)
        drawing.add(label)
        left += 160


def _square(left: float, bottom: float, color: str) -> Any:
    from reportlab.graphics.shapes import Rect  # noqa: PLC0415
    from reportlab.lib.colors import HexColor  # noqa: PLC0415

    square: Any = Rect(left, bottom, 7, 7)
    square.fillColor, square.strokeColor = HexColor(color), None
    return square
